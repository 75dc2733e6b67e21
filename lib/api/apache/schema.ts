import * as z from 'zod';
import { FLINK_VERSIONS } from '../../flink/version';

// Where the published schema says int-or-string the API server takes integers and strings, no fractions.
const intOrString = z.union([z.int(), z.string()]);
const strings = z.record(z.string(), z.string());
const nonce = z.int().optional();

/** Pod templates pass through: their fields are the API server's business. */
const podTemplate = z.looseObject({
  metadata: z.looseObject({ labels: strings.optional(), annotations: strings.optional() }).optional(),
  spec: z
    .looseObject({
      containers: z.array(z.looseObject({ name: z.string() })).optional(),
      initContainers: z.array(z.looseObject({ name: z.string() })).optional(),
      volumes: z.array(z.looseObject({ name: z.string() })).optional(),
    })
    .optional(),
});

const resource = z
  .strictObject({ cpu: z.number().optional(), memory: z.string().optional(), ephemeralStorage: z.string().optional() })
  .optional();

const resources = z
  .strictObject({
    requests: z.record(z.string(), intOrString).optional(),
    limits: z.record(z.string(), intOrString).optional(),
    claims: z.array(z.strictObject({ name: z.string(), request: z.string().optional() })).optional(),
  })
  .optional();

const process = { resource, resources, replicas: z.int().optional(), podTemplate: podTemplate.optional() };

const job = z.strictObject({
  jarURI: z.string().optional(),
  parallelism: z.int().optional(),
  entryClass: z.string().optional(),
  args: z.array(z.string()).optional(),
  state: z.enum(['running', 'suspended']).optional(),
  savepointTriggerNonce: nonce,
  checkpointTriggerNonce: nonce,
  initialSavepointPath: z.string().optional(),
  upgradeMode: z.enum(['stateless', 'savepoint', 'last-state']).optional(),
  allowNonRestoredState: z.boolean().optional(),
  savepointRedeployNonce: nonce,
  autoscalerResetNonce: nonce,
});

const ingress = z.strictObject({
  template: z.string().optional(),
  className: z.string().optional(),
  annotations: strings.optional(),
  labels: strings.optional(),
  tls: z.array(z.strictObject({ hosts: z.array(z.string()).optional(), secretName: z.string().optional() })).optional(),
});

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  labels: strings.optional(),
  annotations: strings.optional(),
});

const flinkConfiguration = z.record(z.string(), z.unknown()).optional();

const envelope = {
  apiVersion: z.literal('flink.apache.org/v1beta1'),
  metadata,
  // Written by the operator; resources read back from a cluster have it.
  status: z.unknown().optional(),
};

const deploymentSpec = z.strictObject({
  image: z.string().optional(),
  imagePullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).optional(),
  serviceAccount: z.string().optional(),
  flinkVersion: z.enum(FLINK_VERSIONS).optional(),
  flinkConfiguration,
  ingress: ingress.optional(),
  podTemplate: podTemplate.optional(),
  jobManager: z.strictObject(process).optional(),
  taskManager: z.strictObject(process).optional(),
  logConfiguration: strings.optional(),
  mode: z.enum(['native', 'standalone']).optional(),
  job: job.optional(),
  restartNonce: nonce,
});

/** Shape of a FlinkDeployment: what its published CRD accepts. The rules say the rest. */
export const flinkDeploymentSchema = z.strictObject({
  ...envelope,
  kind: z.literal('FlinkDeployment'),
  spec: deploymentSpec,
});

/** Shape of a FlinkSessionJob. */
export const flinkSessionJobSchema = z.strictObject({
  ...envelope,
  kind: z.literal('FlinkSessionJob'),
  spec: z.strictObject({
    deploymentName: z.string().optional(),
    job: job.optional(),
    restartNonce: nonce,
    flinkConfiguration,
  }),
});

const savepoint = z.strictObject({
  path: z.string().optional(),
  formatType: z.enum(['CANONICAL', 'NATIVE', 'UNKNOWN']).optional(),
  disposeOnDelete: z.boolean().optional(),
  alreadyExists: z.boolean().optional(),
});

/** Shape of a FlinkStateSnapshot. */
export const flinkStateSnapshotSchema = z.strictObject({
  ...envelope,
  kind: z.literal('FlinkStateSnapshot'),
  spec: z.strictObject({
    jobReference: z
      .strictObject({ kind: z.enum(['FlinkDeployment', 'FlinkSessionJob']).optional(), name: z.string().optional() })
      .optional(),
    savepoint: savepoint.optional(),
    checkpoint: z.strictObject({}).optional(),
    backoffLimit: z.int().optional(),
  }),
});

/** Shape of a FlinkBlueGreenDeployment. */
export const flinkBlueGreenDeploymentSchema = z.strictObject({
  ...envelope,
  kind: z.literal('FlinkBlueGreenDeployment'),
  spec: z.strictObject({
    configuration: strings.optional(),
    ingress: ingress.optional(),
    template: z
      .strictObject({
        metadata: z.looseObject({ labels: strings.optional(), annotations: strings.optional() }).optional(),
        spec: deploymentSpec.optional(),
      })
      .optional(),
  }),
});
