import type { EnvVar } from 'kubernetes-types/core/v1';
import type { FlinkDeploymentSpec } from '../api/apache/types';
import type { FlinkClusterProcess } from '../api/flinkcluster/types';
import { parseMap, parseMapList, type FlinkConfig } from '../flink/config';
import { boolean, OPTIONS, text } from '../flink/options';
import type { FlinkVersion } from '../flink/version';
import { customEnv, mapOption, tolerations } from '../render/pod';
import type { OptionsSource } from './cluster-options';
import { CLUSTER_PORTS, toClusterPod, type ClusterPod } from './cluster-pod';
import { filled, type Losses, type Source } from './converted';
import { processSizeKey, toClusterSizes, type ProcessName } from './sizes';

/** A process of a FlinkCluster, and what it says with the other one. */
export interface ClusterProcess extends ClusterPod {
  readonly name: ProcessName;
  /** Text of the option with its memory, where that does not follow from the resources. */
  readonly processSize: string | undefined;
}

/** Options about the pods of both processes. */
export const SHARED_OPTIONS = [OPTIONS.secrets, OPTIONS.secretEnv, OPTIONS.logDir];

/** What a FlinkDeployment says of one process. @param config the effective configuration */
export function toClusterProcess(
  name: ProcessName,
  spec: FlinkDeploymentSpec & { readonly flinkVersion: FlinkVersion },
  source: Source,
  options: OptionsSource,
  ports: Readonly<Record<string, number>>,
  config: FlinkConfig,
  losses: Losses,
): ClusterProcess {
  const byName = boolean(options.config, OPTIONS.mergeArraysByName);
  const pod = toClusterPod(spec, name, { ...CLUSTER_PORTS[name], ...ports }, byName, losses);
  const { resources, processSize } = toClusterSizes(name, spec[name] ?? {}, pod.resources, config, spec.flinkVersion);
  takeSizes(name, source, options, config);
  const { env, fields } = optionsOfPods(name, options);
  return {
    ...pod,
    name,
    processSize,
    shared: { ...pod.shared, env: [...pod.shared.env, ...env] },
    process: filled({
      ...joined(pod.process, fields),
      ports,
      resources,
      memoryProcessRatio: 100,
    }),
  };
}

/** What became resources is taken, and so are options that resources overwrite. */
function takeSizes(name: ProcessName, source: Source, options: OptionsSource, config: FlinkConfig): void {
  for (const field of ['resource', 'podTemplate']) source.take('spec', name, field);
  const claims = ['spec', name, 'resources', 'claims'];
  source.drop(claims, 'the operator does not use them', 'Name the claims in the pod template');
  source.take('spec', name, 'resources');
  const key = processSizeKey(name);
  if (config.has(key)) options.take({ key });
  for (const option of ['Cpu', 'CpuLimitFactor', 'MemoryLimitFactor'] as const)
    options.take(OPTIONS[`${name}${option}`]);
}

/** What the options of Flink's Kubernetes integration add to the pods of a process, in the order of the operator. */
function optionsOfPods(name: ProcessName, options: OptionsSource): { env: EnvVar[]; fields: FlinkClusterProcess } {
  const { config } = options;
  const process = name === 'jobManager' ? 'master' : 'taskmanager';
  const [labels, annotations] = [OPTIONS[`${name}Labels`], OPTIONS[`${name}Annotations`]];
  const [selector, tolerated] = [OPTIONS[`${name}NodeSelector`], OPTIONS[`${name}Tolerations`]];
  const secrets = [...parseMap(text(config, OPTIONS.secrets) ?? '')];
  const logDir = text(config, OPTIONS.logDir);
  const fields = filled({
    podLabels: mapOption(config, labels),
    podAnnotations: mapOption(config, annotations),
    nodeSelector: mapOption(config, selector),
    tolerations: tolerations(config, tolerated),
    volumes: secrets.map(([secretName]) => ({ name: `${secretName}-volume`, secret: { secretName } })),
    volumeMounts: secrets.map(([secret, mountPath]) => ({ name: `${secret}-volume`, mountPath })),
  }) as FlinkClusterProcess;
  const env = [
    ...customEnv(config, process),
    ...(logDir === undefined ? [] : [{ name: 'FLINK_LOG_DIR', value: logDir }]),
    ...parseMapList(text(config, OPTIONS.secretEnv) ?? '').map((map) => ({
      name: map.get('env') ?? '',
      valueFrom: { secretKeyRef: { name: map.get('secret') ?? '', key: map.get('key') ?? '' } },
    })),
  ] as unknown as EnvVar[];
  for (const option of [labels, annotations, selector, tolerated]) options.take(option);
  options.takeAll(`containerized.${process}.env.`);
  return { env, fields };
}

/** Lists one after the other; of maps the second one wins. */
function joined(first: FlinkClusterProcess, second: FlinkClusterProcess): FlinkClusterProcess {
  const entries = new Map<string, unknown>(Object.entries(first));
  for (const [key, value] of Object.entries(second) as [string, object][]) {
    const before = entries.get(key);
    const list = Array.isArray(value) && Array.isArray(before);
    entries.set(key, list ? [...(before as unknown[]), ...(value as unknown[])] : { ...(before ?? {}), ...value });
    if (before === undefined) entries.set(key, value);
  }
  return Object.fromEntries(entries);
}
