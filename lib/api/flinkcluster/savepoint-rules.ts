import { problem, type Problem } from '../../problem';
import type { FlinkClusterJobStatus } from './status-types';
import type { NormalFlinkCluster } from './types';
import type { FlinkClusterUpdate } from './update-rules';

type Job = NonNullable<NormalFlinkCluster['job']>;

/** Where a job is in its life. `Suspended` is a word of Google's operator, for a job that Flink will go on with. */
const ACTIVE = ['Running', 'Deploying', 'Suspended'];
const FAILED = ['Failed', 'Lost', 'DeployFailed'];
const STOPPED = ['Succeeded', 'Cancelled', ...FAILED];

/** True for a job that is over, whether or not it is to be restarted. */
export function isStopped({ state = '' }: FlinkClusterJobStatus): boolean {
  return STOPPED.includes(state);
}

/** True for a job that is over and stays so. */
export function isTerminated(job: FlinkClusterJobStatus, { restartPolicy }: Job): boolean {
  return isStopped(job) && !(FAILED.includes(job.state ?? '') && restartPolicy === 'FromSavepointOnFailure');
}

/**
 * True when the last savepoint has the final state of the job, or was not too old at a time.
 *
 * @param at milliseconds since 1970; undefined for a time that nobody knows
 */
export function isSavepointUpToDate(job: FlinkClusterJobStatus, spec: Job, at: number | undefined): boolean {
  if (job.finalSavepoint === true) return true;
  const taken = timeOf(job.savepointTime ?? job.lastSavepointTime);
  const age = spec.maxStateAgeToRestoreSeconds;
  if (at === undefined || age === undefined || taken === undefined || !job.savepointLocation) return false;
  return at <= taken + age * 1000;
}

/** True when a job may be updated without losing state; false while the savepoint for it is still to be taken. */
export function isUpdateReady(job: FlinkClusterJobStatus | undefined, spec: Job, now: number): boolean {
  if (job === undefined || spec.fromSavepoint?.trim()) return true;
  const takesSavepoint = spec.takeSavepointOnUpdate !== false;
  if (ACTIVE.includes(job.state ?? '')) {
    return takesSavepoint ? job.finalSavepoint === true : isSavepointUpToDate(job, spec, now);
  }
  if (job.state === 'Updating' && !takesSavepoint) return true;
  return isSavepointUpToDate(job, spec, timeOf(job.completionTime));
}

function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** An update that takes no savepoint needs one that is recent enough, or the author's word for another. */
export function withoutSavepoint({ new: next, status, now }: FlinkClusterUpdate): Problem[] {
  const job = status?.components?.job;
  if (next.job === undefined || job === undefined) return [];
  const skipped = next.job.takeSavepointOnUpdate === false || isStopped(job);
  if (!skipped || isUpdateReady(job, next.job, now)) return [];
  const args = { state: job.state ?? 'of an unknown state', maximumAge: next.job.maxStateAgeToRestoreSeconds };
  return [problem('NoUpToDateSavepoint', ['spec', 'job'], args)];
}

/** A new number asks for a savepoint at once: the next one after those that were taken. */
export function wrongGeneration({ old, new: next, status }: FlinkClusterUpdate): Problem[] {
  const [from, actual] = [old.job?.savepointGeneration, next.job?.savepointGeneration];
  const expected = (status?.components?.job?.savepointGeneration ?? 0) + 1;
  if (from === undefined || actual === undefined || actual === from || actual === expected) return [];
  return [problem('WrongSavepointGeneration', ['spec', 'job', 'savepointGeneration'], { expected, actual })];
}
