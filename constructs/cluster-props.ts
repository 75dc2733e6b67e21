import type { Duration } from 'cdk8s';
import type { NetworkPolicyPeer } from 'kubernetes-types/networking/v1';
import type { IngressSpec } from '../lib/api/apache/types';
import type { NamedObject } from './interop';
import type { MetricsReporter } from './metrics-reporter';
import type { FlinkPodProps, FlinkProcessProps } from './pod-props';

/** Flink's minor versions, as people write them. */
export type FlinkMinorVersion =
  '1.15' | '1.16' | '1.17' | '1.18' | '1.19' | '1.20' | '2.0' | '2.1' | '2.2' | '2.3' | '2.4';

/** The custom resources for Flink clusters. */
export type Dialect = 'FlinkDeployment' | 'FlinkCluster';

/** Levels of log messages. */
export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'OFF';

/** Who else than the cluster itself may connect to its pods. */
export interface NetworkAccessProps {
  /** Peers that may use the REST API and web UI, such as an Ingress controller. @default - none */
  readonly rest?: readonly NetworkPolicyPeer[];
  /** Peers that may scrape the ports of the metrics reporters. @default - none */
  readonly metrics?: readonly NetworkPolicyPeer[];
  /** Namespace of the cdk8s-flink controller. @default "cdk8s-flink-system" */
  readonly controllerNamespace?: string;
}

/** A Google service account key for the file system of Google Cloud Storage. */
export interface GcpCredentialsProps {
  /** The Secret that holds the key file. */
  readonly secret: NamedObject;
  /** Key of the file in the Secret. @default "key.json" */
  readonly key?: string;
}

/** What job and session clusters have in common. */
export interface FlinkClusterProps extends FlinkPodProps {
  /** Name of the cluster, from which the names of all objects derive: at most 45 lower-case letters, digits and `-`. */
  readonly name: string;
  /**
   * Namespace of all objects.
   * @default - the namespace of the chart; one of the two is required
   */
  readonly namespace?: string;
  /** Container image with Flink, such as `flink:1.20.2-java17`. A tag that moves hides changes of the job. */
  readonly image: string;
  /** When the image is pulled. @default "IfNotPresent" */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Secrets with credentials for the registry. @default - those of the service account */
  readonly imagePullSecrets?: readonly NamedObject[];
  /** Flink version of the image: decides file formats and option names. */
  readonly flinkVersion: FlinkMinorVersion;
  /** Service account of all pods. @default - one that is made, named after the cluster */
  readonly serviceAccount?: NamedObject;
  /** Size and number of the JobManagers. */
  readonly jobManager: FlinkProcessProps;
  /** Size and number of the TaskManagers. */
  readonly taskManager: FlinkProcessProps;
  /** Slots of each TaskManager. @default 1 */
  readonly taskSlots?: number;
  /**
   * Folder or bucket, shared by all JobManagers, for the metadata of Kubernetes high availability. Giving it switches
   * high availability on, and with it the restart of a changed job from its latest state.
   * @default - no high availability
   */
  readonly highAvailabilityStorageDir?: string;
  /** Where checkpoints are written. @default - Flink's, which is the JobManager's memory */
  readonly checkpointsDir?: string;
  /** Time between two checkpoints. @default - 5 minutes for a job with high availability, else none are taken */
  readonly checkpointInterval?: Duration;
  /** Where savepoints are written. @default - none: each savepoint has to name its own */
  readonly savepointsDir?: string;
  /**
   * Further Flink options: dotted keys, nested objects, or both. They win over the props above, but not over resources.
   * @default - none
   */
  readonly flinkConfiguration?: Readonly<Record<string, unknown>>;
  /** Level of Flink's own log files. @default "INFO" */
  readonly logLevel?: LogLevel;
  /**
   * Log files by name: `log4j-console.properties`, `logback-console.xml`; they replace Flink's own.
   * @default - to the console and a file
   */
  readonly logConfiguration?: Readonly<Record<string, string>>;
  /** Where metrics go. @default - nowhere */
  readonly metricsReporters?: readonly MetricsReporter[];
  /** ConfigMap with Hadoop's files (`core-site.xml`, ...), mounted as `HADOOP_CONF_DIR`. @default - none */
  readonly hadoopConfiguration?: NamedObject;
  /** Credentials for Google Cloud, as `GOOGLE_APPLICATION_CREDENTIALS`. @default - those of the node or identity */
  readonly gcpCredentials?: GcpCredentialsProps;
  /** How the Service of the REST API and web UI is exposed. @default "ClusterIP" */
  readonly restServiceType?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  /** Annotations of that Service, such as those for a cloud's load balancer. @default - none */
  readonly restServiceAnnotations?: Readonly<Record<string, string>>;
  /** Ingress for the web UI and REST API. @default - none */
  readonly ingress?: IngressSpec;
  /**
   * Who runs the cluster: nobody (`none`: it becomes complete manifests, for `kubectl apply` or GitOps), or a
   * `controller` for the kind that `dialect` names (it becomes one of these, and the companions that both ways need).
   * @default "none"
   */
  readonly managedBy?: 'none' | 'controller';
  /**
   * The custom resource that the cluster becomes, or whose names, labels and objects it has without a controller. What a
   * `FlinkCluster` cannot say is refused.
   * @default "FlinkDeployment"
   */
  readonly dialect?: Dialect;
  /** Image of cdk8s-flink itself, for its own containers. @default "cdk8s-flink/cdk8s-flink:v0" */
  readonly toolImage?: string;
  /** Make the service account's Role and RoleBinding: what high availability needs, no more. @default true */
  readonly rbac?: boolean;
  /**
   * Pods that the Pod Security profile `restricted` admits: user and group 9999 (those of Flink's images), no privileges.
   * @default "restricted"; as much of it as a `FlinkCluster` can say, which the profile `baseline` admits
   */
  readonly podSecurity?: 'restricted' | 'none';
  /** Make a NetworkPolicy: only the cluster itself and what `networkAccess` names may connect. @default true */
  readonly networkPolicy?: boolean;
  /** Who else may connect to the pods. @default - nobody */
  readonly networkAccess?: NetworkAccessProps;
  /**
   * Make PodDisruptionBudgets: one TaskManager at a time, and one JobManager when there are standbys.
   * @default true
   */
  readonly disruptionBudgets?: boolean;
  /** Restart the pods when the configuration changes, by an annotation with its hash. @default true */
  readonly restartOnConfigurationChange?: boolean;
  /** Add the module flags that Flink 1.18 and newer need on Java 17. @default true */
  readonly java17Options?: boolean;
}
