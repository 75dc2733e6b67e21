import type { FlinkClusterProps, FlinkVolume, VolumeSource } from 'cdk8s-flink';

/** Where a cluster keeps its state: a bucket in production, a volume in a small cluster without object storage. */
export interface Storage {
  /** URI below which checkpoints, savepoints and the metadata of high availability are kept. */
  readonly uri: string;
  /** Volume that holds the folder of a `file:` URI. @default - none */
  readonly volume?: VolumeSource;
}

/** The props of a cluster that keeps its state there. */
export function stateOf(storage: Storage, cluster: string): Partial<FlinkClusterProps> {
  const base = `${storage.uri}/${cluster}`;
  const volumes: FlinkVolume[] =
    storage.volume === undefined ? [] : [{ source: storage.volume, mountPath: new URL(storage.uri).pathname }];
  return {
    highAvailabilityStorageDir: `${base}/ha`,
    checkpointsDir: `${base}/checkpoints`,
    savepointsDir: `${base}/savepoints`,
    ...(volumes.length === 0 ? {} : { volumes }),
  };
}
