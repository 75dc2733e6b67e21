import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../controller/clock';
import type { JobSummary } from '../../../controller/flink/answers';
import type { FlinkClient, SavepointFormat } from '../../../controller/flink/client';
import { FlinkRestError } from '../../../controller/flink/error';
import { FlinkError, problem } from '../../../lib/problem';
import { SEND_WINDOW, outcomeOf, type Outcome } from './outcome';
import { withEntry, type SavepointEntry } from './record';
import type { SavepointStore } from './store';

/** A savepoint to take. */
export interface Wanted {
  /** @default the one job that runs */
  readonly jobId?: string | undefined;
  /** @default the directory of Flink's configuration */
  readonly directory?: string | undefined;
  readonly format: SavepointFormat;
  /** How long to wait for a savepoint, in milliseconds. */
  readonly timeout: number;
}

/** What is needed to take savepoints. */
export interface SavepointTools {
  readonly flink: FlinkClient;
  readonly store: SavepointStore;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/**
 * Takes a savepoint of a job and waits for it. It is recorded before it is asked for, with an id that Flink takes for the
 * same savepoint each time, and a run that was killed is ended by the next: so none is lost, and none is taken while
 * another of the job is under way.
 *
 * @returns the completed savepoint, as recorded
 * @throws FlinkError NoRunningJob, SeveralRunningJobs, SavepointFailed, SavepointTimeout
 * @throws FlinkRestError when the JobManager does not answer; the next run looks what became of it
 * @throws KubeError when the record cannot be written
 */
export async function takeSavepoint(
  wanted: Wanted,
  tools: SavepointTools,
): Promise<SavepointEntry & { location: string }> {
  const { flink, clock } = tools;
  const job = await chooseJob(wanted, flink, clock);
  let entry: SavepointEntry | undefined;
  while (entry === undefined) {
    await settle(job.id, wanted.timeout, tools);
    entry = await request(job, wanted, tools);
  }
  await send(entry, tools);
  const outcome = await outcomeOf(entry, flink, clock, clock.now() + wanted.timeout);
  await record(entry, outcome, tools);
  if (outcome.state === 'running') throw timeoutOf(entry, wanted.timeout);
  if (outcome.state === 'failed') throw failureOf(entry, outcome.error);
  return { ...entry, state: 'completed', location: outcome.location };
}

async function chooseJob({ jobId, timeout }: Wanted, flink: FlinkClient, clock: Clock): Promise<JobSummary> {
  const jobs = await flink.jobs(clock.now() + timeout);
  const running = jobs.filter((job) => job.state === 'RUNNING' && (jobId === undefined || job.id === jobId));
  const [job] = running;
  const list = (found: readonly JobSummary[]) => found.map(({ id, name, state }) => `${id} (${name}, ${state})`);
  if (job === undefined) throw new FlinkError([problem('NoRunningJob', [], { jobs: list(jobs) })]);
  if (running.length > 1) throw new FlinkError([problem('SeveralRunningJobs', [], { jobs: list(running) })]);
  return job;
}

/** Finds out what became of the savepoints that other runs asked for. Those of this job are waited for. */
async function settle(jobId: string, timeout: number, tools: SavepointTools): Promise<void> {
  const { flink, store, clock, log } = tools;
  const { savepoints } = await store.read();
  for (const entry of savepoints.filter((e) => e.state === 'requested')) {
    const ours = entry.jobId === jobId;
    const until = clock.now() + (ours ? timeout : 0);
    const outcome = await outcomeOf(entry, flink, clock, until);
    await record(entry, outcome, tools);
    if (outcome.state === 'completed') log(`the savepoint of an earlier run is completed: ${outcome.location}`);
    if (outcome.state === 'failed') log(`the savepoint of an earlier run failed: ${outcome.error}`);
    if (outcome.state === 'running' && ours) throw timeoutOf(entry, timeout);
  }
}

/** Records a new savepoint. @returns undefined when another one of the job has been recorded meanwhile */
async function request(
  job: JobSummary,
  wanted: Wanted,
  { flink, store, clock }: SavepointTools,
): Promise<SavepointEntry | undefined> {
  const triggerId = randomBytes(16).toString('hex');
  const history = await flink.checkpoints(job.id);
  const lastCheckpoint = Math.max(0, ...(history?.checkpoints ?? []).map((c) => c.id));
  const { savepoints } = await store.update((document) => {
    if (document.savepoints.some((e) => e.jobId === job.id && e.state === 'requested')) return document;
    const entry: SavepointEntry = {
      triggerId,
      jobId: job.id,
      jobName: job.name,
      state: 'requested',
      requestedAt: new Date(clock.now()).toISOString(),
      lastCheckpoint,
      format: wanted.format,
      directory: wanted.directory,
    };
    return { ...document, savepoints: [...document.savepoints, entry] };
  });
  return savepoints.find((e) => e.triggerId === triggerId);
}

async function send(entry: SavepointEntry, tools: SavepointTools): Promise<void> {
  const until = Date.parse(entry.requestedAt) + SEND_WINDOW;
  // Later than that, another run may have taken it for lost.
  if (tools.clock.now() > until) return fail(entry, 'it took too long to record it', tools);
  try {
    await tools.flink.triggerSavepoint(entry.jobId, entry, until);
  } catch (error) {
    // Without an answer it may have been made, which the next run finds out.
    if (!(error instanceof FlinkRestError && error.isRefused)) throw error;
    return fail(entry, error.message, tools);
  }
}

async function fail(entry: SavepointEntry, reason: string, tools: SavepointTools): Promise<never> {
  await record(entry, { state: 'failed', error: reason }, tools);
  throw failureOf(entry, reason);
}

async function record(entry: SavepointEntry, outcome: Outcome, { store, clock }: SavepointTools): Promise<void> {
  if (outcome.state === 'running') return;
  const completedAt = new Date(clock.now()).toISOString();
  await store.update((document) =>
    withEntry(document, entry.triggerId, (e) =>
      // What a run found out that took this one's savepoint for lost gives way to what this one knows.
      e.state === 'requested' || e.state === 'failed' ? { ...e, error: undefined, ...outcome, completedAt } : e,
    ),
  );
}

function failureOf({ jobId }: SavepointEntry, reason: string): FlinkError {
  return new FlinkError([problem('SavepointFailed', [], { jobId, reason })]);
}

function timeoutOf({ jobId, triggerId }: SavepointEntry, timeout: number): FlinkError {
  return new FlinkError([problem('SavepointTimeout', [], { jobId, triggerId, seconds: timeout / 1000 })]);
}
