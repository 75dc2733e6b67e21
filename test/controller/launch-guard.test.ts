import fc from 'fast-check';
import { guardLaunch, type Launch } from '../../cli/cluster/launch-guard';
import type { Transport } from '../../controller/http';
import { CONFIG_MAPS, type KubeClient } from '../../controller/kube/client';
import { KubeError } from '../../controller/kube/error';
import { FakeClock } from './fake-clock';
import { FakeKube, Killed, killedAt } from './fake-kube';

const JOB = 'ffffffffe9d378730000000000000000';
const GRAPH = `jobGraph-${JOB}`;
const STORE = 'c-cluster-config-map';
const CHECKPOINTS = `c-${JOB}-config-map`;
const LAUNCH: Launch = { cluster: 'c', namespace: 'streams', jobId: JOB, launch: 'new' };

/** How Flink 1.20.5 writes an entry of its store; the last byte says whether what it names is being deleted. */
const ENTRY = [
  'rO0ABXNyAGNvcmcuYXBhY2hlLmZsaW5rLmt1YmVybmV0ZXMuaGlnaGF2YWlsYWJpbGl0eS5LdWJlcm5ldGVzU3RhdGVIYW5kbGVT',
  'dG9yZSRTdGF0ZUhhbmRsZVdpdGhEZWxldGVNYXJrZXIbrUSA74YNfAIAAloAEW1hcmtlZEZvckRlbGV0aW9uTAAFaW5uZXJ0ADdM',
  'b3JnL2FwYWNoZS9mbGluay9ydW50aW1lL3N0YXRlL1JldHJpZXZhYmxlU3RhdGVIYW5kbGU7',
].join('');
const checkpoint = `${ENTRY}eHAA`;
const marked = `${ENTRY}eHAB`;

interface Case {
  readonly title: string;
  readonly store?: Record<string, string>;
  readonly record?: Record<string, string>;
  readonly checkpoints?: Record<string, string>;
  readonly restorePath?: string;
  /** What is left in the store. */
  readonly left?: string[];
  readonly says: RegExp;
}

const lease = { 'org.apache.flink.k8s.leader.dispatcher': 'a,b', address: 'x' };
const leaseKeys = Object.keys(lease);
const withCheckpoint = { counter: '8', 'checkpointID-0000000000000000007': checkpoint };

const cases: Case[] = [
  { title: 'nothing is there: the launch is recorded', says: /^first launch new: no stored job$/ },
  {
    title: 'a cluster is taken over: its stored job is removed',
    store: { ...lease, [GRAPH]: checkpoint },
    left: leaseKeys,
    says: /^first launch new: removed jobGraph-f+/,
  },
  {
    title: 'the same launch again: Flink recovers',
    store: { ...lease, [GRAPH]: checkpoint },
    record: { launch: 'new' },
    left: [...leaseKeys, GRAPH],
    says: /^launch new has begun before$/,
  },
  {
    title: 'a new launch: the stored job is removed, of Flink 1',
    store: { ...lease, [GRAPH]: checkpoint },
    record: { launch: 'old' },
    checkpoints: withCheckpoint,
    left: leaseKeys,
    says: /^new launch new: removed jobGraph-f+e9d378730+, it goes on from its last checkpoint$/,
  },
  {
    title: 'a new launch: the stored job is removed, of Flink 2.3',
    store: { ...lease, [`executionPlan-${JOB}`]: checkpoint, 'application-1': checkpoint, executionPlan: 'x' },
    record: { launch: 'old' },
    checkpoints: withCheckpoint,
    left: [...leaseKeys, 'executionPlan'],
    says: /removed executionPlan-f+e9d378730+, application-1, it goes on/,
  },
  {
    title: 'the job was never stored',
    record: { launch: 'old' },
    checkpoints: withCheckpoint,
    says: /^new launch new: no stored job, it goes on from its last checkpoint$/,
  },
  {
    title: 'the job runs and has no checkpoint yet',
    store: { [GRAPH]: checkpoint },
    record: { launch: 'old' },
    checkpoints: { counter: '1' },
    left: [],
    says: /it had no checkpoint yet$/,
  },
  {
    title: 'the job runs, has no checkpoint yet and was started from a savepoint',
    record: { launch: 'old', restorePath: 's3://a' },
    restorePath: 's3://a',
    checkpoints: {},
    says: /it starts from s3:\/\/a$/,
  },
  {
    title: 'the job has ended, and there is a new path to start from',
    store: { [GRAPH]: marked },
    record: { launch: 'old', restorePath: 's3://a' },
    restorePath: 's3://b',
    left: [],
    says: /it starts from s3:\/\/b$/,
  },
  {
    title: 'a new path beside a checkpoint, which Flink prefers',
    record: { launch: 'old' },
    checkpoints: withCheckpoint,
    restorePath: 's3://b',
    says: /it goes on from its last checkpoint, not from s3:\/\/b$/,
  },
  {
    title: 'the newest of two checkpoints remains, the other one is being deleted',
    record: { launch: 'old' },
    checkpoints: { 'checkpointID-0000000000000000006': marked, ...withCheckpoint },
    says: /goes on from its last checkpoint$/,
  },
];

