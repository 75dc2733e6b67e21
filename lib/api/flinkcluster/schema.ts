import * as z from 'zod';

// Where the published schema says int-or-string the API server takes integers and strings, no fractions.
const quantity = z.union([z.int(), z.string()]);
const strings = z.record(z.string(), z.string()).optional();
const text = z.string().optional();
const integer = z.int().optional();
const flag = z.boolean().optional();
/** Objects of Kubernetes whose fields are the API server's business. */
const open = z.looseObject({});
const resourceFields = {
  requests: z.record(z.string(), quantity).optional(),
  limits: z.record(z.string(), quantity).optional(),
  claims: z.array(z.looseObject({ name: z.string(), request: text })).optional(),
};
const resources = z.strictObject(resourceFields).optional();

const envVars = z.array(z.looseObject({ name: z.string(), value: text, valueFrom: open.optional() })).optional();
const envFrom = z.array(z.looseObject({ prefix: text })).optional();
const volumes = z.array(z.looseObject({ name: z.string() })).optional();
const volumeMounts = z.array(z.looseObject({ name: z.string(), mountPath: z.string() })).optional();
const volumeClaimTemplates = z.array(z.looseObject({ metadata: open.optional(), spec: open.optional() })).optional();

const probe = z
  .looseObject({
    exec: z.looseObject({ command: z.array(z.string()).optional() }).optional(),
    httpGet: z.looseObject({ port: quantity, path: text, host: text, scheme: text }).optional(),
    tcpSocket: z.looseObject({ port: quantity, host: text }).optional(),
    grpc: z.looseObject({ port: z.int(), service: text }).optional(),
    initialDelaySeconds: integer,
    timeoutSeconds: integer,
    periodSeconds: integer,
    successThreshold: integer,
    failureThreshold: integer,
    terminationGracePeriodSeconds: integer,
  })
  .optional();

const containers = z
  .array(
    z.looseObject({
      name: z.string(),
      image: text,
      imagePullPolicy: text,
      command: z.array(z.string()).optional(),
      args: z.array(z.string()).optional(),
      workingDir: text,
      env: envVars,
      envFrom,
      ports: z.array(z.looseObject({ containerPort: z.int(), name: text, protocol: text })).optional(),
      resources: z.looseObject(resourceFields).optional(),
      volumeMounts,
      securityContext: open.optional(),
      livenessProbe: probe,
      readinessProbe: probe,
      startupProbe: probe,
    }),
  )
  .optional();

const pod = {
  resources,
  volumes,
  volumeMounts,
  initContainers: containers,
  affinity: open.optional(),
  nodeSelector: strings,
  tolerations: z
    .array(
      z.looseObject({ key: text, operator: text, value: text, effect: text, tolerationSeconds: z.int().optional() }),
    )
    .optional(),
  podAnnotations: strings,
  podLabels: strings,
  securityContext: z
    .looseObject({ runAsUser: integer, runAsGroup: integer, fsGroup: integer, runAsNonRoot: flag })
    .optional(),
  hostAliases: z.array(z.looseObject({ ip: z.string(), hostnames: z.array(z.string()).optional() })).optional(),
};

const process = {
  ...pod,
  replicas: integer,
  extraPorts: z
    .array(z.strictObject({ name: text, containerPort: z.int(), protocol: z.enum(['TCP', 'UDP', 'SCTP']).optional() }))
    .optional(),
  memoryOffHeapRatio: integer,
  memoryOffHeapMin: quantity.optional(),
  memoryProcessRatio: integer,
  volumeClaimTemplates,
  sidecars: containers,
  livenessProbe: probe,
  readinessProbe: probe,
};

const jobManager = z.strictObject({
  ...process,
  accessScope: z.enum(['Cluster', 'VPC', 'External', 'NodePort', 'Headless']).optional(),
  ServiceAnnotations: strings,
  ServiceLabels: strings,
  serviceAnnotations: strings,
  serviceLabels: strings,
  ingress: z.strictObject({ hostFormat: text, annotations: strings, useTls: flag, tlsSecretName: text }).optional(),
  ports: z.strictObject({ rpc: integer, blob: integer, query: integer, ui: integer }).optional(),
});

