import type { Clock } from '../../controller/clock';
import { CONFIG_MAPS, type ConfigMap, type KubeClient } from '../../controller/kube/client';
import { KubeError } from '../../controller/kube/error';
import { own } from '../../lib/json';
import { FlinkError, problem } from '../../lib/problem';

/** The launch of a job that a JobManager pod is about to start. */
export interface Launch {
  readonly cluster: string;
  readonly namespace: string;
  /** 32 hexadecimal digits. */
  readonly jobId: string;
  /** Changes whenever the job has to start anew, with another program, arguments or configuration. */
  readonly launch: string;
  /** What the job starts from when it has no checkpoint of its own. */
  readonly restorePath?: string | undefined;
}

/** How long to try, in milliseconds. The kubelet starts the guard again when it gives up. */
const PATIENCE = 5 * 60_000;

/**
 * Keys of the store of jobs to recover: `jobGraph-` up to Flink 1.20, `executionPlan-` from 2.0, `application-` beside it
 * from 2.3 (the constants of Flink's `org.apache.flink.kubernetes.utils.Constants`).
 */
const JOB_KEY = /^(?:jobGraph|executionPlan|application)-/;

/** Keys of completed checkpoints, the same from 1.15 to 2.3 (also one of Flink's `Constants`). */
const CHECKPOINT_KEY = /^checkpointID-/;

/**
 * The class that Flink wraps an entry in, with a flag that it sets before it deletes what the entry names. An entry is a
 * serialized Java object: the fields of the class, `;xp`, then the flag as one byte (seen on 1.20 and 2.2).
 */
const WRAPPER = 'StateHandleWithDeleteMarker';
const END_OF_FIELDS = ';xp';

/**
 * Makes sure that a JobManager with Kubernetes high availability starts the job that its manifest describes. Flink would
 * recover the job that it finds in its store, with the old program, arguments and configuration (seen on 1.20 and 2.2).
 * So the stored job is removed once for each new launch, and its checkpoints are kept: the job goes on from the last one.
 *
 * Which launch the store belongs to is recorded in ConfigMap `<cluster>-launch`. Several JobManagers may start at once,
 * and the first of them to lead stores the new job, which no other guard may remove:
 *
 * - The store is read before the record, and the removal holds only for the store as it was read (resourceVersion).
 * - A JobManager starts after its guard, so the new job is stored after a guard has recorded its launch. A guard that
 *   read the store with the new job in it therefore reads a record of this launch, and removes nothing. A guard that
 *   read the store before that has an old resourceVersion, and is refused.
 * - The launch is recorded after the removal, so a guard that is killed in between leaves it to the next one.
 *
 * This needs what the manifest sees to, that no JobManager of the launch before runs any more (strategy `Recreate`).
 *
 * @returns what was done, in a sentence
 * @throws FlinkError StateUnknown when the job would silently start without its state
 * @throws KubeError when the API server refuses a request, or does not answer it in 5 minutes
 */
export async function guardLaunch(launch: Launch, kube: KubeClient, clock: Clock): Promise<string> {
  const until = clock.now() + PATIENCE;
  for (;;) {
    try {
      return await tryOnce(launch, kube, until);
    } catch (error) {
      if (!(error instanceof KubeError && error.isConflict) || clock.now() > until) throw error;
      await clock.sleep(100 + 400 * clock.random());
    }
  }
}

async function tryOnce(wanted: Launch, kube: KubeClient, until: number): Promise<string> {
  const { cluster, namespace, jobId, launch, restorePath } = wanted;
  const read = (name: string) => kube.get(CONFIG_MAPS, namespace, name, { until });
  const store = await read(`${cluster}-cluster-config-map`);
  const record = await read(`${cluster}-launch`);
  if (record !== undefined && own(record.data ?? {}, 'launch') === launch) return `launch ${launch} has begun before`;

  let found = '';
  if (record !== undefined) {
    const newPath = restorePath !== undefined && restorePath !== own(record.data ?? {}, 'restorePath');
    const state = stateOf(await read(`${cluster}-${jobId}-config-map`));
    if (state === 'unknown' && !newPath) {
      throw new FlinkError([problem('StateUnknown', [], { cluster, jobId, record: `${cluster}-launch` })]);
    }
    if (state === 'checkpoint') {
      // Flink looks at the path only when it has no checkpoint in its store.
      found = `, it goes on from its last checkpoint${newPath ? `, not from ${restorePath}` : ''}`;
    } else found = restorePath === undefined ? ', it had no checkpoint yet' : `, it starts from ${restorePath}`;
  }

  const stored = Object.keys(store?.data ?? {}).filter((key) => JOB_KEY.test(key));
  if (store !== undefined && stored.length > 0) {
    const data = Object.fromEntries(stored.map((key) => [key, null]));
    const metadata = { resourceVersion: store.metadata.resourceVersion };
    await kube.patch(CONFIG_MAPS, namespace, store.metadata.name, { metadata, data }, { until });
  }
  await writeRecord(wanted, record, kube, until);
  const removed = stored.length === 0 ? 'no stored job' : `removed ${stored.join(', ')}`;
  return record === undefined ? `first launch ${launch}: ${removed}` : `new launch ${launch}: ${removed}${found}`;
}

async function writeRecord(wanted: Launch, before: ConfigMap | undefined, kube: KubeClient, until: number) {
  const { cluster, namespace, launch, restorePath } = wanted;
  const data = { launch, ...(restorePath === undefined ? {} : { restorePath }) };
  if (before !== undefined) {
    await kube.replace(CONFIG_MAPS, namespace, { ...before, data }, { until });
    return;
  }
  const labels = { app: cluster, 'app.kubernetes.io/managed-by': 'cdk8s-flink' };
  const metadata = { name: `${cluster}-launch`, namespace, labels };
  await kube.create(CONFIG_MAPS, namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data }, { until });
}

/**
 * What a job's own ConfigMap tells of its state. Flink makes it with the job and deletes it when the job has ended. An
 * entry that is marked for deletion is no checkpoint any more: with only such ones left, the job has ended too.
 */
function stateOf(store: ConfigMap | undefined): 'checkpoint' | 'none' | 'unknown' {
  if (store === undefined) return 'unknown';
  const entries = Object.entries(store.data ?? {}).filter(([key]) => CHECKPOINT_KEY.test(key));
  if (entries.length === 0) return 'none';
  return entries.every(([, value]) => isMarked(value)) ? 'unknown' : 'checkpoint';
}

function isMarked(entry: string): boolean {
  const bytes = Buffer.from(entry, 'base64');
  const wrapper = bytes.indexOf(WRAPPER);
  const end = wrapper < 0 ? -1 : bytes.indexOf(END_OF_FIELDS, wrapper);
  return end >= 0 && bytes[end + END_OF_FIELDS.length] === 1;
}
