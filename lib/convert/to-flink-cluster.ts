import { configPath } from '../api/apache/config-path';
import { effectiveConfig, userConfig } from '../api/apache/effective-config';
import type { FlinkDeploymentResource, FlinkDeploymentSpec } from '../api/apache/types';
import type { FlinkClusterImage, FlinkClusterResource, FlinkClusterSpec } from '../api/flinkcluster/types';
import type { OperatorConfig } from '../api/operator-config';
import { integer, OPTIONS } from '../flink/options';
import { contentHash } from '../render/hash';
import { toClusterJob } from './cluster-job';
import {
  HADOOP_FOLDER,
  highAvailabilityProperties,
  OptionsSource,
  takePorts,
  takePullSecrets,
  takeService,
} from './cluster-options';
import { SHARED_OPTIONS, toClusterProcess, type ClusterProcess } from './cluster-process';
import { shared } from './cluster-shared';
import { filled, Losses, Source, type Converted } from './converted';
import { toClusterIngress } from './ingress';
import { takeMetadata } from './metadata';
import { processSizeKey } from './sizes';

/** A cluster without an operator's defaults. */
const NO_DEFAULTS: OperatorConfig = { config: new Map(), logFiles: new Map() };

/**
 * A FlinkDeployment as a FlinkCluster. A job becomes one of mode `Application`.
 *
 * What the one operator does without being told, and the other does not, is not carried over: probes, log files, the Java
 * flags of the operator's chart.
 *
 * @param deployment one that has passed its rules
 * @param operator defaults of the cluster; they are written out, because a FlinkCluster gets none. @default - none
 */
export function toFlinkCluster(
  deployment: FlinkDeploymentResource,
  operator: OperatorConfig = NO_DEFAULTS,
): Converted<FlinkClusterResource> {
  const losses = new Losses('FlinkCluster');
  const source = new Source(deployment, losses);
  const metadata = takeMetadata(source);
  const { name, namespace } = metadata;
  const { flinkVersion } = deployment.spec;
  if (flinkVersion === undefined) throw new Error('toFlinkCluster wants a resource that has passed its rules');
  // The TaskManagers of a FlinkCluster are a fixed number, as those of a standalone cluster are.
  const spec = { ...deployment.spec, flinkVersion, mode: 'standalone' as const };
  const input = { name, namespace: namespace ?? 'default', spec };
  const user = userConfig(input, operator);
  const config = effectiveConfig(input, operator, user);
  const options = new OptionsSource(user, (key) => configPath(spec.flinkConfiguration, key), losses);
  const replicas = integer(config, OPTIONS.taskManagerReplicas) ?? 1;
  takeHandled(source, replicas, losses);

  const highAvailability = highAvailabilityProperties(options, name, namespace, losses);
  const ports = takePorts(options);
  const process = (p: 'jobManager' | 'taskManager') =>
    toClusterProcess(p, spec, source, options, ports[p], config, losses);
  const processes = [process('jobManager'), process('taskManager')] as const;
  const [jobManager, taskManager] = processes;
  const { env, envFrom, pullSecrets } = shared(processes, losses);
  const image = takeImage(source, options, processes, losses);
  const secrets = [...pullSecrets, ...takePullSecrets(options)];
  for (const option of SHARED_OPTIONS) options.take(option);
  const hadoop = options.take(OPTIONS.hadoopConfigMap)?.trim();
  const account = source.take<string>('spec', 'serviceAccount');
  const job = toClusterJob(source, spec, options, config, losses);
  const service = takeService(options, spec.ingress !== undefined);
  const ingress = toClusterIngress(source, spec, name, namespace ?? 'default', losses);

  const slots = options.take(OPTIONS.taskSlots) ?? OPTIONS.taskSlots.default;
  const sizes: Record<string, string> = {};
  for (const p of processes) if (p.processSize !== undefined) sizes[processSizeKey(p.name)] = p.processSize;
  const result: FlinkClusterSpec = {
    flinkVersion: flinkVersion.replace(/^v/, '').replace('_', '.'),
    image: { ...image, ...filled({ pullSecrets: [...new Map(secrets.map((s) => [s.name, s])).values()] }) },
    ...filled({
      serviceAccountName: account === 'default' ? undefined : account,
      batchScheduler: takeScheduler(processes, losses),
      envVars: env,
      envFrom,
      hadoopConfig: hadoop ? { configMapName: hadoop, mountPath: HADOOP_FOLDER } : undefined,
      logConfig: source.take<Record<string, string>>('spec', 'logConfiguration'),
    }),
    flinkProperties: {
      ...options.properties(job !== undefined),
      [OPTIONS.taskSlots.key]: slots,
      ...sizes,
      ...highAvailability,
    },
    jobManager: { ...service, ...(ingress === undefined ? {} : { ingress }), ...jobManager.process },
    taskManager: { replicas, ...taskManager.process },
    ...filled({ job }),
  };
  source.dropRest('it has no field for this', 'See whether the cluster can do without it');
  const head = { apiVersion: 'flinkoperator.k8s.io/v1beta1', kind: 'FlinkCluster' } as const;
  return { resource: { ...head, metadata, spec: result }, lost: losses.all };
}

