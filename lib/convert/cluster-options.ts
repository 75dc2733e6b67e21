import { parseList, parseMap, type FlinkConfig } from '../flink/config';
import { parseDuration } from '../flink/duration';
import { highAvailabilityEnabled } from '../flink/high-availability';
import { explicit, integer, OPTIONS, writtenKey, type FlinkOption } from '../flink/options';
import type { FlinkClusterJob, FlinkClusterSpec } from '../api/flinkcluster/types';
import type { Path } from '../problem';
import { filled, type Losses } from './converted';

/** Google's two annotations of a load balancer that only its own network reaches. */
export const VPC_ANNOTATIONS: ReadonlyMap<string, string> = new Map([
  ['networking.gke.io/load-balancer-type', 'Internal'],
  ['networking.gke.io/internal-load-balancer-allow-global-access', 'true'],
]);

/** The options that switch savepoints and restarts of the operator, which a FlinkCluster has fields for. */
export const LIFECYCLE_OPTIONS = {
  savepointFormat: { key: 'kubernetes.operator.savepoint.format.type' },
  restartFailedJob: { key: 'kubernetes.operator.job.restart.failed' },
} as const satisfies Record<string, FlinkOption>;

/** Where Flink's own Kubernetes integration puts the files of Hadoop. */
export const HADOOP_FOLDER = '/opt/hadoop/conf';

/**
 * Options that decide nothing: the operator overwrites them from other fields, or takes them for itself, so that a
 * FlinkCluster without them says the same.
 */
const WITHOUT_EFFECT = [
  'execution.target',
  'jobmanager.rpc.address',
  'execution.savepoint.path',
  'execution.state-recovery.path',
  'kubernetes.container.image',
  'kubernetes.container.image.ref',
  'kubernetes.container.image.pull-policy',
  'kubernetes.service-account',
  'kubernetes.jobmanager.replicas',
  'kubernetes.internal.taskmanager.replicas',
  'kubernetes.internal.cluster-mode',
  OPTIONS.mergeArraysByName.key,
];

/** The same for clusters with a job. */
const WITHOUT_EFFECT_ON_JOBS = [OPTIONS.parallelism.key, OPTIONS.pipelineJars.key, OPTIONS.shutdownOnFinish.key];

/** Options of Flink's Kubernetes integration that its processes read, not only the client that starts them. */
const READ_IN_PODS = /^kubernetes\.(context|client\.|config\.|transactional-operation\.)/;

/** The options of a FlinkDeployment. What is not taken becomes `flinkProperties`. */
export class OptionsSource {
  private readonly rest: Map<string, string>;

  /** @param toPath where an option was written */
  constructor(
    readonly config: FlinkConfig,
    readonly toPath: (key: string) => Path,
    private readonly losses: Losses,
  ) {
    this.rest = new Map(config);
  }

  /** The text of an option, which is then taken. */
  take(option: FlinkOption): string | undefined {
    const key = writtenKey(this.rest, option);
    const value = key === undefined ? undefined : this.rest.get(key);
    if (key !== undefined) this.rest.delete(key);
    return value;
  }

  /** Takes every option that begins so. */
  takeAll(prefix: string): void {
    for (const key of [...this.rest.keys()]) if (key.startsWith(prefix)) this.rest.delete(key);
  }

  /** Takes an option and tells that it is lost. */
  drop(option: FlinkOption, reason: string, hint: string): void {
    const key = writtenKey(this.rest, option);
    if (key === undefined) return;
    this.take(option);
    this.losses.dropped(this.toPath(key), reason, hint);
  }

  /** What is left for Flink itself; what only the operator or its way of deploying reads is told. */
  properties(job: boolean): Record<string, string> {
    for (const key of [...WITHOUT_EFFECT, ...(job ? WITHOUT_EFFECT_ON_JOBS : [])]) this.rest.delete(key);
    for (const key of [...this.rest.keys()]) {
      if (/^(kubernetes\.operator|job\.autoscaler)\./.test(key)) {
        this.drop({ key }, 'it is an option of the Apache operator', 'Do without what it does');
      } else if (key.startsWith('kubernetes.') && !READ_IN_PODS.test(key)) {
        this.drop({ key }, "it is an option of Flink's own Kubernetes integration", 'Do without what it does');
      } else if (key.startsWith('$internal.')) this.rest.delete(key);
    }
    return Object.fromEntries(this.rest);
  }
}

