import type { Affinity, Container, Probe, Toleration, TopologySpreadConstraint } from 'kubernetes-types/core/v1';
import type { PodTemplate } from '../lib/api/apache/types';
import type { EnvironmentValue, VolumeSource } from './interop';

/** A volume and where Flink's containers see it. */
export interface FlinkVolume {
  /** What is mounted: wire form such as `{ emptyDir: {} }`, or an object of cdk8s-plus. */
  readonly source: VolumeSource;
  /** Folder in the Flink containers. */
  readonly mountPath: string;
  /** Name of the volume in the pod. @default - derived from the source; the same source is one volume */
  readonly name?: string;
  /** Folder or file within the volume. @default - its root */
  readonly subPath?: string;
  /** Mount it read-only. @default false */
  readonly readOnly?: boolean;
}

/** What can be said about the pods of a whole cluster, and again about those of one process. */
export interface FlinkPodProps {
  /** Environment variables of the Flink containers. @default - none */
  readonly env?: Readonly<Record<string, EnvironmentValue>>;
  /** Volumes of the Flink containers. @default - none */
  readonly volumes?: readonly FlinkVolume[];
  /** Containers beside Flink's. @default - none */
  readonly sidecars?: readonly Container[];
  /** Containers that run before Flink's. @default - none */
  readonly initContainers?: readonly Container[];
  /** Labels of nodes that the pods may run on. @default - any node */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints that the pods tolerate. Those of a process replace the cluster's. @default - none */
  readonly tolerations?: readonly Toleration[];
  /** Which nodes and neighbours the pods want. @default - no preference */
  readonly affinity?: Affinity;
  /** How the pods are spread. Those of a process replace the cluster's. @default - as the scheduler likes */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** Priority class of the pods. @default - the cluster's default */
  readonly priorityClassName?: string;
  /**
   * Anything else of a pod. Merged over what the other props say: maps by key, lists by name, plain values replaced. The
   * main container is `flink-main-container`. Fields of any version of Kubernetes pass through.
   * @default - none
   */
  readonly podTemplate?: PodTemplate;
}

/** Size and number of a process, and what is special about its pods. */
export interface FlinkProcessProps extends FlinkPodProps {
  /**
   * Memory of the whole process and of its container, as Flink (`2048m`) or Kubernetes (`2Gi`) writes it. How Flink
   * divides it is computed, and what Flink would refuse is refused here.
   */
  readonly memory: string;
  /** CPU cores that are requested. @default 1 */
  readonly cpu?: number;
  /** CPU cores that the container may use. @default - as many as are requested */
  readonly cpuLimit?: number;
  /** Disk for logs and local state, a Kubernetes quantity. @default - not limited */
  readonly ephemeralStorage?: string;
  /**
   * Number of pods. More than one JobManager needs high availability.
   * @default 1 JobManager; as many TaskManagers as the parallelism of the job needs, 1 for a session cluster
   */
  readonly replicas?: number;
  /** Restarts the container when it fails. @default - none */
  readonly livenessProbe?: Probe;
  /** Keeps traffic of Services away from the pod until it succeeds. @default - none */
  readonly readinessProbe?: Probe;
  /**
   * Holds the other probes back until it succeeds.
   * @default - that the REST API of the JobManager answers; none for TaskManagers
   */
  readonly startupProbe?: Probe;
}
