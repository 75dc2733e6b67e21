import { createHash } from 'node:crypto';
import { explicit, OPTIONS } from '../flink/options';
import type { ClusterModel } from './cluster';
import type { FlinkClusterModel } from './flinkcluster';

/** What differs from one start of a job to the next. Everything else about a cluster is in its model. */
export interface Launch {
  /** `metadata.generation` of the resource, written to the JobManager as an annotation. */
  readonly generation: number;
  /** Flink's id of the job: 32 hexadecimal digits. */
  readonly jobId: string;
  /** Savepoint or checkpoint to start from. */
  readonly restorePath: string | undefined;
  /** Folder of this launch in the job result store, a UUID. The flinkcluster layout leaves that store to Flink. */
  readonly resultStoreId: string;
  /**
   * What is launched, in the layout flinkcluster: name and number of a revision, `NAME-HASH-NUMBER`. The other layouts
   * have none.
   */
  readonly revision?: string;
}

/**
 * The first launch of a cluster, the same on every machine: its ids derive from namespace and name, or from the revision
 * where that is what the operator derives them from. A job id that the configuration sets is kept.
 */
export function firstLaunch(model: ClusterModel | FlinkClusterModel): Launch {
  const digest = sha256(`${model.namespace}/${model.name}/1`);
  const revision = model.layout === 'flinkcluster' ? `${model.revision}-1` : undefined;
  const jobId = revision === undefined ? explicit(model.configuration, OPTIONS.jobId) : revisionJobId(revision);
  return {
    generation: 1,
    jobId: jobId ?? digest.slice(0, 32),
    restorePath: model.job?.initialSavepointPath,
    resultStoreId: uuid(digest.slice(32)),
    ...(revision === undefined ? {} : { revision }),
  };
}

/**
 * Flink's id of the job that the JobManager of a FlinkCluster starts for a revision, `NAME-HASH-NUMBER`. A job that a pod
 * submits gets its id from Flink's client instead.
 */
export function revisionJobId(revision: string): string {
  return createHash('md5').update(revision).digest('hex');
}

/**
 * A launch of a cluster that nobody manages. The job keeps its id, by which Flink finds its checkpoints; a result that a
 * former revision left in the job result store does not count for this one.
 *
 * @param revision text that differs when anything about the job does
 */
export function launchOf(model: ClusterModel, revision: string): Launch {
  return { ...firstLaunch(model), resultStoreId: uuid(sha256(`${model.namespace}/${model.name}/${revision}`)) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A UUID of version 4 from hexadecimal digits. */
function uuid(hex: string): string {
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}
