import { createHash } from 'node:crypto';
import type { ClusterModel } from './cluster';

/** What differs from one start of a job to the next. Everything else about a cluster is in its model. */
export interface Launch {
  /** `metadata.generation` of the resource, written to the JobManager as an annotation. */
  readonly generation: number;
  /** Flink's id of the job: 32 hexadecimal digits. */
  readonly jobId: string;
  /** Savepoint or checkpoint to start from. */
  readonly restorePath: string | undefined;
  /** Folder of this launch in the job result store, a UUID. */
  readonly resultStoreId: string;
}

/** The first launch of a cluster, the same on every machine: its ids derive from namespace and name. */
export function firstLaunch(model: ClusterModel): Launch {
  const digest = createHash('sha256').update(`${model.namespace}/${model.name}/1`).digest('hex');
  const uuid = [digest.slice(32, 40), digest.slice(40, 44), `4${digest.slice(45, 48)}`, `a${digest.slice(49, 52)}`];
  return {
    generation: 1,
    jobId: digest.slice(0, 32),
    restorePath: model.job?.initialSavepointPath,
    resultStoreId: [...uuid, digest.slice(52, 64)].join('-'),
  };
}
