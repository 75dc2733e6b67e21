import { isObject, own, withoutNulls } from '../../json';
import type { Json, JsonObject } from '../../manifest';
import { parseQuantity } from '../../quantity';
import { withCrdDefaults } from './crd-defaults';
import type { FlinkClusterResource, FlinkClusterSpec, NormalFlinkCluster } from './types';
import { hasOldMemoryModel, inferVersion } from './version';

/**
 * A FlinkCluster in its newest form, with the defaults of the published CRD and of the operator's webhook. A resource in
 * which these were filled in already comes out as its author's form does, but for the notation of quantities.
 */
export function normalise(resource: FlinkClusterResource): NormalFlinkCluster {
  const author = withoutNulls(resource.spec);
  const spec = withCrdDefaults(withNewNames(author));
  // The webhook stores a version that nobody wrote as an empty one, so both say the same.
  const written = author.flinkVersion ?? '';
  const flinkVersion = written === '' ? inferVersion(imageName(author)) : written;
  const inferred = flinkVersion !== written;
  const process = (given: Json | undefined) => normalProcess(asObject(given), flinkVersion, inferred);
  return withoutEmptyLists({
    ...spec,
    flinkVersion,
    image: withoutEmptyLists({ name: '', pullPolicy: 'Always', ...asObject(spec.image) }),
    jobManager: process(spec.jobManager),
    taskManager: process(spec.taskManager),
    ...(isObject(spec.job) && { job: normalPod({ savepointGeneration: 0, ...spec.job }) }),
  }) as unknown as NormalFlinkCluster;
}

// A document of the wrong shape may lack the image; the rules say so.
const imageName = ({ image }: Pick<Partial<FlinkClusterSpec>, 'image'>) => image?.name ?? '';

const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** Fields of the job that only the first published version of the resource required. */
const REQUIRED_AT_GOOGLE = ['jarFile', 'restartPolicy'] as const;

/** Fields that only the second published version of the resource has, where people write them. */
const ONLY_AT_SPOTIFY: Readonly<Record<'spec' | 'process' | 'job', readonly string[]>> = {
  spec: ['flinkVersion', 'batchScheduler', 'podDisruptionBudget', 'recreateOnUpdate'],
  process: [
    ...['affinity', 'hostAliases', 'livenessProbe', 'readinessProbe', 'memoryProcessRatio', 'deploymentType'],
    ...['horizontalPodAutoscaler', 'ServiceAnnotations', 'ServiceLabels'],
  ],
  job: [
    ...['takeSavepointOnUpdate', 'maxStateAgeToRestoreSeconds', 'savepointFormatType', 'mode', 'classPath'],
    ...['pyFile', 'pyFiles', 'pyModule', 'affinity', 'nodeSelector', 'tolerations', 'hostAliases'],
  ],
};

/**
 * True for a job cluster as Google's operator took it, the first that had this resource: everything is there that its
 * schema required, and nothing that only Spotify's schema has. What Spotify's operator stored is never one, as it has
 * `flinkVersion`.
 */
export function isGoogleShape({ jobManager, taskManager, job, ...spec }: FlinkClusterSpec): boolean {
  if (job === undefined || jobManager?.accessScope === undefined || taskManager?.replicas === undefined) return false;
  const has = (object: object, field: string) => Object.hasOwn(object, field);
  return (
    REQUIRED_AT_GOOGLE.every((field) => has(job, field)) &&
    !ONLY_AT_SPOTIFY.spec.some((field) => has(spec, field)) &&
    !ONLY_AT_SPOTIFY.process.some((field) => has(jobManager, field) || has(taskManager, field)) &&
    !ONLY_AT_SPOTIFY.job.some((field) => has(job, field))
  );
}

/** A spec with the newest names of its fields; where an old and a new name are given, the operator's choice. */
function withNewNames(spec: FlinkClusterSpec): JsonObject {
  const { batchSchedulerName, jobManager, job, ...rest } = spec;
  const { serviceAnnotations, serviceLabels, ...process } = jobManager ?? {};
  const renamed = {
    ...rest,
    // Spotify's operator drops a queue and a priority class that were given beside the old name.
    ...(batchSchedulerName === undefined ? {} : { batchScheduler: { name: batchSchedulerName } }),
    ...(jobManager === undefined
      ? {}
      : {
          jobManager: {
            ...(serviceAnnotations === undefined ? {} : { ServiceAnnotations: serviceAnnotations }),
            ...(serviceLabels === undefined ? {} : { ServiceLabels: serviceLabels }),
            ...process,
          },
        }),
    ...(job === undefined ? {} : { job: jobWithNewNames(job, isGoogleShape(spec)) }),
  };
  return renamed as unknown as JsonObject;
}

function jobWithNewNames(job: NonNullable<FlinkClusterSpec['job']>, google: boolean): object {
  const { pythonFile, pythonFiles, pythonModule, takeSavepointOnUpgrade, ...rest } = job;
  // Google's operator takes no savepoint unless it is told to, Spotify's takes one unless it is told not to.
  const takeSavepointOnUpdate = takeSavepointOnUpgrade ?? (google ? false : undefined);
  return withoutNulls({
    pyFile: pythonFile,
    pyFiles: pythonFiles,
    pyModule: pythonModule,
    takeSavepointOnUpdate,
    ...rest,
  });
}

