import type { JobSpec } from '../api/apache/types';
import { taskSlots } from '../api/flinkcluster/sizes';
import type { FlinkClusterJob, NormalFlinkCluster } from '../api/flinkcluster/types';
import { parseList } from '../flink/config';
import { explicit, OPTIONS } from '../flink/options';
import { USER_LIB } from '../flink/names';
import type { JsonObject } from '../manifest';
import { LIFECYCLE_OPTIONS, NO_MAXIMUM_AGE } from './cluster-options';
import { filled, type Losses, type Source } from './converted';
import type { SubmitterPod } from './deployment-pod';

/** Runs Python programs; Flink has it in the jar for Python. */
const PYTHON_DRIVER = 'org.apache.flink.client.python.PythonDriver';

const at = (field: string) => ['spec', 'job', field];

/** What nothing is done with in Application mode: the program is found by its class, and no other pod submits it. */
const UNUSED_IN_APPLICATION_MODE = [
  ...['classPath', 'pyFile', 'pyFiles', 'pyModule', 'pythonFile', 'pythonFiles', 'pythonModule', 'noLoggingToStdout'],
  ...['volumes', 'volumeMounts', 'initContainers', 'affinity', 'nodeSelector', 'tolerations', 'podAnnotations'],
  ...['podLabels', 'resources', 'securityContext', 'hostAliases'],
];

/**
 * The job of a FlinkCluster as a FlinkDeployment says it.
 *
 * @param options those of the FlinkDeployment, to which the job adds some
 */
export function toDeploymentJob(
  source: Source,
  spec: NormalFlinkCluster & { readonly job: NonNullable<NormalFlinkCluster['job']> },
  options: Map<string, string>,
  losses: Losses,
): JobSpec {
  const { job } = spec;
  const take = <K extends keyof FlinkClusterJob>(field: K) =>
    source.take<NonNullable<FlinkClusterJob[K]>>(...at(field));
  if (take('mode') !== 'Application') {
    const effect = `the program starts in the JobManager, not in a pod that submits it (${job.mode})`;
    losses.changed(at('mode'), effect, 'See whether the program needs something that only the image of that pod had');
  }
  const program = toProgram(source, job, options, losses);
  for (const field of job.mode === 'Application' ? UNUSED_IN_APPLICATION_MODE : []) source.take(...at(field));
  const { parallelism } = toParallelism(spec, losses);
  take('parallelism');
  return filled({
    ...program,
    parallelism,
    allowNonRestoredState: take('allowNonRestoredState'),
    initialSavepointPath: take('fromSavepoint'),
    upgradeMode: toLifecycle(source, job, options, losses),
  });
}

/** Jar, main class and arguments. */
function toProgram(
  source: Source,
  job: NonNullable<NormalFlinkCluster['job']>,
  options: Map<string, string>,
  losses: Losses,
): JobSpec {
  const take = <K extends keyof FlinkClusterJob>(field: K) =>
    source.take<NonNullable<FlinkClusterJob[K]>>(...at(field));
  const [jarFile, className, args = []] = [take('jarFile'), take('className'), take('args')];
  const configured = options.get(OPTIONS.pipelineClasspaths.key);
  if (job.mode === 'Application') {
    // A jar of this folder is found anyway, and named it would take the place of the class path.
    const named = jarFile?.startsWith(`${USER_LIB}/`) === true && configured === undefined;
    return { ...filled({ jarURI: named ? `local://${jarFile}` : undefined, entryClass: className, args }) };
  }
  for (const field of ['pyFile', 'pyFiles', 'pyModule', 'pythonFile', 'pythonFiles', 'pythonModule'] as const)
    take(field);
  const classPath = [...(take('classPath') ?? []), ...parseList(configured ?? '')];
  const jarURI = jarFile === undefined ? undefined : localUri(jarFile);
  if (jarFile !== undefined && jarURI === undefined) {
    const hint = 'Put it into /opt/flink/usrlib, in the image or with an init container, and set job.jarURI';
    losses.dropped(at('jarFile'), 'the operator fetches no jar of an application', hint);
  }
  // What follows a jar is for its program, `--python` too.
  if (jarFile === undefined && (job.pyFile !== undefined || job.pyModule !== undefined)) {
    if (job.pyFiles !== undefined) options.set('python.files', job.pyFiles);
    if (classPath.length > 0) options.set(OPTIONS.pipelineClasspaths.key, classPath.join(';'));
    if (className !== undefined) {
      losses.dropped(at('className'), "Flink's own class starts a Python program", 'Nothing has to be done');
    }
    const main = [
      ...(job.pyFile === undefined ? [] : ['--python', job.pyFile]),
      ...(job.pyModule === undefined ? [] : ['--pyModule', job.pyModule]),
    ];
    return { entryClass: PYTHON_DRIVER, args: [...main, ...args] };
  }
  const python = [
    ['--python', job.pyFile],
    ['--pyFiles', job.pyFiles],
    ['--pyModule', job.pyModule],
  ] as const;
  const all = [...python.flatMap(([flag, value]) => (value === undefined ? [] : [flag, value])), ...args];
  if (classPath.length === 0) return filled({ jarURI, entryClass: className, args: all });
  // The operator would put the jar in place of the class path.
  const urls = [...(jarURI === undefined ? [] : [jarURI.replace(/^local:/, 'file:')]), ...classPath];
  options.set(OPTIONS.pipelineClasspaths.key, urls.join(';'));
  return filled({ entryClass: className, args: all });
}

