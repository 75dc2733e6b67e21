import type { HorizontalPodAutoscalerBehavior, MetricSpec } from 'kubernetes-types/autoscaling/v2';
import type {
  Affinity,
  Container,
  EnvFromSource,
  EnvVar,
  HostAlias,
  PersistentVolumeClaim,
  PodSecurityContext,
  Probe,
  ResourceRequirements,
  Toleration,
  Volume,
  VolumeMount,
} from 'kubernetes-types/core/v1';
import type { PodDisruptionBudgetSpec } from 'kubernetes-types/policy/v1';
import type { ResourceMetadata } from '../apache/types';

/** `flinkoperator.k8s.io/v1beta1 FlinkCluster`, as its author writes it: what either published version of it wrote. */
export interface FlinkClusterResource {
  apiVersion: 'flinkoperator.k8s.io/v1beta1';
  kind: 'FlinkCluster';
  metadata: ResourceMetadata;
  spec: FlinkClusterSpec;
}

/** What a Flink cluster is: with `job` a job cluster that runs one job, without it a session cluster. */
export interface FlinkClusterSpec {
  /**
   * Version of Flink in the image, such as `1.20` or `1.20.5`: decides file formats and the memory model.
   * @default - the version in the image's tag; for Flink 2 only when the image has `flink` in its name; else Flink before
   * 1.10 is assumed
   */
  flinkVersion?: string;
  /** Container image of JobManager, TaskManagers and the pod that submits the job. */
  image: FlinkClusterImage;
  /** Service account of all pods. @default - the namespace's default */
  serviceAccountName?: string;
  /** @deprecated use `batchScheduler.name`, which it replaces when both are given */
  batchSchedulerName?: string;
  /** Schedules all pods of the cluster at once, as one group. @default - Kubernetes' own scheduler */
  batchScheduler?: BatchSchedulerSpec;
  /** Makes a PodDisruptionBudget over all pods of the cluster. @default - none */
  podDisruptionBudget?: PodDisruptionBudgetSpec;
  /** The JobManager. @default - one, with the defaults of its fields */
  jobManager?: FlinkClusterJobManager;
  /** The TaskManagers. @default - three, with the defaults of their fields */
  taskManager?: FlinkClusterTaskManager;
  /** The job of a job cluster. It can be neither added nor removed later. @default - a session cluster */
  job?: FlinkClusterJob;
  /** Environment of all containers of Flink and of all init containers. @default - none */
  envVars?: EnvVar[];
  /** ConfigMaps and Secrets whose entries become environment of the containers of Flink. @default - none */
  envFrom?: EnvFromSource[];
  /** Flink options by their dotted keys; addresses and ports follow from the other fields. @default - none */
  flinkProperties?: Record<string, string>;
  /** Hadoop's files from a ConfigMap. @default - none */
  hadoopConfig?: HadoopConfig;
  /** Credentials for Google Cloud. @default - none */
  gcpConfig?: GcpConfig;
  /** Further or other files of `/opt/flink/conf`, by name. @default - log files of the operator */
  logConfig?: Record<string, string>;
  /** How many ControllerRevisions of the past are kept. @default 10 */
  revisionHistoryLimit?: number;
  /** Whether an update deletes the objects and makes them anew (`true`), or updates them in place. @default true */
  recreateOnUpdate?: boolean;
}

/** A container image. */
export interface FlinkClusterImage {
  /** Name with tag or digest. */
  name: string;
  /** When it is pulled. @default "Always" */
  pullPolicy?: 'Always' | 'Never' | 'IfNotPresent';
  /** Secrets with credentials for its registry. @default - those of the service account */
  pullSecrets?: {
    /** Name of the Secret. */
    name?: string;
  }[];
}

/** A scheduler for groups of pods. */
export interface BatchSchedulerSpec {
  /** Only `volcano` is known. */
  name: string;
  /** Queue of the scheduler. @default - the scheduler's default queue */
  queue?: string;
  /** Priority class of all pods and of the group. @default - none */
  priorityClassName?: string;
}

