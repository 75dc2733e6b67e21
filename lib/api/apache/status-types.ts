/** What every status has beside the published fields of its kind. */
export interface CommonStatus {
  /** What is true of the resource, as `kubectl wait` and `kubectl describe` read it. */
  conditions?: StatusCondition[];
  /** `metadata.generation` that the status is about. */
  observedGeneration?: number;
  /** Record of this controller, of a version of its own. Without it the controller does nothing. */
  engine?: { [field: string]: unknown };
}

/** A condition, as Kubernetes has them everywhere. */
export interface StatusCondition {
  /** Name of the condition, unique in the list. */
  type: string;
  /** Whether it holds. */
  status: 'True' | 'False' | 'Unknown';
  /** Why, in one word for machines. */
  reason?: string;
  /** Why, in words for people. */
  message?: string;
  /** When the status of the condition changed last, RFC 3339. */
  lastTransitionTime?: string;
  /** `metadata.generation` that the condition is about. */
  observedGeneration?: number;
}

/** What was observed of a FlinkDeployment. */
export interface FlinkDeploymentStatus extends CommonStatus {
  /** What Flink says of itself: version, revision, total CPU and memory, size of the state. */
  clusterInfo?: Record<string, string>;
  /** Whether the JobManager answers. */
  jobManagerDeploymentStatus?: 'READY' | 'DEPLOYED_NOT_READY' | 'DEPLOYING' | 'MISSING' | 'ERROR';
  /** What was deployed last. */
  reconciliationStatus?: ReconciliationStatus;
  /** The TaskManagers, for the scale subresource. */
  taskManager?: TaskManagerStatus;
  /** The job of an application cluster. */
  jobStatus?: JobStatus;
  /** The last error, as JSON with `type` and `message`. */
  error?: string;
  /** Where the resource is between its creation and its deletion. */
  lifecycleState?: LifecycleState;
}

/** What was observed of a FlinkSessionJob. */
export interface FlinkSessionJobStatus extends CommonStatus {
  /** What was submitted last. */
  reconciliationStatus?: ReconciliationStatus;
  /** The job. */
  jobStatus?: JobStatus;
  /** The last error, as JSON with `type` and `message`. */
  error?: string;
  /** Where the resource is between its creation and its deletion. */
  lifecycleState?: LifecycleState;
}

/** What became of a FlinkStateSnapshot. */
export interface FlinkStateSnapshotStatus extends CommonStatus {
  /** How far the snapshot is. */
  state?: 'TRIGGER_PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'ABANDONED';
  /** Flink's id of the request. */
  triggerId?: string;
  /** When the snapshot was requested, RFC 3339. */
  triggerTimestamp?: string;
  /** When it was completed or failed, RFC 3339. */
  resultTimestamp?: string;
  /** Where it is. */
  path?: string;
  /** Why it failed. */
  error?: string;
  /** How often it failed. */
  failures?: number;
}

/** What was observed of a FlinkBlueGreenDeployment. */
export interface FlinkBlueGreenDeploymentStatus extends CommonStatus {
  /** The colour that is active, or the change from one to the other. */
  blueGreenState?:
    | 'INITIALIZING_BLUE'
    | 'ACTIVE_BLUE'
    | 'ACTIVE_GREEN'
    | 'TRANSITIONING_TO_BLUE'
    | 'TRANSITIONING_TO_GREEN'
    | 'SAVEPOINTING_BLUE'
    | 'SAVEPOINTING_GREEN';
  /** The job of the active colour. */
  jobStatus?: JobStatus;
  /** The spec that was handed on last, as JSON. */
  lastReconciledSpec?: string;
  /** When it was handed on, RFC 3339. */
  lastReconciledTimestamp?: string;
  /** When a transition that has not ended is given up, RFC 3339. */
  abortTimestamp?: string;
  /** When the new colour became ready, RFC 3339. */
  deploymentReadyTimestamp?: string;
  /** Flink's id of the savepoint that the transition waits for. */
  savepointTriggerId?: string;
  /** The last error, as JSON with `type` and `message`. */
  error?: string;
}

/** Where a resource is between its creation and its deletion. */
export type LifecycleState =
  | 'CREATED'
  | 'SUSPENDED'
  | 'UPGRADING'
  | 'DEPLOYED'
  | 'STABLE'
  | 'ROLLING_BACK'
  | 'ROLLED_BACK'
  | 'FAILED'
  | 'DELETING'
  | 'DELETED';

