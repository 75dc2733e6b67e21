import { disposeRecorded, type Disposal, type DisposalTools } from './dispose';
import type { SavepointEntry } from './record';
import { expired, savepointName, type Retention } from './retention';

/** Which savepoints of which job to keep. */
export interface Tidying extends Retention {
  /** The job of the newest savepoint. */
  readonly job: Pick<SavepointEntry, 'jobId' | 'jobName'>;
  /**
   * True when the job's id says all. Otherwise jobs of the same name count as the same one: without high availability
   * the id of a job is another one after each start.
   */
  readonly byId: boolean;
}

/**
 * Deletes the savepoints of a job that need not be kept.
 *
 * @throws FlinkRestError when the JobManager does not answer
 * @throws KubeError when the record cannot be written
 */
export async function disposeExpired({ job, byId, ...retention }: Tidying, tools: DisposalTools): Promise<Disposal[]> {
  const { flink, store, clock } = tools;
  const { savepoints } = await store.read();
  const ofJob = (e: SavepointEntry) => e.jobId === job.jobId || (!byId && e.jobName === job.jobName);
  const old = expired(savepoints.filter(ofJob), retention, clock.now());
  if (old.length === 0) return [];
  // A job that has no checkpoint yet goes back to what it was started from.
  const restoredFrom = (await flink.checkpoints(job.jobId))?.restoredFrom ?? '';
  const inUse = (e: SavepointEntry) => savepointName(e.location ?? '') === savepointName(restoredFrom);
  return disposeRecorded(
    old.filter((e) => !inUse(e)),
    tools,
  );
}
