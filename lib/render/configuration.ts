import { parseList, parseMap, writeMap } from '../flink/config';
import { configFileName, type ConfigEntries } from '../flink/config-file';
import { highAvailabilityEnabled } from '../flink/high-availability';
import { inUserLib } from '../flink/names';
import { hashMapOrder } from '../java';
import { explicit, integer, OPTIONS, text, type FlinkOption } from '../flink/options';
import type { ClusterModel } from '../model/cluster';
import type { Launch } from '../model/launch';

/** Annotation by which the operator recognises the generation of a resource that a JobManager runs. */
export const GENERATION_ANNOTATION = 'flinkdeployment.flink.apache.org/generation';

/** Options of the operator and its autoscaler, which are none of Flink's business. */
const OPERATOR_PREFIXES = ['kubernetes.operator.', 'job.autoscaler.'];

/** Options of the client that starts a cluster; they would bind the cluster to the client's own addresses. */
const CLIENT_OPTIONS = new Set([
  'kubernetes.config.file',
  '$internal.deployment.config-dir',
  'rest.bind-address',
  'jobmanager.bind-host',
  'taskmanager.bind-host',
  'taskmanager.host',
]);

/** The configuration of one launch: what belongs to it is added, the operator's own options are gone. */
export function launchConfig(model: ClusterModel, launch: Launch): Map<string, string> {
  const config = new Map(model.configuration);
  for (const key of [...config.keys()]) if (OPERATOR_PREFIXES.some((p) => key.startsWith(p))) config.delete(key);

  const annotations = parseMap(text(config, OPTIONS.jobManagerAnnotations) ?? '');
  annotations.set(GENERATION_ANNOTATION, String(launch.generation));
  const order = hashMapOrder([...annotations.keys()]);
  config.set(OPTIONS.jobManagerAnnotations.key, writeMap(order.map((k) => [k, annotations.get(k) ?? ''])));

  if (model.job !== undefined) {
    applyJob(config, model, launch);
    if (model.layout === 'standalone' && model.job.entryClass === undefined) withoutUserLib(config);
  }
  applyPorts(config);
  if (model.layout === 'native') applyNative(config, model);
  // Standalone TaskManagers need the address even with high availability; there every JobManager overrides it.
  if (model.layout === 'standalone' || !highAvailabilityEnabled(config)) {
    config.set('jobmanager.rpc.address', `${model.name}.${model.namespace}`);
  }
  return config;
}

function applyJob(config: Map<string, string>, model: ClusterModel, launch: Launch): void {
  if (explicit(config, OPTIONS.jobId) === undefined) config.set(OPTIONS.jobId.key, launch.jobId);
  config.delete('execution.savepoint.path');
  config.delete('execution.state-recovery.path');
  if (launch.restorePath !== undefined) config.set('execution.savepoint.path', launch.restorePath);
  const storage = explicit(config, OPTIONS.highAvailabilityStorageDir);
  if (highAvailabilityEnabled(config) && storage !== undefined) {
    if (explicit(config, OPTIONS.resultStoreDeleteOnCommit) === undefined) {
      config.set(OPTIONS.resultStoreDeleteOnCommit.key, 'false');
    }
    const folder = `${storage}/job-result-store/${model.name}/${launch.resultStoreId}`;
    config.set('job-result-store.storage-path', folder);
  }
}

/**
 * Flink looks for the main class in `/opt/flink/usrlib` and on the class path. A jar of that folder that is named again
 * would count twice, and Flink 1.20 refuses to choose.
 */
function withoutUserLib(config: Map<string, string>): void {
  const classpaths = parseList(config.get(OPTIONS.pipelineClasspaths.key) ?? '');
  const others = classpaths.filter((uri) => !inUserLib(uri));
  if (others.length === classpaths.length) return;
  if (others.length === 0) config.delete(OPTIONS.pipelineClasspaths.key);
  else config.set(OPTIONS.pipelineClasspaths.key, others.join(';'));
}

/** Containers and services need to know the ports, so a random one (0) becomes the conventional one. */
function applyPorts(config: Map<string, string>): void {
  const fix = (option: FlinkOption, port: string) => {
    if (integer(config, option) === 0) config.set(option.key, port);
  };
  fix(OPTIONS.blobServerPort, '6124');
  fix(OPTIONS.taskManagerRpcPort, '6122');
  fix(OPTIONS.restBindPort, '8081');
  if (highAvailabilityEnabled(config)) fix(OPTIONS.highAvailabilityPort, text(config, OPTIONS.jobManagerRpcPort));
}

/** What Flink's own client writes when it starts a native cluster. */
function applyNative(config: Map<string, string>, model: ClusterModel): void {
  const entrypoint = model.job === undefined ? 'Session' : 'Application';
  config.set('internal.cluster.execution-mode', 'NORMAL');
  config.set(
    'kubernetes.internal.jobmanager.entrypoint.class',
    `org.apache.flink.kubernetes.entrypoint.Kubernetes${entrypoint}ClusterEntrypoint`,
  );
}

/** The entries of the configuration file. */
export function fileEntries(model: ClusterModel, config: ReadonlyMap<string, string>): ConfigEntries {
  const entries = new Map<string, string | readonly string[]>(config);
  for (const key of CLIENT_OPTIONS) entries.delete(key);
  if (model.job !== undefined && hasRoomForArguments(model, model.job.args)) {
    entries.set('$internal.application.program-args', model.job.args);
  }
  return entries;
}

/**
 * A standalone job has its arguments on the command line, and the file only a copy that nobody reads. In the legacy file
 * a line break in an argument would make the rest another option, so there the copy is left out.
 */
function hasRoomForArguments({ layout, flinkVersion }: ClusterModel, args: readonly string[]): boolean {
  const legacy = configFileName(flinkVersion) === 'flink-conf.yaml';
  return layout === 'native' || !legacy || !args.some((arg) => /[\r\n]/.test(arg));
}
