import { isObject, own, put } from '../../json';
import type { Json, JsonObject } from '../../manifest';
import { canonicalQuantity } from '../../quantity-text';

// Facts of this file: the Go types of FlinkCluster (release 0.6.0) and of Kubernetes 1.36, read by reflection.

/**
 * JSON as a Go program writes a FlinkCluster's spec after reading it: fields that are not set are gone, structs that are
 * not pointers are always there, quantities are canonical. Keys are sorted.
 */
export function goJson(spec: JsonObject): string {
  // What HTML would read is escaped, wherever it stands: only texts can have it.
  return written(struct(spec, 'spec')).replace(/[<>&\u2028\u2029]/g, escaped);
}

/** Text by text; an empty one is not written. */
const MAPS = new Set([
  ...['ServiceAnnotations', 'ServiceLabels', 'annotations', 'flinkProperties', 'labels', 'logConfig', 'matchLabels'],
  ...['nodeSelector', 'options', 'podAnnotations', 'podLabels', 'userAnnotations', 'volumeAttributes'],
]);

/** Quantities by name; an empty one is not written. */
const QUANTITY_MAPS = new Set(['limits', 'requests']);

const QUANTITIES = new Set(['averageValue', 'divisor', 'memoryOffHeapMin', 'sizeLimit', 'tolerance']);

/** Fields that Go writes when they are empty, zero or false: pointers, and those without `omitempty`. */
const KEPT = new Set([
  ...['allowNonRestoredState', 'allowPrivilegeEscalation', 'apiGroup', 'autoSavepointSeconds', 'averageUtilization'],
  ...['batchSchedulerName', 'blob', 'className', 'containerPort', 'data', 'defaultMode', 'expirationSeconds'],
  ...['flinkVersion', 'fromSavepoint', 'fsGroup', 'gmsaCredentialSpec', 'gmsaCredentialSpecName', 'hostFormat'],
  ...['hostProcess', 'initiatorName', 'jarFile', 'localhostProfile', 'lun', 'maxReplicas', 'maxUnavailable'],
  ...['maxStateAgeToRestoreSeconds', 'memoryOffHeapRatio', 'memoryProcessRatio', 'minAvailable', 'minReplicas', 'mode'],
  ...['monitors', 'noLoggingToStdout', 'nodeSelectorTerms', 'optional', 'parallelism', 'port', 'privileged', 'pyFile'],
  ...['pyFiles', 'pyModule', 'query', 'readOnlyRootFilesystem', 'recreateOnUpdate', 'replicas', 'revisionHistoryLimit'],
  ...['rpc', 'runAsGroup', 'runAsNonRoot', 'runAsUser', 'runAsUserName', 'savepointsDir', 'seconds', 'service'],
  ...['serviceAccountName', 'sources', 'stabilizationWindowSeconds', 'storageClassName', 'takeSavepointOnUpdate'],
  ...['terminationGracePeriodSeconds', 'tlsSecretName', 'tolerationSeconds', 'ui', 'useTls'],
  ...['volumeAttributesClassName', 'weight'],
]);

/** Fields of which the same is true in some structs only. */
const KEPT_IN: Readonly<Record<string, readonly string[]>> = {
  fsType: ['azureDisk', 'csi'],
  name: ['clusterTrustBundle'],
  readOnly: ['azureDisk', 'csi'],
  type: ['hostPath'],
  value: ['httpHeaders', 'sysctls'],
};

/** What is written of a struct although nobody set it, by the field that holds the struct or a list of them. */
const ALWAYS: Readonly<Record<string, JsonObject>> = {
  dataSource: { apiGroup: null },
  dataSourceRef: { apiGroup: null },
  initContainers: { resources: {} },
  job: { resources: {} },
  jobManager: { memoryOffHeapMin: '0', ports: {}, resources: {} },
  resourceFieldRef: { divisor: '0' },
  sidecars: { resources: {} },
  taskManager: { memoryOffHeapMin: '0', ports: {}, resources: {} },
  volumeClaimTemplate: { metadata: {}, spec: {} },
  volumeClaimTemplates: { metadata: {}, spec: {}, status: {} },
};

function struct(object: JsonObject, holder: string, outer = ''): JsonObject {
  const result: JsonObject = {};
  const claim = holder === 'spec' && outer.startsWith('volumeClaimTemplate');
  const fields: JsonObject = { ...(claim ? { resources: {} } : own(ALWAYS, holder)), ...object };
  for (const [key, value] of Object.entries(fields)) {
    const kept = KEPT.has(key) || own(KEPT_IN, key)?.includes(holder) === true;
    const copy = field(value, key, holder);
    if (kept || !isEmpty(copy, key)) put(result, key, copy);
  }
  return result;
}

function field(value: Json, key: string, holder: string): Json {
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? struct(item, key, holder) : item));
  if (isObject(value)) {
    if (MAPS.has(key)) return value;
    if (!QUANTITY_MAPS.has(key)) return struct(value, key, holder);
    return Object.fromEntries(Object.entries(value).map(([name, v]) => [name, quantity(v)]));
  }
  return QUANTITIES.has(key) || (key === 'value' && holder === 'target') ? quantity(value) : value;
}

function quantity(value: Json): Json {
  return typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(String(value)) : value;
}

function isEmpty(value: Json, key: string): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return (MAPS.has(key) || QUANTITY_MAPS.has(key)) && Object.keys(value).length === 0;
  return value === '' || value === 0 || value === false;
}

const escaped = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON with its keys sorted by their bytes. */
function written(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  // The two orders differ where a character takes two code units.
  if (/[\ud800-\udfff]/.test(keys.join(''))) keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${written(own(value, key) ?? null)}`).join(',')}}`;
}