/** What JobManager and TaskManagers have in common. */
export interface FlinkClusterProcess {
  /** Container ports beside Flink's own, such as that of a metrics reporter; no Service has them. @default - none */
  extraPorts?: NamedPort[];
  /**
   * Requests and limits of the main container. Flink's memory derives from the limit, else the request.
   * @default - requests 200m and 512Mi, limits 2 and 2Gi
   */
  resources?: ResourceRequirements;
  /** Percentage of the memory that the JVM's heap leaves free; Flink before 1.10 only. @default 25 */
  memoryOffHeapRatio?: number;
  /** Memory that the JVM's heap leaves free at least; Flink before 1.10 only. `0` counts as absent. @default 600M */
  memoryOffHeapMin?: string | number;
  /** Percentage of the memory that becomes Flink's process memory; Flink 1.10 and newer. @default 80 */
  memoryProcessRatio?: number;
  /** Volumes of the pods. @default - none */
  volumes?: Volume[];
  /** Where the main container mounts them. @default - nowhere */
  volumeMounts?: VolumeMount[];
  /** Volume claims of each pod. @default - none */
  volumeClaimTemplates?: PersistentVolumeClaim[];
  /** Containers that run before Flink, with its environment and configuration. @default - none */
  initContainers?: Container[];
  /** Which nodes and neighbours the pods want. @default - any */
  affinity?: Affinity;
  /** Labels of the nodes that may run the pods. @default - any node */
  nodeSelector?: Record<string, string>;
  /** Taints of nodes that the pods tolerate. @default - none */
  tolerations?: Toleration[];
  /** Containers beside Flink, unchanged. @default - none */
  sidecars?: Container[];
  /** Annotations of the pods. @default - none */
  podAnnotations?: Record<string, string>;
  /** Labels of the pods; they are part of the selector, so a change makes the workload anew. @default - none */
  podLabels?: Record<string, string>;
  /** Users, groups and system calls of the pods. @default - the image's */
  securityContext?: PodSecurityContext;
  /** Merged over a TCP check of the RPC port. */
  livenessProbe?: Probe;
  /** Merged over a TCP check of the RPC port. */
  readinessProbe?: Probe;
  /** Entries of `/etc/hosts`. @default - none */
  hostAliases?: HostAlias[];
}

/** A container port with a name. */
export interface NamedPort {
  /** Unique among the ports of the process. @default - none */
  name?: string;
  /** 1 to 65535, unique among the ports of the process. */
  containerPort: number;
  /** @default "TCP" */
  protocol?: 'TCP' | 'UDP' | 'SCTP';
}

/** The JobManager of a FlinkCluster. */
export interface FlinkClusterJobManager extends FlinkClusterProcess {
  /** Only one is possible. @default 1 */
  replicas?: number;
  /** How its Service is exposed; `VPC` is a load balancer inside Google's network. @default "Cluster" */
  accessScope?: 'Cluster' | 'VPC' | 'External' | 'NodePort' | 'Headless';
  /** Annotations of its Service. The capital letter is the published name. @default - none */
  ServiceAnnotations?: Record<string, string>;
  /** Labels of its Service. The capital letter is the published name. @default - none */
  ServiceLabels?: Record<string, string>;
  /** Another spelling of `ServiceAnnotations`. */
  serviceAnnotations?: Record<string, string>;
  /** Another spelling of `ServiceLabels`. */
  serviceLabels?: Record<string, string>;
  /** Makes an Ingress for the web UI. @default - none */
  ingress?: FlinkClusterIngress;
  /** Ports of the JobManager. */
  ports?: JobManagerPorts;
}

/** Ports of the JobManager, 1 to 65535. */
export interface JobManagerPorts {
  /** Remote procedure calls. @default 6123 */
  rpc?: number;
  /** Files for TaskManagers. @default 6124 */
  blob?: number;
  /** Queryable state. @default 6125 */
  query?: number;
  /** Web UI and REST API. @default 8081 */
  ui?: number;
}

/** The Ingress of a FlinkCluster's web UI. */
export interface FlinkClusterIngress {
  /** Host, in which `{{$clusterName}}` is replaced by the name of the cluster. @default - any host */
  hostFormat?: string;
  /** Annotations of the Ingress. @default - none */
  annotations?: Record<string, string>;
  /** Whether the host has a certificate. @default false */
  useTls?: boolean;
  /** Secret with the certificate. @default - the Ingress controller's */
  tlsSecretName?: string;
}

