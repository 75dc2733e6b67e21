import type { Clock } from '../../../controller/clock';
import type { Operation } from '../../../controller/flink/answers';
import type { FlinkClient } from '../../../controller/flink/client';
import { FlinkRestError } from '../../../controller/flink/error';
import { withEntry, type SavepointEntry } from './record';
import type { SavepointStore } from './store';

/** How often to look, in milliseconds. */
const INTERVAL = 500;

/** What is needed to delete savepoints. */
export interface DisposalTools {
  readonly flink: FlinkClient;
  readonly store: SavepointStore;
  readonly clock: Clock;
  /** How long one deletion may take, in milliseconds. */
  readonly timeout: number;
}

/** How a deletion ended. */
export interface Disposal {
  readonly path: string;
  /** Why the savepoint is still there. */
  readonly failure?: string;
  /** What is worth telling of a savepoint that was not there any more. */
  readonly note?: string;
}

/**
 * Deletes recorded savepoints and forgets them, in this order: first it is recorded that they are being deleted, so that a
 * next run ends what a killed one began; forgotten is what is gone. One that cannot be deleted stays recorded, with the reason.
 *
 * @throws FlinkRestError when the JobManager does not answer
 * @throws KubeError when the record cannot be written
 */
export async function disposeRecorded(entries: readonly SavepointEntry[], tools: DisposalTools): Promise<Disposal[]> {
  const { store } = tools;
  const ended: Disposal[] = [];
  for (const { triggerId, location: path } of entries) {
    if (path === undefined) continue;
    const change = (how: (entry: SavepointEntry) => SavepointEntry | undefined) =>
      store.update((document) => withEntry(document, triggerId, how));
    await change((e) => ({ ...e, state: 'disposing' }));
    const disposal = await disposeFiles(path, tools);
    const { failure } = disposal;
    await change((e) => (failure === undefined ? undefined : { ...e, error: failure }));
    ended.push(disposal);
  }
  return ended;
}

/**
 * Deletes the files of a savepoint; that they are gone already is as good.
 *
 * @throws FlinkRestError when the JobManager does not answer
 */
export async function disposeFiles(path: string, tools: Omit<DisposalTools, 'store'>): Promise<Disposal> {
  const { flink, clock, timeout } = tools;
  const until = clock.now() + timeout;
  try {
    for (;;) {
      const operation = await waitFor(await flink.disposeSavepoint(path, until), tools, until);
      if (operation?.state === 'completed') return { path };
      if (operation?.state === 'failed') return explain(path, operation.reason);
      if (operation?.state === 'running') return { path, failure: `it is not done after ${timeout / 1000} s` };
      // The JobManager that was asked is gone.
      if (clock.now() + INTERVAL > until) return { path, failure: `JobManagers forget it for ${timeout / 1000} s` };
      await clock.sleep(INTERVAL);
    }
  } catch (error) {
    if (error instanceof FlinkRestError && error.isRefused) return { path, failure: error.message };
    throw error;
  }
}

/** How often to ask for a deletion that the JobManager that answers does not know. */
const TRIES = 20;

/**
 * Flink keeps deletions in the JobManager that was asked, and with standbys another one may answer: it is asked again,
 * until the right one does.
 */
async function waitFor(
  requestId: string,
  { flink, clock }: Pick<DisposalTools, 'flink' | 'clock'>,
  until: number,
): Promise<Operation | undefined> {
  for (let unknown = 0; ;) {
    const operation = await flink.disposal(requestId, until);
    if (operation === undefined) unknown += 1;
    const done = operation === undefined ? unknown >= TRIES : operation.state !== 'running';
    if (done || clock.now() + INTERVAL > until) return operation;
    await clock.sleep(INTERVAL);
  }
}

/** The messages are those of Flink's `AbstractFsCheckpointStorageAccess`, seen on 1.20 and 2.2. */
function explain(path: string, reason: string): Disposal {
  if (reason.includes('Cannot find checkpoint or savepoint file/directory')) {
    return { path, note: 'there is no savepoint (any more)' };
  }
  // Flink deletes this file first, and cannot delete the others without it.
  if (reason.includes("Cannot find meta data file '_metadata'")) {
    return { path, note: 'there is no savepoint (any more), but the folder is there: see what is left in it' };
  }
  return { path, failure: reason };
}
