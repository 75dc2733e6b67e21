import { isObject, own, withoutNulls } from '../../json';
import type { Json, JsonObject } from '../../manifest';
import { withCrdDefaults } from './crd-defaults';
import type { FlinkClusterSpec } from './types';
import { hasOldMemoryModel } from './version';

/**
 * A spec as Spotify's operator finds it: after the defaults of its CRD and of its webhook, with the fields that its CRD
 * has. Different from what is rendered: no version is inferred, and a probe of the author's has a second handler.
 */
export function storedSpec(spec: FlinkClusterSpec): JsonObject {
  const stored = withCrdDefaults(withoutNulls(spec as unknown as JsonObject));
  const version = typeof stored.flinkVersion === 'string' ? stored.flinkVersion : '';
  return {
    ...only(stored, SPEC),
    flinkVersion: version,
    ...(typeof stored.batchSchedulerName === 'string' ? { batchScheduler: { name: stored.batchSchedulerName } } : {}),
    jobManager: process(only(stored.jobManager, [...PROCESS, ...JOB_MANAGER]), version),
    taskManager: process(only(stored.taskManager, [...PROCESS, ...TASK_MANAGER]), version),
    ...(stored.job === undefined ? {} : { job: only(stored.job, JOB) }),
  };
}

function process(given: JsonObject, version: string): JsonObject {
  const { ports, livenessProbe, readinessProbe } = given;
  const rpc = isObject(ports) ? (own(ports, 'rpc') ?? null) : null;
  const memory = hasOldMemoryModel(version)
    ? { memoryOffHeapRatio: 25, memoryOffHeapMin: '600M' }
    : { memoryProcessRatio: 80 };
  return {
    ...memory,
    ...given,
    livenessProbe: probe(rpc, LIVENESS, livenessProbe),
    readinessProbe: probe(rpc, READINESS, readinessProbe),
  };
}

const LIVENESS = { initialDelaySeconds: 5, periodSeconds: 60, timeoutSeconds: 10, failureThreshold: 5 };
const READINESS = { initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 10, failureThreshold: 60 };

/** The author's probe over the default, field by field; zeros do not count where Go cannot tell them from nothing. */
function probe(rpc: Json, defaults: JsonObject, given: Json | undefined): JsonObject {
  const set = Object.fromEntries(
    Object.entries(isObject(given) ? given : {}).filter(
      ([field, value]) => value !== 0 || field === 'terminationGracePeriodSeconds',
    ),
  );
  const socket = isObject(set.tcpSocket) ? set.tcpSocket : {};
  return { ...defaults, ...set, tcpSocket: { port: rpc, ...socket } };
}

/** What is left of an object by a schema that has these fields. */
function only(object: Json | undefined, fields: readonly string[]): JsonObject {
  const given = isObject(object) ? object : {};
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = own(given, field);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

const SPEC = [
  ...['batchScheduler', 'batchSchedulerName', 'envFrom', 'envVars', 'flinkProperties', 'gcpConfig', 'hadoopConfig'],
  ...['image', 'logConfig', 'podDisruptionBudget', 'recreateOnUpdate', 'revisionHistoryLimit', 'serviceAccountName'],
];

const POD = [
  ...['affinity', 'hostAliases', 'initContainers', 'nodeSelector', 'podAnnotations', 'podLabels', 'resources'],
  ...['securityContext', 'tolerations', 'volumeMounts', 'volumes'],
];

const PROCESS = [
  ...['extraPorts', 'livenessProbe', 'memoryOffHeapMin', 'memoryOffHeapRatio', 'memoryProcessRatio', 'ports'],
  ...['readinessProbe', 'replicas', 'sidecars', 'volumeClaimTemplates', ...POD],
];

const JOB_MANAGER = ['ServiceAnnotations', 'ServiceLabels', 'accessScope', 'ingress'];
const TASK_MANAGER = ['deploymentType', 'horizontalPodAutoscaler'];

/** Less what an update of leaves the job alone, which the operator keeps out of a revision. */
const JOB = [
  ...['allowNonRestoredState', 'args', 'autoSavepointSeconds', 'className', 'classPath', 'fromSavepoint', 'jarFile'],
  ...['maxStateAgeToRestoreSeconds', 'mode', 'noLoggingToStdout', 'parallelism', 'pyFile', 'pyFiles', 'pyModule'],
  ...['savepointsDir', 'takeSavepointOnUpdate', ...POD],
];
