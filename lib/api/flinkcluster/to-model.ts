import { own } from '../../json';
import { JAVA_17_OPTIONS } from '../../flink/java-options';
import { FLINK_VERSIONS, isFlinkVersion, type FlinkVersion } from '../../flink/version';
import type { JsonObject } from '../../manifest';
import type { IngressModel } from '../../model/cluster';
import type {
  FlinkClusterJobModel,
  FlinkClusterModel,
  JobManagerModel,
  MountedVolume,
  PodModel,
  TaskManagerModel,
} from '../../model/flinkcluster';
import { logFilesOf } from './log-files';
import { revisionName } from './revision';
import { jobParallelism, memoryOptions, taskSlots } from './sizes';
import type { FlinkClusterResource, NormalFlinkCluster } from './types';
import { isBefore, parseVersion } from './version';

/** Translates a FlinkCluster that has passed its rules to its model. */
export function flinkClusterModel(resource: FlinkClusterResource, spec: NormalFlinkCluster): FlinkClusterModel {
  const { name, namespace = 'default' } = resource.metadata;
  const { batchScheduler: gang } = spec;
  return {
    layout: 'flinkcluster',
    name,
    namespace,
    resource: { apiVersion: resource.apiVersion, kind: resource.kind, name },
    flinkVersion: knownVersion(spec.flinkVersion),
    configuration: configuration(name, spec),
    logFiles: logFilesOf(spec.flinkVersion, spec.logConfig ?? {}, spec.job?.noLoggingToStdout === true),
    image: {
      name: spec.image.name,
      pullPolicy: spec.image.pullPolicy,
      pullSecrets: objects(spec.image.pullSecrets),
    },
    serviceAccountName: filled(spec.serviceAccountName),
    env: objects(spec.envVars),
    envFrom: objects(spec.envFrom),
    mounts: [...hadoopMount(spec), ...gcpMount(spec)],
    jobManager: jobManagerModel(spec.jobManager),
    taskManager: taskManagerModel(spec.taskManager),
    job: spec.job === undefined ? undefined : jobModel(spec, spec.job),
    ingress: ingressModel(name, spec.jobManager.ingress),
    disruptionBudget: spec.podDisruptionBudget === undefined ? undefined : object(spec.podDisruptionBudget),
    gang:
      gang === undefined
        ? undefined
        : { scheduler: 'volcano', queue: filled(gang.queue), priorityClassName: filled(gang.priorityClassName) },
    revision: revisionName(name, resource.spec),
  };
}

/** The newest known version stands for those after it. */
function knownVersion(text: string): FlinkVersion | undefined {
  const [major, minor = 0n] = parseVersion(text)?.numbers ?? [];
  if (major === undefined) return undefined;
  const version = `v${major}_${minor}`;
  if (isFlinkVersion(version)) return version;
  const newest = FLINK_VERSIONS[FLINK_VERSIONS.length - 1];
  const newer = major > 2n || (major === 2n && minor > 0n);
  // Flink 1 ended with 1.20; a later one would be of its kind.
  return newer ? newest : major === 1n && minor > 20n ? 'v1_20' : undefined;
}

/** Addresses and ports follow from the fields; any other option of the author's wins. */
function configuration(name: string, spec: NormalFlinkCluster): ReadonlyMap<string, string> {
  const { ports } = spec.jobManager;
  const fixed = new Map([
    ['jobmanager.rpc.address', `${name}-jobmanager`],
    ['jobmanager.rpc.port', String(ports.rpc)],
    ['blob.server.port', String(ports.blob)],
    ['query.server.port', String(ports.query)],
    ['rest.port', String(ports.ui)],
  ]);
  const config = new Map([['taskmanager.rpc.port', String(spec.taskManager.ports.rpc)], ...memoryOptions(spec)]);
  const slots = taskSlots(spec);
  if (slots !== undefined) config.set('taskmanager.numberOfTaskSlots', String(slots));
  // Flink 1 may run on Java 8, which does not start with them.
  if (!isBefore(spec.flinkVersion, '2.0')) config.set('env.java.opts.all', JAVA_17_OPTIONS);
  for (const [key, value] of Object.entries(spec.flinkProperties ?? {})) config.set(key, value);
  for (const [key, value] of fixed) config.set(key, value);
  return config;
}

function jobManagerModel(spec: NormalFlinkCluster['jobManager']): JobManagerModel {
  const { accessScope } = spec;
  const balanced = accessScope === 'VPC' || accessScope === 'External';
  return {
    ...processModel(spec),
    ports: { rpc: spec.ports.rpc, blob: spec.ports.blob, query: spec.ports.query, ui: spec.ports.ui },
    service: {
      type: balanced ? 'LoadBalancer' : accessScope === 'NodePort' ? 'NodePort' : 'ClusterIP',
      headless: accessScope === 'Headless',
      labels: spec.ServiceLabels ?? {},
      annotations: { ...spec.ServiceAnnotations, ...(accessScope === 'VPC' ? INTERNAL_LOAD_BALANCER : {}) },
    },
  };
}

/** How Google's Kubernetes knows a load balancer that only its network reaches. */
const INTERNAL_LOAD_BALANCER = {
  'networking.gke.io/load-balancer-type': 'Internal',
  'networking.gke.io/internal-load-balancer-allow-global-access': 'true',
};