/** A file of the image, as a FlinkDeployment names it. Paths begin in Flink's own folder. */
function localUri(file: string): string | undefined {
  const [, scheme, path = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(file) ?? [];
  if (scheme !== undefined && scheme !== 'file' && scheme !== 'local') return undefined;
  const bare = scheme === undefined ? path : path.replace(/^\/\/[^/]*/, '');
  return `local://${bare.startsWith('/') ? bare : `/opt/flink/${bare.replace(/^(\.\/)+/, '')}`}`;
}

/**
 * A FlinkDeployment starts as many TaskManagers as the parallelism needs, or has the parallelism of its TaskManagers.
 *
 * @returns the one of the two that says the same
 */
export function toParallelism(
  spec: NormalFlinkCluster,
  losses: Losses,
): { readonly parallelism?: number; readonly replicas?: number } {
  const { replicas } = spec.taskManager;
  const parallelism = spec.job?.parallelism;
  if (parallelism === undefined) return { replicas };
  const needed = Math.ceil(parallelism / Math.max(1, taskSlots(spec) ?? 1));
  if (needed !== replicas) {
    const effect = `there are ${needed} TaskManagers, as many as the parallelism ${parallelism} needs, not ${replicas}`;
    losses.changed(
      ['spec', 'taskManager', 'replicas'],
      effect,
      'Set taskManager.replicas, which also decides the parallelism',
    );
  }
  return { parallelism };
}

/** Savepoints, restarts and updates. @returns the upgrade mode */
function toLifecycle(
  source: Source,
  job: NonNullable<NormalFlinkCluster['job']>,
  options: Map<string, string>,
  losses: Losses,
): NonNullable<JobSpec['upgradeMode']> {
  const take = <K extends keyof FlinkClusterJob>(field: K) =>
    source.take<NonNullable<FlinkClusterJob[K]>>(...at(field));
  const directory = take('savepointsDir')?.trim();
  if (directory) {
    options.delete(OPTIONS.savepointsDir.key);
    options.set('state.savepoints.dir', directory);
    if (explicit(options, OPTIONS.checkpointsDir) === undefined) {
      losses.needed(['spec', 'job'], 'flinkConfiguration["state.checkpoints.dir"]', 'upgrades that keep state need it');
    }
  } else {
    source.drop(at('autoSavepointSeconds'), 'there is nowhere to write savepoints to', 'Set savepointsDir');
  }
  const seconds = take('autoSavepointSeconds');
  if (seconds !== undefined) options.set(OPTIONS.periodicSavepoints.key, `${seconds} s`);
  const format = take('savepointFormatType');
  if (format !== undefined) options.set(LIFECYCLE_OPTIONS.savepointFormat.key, format);
  if (take('restartPolicy') === 'FromSavepointOnFailure') {
    options.set(LIFECYCLE_OPTIONS.restartFailedJob.key, 'true');
    const effect = 'the job restarts from its latest checkpoint, if that is newer than the savepoint';
    losses.changed(at('restartPolicy'), effect, 'Nothing has to be done');
  }
  if (job.maxStateAgeToRestoreSeconds === NO_MAXIMUM_AGE) take('maxStateAgeToRestoreSeconds');
  source.drop(
    at('maxStateAgeToRestoreSeconds'),
    'it starts from the latest state, however old',
    'Take savepoints often enough',
  );
  // A FlinkCluster without a directory refuses to be updated.
  const stateless = 'an upgrade starts the job without its state';
  const hint = 'Set state.savepoints.dir and upgradeMode: savepoint to keep it';
  if (!directory) losses.changed(['spec', 'job'], stateless, hint);
  for (const field of ['takeSavepointOnUpdate', 'takeSavepointOnUpgrade'] as const) {
    if (take(field) !== false) continue;
    if (!directory) losses.changed(at(field), stateless, hint);
    else losses.changed(at(field), 'an upgrade takes a savepoint', 'Use upgradeMode last-state if that takes too long');
  }
  if (job.savepointGeneration === 0) take('savepointGeneration');
  source.drop(at('savepointGeneration'), 'it asks a running job for a savepoint', 'Nothing has to be done');
  const when = 'kubernetes.operator.jm-deployment.shutdown-ttl says when the JobManager of an ended job goes';
  source.drop(
    at('cleanupPolicy'),
    'it deletes nothing but its JobManager, after a time',
    `Delete the resource; ${when}`,
  );
  // It can only be false, which says nothing.
  take('cancelRequested');
  return directory ? 'savepoint' : 'stateless';
}

/** What prepares the submission; in Application mode there is none. */
export function toSubmitter(source: Source, spec: NormalFlinkCluster, losses: Losses): SubmitterPod {
  const used = spec.job !== undefined && spec.job.mode !== 'Application';
  const take = (field: string) => {
    const list = source.take<JsonObject[]>(...at(field)) ?? [];
    return used ? list : [];
  };
  const pod = { volumes: take('volumes'), volumeMounts: take('volumeMounts'), initContainers: take('initContainers') };
  if (pod.initContainers.length > 0) {
    const effect = 'they run in each pod of JobManager and TaskManagers';
    losses.changed(at('initContainers'), effect, 'See whether what they prepare is meant for every pod');
  }
  return pod;
}