const taskManager = z.strictObject({
  ...process,
  // The published schema takes any text; which ones mean something is a rule.
  deploymentType: text,
  ports: z.strictObject({ data: integer, rpc: integer, query: integer }).optional(),
  horizontalPodAutoscaler: z
    .strictObject({
      minReplicas: integer,
      maxReplicas: z.int(),
      metrics: z.array(z.looseObject({ type: z.string() })).optional(),
      behavior: open.optional(),
    })
    .optional(),
});

const cleanupAction = z.enum(['KeepCluster', 'DeleteCluster', 'DeleteTaskManager']).optional();

const job = z.strictObject({
  ...pod,
  mode: z.enum(['Detached', 'Blocking', 'Application']).optional(),
  jarFile: text,
  className: text,
  classPath: z.array(z.string()).optional(),
  pyFile: text,
  pyFiles: text,
  pyModule: text,
  pythonFile: text,
  pythonFiles: text,
  pythonModule: text,
  args: z.array(z.string()).optional(),
  parallelism: integer,
  fromSavepoint: text,
  allowNonRestoredState: flag,
  savepointsDir: text,
  savepointFormatType: z.enum(['CANONICAL', 'NATIVE']).optional(),
  takeSavepointOnUpdate: flag,
  takeSavepointOnUpgrade: flag,
  maxStateAgeToRestoreSeconds: integer,
  autoSavepointSeconds: integer,
  savepointGeneration: integer,
  restartPolicy: z.enum(['Never', 'FromSavepointOnFailure']).optional(),
  cleanupPolicy: z
    .strictObject({
      afterJobSucceeds: cleanupAction,
      afterJobFails: cleanupAction,
      afterJobCancelled: cleanupAction,
    })
    .optional(),
  cancelRequested: flag,
  noLoggingToStdout: flag,
});

/**
 * Shape of a FlinkCluster: what its published schema accepts, and what the first published version of the resource had
 * beside. Missing images are for the rules, which look at all the rest too.
 */
export const flinkClusterSchema = z.strictObject({
  apiVersion: z.literal('flinkoperator.k8s.io/v1beta1'),
  kind: z.literal('FlinkCluster'),
  metadata: z.looseObject({
    name: z.string(),
    namespace: text,
    labels: strings,
    annotations: strings,
  }),
  // Written by the operator; resources read back from a cluster have it.
  status: z.unknown().optional(),
  spec: z.strictObject({
    flinkVersion: text,
    image: z
      .strictObject({
        name: text,
        pullPolicy: z.enum(['Always', 'Never', 'IfNotPresent']).optional(),
        pullSecrets: z.array(z.strictObject({ name: text })).optional(),
      })
      .optional(),
    serviceAccountName: text,
    batchSchedulerName: text,
    batchScheduler: z.strictObject({ name: z.string(), queue: text, priorityClassName: text }).optional(),
    podDisruptionBudget: z
      .looseObject({
        minAvailable: quantity.optional(),
        maxUnavailable: quantity.optional(),
        selector: z.looseObject({ matchLabels: strings }).optional(),
        unhealthyPodEvictionPolicy: text,
      })
      .optional(),
    jobManager: jobManager.optional(),
    taskManager: taskManager.optional(),
    job: job.optional(),
    envVars,
    envFrom,
    flinkProperties: strings,
    hadoopConfig: z.strictObject({ configMapName: text, mountPath: text }).optional(),
    gcpConfig: z
      .strictObject({
        serviceAccount: z.strictObject({ secretName: text, keyFile: text, mountPath: text }).optional(),
      })
      .optional(),
    logConfig: strings,
    revisionHistoryLimit: integer,
    recreateOnUpdate: flag,
  }),
});
