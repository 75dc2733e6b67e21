import type { Clock } from '../../../controller/clock';
import type { CheckpointSummary } from '../../../controller/flink/answers';
import type { FlinkClient } from '../../../controller/flink/client';
import type { SavepointEntry } from './record';

/** How a savepoint ended, if it did. */
export type Outcome =
  | { readonly state: 'completed'; readonly location: string }
  | { readonly state: 'failed'; readonly error: string }
  | { readonly state: 'running' };

/** How long after it was recorded a savepoint may be asked for, in milliseconds. */
export const SEND_WINDOW = 30_000;

/** How long a savepoint that Flink does not know may still become known: it may be being asked for right now. */
const GRACE = 2 * SEND_WINDOW;

/** How far the clocks of two machines may be apart, in milliseconds. */
const CLOCK_SKEW = 10_000;

/** How long to wait before looking again, in milliseconds: savepoints take from a moment to many minutes. */
const PAUSES = { first: 250, longest: 2_000 } as const;

/**
 * Waits for the end of a savepoint. What Flink has forgotten is looked for among the job's checkpoints.
 *
 * @param until when to stop waiting, in milliseconds since 1970
 * @throws FlinkRestError when the JobManager does not answer
 */
export async function outcomeOf(
  entry: SavepointEntry,
  flink: FlinkClient,
  clock: Clock,
  until: number,
): Promise<Outcome> {
  for (let pause: number = PAUSES.first; ; pause = Math.min(2 * pause, PAUSES.longest)) {
    const outcome = await look(entry, flink, clock, until);
    if (outcome.state !== 'running' || clock.now() + pause > until) return outcome;
    await clock.sleep(pause);
  }
}

async function look(entry: SavepointEntry, flink: FlinkClient, clock: Clock, until: number): Promise<Outcome> {
  const operation = await flink.savepoint(entry.jobId, entry.triggerId, until);
  if (operation?.state === 'running') return { state: 'running' };
  if (operation?.state === 'failed') return { state: 'failed', error: operation.reason };
  if (operation?.location !== undefined) return { state: 'completed', location: operation.location };

  const history = await flink.checkpoints(entry.jobId, until);
  const found = findIn(history?.checkpoints ?? [], entry);
  if (found?.status === 'IN_PROGRESS') return { state: 'running' };
  if (found?.path !== undefined) return { state: 'completed', location: found.path };
  if (clock.now() < Date.parse(entry.requestedAt) + GRACE) return { state: 'running' };
  const where = entry.directory === undefined ? 'the savepoint directory' : entry.directory;
  const error = `its outcome is unknown: the JobManager knows nothing of it (any more); if it was completed, it is in ${where}`;
  return { state: 'failed', error };
}

/**
 * The savepoint of a history that must be the one of an entry: it began after the entry was made, about when that was
 * asked for, and lies where it should.
 */
function findIn(history: readonly CheckpointSummary[], entry: SavepointEntry): CheckpointSummary | undefined {
  const requestedAt = Date.parse(entry.requestedAt);
  const directory = entry.directory?.replace(/\/+$/, '');
  const distance = (c: CheckpointSummary) => Math.abs(c.triggeredAt - requestedAt);
  return history
    .filter((c) => c.isSavepoint && c.status !== 'FAILED' && c.id > entry.lastCheckpoint)
    .filter((c) => c.triggeredAt >= requestedAt - CLOCK_SKEW)
    .filter((c) => c.triggeredAt <= requestedAt + SEND_WINDOW + CLOCK_SKEW)
    .filter((c) => c.path === undefined || directory === undefined || isBelow(c.path, directory))
    .sort((a, b) => distance(a) - distance(b))[0];
}

/** Flink writes `file:/a/b` for `file:///a/b` and `/a/b`, so the schemes are left out. */
function isBelow(path: string, directory: string): boolean {
  const plain = (uri: string) => uri.replace(/^[a-z][a-z0-9+.-]*:/i, '').replace(/^\/\/\//, '/');
  return plain(path).startsWith(`${plain(directory)}/`);
}