/** The TaskManagers of a FlinkCluster. */
export interface FlinkClusterTaskManager extends FlinkClusterProcess {
  /** What makes the pods. Immutable. @default "StatefulSet" */
  deploymentType?: 'StatefulSet' | 'Deployment';
  /** How many; `kubectl scale` changes it. @default 3 */
  replicas?: number;
  /** Ports of the TaskManagers. */
  ports?: TaskManagerPorts;
  /** Makes a HorizontalPodAutoscaler that scales the FlinkCluster. @default - none */
  horizontalPodAutoscaler?: FlinkClusterAutoscaler;
}

/** Ports of the TaskManagers, 1 to 65535. */
export interface TaskManagerPorts {
  /** Data between TaskManagers. @default 6121 */
  data?: number;
  /** Remote procedure calls. @default 6122 */
  rpc?: number;
  /** Queryable state. @default 6125 */
  query?: number;
}

/** Bounds and metrics of the HorizontalPodAutoscaler. */
export interface FlinkClusterAutoscaler {
  /** @default 1 */
  minReplicas?: number;
  /** Not less than `minReplicas`. */
  maxReplicas: number;
  /** @default - 80 % of the requested CPU */
  metrics?: MetricSpec[];
  /** How fast it scales. @default - Kubernetes' */
  behavior?: HorizontalPodAutoscalerBehavior;
}

/** The job of a FlinkCluster. */
export interface FlinkClusterJob {
  /**
   * How the job is submitted: by a pod that ends after it (`Detached`) or waits for the job (`Blocking`), or by the
   * JobManager itself (`Application`).
   * @default "Detached"
   */
  mode?: 'Detached' | 'Blocking' | 'Application';
  /** Jar in the image or on a volume. Application mode takes jars from `/opt/flink/usrlib` instead. */
  jarFile?: string;
  /** Main class. Application mode needs it. @default - the manifest of the jar */
  className?: string;
  /** Further jars and folders for the class path, as URLs. @default - none */
  classPath?: string[];
  /** Python script to run. @default - none */
  pyFile?: string;
  /** Further Python files, separated by commas. @default - none */
  pyFiles?: string;
  /** Python module to run; it needs `pyFiles`. @default - none */
  pyModule?: string;
  /** @deprecated the name of `pyFile` for some weeks */
  pythonFile?: string;
  /** @deprecated the name of `pyFiles` for some weeks */
  pythonFiles?: string;
  /** @deprecated the name of `pyModule` for some weeks */
  pythonModule?: string;
  /** Arguments of the program. @default - none */
  args?: string[];
  /** At least 1. @default - TaskManagers times slots */
  parallelism?: number;
  /** Savepoint to start from; in an update it wins over the latest one. @default - the latest, none at the start */
  fromSavepoint?: string;
  /** Start although the savepoint has state that the job no longer knows. @default false */
  allowNonRestoredState?: boolean;
  /** Where savepoints are written. Savepoints and updates of the job need it. @default - none */
  savepointsDir?: string;
  /** Format of savepoints, Flink 1.15 and newer. @default - Flink's, which is CANONICAL */
  savepointFormatType?: 'CANONICAL' | 'NATIVE';
  /**
   * Stop the job with a savepoint before an update.
   * @default true; false for a resource in the form that Google's operator had, without anything newer
   */
  takeSavepointOnUpdate?: boolean;
  /** @deprecated use `takeSavepointOnUpdate`, which it is another name of */
  takeSavepointOnUpgrade?: boolean;
  /** Age in seconds of the oldest savepoint that an update or restart may start from. @default - none is too old */
  maxStateAgeToRestoreSeconds?: number;
  /** Seconds between savepoints; needs `savepointsDir`. @default - none are taken by time */
  autoSavepointSeconds?: number;
  /** One more than `status.components.job.savepointGeneration` takes a savepoint. @default 0 */
  savepointGeneration?: number;
  /** What happens when the job fails. @default "Never" */
  restartPolicy?: 'Never' | 'FromSavepointOnFailure';
  /** What is deleted when the job has ended. */
  cleanupPolicy?: CleanupPolicy;
  /** @deprecated use the annotation `flinkclusters.flinkoperator.k8s.io/user-control: job-cancel` */
  cancelRequested?: boolean;
  /** Whether the program's output is kept out of the log. @default false */
  noLoggingToStdout?: boolean;
  /** Volumes of the submitting pod. @default - none */
  volumes?: Volume[];
  /** Where its containers mount them. @default - nowhere */
  volumeMounts?: VolumeMount[];
  /** Containers that run before the submission, such as one that fetches the jar. @default - none */
  initContainers?: Container[];
  /** Which nodes and neighbours the submitting pod wants. @default - any */
  affinity?: Affinity;
  /** Labels of the nodes that may run it. @default - any node */
  nodeSelector?: Record<string, string>;
  /** Taints of nodes that it tolerates. @default - none */
  tolerations?: Toleration[];
  /** Annotations of the submitting pod. @default - none */
  podAnnotations?: Record<string, string>;
  /** Labels of the submitting Job and its pod. @default - none */
  podLabels?: Record<string, string>;
  /** Requests and limits of its container. @default - requests 200m and 512Mi, limits 2 and 2Gi */
  resources?: ResourceRequirements;
  /** Users, groups and system calls of the pod. @default - the image's */
  securityContext?: PodSecurityContext;
  /** Entries of `/etc/hosts`. @default - none */
  hostAliases?: HostAlias[];
}