function normalProcess(given: JsonObject, flinkVersion: string, inferred: boolean): JsonObject {
  const { memoryOffHeapMin, livenessProbe, readinessProbe, ...process } = normalPod(given);
  const old = hasOldMemoryModel(flinkVersion);
  const least = memoryOffHeapMin ?? (old ? '600M' : undefined);
  if (old) process.memoryOffHeapRatio ??= 25;
  else process.memoryProcessRatio ??= 80;
  // Its other memory model was filled in by a webhook that did not know the version, or is meant for every version.
  if (inferred && !old) delete process.memoryOffHeapRatio;
  const rpc = asObject(process.ports).rpc;
  return {
    ...process,
    ...(least === undefined || isZero(least) || (inferred && !old) ? {} : { memoryOffHeapMin: asText(least) }),
    livenessProbe: mergedProbe(rpc, { periodSeconds: 60, failureThreshold: 5 }, asObject(livenessProbe)),
    readinessProbe: mergedProbe(rpc, { periodSeconds: 5, failureThreshold: 60 }, asObject(readinessProbe)),
  };
}

/** A quantity as text, which may be written as a number. */
const asText = (quantity: Json) => (typeof quantity === 'string' ? quantity : JSON.stringify(quantity));

/** Go cannot tell an absent quantity from none, so the operator stores `0` for both. */
const isZero = (quantity: Json) => parseQuantity(asText(quantity))?.digits === 0n;

/** Fields of a pod as their author wrote them: without what Go writes for fields that nobody set. */
function normalPod(pod: JsonObject): JsonObject {
  const { resources, initContainers, sidecars, volumeClaimTemplates } = pod;
  const each = (list: Json | undefined, field: string) =>
    Array.isArray(list) ? list.map((item) => (isObject(item) ? withoutEmpty(item, [field]) : item)) : undefined;
  return withoutEmptyLists({
    ...pod,
    ...(isObject(resources) && { resources: withTexts(resources) }),
    ...(Array.isArray(initContainers) && { initContainers: each(initContainers, 'resources') }),
    ...(Array.isArray(sidecars) && { sidecars: each(sidecars, 'resources') }),
    ...(Array.isArray(volumeClaimTemplates) && { volumeClaimTemplates: each(volumeClaimTemplates, 'status') }),
  } as JsonObject);
}

/** Requests and limits whose quantities are text, as in every object of Kubernetes. */
function withTexts({ requests, limits, ...rest }: JsonObject): JsonObject {
  const texts = (quantities: Json) =>
    isObject(quantities)
      ? Object.fromEntries(Object.entries(quantities).map(([name, value]) => [name, asText(value)]))
      : quantities;
  return {
    ...rest,
    ...(requests !== undefined && { requests: texts(requests) }),
    ...(limits !== undefined && { limits: texts(limits) }),
  };
}

/** Lists and maps of which an empty one says what an absent one says; an empty `ingress` says more. */
const LISTS = [
  ...['envVars', 'envFrom', 'flinkProperties', 'logConfig', 'pullSecrets', 'args', 'classPath', 'extraPorts'],
  ...['volumes', 'volumeMounts', 'volumeClaimTemplates', 'initContainers', 'sidecars', 'hostAliases', 'tolerations'],
  ...['nodeSelector', 'podAnnotations', 'podLabels', 'ServiceAnnotations', 'ServiceLabels'],
];

const withoutEmptyLists = (object: JsonObject) => withoutEmpty(object, LISTS);

function withoutEmpty(object: JsonObject, fields: readonly string[]): JsonObject {
  const copy = { ...object };
  for (const field of fields) {
    const value = own(copy, field);
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) delete copy[field];
  }
  return copy;
}

/**
 * The author's probe over the operator's TCP check, as its webhook merges them: a zero counts as absent. The webhook keeps
 * the TCP check beside another kind of check, which no API server takes; here the author's replaces it.
 */
function mergedProbe(rpc: Json | undefined, times: JsonObject, probe: JsonObject): JsonObject {
  const { tcpSocket, ...author } = Object.fromEntries(
    Object.entries(probe).filter(([field, value]) => value !== 0 || field === 'terminationGracePeriodSeconds'),
  );
  const socket = { port: rpc ?? null, ...withoutZeros(asObject(tcpSocket)) };
  const other = ['exec', 'httpGet', 'grpc'].some((handler) => author[handler] !== undefined);
  const ours = Object.keys(socket).length === 1 && socket.port === rpc;
  return {
    ...(other && ours ? {} : { tcpSocket: socket }),
    initialDelaySeconds: 5,
    timeoutSeconds: 10,
    ...times,
    ...author,
  };
}

const withoutZeros = (object: JsonObject) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== 0 && value !== ''));
