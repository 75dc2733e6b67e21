import { flattenConfig, parseMap, type FlinkConfig } from '../../flink/config';
import { highAvailabilityEnabled } from '../../flink/high-availability';
import { explicit, integer, OPTIONS, type FlinkOption } from '../../flink/options';
import { atLeast } from '../../flink/version';
import { defaultConfig, type OperatorConfig } from '../operator-config';
import { resolveResources } from './resources';
import type { FlinkDeploymentSpec, JobSpec } from './types';

/** What decides a cluster's configuration. */
export interface ConfigInput {
  readonly name: string;
  readonly namespace: string;
  readonly spec: FlinkDeploymentSpec;
}

/**
 * The user's view of the configuration: the operator's defaults overlaid by `flinkConfiguration`. The rules look at
 * this one, because a message about a key has to be about what somebody wrote.
 */
export function userConfig({ namespace, spec }: ConfigInput, operator: OperatorConfig): Map<string, string> {
  const config = defaultConfig(operator, namespace, spec.flinkVersion);
  for (const [key, value] of flattenConfig(spec.flinkConfiguration)) config.set(key, value);
  return config;
}

/**
 * The configuration that a FlinkDeployment comes to. Later steps win, in the operator's order: defaults, the user's
 * options, then the fields of the spec, which overwrite options of the same meaning.
 *
 * @param user the {@link userConfig}, for callers that have it
 */
export function effectiveConfig(
  input: ConfigInput,
  operator: OperatorConfig,
  user: FlinkConfig = userConfig(input, operator),
): Map<string, string> {
  const { name, namespace, spec } = input;
  const config = new Map(user);
  const set = (option: FlinkOption, value: string | undefined) => {
    if (value !== undefined) config.set(option.key, value);
  };
  const unless = (option: FlinkOption, value: string) => {
    if (explicit(config, option) === undefined) config.set(option.key, value);
  };
  const filled = (value: string | undefined) => (value?.trim() ? value : undefined);
  const standalone = spec.mode === 'standalone';

  unless(OPTIONS.restServiceType, 'ClusterIP');
  unless(OPTIONS.webCancel, 'false');
  if (spec.job !== undefined) {
    unless(OPTIONS.pipelineName, name);
    if (spec.job.upgradeMode === 'last-state') unless(OPTIONS.checkpointInterval, '5 min');
    // The operator reads a job's final state from its cluster, so the cluster has to outlive the job.
    config.set(OPTIONS.shutdownOnFinish.key, 'false');
    unless(OPTIONS.submitFailedJob, 'true');
    unless(OPTIONS.checkpointRetention, 'RETAIN_ON_CANCELLATION');
  }
  if (spec.flinkVersion !== undefined) config.set('$internal.flink.version', spec.flinkVersion);

  const modern = spec.flinkVersion === undefined || atLeast(spec.flinkVersion, 'v1_17');
  set(modern ? OPTIONS.image : { key: 'kubernetes.container.image' }, filled(spec.image));
  set(OPTIONS.imagePullPolicy, spec.imagePullPolicy);
  set(OPTIONS.serviceAccount, spec.serviceAccount);
  // A service of another type would expose the cluster a second time.
  if (spec.ingress !== undefined) config.set(OPTIONS.restServiceType.key, 'ClusterIP');

  applyProcess(config, 'jobmanager', spec.jobManager, modern);
  if (spec.jobManager !== undefined) {
    const replicas = spec.jobManager.replicas ?? 1;
    if (replicas > 0) config.set(OPTIONS.jobManagerReplicas.key, String(replicas));
  }
  applyProcess(config, 'taskmanager', spec.taskManager, modern);
  const replicas = spec.taskManager?.replicas;
  if (replicas !== undefined && replicas > 0) config.set(OPTIONS.taskManagerReplicas.key, String(replicas));

  if (spec.job === undefined) {
    config.set('execution.target', standalone ? 'remote' : 'kubernetes-session');
  } else {
    const parallelism = jobParallelism(config, spec, spec.job);
    config.set('execution.target', standalone ? 'remote' : 'kubernetes-application');
    config.set(OPTIONS.parallelism.key, String(parallelism));
    if (standalone && replicas === undefined) {
      const slots = Math.max(1, integer(config, OPTIONS.taskSlots) ?? 1);
      config.set(OPTIONS.taskManagerReplicas.key, String(Math.max(1, Math.ceil(parallelism / slots))));
    }
    if (spec.job.jarURI !== undefined) {
      if (standalone) config.set(OPTIONS.pipelineClasspaths.key, standaloneJar(spec.job.jarURI));
      else config.set(OPTIONS.pipelineJars.key, spec.job.jarURI);
    }
    set({ key: 'execution.savepoint.ignore-unclaimed-state' }, spec.job.allowNonRestoredState?.toString());
    set({ key: '$internal.application.main' }, spec.job.entryClass);
  }
  if (standalone) {
    config.set('kubernetes.internal.cluster-mode', spec.job === undefined ? 'SESSION' : 'APPLICATION');
  }

  config.set('kubernetes.namespace', namespace);
  config.set('kubernetes.cluster-id', name);
  if (highAvailabilityEnabled(config)) config.set('high-availability.cluster-id', name);
  return config;
}

function applyProcess(
  config: Map<string, string>,
  process: 'jobmanager' | 'taskmanager',
  spec: FlinkDeploymentSpec['jobManager'],
  modern: boolean,
): void {
  const resources = resolveResources(spec ?? {});
  const set = (key: string, value: string | undefined) => {
    if (value !== undefined) config.set(key, value);
  };
  set(`${process}.memory.process.size`, resources.memory);
  set(`kubernetes.${process}.cpu.amount`, resources.cpu);
  if (!modern) set(`kubernetes.${process}.cpu`, resources.cpu);
  set(`kubernetes.${process}.memory.limit-factor`, resources.memoryLimitFactor);
  set(`kubernetes.${process}.cpu.limit-factor`, resources.cpuLimitFactor);
}

/** TaskManagers times slots when their number is given, else the largest override (standalone), else the job's own. */
function jobParallelism(config: ReadonlyMap<string, string>, spec: FlinkDeploymentSpec, job: JobSpec): number {
  const replicas = spec.taskManager?.replicas;
  if (replicas !== undefined) return replicas * (integer(config, OPTIONS.taskSlots) ?? 1);
  const overrides = spec.mode === 'standalone' ? explicit(config, OPTIONS.parallelismOverrides) : undefined;
  const largest = Math.max(0, ...[...parseMap(overrides ?? '').values()].map(Number).filter(Number.isInteger));
  return largest > 0 ? largest : (job.parallelism ?? 0);
}

/** The JVM of a standalone JobManager does not know the scheme `local`. */
function standaloneJar(uri: string): string {
  return uri.replace(/^local:/, 'file:');
}
