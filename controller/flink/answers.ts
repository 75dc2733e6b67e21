import { asText, isObject } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';

/** A job of a cluster. */
export interface JobSummary {
  readonly id: string;
  readonly name: string;
  /** Flink's JobStatus, such as `RUNNING`. */
  readonly state: string;
}

/** Something that Flink does in the background. */
export type Operation =
  | { readonly state: 'running' }
  | { readonly state: 'completed'; readonly location?: string }
  | { readonly state: 'failed'; readonly reason: string };

/** A checkpoint or savepoint of a job's history. */
export interface CheckpointSummary {
  readonly id: number;
  readonly isSavepoint: boolean;
  /** Flink's CheckpointStatsStatus. */
  readonly status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  /** When it began by the JobManager's clock, in milliseconds since 1970. */
  readonly triggeredAt: number;
  /** Where it is, once it is completed. */
  readonly path?: string;
}

/** What a JobManager remembers of a job's checkpoints: the last ten and the last savepoint, none from before its own start. */
export interface CheckpointHistory {
  readonly checkpoints: readonly CheckpointSummary[];
  /** What the job was restored from. */
  readonly restoredFrom?: string;
}

/** Reads `/jobs/overview`. @returns undefined when it is not that */
export function toJobs(answer: JsonObject): JobSummary[] | undefined {
  if (!Array.isArray(answer['jobs'])) return undefined;
  const jobs = answer['jobs'].map((job) => {
    if (!isObject(job)) return undefined;
    const { jid, name, state } = job;
    return typeof jid === 'string' && typeof name === 'string' && typeof state === 'string'
      ? { id: jid, name, state }
      : undefined;
  });
  return jobs.every((job) => job !== undefined) ? jobs : undefined;
}

/** Reads the status of a savepoint or a disposal. @returns undefined when it is not that */
export function toOperation({ status, operation }: JsonObject): Operation | undefined {
  if (!isObject(status)) return undefined;
  if (status['id'] === 'IN_PROGRESS') return { state: 'running' };
  // COMPLETED says that the operation has ended, well or not.
  if (status['id'] !== 'COMPLETED' || !isObject(operation)) return undefined;
  const cause = operation['failure-cause'];
  if (isObject(cause)) return { state: 'failed', reason: summarize(cause) };
  const { location } = operation;
  return typeof location === 'string' ? { state: 'completed', location } : { state: 'completed' };
}

/** Reads `/jobs/:id/checkpoints`. @returns undefined when it is not that */
export function toHistory({ history, latest }: JsonObject): CheckpointHistory | undefined {
  if (!Array.isArray(history) || !isObject(latest)) return undefined;
  const { savepoint, restored } = latest;
  // Ten checkpoints later a savepoint is in the history no more.
  const entries = [...history, ...(isObject(savepoint) ? [savepoint] : [])];
  const restoredFrom = isObject(restored) ? asText(restored['external_path']) : '';
  return {
    checkpoints: entries.filter(isObject).map(toCheckpoint),
    ...(restoredFrom === '' ? {} : { restoredFrom }),
  };
}

function toCheckpoint(entry: JsonObject): CheckpointSummary {
  const { id, is_savepoint, status, trigger_timestamp, external_path } = entry;
  return {
    id: typeof id === 'number' ? id : -1,
    isSavepoint: is_savepoint === true,
    status: status === 'IN_PROGRESS' || status === 'COMPLETED' ? status : 'FAILED',
    triggeredAt: typeof trigger_timestamp === 'number' ? trigger_timestamp : 0,
    ...(typeof external_path === 'string' ? { path: external_path } : {}),
  };
}

/** A Java failure in one line. */
function summarize(cause: JsonObject): string {
  return firstAndLast(asText(cause['stack-trace'])) || asText(cause['class']) || 'no reason is given';
}

/** The longest part of a message that is shown. */
const MAX_LENGTH = 400;

/** A Java stack trace in one line: the failure and its innermost cause. */
export function firstAndLast(trace: string): string {
  const [first = '', ...rest] = trace.split('\n').map((line) => line.trim());
  const innermost = rest.findLast((line) => line.startsWith('Caused by: '))?.slice('Caused by: '.length);
  const parts = innermost === undefined || first.includes(innermost) ? [first] : [first, innermost];
  return parts.map((part) => (part.length > MAX_LENGTH ? `${part.slice(0, MAX_LENGTH)}...` : part)).join('; ');
}