function prepare({ store, record, checkpoints }: Omit<Case, 'title' | 'says'>): FakeKube {
  const kube = new FakeKube();
  if (store !== undefined) kube.write(STORE, store);
  if (record !== undefined) kube.write('c-launch', record);
  if (checkpoints !== undefined) kube.write(CHECKPOINTS, checkpoints);
  return kube;
}

test.each(cases)('$title', async ({ says, left, restorePath, ...before }) => {
  const kube = prepare(before);
  expect(await guardLaunch({ ...LAUNCH, restorePath }, kube.client(), new FakeClock())).toMatch(says);
  expect(Object.keys(kube.data(STORE) ?? {})).toEqual(left ?? []);
  expect(kube.data(CHECKPOINTS)).toEqual(before.checkpoints);
  const path = before.record?.['launch'] === 'new' ? undefined : restorePath;
  expect(kube.data('c-launch')).toEqual({ launch: 'new', ...(path === undefined ? {} : { restorePath: path }) });
});

const refused: Omit<Case, 'says'>[] = [
  { title: 'there is no path to start from', record: { launch: 'old' } },
  {
    title: 'the path is that of the launch before',
    record: { launch: 'old', restorePath: 's3://a' },
    restorePath: 's3://a',
  },
  {
    title: 'its last checkpoint is being deleted',
    record: { launch: 'old' },
    checkpoints: { counter: '8', 'checkpointID-0000000000000000007': marked },
  },
];

test.each(refused)(
  'a job that has ended does not start without its state: $title',
  async ({ restorePath, ...before }) => {
    const kube = prepare({ ...before, store: { [GRAPH]: checkpoint } });
    const guard = guardLaunch({ ...LAUNCH, restorePath }, kube.client(), new FakeClock());
    await expect(guard).rejects.toThrow(/^StateUnknown: .*delete ConfigMap c-launch to start without state\.$/);
    expect(kube.data('c-launch')).toEqual(before.record);
    expect(kube.data(STORE)).toEqual({ [GRAPH]: checkpoint });
  },
);

test('the record has the labels by which it is found', async () => {
  const kube = new FakeKube();
  await guardLaunch(LAUNCH, kube.client(), new FakeClock());
  const record = kube.objects.get('/api/v1/namespaces/streams/configmaps/c-launch');
  expect(record?.metadata).toMatchObject({ labels: { app: 'c', 'app.kubernetes.io/managed-by': 'cdk8s-flink' } });
});

test('an API server that does not answer is waited for, 5 minutes', async () => {
  const kube = new FakeKube();
  const clock = new FakeClock();
  const before = clock.now();
  const broken: Transport = () => Promise.resolve({ status: 503, body: 'no' });
  const guard = guardLaunch(LAUNCH, kube.client(broken, clock), clock);
  await expect(guard).rejects.toThrow(new KubeError('GET', 503, 'Unknown', '503 no').message);
  expect(clock.now() - before).toBeGreaterThan(290_000);
  expect(clock.now() - before).toBeLessThan(310_000);
});