/** What was deployed last. */
export interface ReconciliationStatus {
  /** When it was deployed, milliseconds since 1970. */
  reconciliationTimestamp?: number;
  /** The spec that was deployed last, or is being deployed, as JSON. */
  lastReconciledSpec?: string;
  /** The spec that was seen running last, as JSON; a rollback goes there. */
  lastStableSpec?: string;
  /** How far the deployment is. */
  state?: 'DEPLOYED' | 'UPGRADING' | 'ROLLING_BACK' | 'ROLLED_BACK';
}

/** The TaskManagers. */
export interface TaskManagerStatus {
  /** Selects their pods. */
  labelSelector?: string;
  /** How many there are. */
  replicas?: number;
}

/** What Flink says of a job. */
export interface JobStatus {
  /** Name of the job in Flink. */
  jobName?: string;
  /** Id of the job in Flink. */
  jobId?: string;
  /** State of the job, in Flink's words. */
  state?:
    | 'INITIALIZING'
    | 'CREATED'
    | 'RUNNING'
    | 'FAILING'
    | 'FAILED'
    | 'CANCELLING'
    | 'CANCELED'
    | 'FINISHED'
    | 'RESTARTING'
    | 'SUSPENDED'
    | 'RECONCILING';
  /** When it started, milliseconds since 1970 as text. */
  startTime?: string;
  /** When its state changed last, milliseconds since 1970 as text. */
  updateTime?: string;
  /** Savepoint or checkpoint that the next deployment starts from. */
  upgradeSavepointPath?: string;
  /** Savepoints of the job. */
  savepointInfo?: SavepointInfo;
  /** Checkpoints that were asked for. */
  checkpointInfo?: CheckpointInfo;
}

/** Why a savepoint or checkpoint was taken. */
export type TriggerType = 'MANUAL' | 'PERIODIC' | 'UPGRADE' | 'UNKNOWN';

/** Format of a savepoint. */
export type SavepointFormat = 'CANONICAL' | 'NATIVE' | 'UNKNOWN';

/** Kind of a checkpoint. */
export type CheckpointFormat = 'FULL' | 'INCREMENTAL' | 'UNKNOWN';

/** Savepoints of a job. */
export interface SavepointInfo {
  /** The last one that was completed. */
  lastSavepoint?: Savepoint;
  /** Flink's id of the one in progress. */
  triggerId?: string;
  /** When that was requested, milliseconds since 1970. */
  triggerTimestamp?: number;
  /** Why that was requested. */
  triggerType?: TriggerType;
  /** Its format. */
  formatType?: SavepointFormat;
  /** Those that have not been disposed of, oldest first. */
  savepointHistory?: Savepoint[];
  /** When the last periodic one was taken, milliseconds since 1970. */
  lastPeriodicSavepointTimestamp?: number;
}

/** A savepoint. */
export interface Savepoint {
  /** When it was taken, milliseconds since 1970. */
  timeStamp?: number;
  /** Where it is. */
  location?: string;
  /** Why it was taken. */
  triggerType?: TriggerType;
  /** Its format. */
  formatType?: SavepointFormat;
  /** The nonce that asked for it. */
  triggerNonce?: number;
}

/** Checkpoints that were asked for. */
export interface CheckpointInfo {
  /** The last one that was completed. */
  lastCheckpoint?: Checkpoint;
  /** Flink's id of the one in progress. */
  triggerId?: string;
  /** When that was requested, milliseconds since 1970. */
  triggerTimestamp?: number;
  /** Why that was requested. */
  triggerType?: TriggerType;
  /** Its kind. */
  formatType?: CheckpointFormat;
  /** When the last periodic one was taken, milliseconds since 1970. */
  lastPeriodicCheckpointTimestamp?: number;
}

/** A checkpoint that was asked for. */
export interface Checkpoint {
  /** When it was taken, milliseconds since 1970. */
  timeStamp?: number;
  /** Why it was taken. */
  triggerType?: TriggerType;
  /** Its kind. */
  formatType?: CheckpointFormat;
  /** The nonce that asked for it. */
  triggerNonce?: number;
}
