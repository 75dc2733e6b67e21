import type { PodSpec, ResourceRequirements } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import type { FlinkVersion } from '../../flink/version';

/** `flink.apache.org/v1beta1 FlinkDeployment`, as its author writes it. */
export interface FlinkDeploymentResource {
  apiVersion: 'flink.apache.org/v1beta1';
  kind: 'FlinkDeployment';
  metadata: ResourceMetadata;
  spec: FlinkDeploymentSpec;
}

/** Metadata of a custom resource. */
export interface ResourceMetadata {
  /** At most 45 lower-case letters, digits and `-`, starting with a letter. */
  name: string;
  /** @default "default" */
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  [field: string]: unknown;
}

/** What a Flink cluster is: with `job` an application cluster, without it a session cluster. */
export interface FlinkDeploymentSpec {
  /**
   * Container image with Flink (and, for `local:` jars, the job).
   * @default - the operator's default configuration, else the image of the pod template
   */
  image?: string;
  /** When the image is pulled. @default "IfNotPresent" */
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Service account of the JobManager and TaskManager pods. Required. */
  serviceAccount?: string;
  /** Version of Flink in the image, 1.15 or newer: decides file formats, option names and features. Required. */
  flinkVersion?: FlinkVersion;
  /**
   * Flink options, and those of the operator (`kubernetes.operator.`) and its autoscaler: dotted keys, nested
   * objects, or both. Lists become one text with `;` between the items.
   * @default - the operator's default configuration
   */
  flinkConfiguration?: Record<string, unknown>;
  /** Makes an Ingress for Flink's web UI and REST API. @default - no Ingress */
  ingress?: IngressSpec;
  /** Base of the pods of JobManager and TaskManagers. The main container is `flink-main-container`. */
  podTemplate?: PodTemplate;
  /** The JobManager. */
  jobManager?: JobManagerSpec;
  /** The TaskManagers. */
  taskManager?: TaskManagerSpec;
  /** Log files by name: `log4j-console.properties`, `logback-console.xml`. @default - the operator's files */
  logConfiguration?: Record<string, string>;
  /**
   * Who makes the TaskManagers: Flink itself (`native`), or Kubernetes from a Deployment (`standalone`). Immutable.
   * @default "native"
   */
  mode?: 'native' | 'standalone';
  /** The job of an application cluster. @default - a session cluster */
  job?: JobSpec;
  /** Another number than before restarts the cluster. */
  restartNonce?: number;
}

/** A part of a pod: what it leaves out comes from the other templates, and from the operator. */
export interface PodTemplate {
  /** Labels and annotations of the pod. @default - none but the operator's */
  metadata?: ObjectMeta;
  /** The pod. Containers are known by their names. @default - the operator's */
  spec?: Partial<PodSpec>;
}

/** The job of an application cluster, or of a session job. */
export interface JobSpec {
  /** Where the jar is: `local:///...` in the image for applications, `https://...` for session jobs. */
  jarURI?: string;
  /** Ignored when `taskManager.replicas` is set. Must be at least 1 otherwise. @default 0 */
  parallelism?: number;
  /** Main class. @default - the manifest of the jar */
  entryClass?: string;
  /** Arguments of the main class. @default [] */
  args?: string[];
  /** Whether the job runs. @default "running" */
  state?: 'running' | 'suspended';
  /** Another number than before takes a savepoint. */
  savepointTriggerNonce?: number;
  /** Another number than before takes a checkpoint (Flink 1.17 and newer). */
  checkpointTriggerNonce?: number;
  /** Savepoint to start from, at the first deployment and on `savepointRedeployNonce` only. */
  initialSavepointPath?: string;
  /** What an upgrade does with the job's state. @default "stateless" */
  upgradeMode?: 'stateless' | 'savepoint' | 'last-state';
  /** Start although the savepoint has state that the job no longer knows. @default - the Flink option */
  allowNonRestoredState?: boolean;
  /** Another number than before redeploys the job from `initialSavepointPath`. */
  savepointRedeployNonce?: number;
  /** Another number than before forgets what the autoscaler has learned. */
  autoscalerResetNonce?: number;
}

/** Size and number of the JobManager's pods. */
export interface JobManagerSpec {
  /** @deprecated use `resources` */
  resource?: ResourceSpec;
  /** Requests and limits. Memory may be written as Kubernetes or as Flink does. */
  resources?: ResourceRequirements;
  /** More than one needs high availability. @default 1 */
  replicas?: number;
  /** Merged over `spec.podTemplate`. */
  podTemplate?: PodTemplate;
}

/** Size and number of the TaskManager pods. */
export interface TaskManagerSpec {
  /** @deprecated use `resources` */
  resource?: ResourceSpec;
  /** Requests and limits. Memory may be written as Kubernetes or as Flink does. */
  resources?: ResourceRequirements;
  /** @default - as many as the job's parallelism needs; one for a standalone session cluster */
  replicas?: number;
  /** Merged over `spec.podTemplate`. */
  podTemplate?: PodTemplate;
}

/** CPU, memory and disk of one pod; request and limit are the same. */
export interface ResourceSpec {
  /** Cores. */
  cpu?: number;
  /** Flink's notation (`2048m` is 2048 MiB) or Kubernetes' (`2Gi`). */
  memory?: string;
  /** A Kubernetes quantity. */
  ephemeralStorage?: string;
}

