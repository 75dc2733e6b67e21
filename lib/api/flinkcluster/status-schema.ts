import * as z from 'zod';
import { commonStatus } from '../apache/status-schema';

const text = z.string().optional();
const integer = z.int().optional();

const named = { name: text, state: text };
const component = z.strictObject(named).optional();
const replicas = { ...named, replicas: integer, readyReplicas: integer, ready: text };

const job = z
  .strictObject({
    id: text,
    name: text,
    submitterName: text,
    submitterExitCode: integer,
    state: text,
    fromSavepoint: text,
    savepointGeneration: integer,
    savepointLocation: text,
    savepointTime: text,
    finalSavepoint: z.boolean().optional(),
    deployTime: text,
    startTime: text,
    completionTime: text,
    restartCount: integer,
    failureReasons: z.array(z.string()).optional(),
    lastSavepointTriggerID: text,
    lastSavepointTriggerTime: text,
    lastSavepointTime: text,
  })
  .optional();

/** Shape of the status of a FlinkCluster, of all versions. */
export const flinkClusterStatusSchema = z.strictObject({
  ...commonStatus,
  state: text,
  components: z
    .strictObject({
      configMap: component,
      jobManager: z.strictObject(replicas).optional(),
      jobManagerService: z
        .strictObject({ ...named, nodePort: integer, loadBalancerIngress: z.array(z.looseObject({})).optional() })
        .optional(),
      jobManagerIngress: z.strictObject({ ...named, urls: z.array(z.string()).optional() }).optional(),
      taskManager: z.strictObject({ ...replicas, selector: text }).optional(),
      job,
      jobManagerStatefulSet: component,
      jobManagerDeployment: component,
      taskManagerStatefulSet: component,
      taskManagerDeployment: component,
    })
    .optional(),
  control: z
    .strictObject({ ...named, details: z.record(z.string(), z.string()).optional(), message: text, updateTime: text })
    .optional(),
  savepoint: z
    .strictObject({
      jobID: text,
      triggerID: text,
      triggerTime: text,
      triggerReason: text,
      requestTime: text,
      state: text,
      formatType: text,
      message: text,
    })
    .optional(),
  revision: z.strictObject({ currentRevision: text, nextRevision: text, collisionCount: integer }).optional(),
  lastUpdateTime: text,
  currentRevision: text,
  nextRevision: text,
  collisionCount: integer,
});
