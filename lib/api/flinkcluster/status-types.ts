import type { LoadBalancerIngress } from 'kubernetes-types/core/v1';
import type { CommonStatus } from '../apache/status-types';

/**
 * What was observed of a FlinkCluster: what the newest published version writes, and what older versions wrote and stored
 * resources still have. All of it is optional, and states are open, because those of older versions are others.
 */
export interface FlinkClusterStatus extends CommonStatus {
  /** State of the whole cluster: Creating, Running, Reconciling, Updating, Stopping, PartiallyStopped or Stopped. */
  state?: string;
  /** The objects of the cluster, and its job. */
  components?: FlinkClusterComponents;
  /** What became of the last request by the annotation for user control. */
  control?: FlinkClusterControl;
  /** The last savepoint that was requested. */
  savepoint?: FlinkClusterSavepoint;
  /** The revisions of the spec. */
  revision?: FlinkClusterRevision;
  /** When the status changed last, RFC 3339. */
  lastUpdateTime?: string;
  /** @deprecated older versions had here what is in `revision` */
  currentRevision?: string;
  /** @deprecated older versions had here what is in `revision` */
  nextRevision?: string;
  /** @deprecated older versions had here what is in `revision` */
  collisionCount?: number;
}

/** The objects of a cluster, and its job. */
export interface FlinkClusterComponents {
  /** The ConfigMap with Flink's configuration. */
  configMap?: FlinkClusterComponent;
  /** The JobManager. Absent in Application mode. */
  jobManager?: FlinkClusterReplicas;
  /** The Service of the JobManager. */
  jobManagerService?: FlinkClusterServiceStatus;
  /** The Ingress of the web UI. */
  jobManagerIngress?: FlinkClusterIngressStatus;
  /** The TaskManagers. */
  taskManager?: FlinkClusterTaskManagers;
  /** The job of a job cluster. */
  job?: FlinkClusterJobStatus;
  /** @deprecated `jobManager` in versions before November 2022 */
  jobManagerStatefulSet?: FlinkClusterComponent;
  /** @deprecated `jobManager` in the oldest versions */
  jobManagerDeployment?: FlinkClusterComponent;
  /** @deprecated `taskManager` in versions before November 2022 */
  taskManagerStatefulSet?: FlinkClusterComponent;
  /** @deprecated `taskManager` in versions before November 2022 */
  taskManagerDeployment?: FlinkClusterComponent;
}

/** An object of the cluster. */
export interface FlinkClusterComponent {
  /** Name of the object. */
  name?: string;
  /** NotReady, Ready, Updating or Deleted. */
  state?: string;
}

/** A workload of the cluster. */
export interface FlinkClusterReplicas extends FlinkClusterComponent {
  /** How many pods there should be. */
  replicas?: number;
  /** How many are ready. */
  readyReplicas?: number;
  /** Ready and present pods, such as `1/1`. */
  ready?: string;
}

/** The TaskManagers. */
export interface FlinkClusterTaskManagers extends FlinkClusterReplicas {
  /** Selects their pods, for the scale subresource. */
  selector?: string;
}

/** The Service of the JobManager. */
export interface FlinkClusterServiceStatus extends FlinkClusterComponent {
  /** Port of the web UI on all nodes. */
  nodePort?: number;
  /** Addresses of the load balancer. */
  loadBalancerIngress?: LoadBalancerIngress[];
}

/** The Ingress of the web UI. */
export interface FlinkClusterIngressStatus extends FlinkClusterComponent {
  /** Where the web UI is. */
  urls?: string[];
}

/** The job of a job cluster. */
export interface FlinkClusterJobStatus {
  /** Id of the job in Flink. */
  id?: string;
  /** Name of the job in Flink; older versions wrote the name of the submitting Job here. */
  name?: string;
  /** Name of the submitting Job, or of the JobManager's in Application mode. */
  submitterName?: string;
  /** Exit code of the submission; -1 while it runs. */
  submitterExitCode?: number;
  /**
   * State of the job: Pending, Updating, Restarting, Deploying, DeployFailed, Running, Succeeded, Cancelled, Failed, Lost
   * or Unknown.
   */
  state?: string;
  /** Savepoint that the job was started from. */
  fromSavepoint?: string;
  /** How many savepoints were taken; a spec with the next number asks for one. */
  savepointGeneration?: number;
  /** The last savepoint. */
  savepointLocation?: string;
  /** When it was completed, RFC 3339. */
  savepointTime?: string;
  /** Whether the last savepoint has the final state of the job. */
  finalSavepoint?: boolean;
  /** When the submission was created, RFC 3339. */
  deployTime?: string;
  /** When the job began to run, RFC 3339. */
  startTime?: string;
  /** When the job ended, RFC 3339. */
  completionTime?: string;
  /** How often the job was restarted. */
  restartCount?: number;
  /** Why it failed. */
  failureReasons?: string[];
  /** @deprecated older versions had here what is in `savepoint` */
  lastSavepointTriggerID?: string;
  /** @deprecated older versions had here what is in `savepoint` */
  lastSavepointTriggerTime?: string;
  /** @deprecated the name of `savepointTime` in older versions */
  lastSavepointTime?: string;
}

/** What became of a request. */
export interface FlinkClusterControl {
  /** What was requested: `savepoint` or `job-cancel`. */
  name?: string;
  /** Details by name. */
  details?: Record<string, string>;
  /** Requested, InProgress, Succeeded or Failed. */
  state?: string;
  /** Why it failed. */
  message?: string;
  /** When the state changed last, RFC 3339. */
  updateTime?: string;
}

/** A savepoint that was requested. */
export interface FlinkClusterSavepoint {
  /** Id of the job in Flink. */
  jobID?: string;
  /** Flink's id of the request. */
  triggerID?: string;
  /** When it was requested, RFC 3339. */
  triggerTime?: string;
  /** Why: `user requested`, `job cancel`, `scheduled` or `update`. */
  triggerReason?: string;
  /** When its state changed last, RFC 3339. */
  requestTime?: string;
  /** InProgress, TriggerFailed, Failed or Succeeded. */
  state?: string;
  /** Format of the savepoint. */
  formatType?: string;
  /** Why it failed. */
  message?: string;
}

/** The revisions of the spec. */
export interface FlinkClusterRevision {
  /** The revision that runs. */
  currentRevision?: string;
  /** The revision that is to run. */
  nextRevision?: string;
  /** How often two specs had one name. */
  collisionCount?: number;
}