function taskManagerModel(spec: NormalFlinkCluster['taskManager']): TaskManagerModel {
  const { horizontalPodAutoscaler } = spec;
  return {
    ...processModel(spec),
    ports: { data: spec.ports.data, rpc: spec.ports.rpc, query: spec.ports.query },
    workload: spec.deploymentType,
    autoscaler: horizontalPodAutoscaler === undefined ? undefined : object(horizontalPodAutoscaler),
  };
}

function processModel(spec: NormalFlinkCluster['jobManager'] | NormalFlinkCluster['taskManager']) {
  return {
    ...podModel(spec),
    replicas: spec.replicas,
    extraPorts: objects(spec.extraPorts),
    probes: object({ livenessProbe: spec.livenessProbe, readinessProbe: spec.readinessProbe }),
    volumeClaimTemplates: objects(spec.volumeClaimTemplates),
    sidecars: objects(spec.sidecars),
  };
}

type PodFields = NormalFlinkCluster['jobManager'] | NonNullable<NormalFlinkCluster['job']>;

function podModel(spec: PodFields | NormalFlinkCluster['taskManager']): PodModel {
  const { affinity, nodeSelector, tolerations, securityContext, hostAliases } = spec;
  return {
    labels: spec.podLabels ?? {},
    annotations: spec.podAnnotations ?? {},
    resources: object(spec.resources),
    volumes: objects(spec.volumes),
    volumeMounts: objects(spec.volumeMounts),
    initContainers: objects(spec.initContainers),
    sidecars: [],
    spec: object({ affinity, nodeSelector, tolerations, securityContext, hostAliases }),
  };
}

function jobModel(spec: NormalFlinkCluster, job: NonNullable<NormalFlinkCluster['job']>): FlinkClusterJobModel {
  return {
    entryClass: filled(job.className),
    args: job.args ?? [],
    suspended: false,
    allowNonRestoredState: job.allowNonRestoredState,
    initialSavepointPath: job.fromSavepoint?.trim() ? job.fromSavepoint : undefined,
    submission: job.mode === 'Application' ? 'job-manager' : 'submitter',
    attached: job.mode === 'Blocking',
    parallelism: jobParallelism(spec),
    program: [
      ...(job.classPath ?? []).flatMap((url) => ['-C', url]),
      ...option(undefined, job.jarFile),
      ...option('--python', job.pyFile),
      ...option('--pyFiles', job.pyFiles),
      ...option('--pyModule', job.pyModule),
    ],
    pod: podModel(job),
  };
}

function option(name: string | undefined, value: string | undefined): string[] {
  if (value === undefined) return [];
  return name === undefined ? [value] : [name, value];
}

function ingressModel(cluster: string, ingress: NormalFlinkCluster['jobManager']['ingress']): IngressModel | undefined {
  if (ingress === undefined) return undefined;
  const host = filled(ingress.hostFormat?.replace(/\{\{\s*[$]clusterName\s*\}\}/g, () => cluster));
  const secretName = filled(ingress.tlsSecretName);
  const tls = {
    ...(host === undefined ? {} : { hosts: [host] }),
    ...(secretName === undefined ? {} : { secretName }),
  };
  return {
    host,
    path: '/',
    className: undefined,
    annotations: ingress.annotations ?? {},
    labels: {},
    tls: ingress.useTls === true && Object.keys(tls).length > 0 ? [tls] : [],
  };
}

function hadoopMount({ hadoopConfig }: NormalFlinkCluster): MountedVolume[] {
  const configMap = filled(hadoopConfig?.configMapName);
  if (configMap === undefined) return [];
  const name = 'hadoop-config-volume';
  const mountPath = filled(hadoopConfig?.mountPath) ?? '/etc/hadoop/conf';
  return [
    {
      volume: { name, configMap: { name: configMap } },
      mounts: [{ name, mountPath, readOnly: true }],
      env: [{ name: 'HADOOP_CONF_DIR', value: mountPath }],
    },
  ];
}

function gcpMount({ gcpConfig }: NormalFlinkCluster): MountedVolume[] {
  const { secretName, keyFile = '', mountPath = '' } = gcpConfig?.serviceAccount ?? {};
  if (secretName === undefined) return [];
  const name = 'gcp-service-account-volume';
  const folder = mountPath.endsWith('/') ? mountPath : `${mountPath}/`;
  return [
    {
      volume: { name, secret: { secretName } },
      mounts: [{ name, mountPath: folder, readOnly: true }],
      env: [{ name: 'GOOGLE_APPLICATION_CREDENTIALS', value: folder + keyFile }],
    },
  ];
}

const filled = (text: string | undefined) => (text === '' ? undefined : text);

/** The fields of an object that say something: an API server takes an empty list or map for none. */
function object(value: object): JsonObject {
  const fields = value as JsonObject;
  const said = Object.keys(fields).filter((key) => {
    const field = own(fields, key);
    return field !== undefined && !(typeof field === 'object' && field !== null && Object.keys(field).length === 0);
  });
  return Object.fromEntries(said.map((key) => [key, fields[key] ?? null]));
}

const objects = (list: readonly object[] | undefined) => (list ?? []) as readonly JsonObject[];
