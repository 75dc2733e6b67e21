import { isObject, own } from '../../json';
import type { Json, JsonObject } from '../../manifest';

const RESOURCES: Json = { requests: { cpu: '200m', memory: '512Mi' }, limits: { cpu: 2, memory: '2Gi' } };
const JOB_MANAGER_PORTS = { rpc: 6123, blob: 6124, query: 6125, ui: 8081 };
const TASK_MANAGER_PORTS = { data: 6121, rpc: 6122, query: 6125 };
const CLEANUP_POLICY = {
  afterJobSucceeds: 'DeleteCluster',
  afterJobFails: 'KeepCluster',
  afterJobCancelled: 'DeleteCluster',
};

const ENV_VAR = {
  'valueFrom.configMapKeyRef.name': '',
  'valueFrom.fileKeyRef.optional': false,
  'valueFrom.secretKeyRef.name': '',
};
const ENV_FROM = { 'configMapRef.name': '', 'secretRef.name': '' };
const PROBE = { 'grpc.service': '' };
const PROBES = { ...under('livenessProbe.', PROBE), ...under('readinessProbe.', PROBE) };

const CONTAINER = {
  ...under('env[].', ENV_VAR),
  ...under('envFrom[].', ENV_FROM),
  ...PROBES,
  ...under('startupProbe.', PROBE),
  'ports[].protocol': 'TCP',
};

const VOLUME = {
  'azureDisk.fsType': 'ext4',
  'azureDisk.readOnly': false,
  'cephfs.secretRef.name': '',
  'cinder.secretRef.name': '',
  'configMap.name': '',
  'csi.nodePublishSecretRef.name': '',
  'flexVolume.secretRef.name': '',
  'iscsi.iscsiInterface': 'default',
  'iscsi.secretRef.name': '',
  'projected.sources[].configMap.name': '',
  'projected.sources[].secret.name': '',
  'rbd.keyring': '/etc/ceph/keyring',
  'rbd.pool': 'rbd',
  'rbd.secretRef.name': '',
  'rbd.user': 'admin',
  'scaleIO.fsType': 'xfs',
  'scaleIO.secretRef.name': '',
  'scaleIO.storageMode': 'ThinProvisioned',
  'storageos.secretRef.name': '',
};

const POD = { ...under('initContainers[].', CONTAINER), ...under('volumes[].', VOLUME), resources: RESOURCES };
const PROCESS = { ...POD, ...PROBES, ...under('sidecars[].', CONTAINER) };

/**
 * The defaults of the published CRD of Spotify's operator by their place in the schema; `[]` stands for the items of a
 * list. An API server fills them in when it stores or reads a resource, before any webhook. Those below containers and
 * volumes come from the types of Kubernetes.
 */
export const CRD_DEFAULTS: Readonly<Record<string, Json>> = {
  'spec.recreateOnUpdate': true,
  'spec.image.pullPolicy': 'Always',
  'spec.image.pullSecrets[].name': '',
  'spec.hadoopConfig.mountPath': '/etc/hadoop/conf',
  ...under('spec.envVars[].', ENV_VAR),
  ...under('spec.envFrom[].', ENV_FROM),
  'spec.jobManager': { replicas: 1 },
  'spec.jobManager.replicas': 1,
  'spec.jobManager.accessScope': 'Cluster',
  'spec.jobManager.ingress.useTls': false,
  'spec.jobManager.ports': JOB_MANAGER_PORTS,
  ...under('spec.jobManager.ports.', JOB_MANAGER_PORTS),
  ...under('spec.jobManager.', PROCESS),
  'spec.taskManager': { replicas: 3 },
  'spec.taskManager.replicas': 3,
  'spec.taskManager.deploymentType': 'StatefulSet',
  'spec.taskManager.ports': TASK_MANAGER_PORTS,
  ...under('spec.taskManager.ports.', TASK_MANAGER_PORTS),
  ...under('spec.taskManager.', PROCESS),
  'spec.job.mode': 'Detached',
  'spec.job.allowNonRestoredState': false,
  'spec.job.noLoggingToStdout': false,
  'spec.job.restartPolicy': 'Never',
  'spec.job.cleanupPolicy': CLEANUP_POLICY,
  ...under('spec.job.cleanupPolicy.', CLEANUP_POLICY),
  ...under('spec.job.', POD),
};

function under(prefix: string, defaults: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(Object.entries(defaults).map(([path, value]) => [prefix + path, value]));
}

/** The table as a tree that has the shape of the documents; the items of a list are the child `[]`. */
interface Node {
  default?: Json;
  readonly children: Map<string, Node>;
}

const TREE = treeOf(CRD_DEFAULTS);

function treeOf(defaults: Readonly<Record<string, Json>>): Node {
  const root: Node = { children: new Map() };
  for (const [path, value] of Object.entries(defaults)) {
    let node = root;
    for (const step of path.replaceAll('[]', '.[]').split('.')) {
      const child: Node = node.children.get(step) ?? { children: new Map() };
      node.children.set(step, child);
      node = child;
    }
    node.default = value;
  }
  return root;
}

/** A copy of a FlinkCluster's `spec` with the {@link CRD_DEFAULTS}, as an API server fills them in. */
export function withCrdDefaults(spec: JsonObject): JsonObject {
  return filled({ spec }, TREE).spec;
}

function filled<T extends Json>(value: T, { children }: Node): T {
  if (children.size === 0) return value;
  if (Array.isArray(value)) {
    const items = children.get('[]');
    return items === undefined ? value : (value.map((item) => filled(item, items)) as T);
  }
  if (!isObject(value)) return value;
  const copy: JsonObject = { ...value };
  for (const [key, child] of children) {
    // A default that is an object is filled in turn, hence the default before the value.
    const field = own(copy, key) ?? child.default;
    if (field !== undefined) copy[key] = filled(field, child);
  }
  return copy as T;
}