/** Ports that options say, by their names in a FlinkCluster. */
export function takePorts(options: OptionsSource): {
  readonly jobManager: Record<string, number>;
  readonly taskManager: Record<string, number>;
} {
  const port = (option: FlinkOption) => {
    const value = integer(options.config, { key: option.key });
    if (value === undefined) return undefined;
    options.take({ key: option.key });
    // A random port becomes the conventional one, which a FlinkCluster has, too.
    return value > 0 ? value : undefined;
  };
  const ui = port(OPTIONS.restPort);
  if (integer(options.config, { key: 'rest.bind-port' }) === (ui ?? 8081)) options.take({ key: 'rest.bind-port' });
  const hint = 'Use rest.port alone';
  options.drop({ key: 'rest.bind-port' }, 'its JobManager listens where its Service does', hint);
  return {
    jobManager: filled({
      rpc: port(OPTIONS.jobManagerRpcPort),
      blob: port(OPTIONS.blobServerPort),
      query: port({ key: 'query.server.port' }),
      ui,
    }),
    taskManager: filled({ rpc: port(OPTIONS.taskManagerRpcPort) }),
  };
}

/** How the REST API is exposed. An Ingress makes the Service of a FlinkDeployment an inner one. */
export function takeService(options: OptionsSource, ingress: boolean): FlinkClusterSpec['jobManager'] & object {
  const written = options.take(OPTIONS.restServiceType) ?? 'ClusterIP';
  const type = ingress ? 'ClusterIP' : written;
  const annotations = parseMap(options.take(OPTIONS.restServiceAnnotations) ?? '');
  const inner = [...VPC_ANNOTATIONS].every(([key, value]) => annotations.get(key) === value);
  if (type === 'LoadBalancer' && inner) for (const key of VPC_ANNOTATIONS.keys()) annotations.delete(key);
  const scopes = {
    NodePort: 'NodePort',
    LoadBalancer: inner ? 'VPC' : 'External',
    Headless_ClusterIP: 'Headless',
  } as const;
  const accessScope = Object.entries(scopes).find(([name]) => name === type)?.[1];
  return filled({ accessScope, ServiceAnnotations: Object.fromEntries(annotations) });
}

/** High availability as Spotify's operator recognises it: by the older key, with the names that the operator adds. */
export function highAvailabilityProperties(
  options: OptionsSource,
  name: string,
  namespace: string | undefined,
  losses: Losses,
): Record<string, string> {
  // The operator says both itself.
  for (const key of ['kubernetes.cluster-id', 'kubernetes.namespace', 'high-availability.cluster-id'])
    options.take({ key });
  const key = writtenKey(options.config, OPTIONS.highAvailability);
  const value = options.take(OPTIONS.highAvailability);
  if (value === undefined || !highAvailabilityEnabled(options.config)) return {};
  if (/zookeeper/i.test(value)) return { 'high-availability': value, 'high-availability.cluster-id': name };
  const path = options.toPath(key ?? '');
  if (namespace === undefined) {
    losses.needed(path, 'flinkProperties["kubernetes.namespace"]', 'where Flink keeps its ConfigMaps');
  }
  return {
    'high-availability': value,
    'kubernetes.cluster-id': name,
    ...(namespace === undefined ? {} : { 'kubernetes.namespace': namespace }),
  };
}

/** When savepoints are taken and failed jobs restarted. */
export function takeLifecycle(options: OptionsSource, losses: Losses): FlinkClusterJob {
  const savepointsDir = options.take(OPTIONS.savepointsDir);
  const interval = explicit(options.config, OPTIONS.periodicSavepoints) ?? '';
  const milliseconds = parseDuration(interval);
  if (interval.trim() === '' || milliseconds !== undefined) options.take(OPTIONS.periodicSavepoints);
  options.drop(OPTIONS.periodicSavepoints, 'it takes savepoints by a number of seconds only', 'Use a duration');
  const format = options.take(LIFECYCLE_OPTIONS.savepointFormat);
  const restart = options.take(LIFECYCLE_OPTIONS.restartFailedJob)?.trim().toLowerCase() === 'true';
  if (restart) {
    const effect = 'the job restarts from its latest savepoint, not from a checkpoint';
    const hint = 'Take savepoints often enough with autoSavepointSeconds';
    losses.changed(options.toPath(LIFECYCLE_OPTIONS.restartFailedJob.key), effect, hint);
  }
  return filled({
    savepointsDir,
    autoSavepointSeconds: milliseconds ? Math.max(1, Math.round(milliseconds / 1000)) : undefined,
    savepointFormatType: format === 'CANONICAL' || format === 'NATIVE' ? format : undefined,
    restartPolicy: restart ? 'FromSavepointOnFailure' : undefined,
    // The field is required beside a restart; this is as old as it gets.
    maxStateAgeToRestoreSeconds: restart ? NO_MAXIMUM_AGE : undefined,
  });
}

/** The largest `maxStateAgeToRestoreSeconds`, 68 years: no savepoint is too old. */
export const NO_MAXIMUM_AGE = 2 ** 31 - 1;

/** Names of the secrets with credentials for the registry. */
export function takePullSecrets(options: OptionsSource): { name: string }[] {
  return parseList(options.take(OPTIONS.imagePullSecrets) ?? '').map((name) => ({ name }));
}
