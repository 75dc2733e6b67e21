import { flattenConfig, writeMap } from '../../lib/flink/config';
import { kubernetesHighAvailability } from '../../lib/flink/high-availability';
import { JAVA_17_OPTIONS } from '../../lib/flink/java-options';
import { atLeast, type FlinkVersion } from '../../lib/flink/version';
import type { FlinkClusterProps } from '../cluster-props';
import { nameOf, namesOf } from '../interop';
import type { FlinkJobClusterProps } from '../job-props';

/** The Flink options that props become, and by which prop each was set. */
export interface PropsConfiguration {
  readonly options: Readonly<Record<string, string>>;
  /** Name of the prop by key, for messages; a key that is not there comes from `flinkConfiguration`. */
  readonly props: ReadonlyMap<string, string>;
}

/** Translates props to Flink options. The user's own come last and win. */
export function flinkOptions(
  props: FlinkClusterProps,
  job: FlinkJobClusterProps | undefined,
  version: FlinkVersion,
): PropsConfiguration {
  const own = flattenConfig(props.flinkConfiguration);
  const options = new Map<string, string>();
  const from = new Map<string, string>();
  const set = (prop: string, key: string, value: string | undefined) => {
    if (value === undefined) return;
    options.set(key, value);
    from.set(key, prop);
  };
  // Lists of the cluster's pod template and of a process are merged by name, not mixed by index.
  set('podTemplate', 'kubernetes.operator.pod-template.merge-arrays-by-name', 'true');
  const storageDir = props.highAvailabilityStorageDir;
  if (storageDir !== undefined) {
    set('highAvailabilityStorageDir', ...kubernetesHighAvailability(version));
    set('highAvailabilityStorageDir', 'high-availability.storageDir', storageDir);
    // Flink would choose one at random, and the probes of a FlinkCluster look at that of the RPC.
    const port = props.dialect === 'FlinkCluster' ? (own.get('jobmanager.rpc.port') ?? '6123') : undefined;
    set('highAvailabilityStorageDir', 'high-availability.jobmanager.port', port);
  }
  set('taskSlots', 'taskmanager.numberOfTaskSlots', props.taskSlots?.toString());
  set('checkpointsDir', 'state.checkpoints.dir', props.checkpointsDir);
  set('savepointsDir', 'state.savepoints.dir', props.savepointsDir);
  const interval = props.checkpointInterval?.toMilliseconds();
  // For a FlinkDeployment that keeps its state the operator has such a default.
  const other = props.dialect === 'FlinkCluster' && job !== undefined && storageDir !== undefined ? '5 min' : undefined;
  set('checkpointInterval', 'execution.checkpointing.interval', interval === undefined ? other : `${interval} ms`);
  for (const reporter of props.metricsReporters ?? []) {
    for (const [key, value] of Object.entries(reporter.options)) set('metricsReporters', key, value);
  }
  if (props.hadoopConfiguration !== undefined) {
    const name = nameOf(props.hadoopConfiguration);
    set('hadoopConfiguration', 'kubernetes.hadoop.conf.config-map.name', name);
  }
  const secrets = namesOf(props.imagePullSecrets ?? []);
  if (secrets.length > 0) set('imagePullSecrets', 'kubernetes.container.image.pull-secrets', secrets.join(';'));
  set('restServiceType', 'kubernetes.rest-service.exposed.type', props.restServiceType);
  const annotations = Object.entries(props.restServiceAnnotations ?? {});
  if (annotations.length > 0) {
    set('restServiceAnnotations', 'kubernetes.rest-service.annotations', writeMap(annotations));
  }
  for (const [process, key] of [
    ['jobManager', 'jobmanager'],
    ['taskManager', 'taskmanager'],
  ] as const) {
    const { cpu = 1, cpuLimit } = props[process];
    if (cpuLimit !== undefined && cpuLimit >= cpu && cpu > 0) {
      set(`${process}.cpuLimit`, `kubernetes.${key}.cpu.limit-factor`, String(cpuLimit / cpu));
    }
  }
  if (job?.batch === true) set('batch', 'execution.runtime-mode', 'BATCH');
  const { files = [], executable } = job?.python ?? {};
  if (files.length > 0) set('python.files', 'python.files', files.join(','));
  // The first runs the program, the second its functions on TaskManagers.
  set('python.executable', 'python.client.executable', executable);
  set('python.executable', 'python.executable', executable);
  applyJava17(set, own, props.java17Options ?? true, version);
  for (const [key, value] of own) {
    options.set(key, value);
    from.delete(key);
  }
  return { options: Object.fromEntries(options), props: from };
}

/**
 * The module flags are an option of their own from 1.19 on, to which the user's flags are added. 1.18 has one option for
 * both; there the user's are appended. An empty option keeps an operator from adding the flags after all.
 */
function applyJava17(
  set: (prop: string, key: string, value: string) => void,
  own: Map<string, string>,
  enabled: boolean,
  version: FlinkVersion,
): void {
  if (!atLeast(version, 'v1_18')) return;
  const key = atLeast(version, 'v1_19') ? 'env.java.default-opts.all' : 'env.java.opts.all';
  set('java17Options', key, enabled ? JAVA_17_OPTIONS : '');
  const users = own.get(key);
  if (enabled && version === 'v1_18' && users !== undefined) own.set(key, `${JAVA_17_OPTIONS} ${users}`);
}
