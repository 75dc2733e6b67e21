import * as z from 'zod';

const text = z.string().optional();
const integer = z.int().optional();

/** What every status has beside the published fields of its kind. */
export const commonStatus = {
  conditions: z
    .array(
      z.strictObject({
        type: z.string(),
        status: z.enum(['True', 'False', 'Unknown']),
        reason: text,
        message: text,
        lastTransitionTime: text,
        observedGeneration: integer,
      }),
    )
    .optional(),
  observedGeneration: integer,
  // Open: a field that the server would prune is a step that the controller would do twice.
  engine: z.looseObject({}).optional(),
};

const triggerType = z.enum(['MANUAL', 'PERIODIC', 'UPGRADE', 'UNKNOWN']).optional();
const savepointFormat = z.enum(['CANONICAL', 'NATIVE', 'UNKNOWN']).optional();
const checkpointFormat = z.enum(['FULL', 'INCREMENTAL', 'UNKNOWN']).optional();

const savepoint = z.strictObject({
  timeStamp: integer,
  location: text,
  triggerType,
  formatType: savepointFormat,
  triggerNonce: integer,
});

const checkpoint = z.strictObject({
  timeStamp: integer,
  triggerType,
  formatType: checkpointFormat,
  triggerNonce: integer,
});

const trigger = { triggerId: text, triggerTimestamp: integer, triggerType };

const jobStatus = z
  .strictObject({
    jobName: text,
    jobId: text,
    state: z
      .enum([
        'INITIALIZING',
        'CREATED',
        'RUNNING',
        'FAILING',
        'FAILED',
        'CANCELLING',
        'CANCELED',
        'FINISHED',
        'RESTARTING',
        'SUSPENDED',
        'RECONCILING',
      ])
      .optional(),
    startTime: text,
    updateTime: text,
    upgradeSavepointPath: text,
    savepointInfo: z
      .strictObject({
        lastSavepoint: savepoint.optional(),
        ...trigger,
        formatType: savepointFormat,
        savepointHistory: z.array(savepoint).optional(),
        lastPeriodicSavepointTimestamp: integer,
      })
      .optional(),
    checkpointInfo: z
      .strictObject({
        lastCheckpoint: checkpoint.optional(),
        ...trigger,
        formatType: checkpointFormat,
        lastPeriodicCheckpointTimestamp: integer,
      })
      .optional(),
  })
  .optional();

const reconciliationStatus = z
  .strictObject({
    reconciliationTimestamp: integer,
    lastReconciledSpec: text,
    lastStableSpec: text,
    state: z.enum(['DEPLOYED', 'UPGRADING', 'ROLLING_BACK', 'ROLLED_BACK']).optional(),
  })
  .optional();

const lifecycleState = z
  .enum([
    'CREATED',
    'SUSPENDED',
    'UPGRADING',
    'DEPLOYED',
    'STABLE',
    'ROLLING_BACK',
    'ROLLED_BACK',
    'FAILED',
    'DELETING',
    'DELETED',
  ])
  .optional();

/** Shape of the status of a FlinkDeployment. */
export const flinkDeploymentStatusSchema = z.strictObject({
  ...commonStatus,
  clusterInfo: z.record(z.string(), z.string()).optional(),
  jobManagerDeploymentStatus: z.enum(['READY', 'DEPLOYED_NOT_READY', 'DEPLOYING', 'MISSING', 'ERROR']).optional(),
  reconciliationStatus,
  taskManager: z.strictObject({ labelSelector: text, replicas: integer }).optional(),
  jobStatus,
  error: text,
  lifecycleState,
});

/** Shape of the status of a FlinkSessionJob. */
export const flinkSessionJobStatusSchema = z.strictObject({
  ...commonStatus,
  reconciliationStatus,
  jobStatus,
  error: text,
  lifecycleState,
});

/** Shape of the status of a FlinkStateSnapshot. */
export const flinkStateSnapshotStatusSchema = z.strictObject({
  ...commonStatus,
  state: z.enum(['TRIGGER_PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'ABANDONED']).optional(),
  triggerId: text,
  triggerTimestamp: text,
  resultTimestamp: text,
  path: text,
  error: text,
  failures: integer,
});

/** Shape of the status of a FlinkBlueGreenDeployment. */
export const flinkBlueGreenDeploymentStatusSchema = z.strictObject({
  ...commonStatus,
  blueGreenState: z
    .enum([
      'INITIALIZING_BLUE',
      'ACTIVE_BLUE',
      'ACTIVE_GREEN',
      'TRANSITIONING_TO_BLUE',
      'TRANSITIONING_TO_GREEN',
      'SAVEPOINTING_BLUE',
      'SAVEPOINTING_GREEN',
    ])
    .optional(),
  jobStatus,
  lastReconciledSpec: text,
  lastReconciledTimestamp: text,
  abortTimestamp: text,
  deploymentReadyTimestamp: text,
  savepointTriggerId: text,
  error: text,
});
