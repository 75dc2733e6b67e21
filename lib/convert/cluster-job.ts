import type { FlinkDeploymentSpec, JobSpec } from '../api/apache/types';
import type { FlinkClusterJob } from '../api/flinkcluster/types';
import type { FlinkConfig } from '../flink/config';
import { highAvailabilityEnabled } from '../flink/high-availability';
import { inUserLib } from '../flink/names';
import { integer, OPTIONS } from '../flink/options';
import { takeLifecycle, type OptionsSource } from './cluster-options';
import { filled, type Losses, type Source } from './converted';

const NONCES = [
  'savepointTriggerNonce',
  'checkpointTriggerNonce',
  'savepointRedeployNonce',
  'autoscalerResetNonce',
] as const;

/** The job of a FlinkDeployment as a FlinkCluster in Application mode says it. @param config the effective one */
export function toClusterJob(
  source: Source,
  spec: FlinkDeploymentSpec,
  options: OptionsSource,
  config: FlinkConfig,
  losses: Losses,
): FlinkClusterJob | undefined {
  if (spec.job === undefined) return undefined;
  const take = <K extends keyof JobSpec>(field: K) => source.take<NonNullable<JobSpec[K]>>('spec', 'job', field);
  const at = (field: string) => ['spec', 'job', field];
  for (const nonce of NONCES) {
    source.drop(at(nonce), 'it asks a running job for something', 'Nothing has to be done');
  }
  if (take('state') === 'suspended') {
    const effect = 'the job starts as soon as the resource is there';
    losses.changed(at('state'), effect, 'Apply it when the job is to run');
  }
  const className = take('entryClass');
  if (className === undefined)
    losses.needed(['spec', 'job'], 'job.className', 'Application mode has to know the main class');
  const jar = take('jarURI');
  if (jar !== undefined && !inUserLib(jar)) {
    const reason = 'Application mode finds jars in /opt/flink/usrlib only';
    losses.dropped(at('jarURI'), reason, 'Put the jar there, in the image or with an init container');
  }
  // The operator puts the jar on the class path in place of what the user wrote.
  if (jar !== undefined) options.take(OPTIONS.pipelineClasspaths);
  take('parallelism');
  const lifecycle = takeLifecycle(options, losses);
  tellOfUpdates(take('upgradeMode') ?? 'stateless', lifecycle, losses);
  if (highAvailabilityEnabled(config)) {
    const effect = 'a JobManager that ends is not started again: it is a Kubernetes Job';
    const hint = 'Set job.restartPolicy: FromSavepointOnFailure to have the operator start the job again';
    losses.changed(options.toPath(highAvailabilityKey(config)), effect, hint);
  }
  // With a number of TaskManagers the operator does not look at the job's own parallelism, and neither does ours.
  const parallelism = spec.taskManager?.replicas === undefined ? integer(config, OPTIONS.parallelism) : undefined;
  return {
    mode: 'Application',
    ...filled({
      // Nothing is done with it in this mode, but the way back finds it.
      jarFile: jar !== undefined && inUserLib(jar) ? jar.replace(/^(file|local):(\/\/[^/]*)?/, '') : undefined,
      className,
      args: take('args'),
      parallelism,
      fromSavepoint: take('initialSavepointPath'),
      allowNonRestoredState: take('allowNonRestoredState'),
    }),
    ...lifecycle,
  };
}

const highAvailabilityKey = (config: FlinkConfig) =>
  config.has(OPTIONS.highAvailability.key) ? OPTIONS.highAvailability.key : 'high-availability';

function tellOfUpdates(mode: NonNullable<JobSpec['upgradeMode']>, job: FlinkClusterJob, losses: Losses): void {
  const path = ['spec', 'job', 'upgradeMode'];
  if (job.savepointsDir === undefined) {
    losses.changed(path, 'the job cannot be changed, only deleted and made anew', 'Set job.savepointsDir');
  } else if (mode !== 'savepoint') {
    const effect = 'an update takes a savepoint, and the job goes on from there';
    losses.changed(path, effect, 'Nothing has to be done, unless the job must not keep its state');
  }
}