/** What JobManagers did: which job each leader ran. */
interface Runs {
  leader: boolean;
  readonly ran: string[];
}

/**
 * A JobManager after its guard. The first one leads: it recovers the job that is stored, or stores its own, by Flink's
 * own optimistic updates.
 */
async function jobManager(kube: KubeClient, runs: Runs, clock: FakeClock): Promise<void> {
  if (runs.leader) return;
  runs.leader = true;
  for (;;) {
    const store = await kube.get(CONFIG_MAPS, 'streams', STORE);
    const found = store?.data?.[GRAPH];
    if (found !== undefined) return void runs.ran.push(found);
    try {
      const data = { ...store?.data, [GRAPH]: 'new graph' };
      if (store !== undefined) await kube.replace(CONFIG_MAPS, 'streams', { ...store, data });
      else {
        const metadata = { name: STORE, namespace: 'streams' };
        await kube.create(CONFIG_MAPS, 'streams', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
      }
      return void runs.ran.push('new graph');
    } catch (error) {
      if (!(error instanceof KubeError && error.isConflict)) throw error;
      await clock.sleep(100);
    }
  }
}

/** A pod of the new launch: the guard, which the kubelet starts again when it is killed, then the JobManager. */
async function pod(kube: FakeKube, transport: Transport, kills: readonly number[], runs: Runs): Promise<void> {
  const clock = new FakeClock();
  for (const at of [...kills, Infinity]) {
    const counter = { calls: 0 };
    const through = at === Infinity ? transport : killedAt(transport, counter, at >> 1, at % 2 === 1);
    try {
      await guardLaunch(LAUNCH, kube.client(through, clock), clock);
      break;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
  await jobManager(kube.client(transport, clock), runs, clock);
}

const oldStore = fc.constantFrom<(Record<string, string> | undefined)[]>(
  undefined,
  { address: 'x' },
  { address: 'x', [GRAPH]: 'old graph' },
);
const oldRecord = fc.constantFrom<(Record<string, string> | undefined)[]>(undefined, { launch: 'old' });

test('however pods of a new launch interleave and are killed, the old job is never recovered and the new one never removed', async () => {
  const kills = fc.array(fc.nat(15), { maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(kills, { minLength: 2, maxLength: 4 }),
      oldStore,
      oldRecord,
      fc.nat(6),
      async (scheduler, pods, store, record, renewals) => {
        const kube = prepare({
          ...(store === undefined ? {} : { store }),
          ...(record === undefined ? {} : { record }),
          checkpoints: withCheckpoint,
        });
        const runs: Runs = { leader: false, ran: [] };
        const removals: string[] = [];
        const transport: Transport = async (request) => {
          const before = kube.data(STORE)?.[GRAPH];
          const answer = await kube.transport(request);
          if (before !== undefined && kube.data(STORE)?.[GRAPH] === undefined) removals.push(before);
          return answer;
        };
        const scheduled: Transport = scheduler.scheduleFunction(transport);
        // Leader elections go on changing the store.
        for (let i = 0; i < renewals; i++) {
          void scheduler.schedule(Promise.resolve(), 'renewal').then(() => {
            const data = kube.data(STORE);
            if (data !== undefined) kube.write(STORE, { ...data, address: String(i) });
          });
        }
        await scheduler.waitFor(Promise.all(pods.map((kills) => pod(kube, scheduled, kills, runs))));
        expect(runs.ran).toEqual(['new graph']);
        expect(removals.filter((graph) => graph !== 'old graph')).toEqual([]);
        expect(kube.data(STORE)?.[GRAPH]).toBe('new graph');
        expect(kube.data('c-launch')).toEqual({ launch: 'new' });
        expect(kube.data(CHECKPOINTS)).toEqual(withCheckpoint);
      },
    ),
    { numRuns: 1000 },
  );
});