/** Takes what other parts of a conversion look at in the resource itself, and tells of what they cannot know. */
function takeHandled(source: Source, replicas: number, losses: Losses): void {
  for (const field of ['apiVersion', 'kind']) source.take(field);
  for (const field of ['flinkVersion', 'flinkConfiguration', 'podTemplate']) source.take('spec', field);
  source.take('spec', 'taskManager', 'replicas');
  if (source.take('spec', 'mode') !== 'standalone') {
    const effect = `the TaskManagers are a fixed number, ${replicas}: Flink does not start and end them itself`;
    losses.changed(['spec', 'mode'], effect, 'Set taskManager.replicas to what the cluster needs');
  }
  if ((source.take<number>('spec', 'jobManager', 'replicas') ?? 1) > 1) {
    const reason = 'it has one JobManager';
    losses.dropped(
      ['spec', 'jobManager', 'replicas'],
      reason,
      'Nothing has to be done; Kubernetes starts another when it ends',
    );
  }
  source.drop(['spec', 'restartNonce'], 'a new cluster has nothing to restart', 'Nothing has to be done');
}

/** One image for all pods. */
function takeImage(
  source: Source,
  options: OptionsSource,
  [jobManager, taskManager]: readonly [ClusterProcess, ClusterProcess],
  losses: Losses,
): FlinkClusterImage {
  const own = source.take<string>('spec', 'image');
  const option = options.take(OPTIONS.image);
  const name = own?.trim() ? own : (option ?? jobManager.shared.image ?? taskManager.shared.image);
  const policy =
    source.take<string>('spec', 'imagePullPolicy') ??
    options.take(OPTIONS.imagePullPolicy) ??
    jobManager.shared.pullPolicy ??
    'IfNotPresent';
  if (name === undefined) losses.needed(['spec'], 'image.name', 'the image with Flink and the job');
  const other = taskManager.shared.image;
  if (!own?.trim() && option === undefined && other !== undefined && other !== name) {
    losses.dropped(taskManager.toPath(['container', 'image']), 'it has one image for all pods', 'Use one image');
  }
  return { name: name ?? '', pullPolicy: policy as NonNullable<FlinkDeploymentSpec['imagePullPolicy']> };
}

/** One scheduler for all pods. */
function takeScheduler(
  [{ shared: first }, other]: readonly [ClusterProcess, ClusterProcess],
  losses: Losses,
): FlinkClusterSpec['batchScheduler'] {
  if (contentHash(first.scheduler ?? {}) !== contentHash(other.shared.scheduler ?? {})) {
    const reason = 'it has one scheduler for all pods, that of the JobManager';
    losses.dropped(other.toPath(['spec', 'schedulerName']), reason, 'Use one scheduler');
  }
  return first.scheduler;
}