/** The Ingress to make. */
export interface IngressSpec {
  /**
   * Host and path, such as `{{name}}.{{namespace}}.example.com` or `/{{namespace}}/{{name}}(/|$)(.*)`.
   * @default - none: required
   */
  template?: string;
  /** Class of the Ingress controller. @default - the cluster's default class */
  className?: string;
  /** Annotations of the Ingress. @default - none */
  annotations?: Record<string, string>;
  /** Labels of the Ingress. @default - those of the cluster's Ingress only */
  labels?: Record<string, string>;
  /** Hosts with certificates, and the Secrets that hold these. @default - no TLS */
  tls?: IngressTls[];
}

/** Hosts with one certificate. */
export type IngressTls = {
  /** The hosts. @default - the one of the Ingress */
  hosts?: string[];
  /** Secret with the certificate. @default - the Ingress controller's certificate */
  secretName?: string;
};

/** `flink.apache.org/v1beta1 FlinkSessionJob`, as its author writes it. */
export interface FlinkSessionJobResource {
  apiVersion: 'flink.apache.org/v1beta1';
  kind: 'FlinkSessionJob';
  metadata: ResourceMetadata;
  spec: FlinkSessionJobSpec;
}

/** A job for a session cluster, submitted over Flink's REST API. */
export interface FlinkSessionJobSpec {
  /** Name of the FlinkDeployment in the same namespace. Required and immutable. */
  deploymentName?: string;
  /** Required. */
  job?: JobSpec;
  /** Another number than before restarts the job. */
  restartNonce?: number;
  /** Options of the job; operator options too. */
  flinkConfiguration?: Record<string, unknown>;
}

/** `flink.apache.org/v1beta1 FlinkStateSnapshot`, as its author writes it. */
export interface FlinkStateSnapshotResource {
  apiVersion: 'flink.apache.org/v1beta1';
  kind: 'FlinkStateSnapshot';
  metadata: ResourceMetadata;
  spec: FlinkStateSnapshotSpec;
}

/** One savepoint or checkpoint of a job. Exactly one of `savepoint` and `checkpoint` says which; it cannot change. */
export interface FlinkStateSnapshotSpec {
  /** The job that is asked for the snapshot. Required, unless the savepoint is there already. */
  jobReference?: JobReference;
  /** Take a savepoint, or record one that is there already. `{}` takes one with the defaults. */
  savepoint?: SavepointSpec;
  /** Take a checkpoint: `{}`, as it has no settings. It is a full one; Flink owns its data and may delete it. */
  checkpoint?: Record<string, never>;
  /** How often to try again after a failure, at growing intervals. -1 is without end. @default -1 */
  backoffLimit?: number;
}

/** A job of the same namespace. Immutable, unless the savepoint was there already. */
export interface JobReference {
  /** The kind of the resource that runs the job. Required. */
  kind?: 'FlinkDeployment' | 'FlinkSessionJob';
  /** The name of that resource. Required. */
  name?: string;
}

/** The savepoint to take or to record. */
export interface SavepointSpec {
  /**
   * Folder in which the savepoint is put; with `alreadyExists` the savepoint itself, and required. Immutable.
   * @default - the savepoint directory of the job
   */
  path?: string;
  /** What writes the savepoint: Flink's own format or that of the state backend, which is faster. @default "CANONICAL" */
  formatType?: 'CANONICAL' | 'NATIVE' | 'UNKNOWN';
  /** Delete the savepoint's data with this resource. The job has to be running then. @default true */
  disposeOnDelete?: boolean;
  /** The savepoint is there: nothing is taken. Immutable. @default false */
  alreadyExists?: boolean;
}

/** `flink.apache.org/v1beta1 FlinkBlueGreenDeployment`, as its author writes it. */
export interface FlinkBlueGreenDeploymentResource {
  apiVersion: 'flink.apache.org/v1beta1';
  kind: 'FlinkBlueGreenDeployment';
  metadata: ResourceMetadata;
  spec: FlinkBlueGreenDeploymentSpec;
}

/**
 * An application that is upgraded without a pause: the FlinkDeployments `NAME-blue` and `NAME-green` take turns. Both run
 * while one takes over, and process the same records for that time.
 */
export interface FlinkBlueGreenDeploymentSpec {
  /**
   * Options of the upgrade, as durations: `kubernetes.operator.bluegreen.abort.grace-period` (10 min, until which the new
   * job has to be stable), `...reconciliation.reschedule-interval` (15 s) and `...deployment-deletion.delay` (0 s, for
   * which the old job stays).
   * @default - the defaults of the options
   */
  configuration?: Record<string, string>;
  /** Makes an Ingress for Flink's web UI and REST API of the one that is active. @default - no Ingress */
  ingress?: IngressSpec;
  /** The FlinkDeployment to run. Required. */
  template?: FlinkDeploymentTemplate;
}

/** The FlinkDeployment of which a blue/green deployment makes both of its own. */
export interface FlinkDeploymentTemplate {
  /** Has no effect: the operator ignores it. @default - none */
  metadata?: TemplateMetadata;
  /** The application. Required. */
  spec?: FlinkDeploymentSpec;
}

/** Metadata of a template. */
export interface TemplateMetadata {
  /** @default - none */
  labels?: Record<string, string>;
  /** @default - none */
  annotations?: Record<string, string>;
  [field: string]: unknown;
}
