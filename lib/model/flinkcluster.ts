import type { FlinkConfig } from '../flink/config';
import type { FlinkVersion } from '../flink/version';
import type { JsonObject } from '../manifest';
import type { IngressModel, JobModel, ResourceReference } from './cluster';

/**
 * A Flink cluster in the layout of the FlinkCluster resource: workloads with names of their own, files in one ConfigMap,
 * and a job that a pod submits or that the JobManager runs itself.
 */
export interface FlinkClusterModel {
  readonly layout: 'flinkcluster';
  /** Name of the cluster; the names of all objects derive from it. */
  readonly name: string;
  readonly namespace: string;
  /** The custom resource that the cluster belongs to. */
  readonly resource: ResourceReference;
  /** Undefined for a version before 1.13, and where none is said; a version newer than all known is the newest known. */
  readonly flinkVersion: FlinkVersion | undefined;
  /** Flink's configuration. */
  readonly configuration: FlinkConfig;
  /** Further files of the folder of the configuration, by name. */
  readonly logFiles: ReadonlyMap<string, string>;
  readonly image: ContainerImage;
  readonly serviceAccountName: string | undefined;
  /** Environment of the containers of Flink and of the init containers. */
  readonly env: readonly JsonObject[];
  /** Sources of environment of the containers of Flink. */
  readonly envFrom: readonly JsonObject[];
  /** Files that all containers of Flink and all init containers see. */
  readonly mounts: readonly MountedVolume[];
  readonly jobManager: JobManagerModel;
  readonly taskManager: TaskManagerModel;
  /** The job of a job cluster; a session cluster has none. */
  readonly job: FlinkClusterJobModel | undefined;
  readonly ingress: IngressModel | undefined;
  /** Spec of a PodDisruptionBudget, whose selector gains the cluster's own labels. */
  readonly disruptionBudget: JsonObject | undefined;
  /** How all pods are scheduled as one group. */
  readonly gang: GangModel | undefined;
  /** Name of the revision of the resource, `NAME-HASH`: equal specs have equal names. */
  readonly revision: string;
}

/** A container image. */
export interface ContainerImage {
  readonly name: string;
  readonly pullPolicy: string;
  readonly pullSecrets: readonly JsonObject[];
}

/** A volume, where it is mounted and what tells programs of it. */
export interface MountedVolume {
  readonly volume: JsonObject;
  readonly mounts: readonly JsonObject[];
  readonly env: readonly JsonObject[];
}

/** A pod, less what all pods of the cluster have. */
export interface PodModel {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Resources of the main container. */
  readonly resources: JsonObject;
  readonly volumes: readonly JsonObject[];
  /** Mounts of the main container. */
  readonly volumeMounts: readonly JsonObject[];
  readonly initContainers: readonly JsonObject[];
  /** Containers beside the main one. */
  readonly sidecars: readonly JsonObject[];
  /** Further fields of the pod's spec: affinity, node selector, tolerations, security context, host aliases. */
  readonly spec: JsonObject;
}

/** The pods of JobManager or TaskManagers. */
export interface ProcessModel<Port extends string> extends PodModel {
  readonly replicas: number;
  /** Ports of the Service by name, in its order. */
  readonly ports: Readonly<Record<Port, number>>;
  /** Container ports that no Service has. */
  readonly extraPorts: readonly JsonObject[];
  /** Probes of the main container, by field. */
  readonly probes: JsonObject;
  readonly volumeClaimTemplates: readonly JsonObject[];
}

/** The JobManager and the Service in front of it. */
export interface JobManagerModel extends ProcessModel<'rpc' | 'blob' | 'query' | 'ui'> {
  readonly service: {
    readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
    /** True for a Service without an address of its own. */
    readonly headless: boolean;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
}

/** The TaskManagers. */
export interface TaskManagerModel extends ProcessModel<'data' | 'rpc' | 'query'> {
  readonly workload: 'StatefulSet' | 'Deployment';
  /** Spec of a HorizontalPodAutoscaler, less its target, which is the custom resource. */
  readonly autoscaler: JsonObject | undefined;
}

/** The job of a job cluster. */
export interface FlinkClusterJobModel extends JobModel {
  /** Who starts the job: the JobManager itself, or a pod that runs Flink's client. */
  readonly submission: 'job-manager' | 'submitter';
  /** Whether the submitter waits for the end of the job. */
  readonly attached: boolean;
  /** Undefined when the number of slots is not a number. */
  readonly parallelism: number | undefined;
  /** What the client runs, in its words: class path, jar, Python files. */
  readonly program: readonly string[];
  /** The submitter's pod. */
  readonly pod: PodModel;
}

/** A group of pods that are scheduled all or none. */
export interface GangModel {
  /** Name of the scheduler, for the pods. */
  readonly scheduler: 'volcano';
  readonly queue: string | undefined;
  readonly priorityClassName: string | undefined;
}
