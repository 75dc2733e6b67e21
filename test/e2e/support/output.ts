import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from '../../../lib/manifest';
import { FLINK_1 } from './images';
import { runPod } from './pod';

const VERIFY = path.join(__dirname, '..', '..', 'env', 'flink', 'verify');

/** What is in the files that a `CountingJob --out` committed. */
export interface Output {
  readonly records: number;
  /** Numbers that are missing below the greatest. */
  readonly lost: number;
  /** Numbers that are there again. */
  readonly doubled: number;
}

/** A claim for a volume of the default storage class: checkpoints, savepoints and output of a test. */
export function volumeClaim(name: string): Manifest {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec };
}

/**
 * Counts what a job wrote to a volume: a pod mounts it as `/data` and runs `test/env/flink/verify` there. Ask when the
 * job has stopped, or when its sink has one subtask: else one may have committed more than another.
 *
 * @param folder - on the volume, for `--out file:///data/out` it is `out`
 * @throws Error when the folder cannot be read
 */
export async function verifyOutput(namespace: string, claim: string, folder: string): Promise<Output> {
  const command = ['bash', '-c', readFileSync(VERIFY, 'utf8'), 'verify', `/data/${folder}`];
  // It fails where something is lost or doubled, which is for the test to judge.
  const { log } = await runPod(namespace, { image: FLINK_1.image, command, claim });
  try {
    return JSON.parse(log) as Output;
  } catch {
    throw new Error(`cannot read ${folder} of volume ${claim}: ${log}`);
  }
}
