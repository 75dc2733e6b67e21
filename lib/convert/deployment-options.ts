import type { FlinkClusterSpec, NormalFlinkCluster } from '../api/flinkcluster/types';
import { taskSlots } from '../api/flinkcluster/sizes';
import { writeMap } from '../flink/config';
import { highAvailabilityEnabled, kubernetesHighAvailability } from '../flink/high-availability';
import { explicit, OPTIONS } from '../flink/options';
import { atLeast, type FlinkVersion } from '../flink/version';
import { HADOOP_FOLDER, VPC_ANNOTATIONS } from './cluster-options';
import type { Losses, Source } from './converted';
import { processSizeKey } from './sizes';

/** Options that Spotify's operator overwrites, or that became resources. */
const WITHOUT_EFFECT = [
  'jobmanager.rpc.address',
  'jobmanager.rpc.port',
  'blob.server.port',
  'query.server.port',
  'rest.port',
  processSizeKey('jobManager'),
  processSizeKey('taskManager'),
];

/** Options that a FlinkDeployment derives from its own name and namespace. */
const OF_THE_NAME = ['kubernetes.cluster-id', 'kubernetes.namespace', 'high-availability.cluster-id'];

/** The options of a FlinkDeployment, by their keys, from what a FlinkCluster says in fields and properties. */
export function toDeploymentOptions(
  source: Source,
  name: string,
  spec: NormalFlinkCluster,
  version: FlinkVersion | undefined,
  losses: Losses,
): Map<string, string> {
  const written = source.take<Record<string, string>>('spec', 'flinkProperties') ?? {};
  const options = new Map(Object.entries(written));
  const at = (key: string) => ['spec', 'flinkProperties', key];
  for (const key of WITHOUT_EFFECT) options.delete(key);
  for (const key of options.keys()) {
    if (!/^(kubernetes|containerized|job\.autoscaler)\./.test(key) || OF_THE_NAME.includes(key)) continue;
    losses.changed(at(key), 'the operator acts on it', 'Remove it, unless that is wanted');
  }
  highAvailability(options, name, version, at, losses);
  const slots = taskSlots(spec);
  if (!options.has(OPTIONS.taskSlots.key) && slots !== undefined) options.set(OPTIONS.taskSlots.key, String(slots));
  takePorts(source, options);
  takeService(source, spec.jobManager, options);
  const secrets = (source.take<{ name?: string }[]>('spec', 'image', 'pullSecrets') ?? []).flatMap((s) => s.name ?? []);
  if (secrets.length > 0) options.set(OPTIONS.imagePullSecrets.key, secrets.join(';'));
  return options;
}

function highAvailability(
  options: Map<string, string>,
  name: string,
  version: FlinkVersion | undefined,
  at: (key: string) => string[],
  losses: Losses,
): void {
  const enabled = highAvailabilityEnabled(options);
  for (const key of OF_THE_NAME) {
    const value = options.get(key);
    options.delete(key);
    if (!enabled || value === undefined || value === name || key === 'kubernetes.namespace') continue;
    const effect = `it is the name of the resource, ${name}: what is kept for ${value} is not found`;
    losses.changed(at(key), effect, 'Start the job from a savepoint, with job.initialSavepointPath');
  }
  // The older key cannot stand beside its children in the nested YAML of Flink 2.
  const older = options.get('high-availability');
  if (older === undefined || version === undefined || !atLeast(version, 'v1_17')) return;
  options.delete('high-availability');
  if (explicit(options, OPTIONS.highAvailability) === undefined)
    options.set(kubernetesHighAvailability(version)[0], older);
}

/** Ports that somebody has chosen; the conventional ones are the same for both kinds. */
function takePorts(source: Source, options: Map<string, string>): void {
  const keys = {
    jobManager: {
      rpc: OPTIONS.jobManagerRpcPort.key,
      blob: OPTIONS.blobServerPort.key,
      query: 'query.server.port',
      ui: OPTIONS.restPort.key,
    },
    taskManager: { rpc: OPTIONS.taskManagerRpcPort.key },
  };
  for (const [process, ports] of Object.entries(keys)) {
    for (const [port, key] of Object.entries(ports)) {
      const number = source.take<number>('spec', process, 'ports', port);
      // This one the author's property decides.
      if (number !== undefined && !options.has(key)) options.set(key, String(number));
    }
  }
  for (const port of ['data', 'query']) {
    const reason = 'its pods do not declare the port; which one Flink opens is an option';
    source.drop(
      ['spec', 'taskManager', 'ports', port],
      reason,
      'Set taskmanager.data.port or query.server.ports, if wanted',
    );
  }
}

function takeService(source: Source, spec: NormalFlinkCluster['jobManager'], options: Map<string, string>): void {
  const at = (field: string) => ['spec', 'jobManager', field];
  const scope =
    source.take<NonNullable<FlinkClusterSpec['jobManager']>['accessScope']>(...at('accessScope')) ?? 'Cluster';
  for (const field of ['ServiceAnnotations', 'serviceAnnotations']) source.take(...at(field));
  for (const field of ['ServiceLabels', 'serviceLabels']) {
    source.drop(at(field), 'its Services have the labels of the cluster only', 'Select the Service by its name');
  }
  const types = {
    Cluster: undefined,
    NodePort: 'NodePort',
    VPC: 'LoadBalancer',
    External: 'LoadBalancer',
    Headless: 'Headless_ClusterIP',
  };
  const type = types[scope];
  const annotations = { ...spec.ServiceAnnotations, ...(scope === 'VPC' ? Object.fromEntries(VPC_ANNOTATIONS) : {}) };
  if (Object.keys(annotations).length > 0)
    options.set(OPTIONS.restServiceAnnotations.key, writeMap(Object.entries(annotations)));
  if (type === undefined) return;
  if (spec.ingress === undefined) options.set(OPTIONS.restServiceType.key, type);
  else {
    const effect = 'with an Ingress the Service is an inner one';
    source.change(at('accessScope'), effect, 'Leave out the Ingress or the accessScope');
  }
}

/** Hadoop's files by the option of Flink's Kubernetes integration, where it puts them into the same folder. */
export function hadoopOption(spec: NormalFlinkCluster): string | undefined {
  const { configMapName, mountPath } = spec.hadoopConfig ?? {};
  // With init containers the mount has to be in the template, which only knows its own volumes.
  const { jobManager, taskManager, job } = spec;
  const inits = [jobManager, taskManager, job].some((part) => part?.initContainers !== undefined);
  return mountPath === HADOOP_FOLDER && !inits ? configMapName : undefined;
}