/** What is deleted when the job has ended: everything, the TaskManagers, or nothing. */
export interface CleanupPolicy {
  /** @default "DeleteCluster" */
  afterJobSucceeds?: CleanupAction;
  /** @default "KeepCluster" */
  afterJobFails?: CleanupAction;
  /** @default "DeleteCluster" */
  afterJobCancelled?: CleanupAction;
}

/** What is deleted. */
export type CleanupAction = 'KeepCluster' | 'DeleteCluster' | 'DeleteTaskManager';

/** Hadoop's files. */
export interface HadoopConfig {
  /** ConfigMap in the namespace of the cluster. */
  configMapName?: string;
  /** Where they are mounted; `HADOOP_CONF_DIR` says it. @default "/etc/hadoop/conf" */
  mountPath?: string;
}

/** Credentials for Google Cloud. */
export interface GcpConfig {
  /** Key of a service account. @default - none */
  serviceAccount?: GcpServiceAccount;
}

/** A key file of a Google service account; all fields are needed. */
export interface GcpServiceAccount {
  /** Secret with the key file. */
  secretName?: string;
  /** Name of the file in it. */
  keyFile?: string;
  /** Folder where it is mounted. */
  mountPath?: string;
}

/**
 * A FlinkCluster in its newest form: old names are translated, defaults are set, nothing that the operator derives from is
 * missing. What neither the schema nor the webhook defaults stays absent.
 */
export interface NormalFlinkCluster extends Omit<FlinkClusterSpec, 'batchSchedulerName' | 'job'> {
  /** Version as it was written or inferred from the image, empty when neither says it. */
  flinkVersion: string;
  image: FlinkClusterImage & Required<Pick<FlinkClusterImage, 'pullPolicy'>>;
  jobManager: NormalProcess<FlinkClusterJobManager> &
    Required<Pick<FlinkClusterJobManager, 'accessScope'>> & { ports: Required<JobManagerPorts> };
  taskManager: NormalProcess<FlinkClusterTaskManager> &
    Required<Pick<FlinkClusterTaskManager, 'deploymentType'>> & { ports: Required<TaskManagerPorts> };
  job?: NormalJob;
  recreateOnUpdate: boolean;
}

type NormalProcess<Process extends FlinkClusterProcess> = Omit<
  Process,
  'ports' | 'memoryOffHeapMin' | 'serviceAnnotations' | 'serviceLabels'
> &
  Required<Pick<FlinkClusterProcess, 'resources' | 'livenessProbe' | 'readinessProbe'>> & {
    replicas: number;
    /** Quantity; absent where it is none, so that absent means zero. */
    memoryOffHeapMin?: string;
  };

type NormalJob = Omit<
  FlinkClusterJob,
  'pythonFile' | 'pythonFiles' | 'pythonModule' | 'takeSavepointOnUpgrade' | 'cleanupPolicy'
> &
  Required<
    Pick<FlinkClusterJob, 'mode' | 'allowNonRestoredState' | 'restartPolicy' | 'resources' | 'savepointGeneration'>
  > & {
    cleanupPolicy: Required<CleanupPolicy>;
  };
