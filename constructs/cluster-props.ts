import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { IngressSpec } from '../lib/api/apache/types';

/** Flink's minor versions, as people write them. */
export type FlinkMinorVersion =
  '1.15' | '1.16' | '1.17' | '1.18' | '1.19' | '1.20' | '2.0' | '2.1' | '2.2' | '2.3' | '2.4';

/** What job and session clusters have in common. */
export interface FlinkClusterProps {
  /** Name of the cluster, from which the names of all objects derive: at most 45 lower-case letters, digits and `-`. */
  readonly name: string;
  /**
   * Namespace of all objects.
   * @default - the namespace of the chart; one of the two is required
   */
  readonly namespace?: string;
  /** Container image with Flink, such as `flink:1.20.2-java17`. */
  readonly image: string;
  /** @default "IfNotPresent" */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Flink version of the image: decides file formats and option names. */
  readonly flinkVersion: FlinkMinorVersion;
  /** Service account of all pods. @default "default" */
  readonly serviceAccount?: string;
  /** Size and number of the JobManagers. */
  readonly jobManager: FlinkProcessProps;
  /** Size and number of the TaskManagers. */
  readonly taskManager: FlinkProcessProps;
  /** Slots of each TaskManager. @default 1 */
  readonly taskSlots?: number;
  /**
   * Folder or bucket, shared by all JobManagers, for the metadata of Kubernetes high availability. The service account
   * has to be allowed to write ConfigMaps.
   * @default - no high availability
   */
  readonly highAvailabilityStorageDir?: string;
  /** Where checkpoints are written. @default - Flink's, which is the JobManager's memory */
  readonly checkpointsDir?: string;
  /** Where savepoints are written. @default - none: each savepoint has to name its own */
  readonly savepointsDir?: string;
  /**
   * Further Flink options: dotted keys, nested objects, or both. They win over the props above, but not over resources.
   * @default - none
   */
  readonly flinkConfiguration?: Readonly<Record<string, unknown>>;
  /** Log files by name: `log4j-console.properties`, `logback-console.xml`. @default - to the console and a file */
  readonly logConfiguration?: Readonly<Record<string, string>>;
  /** Base of all pods; its lists and those of the processes are merged by name. @default - none */
  readonly podTemplate?: PodTemplateSpec;
  /** Ingress for the web UI and REST API. @default - none */
  readonly ingress?: IngressSpec;
}

/** Size and number of a process. */
export interface FlinkProcessProps {
  /** Memory of the whole process and its container, as Flink (`2048m`) or Kubernetes (`2Gi`) writes it. */
  readonly memory: string;
  /** CPU cores. @default 1 */
  readonly cpu?: number;
  /**
   * Number of pods. More than one JobManager needs high availability.
   * @default 1 JobManager; as many TaskManagers as the parallelism of the job needs, 1 for a session cluster
   */
  readonly replicas?: number;
  /** Merged over the cluster's pod template. @default - none */
  readonly podTemplate?: PodTemplateSpec;
}
