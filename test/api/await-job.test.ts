import { awaitJob } from '../../cli/cluster/await-job';
import { systemClock, type Clock } from '../../controller/clock';
import { httpTransport } from '../../controller/http';
import { KubeClient, type KubeObject, type Resource } from '../../controller/kube/client';
import { CREATE_CONFIG_MAPS, administrator, serviceAccount, type ServiceAccount } from './service-account';

const namespace = 'await-job';
const JOBS: Resource<KubeObject> = { apiVersion: 'batch/v1', plural: 'jobs' };
const admin = administrator();
let account: ServiceAccount;

// What the pods of a batch job's TaskManagers may do, and one rule to see that they may.
beforeAll(async () => {
  account = await serviceAccount(namespace, 'orders', [
    CREATE_CONFIG_MAPS,
    { apiGroups: ['batch'], resources: ['jobs'], resourceNames: ['complete', 'failed', 'deleted'], verbs: ['get'] },
  ]);
});

/** A clock on which five seconds pass quickly. */
const clock: Clock = { ...systemClock, sleep: (ms) => systemClock.sleep(ms / 50) };

async function createJob(name: string): Promise<void> {
  const container = { name: 'main', image: 'flink:2.2' };
  const spec = { template: { spec: { restartPolicy: 'Never', containers: [container] } } };
  await admin.create(JOBS, namespace, { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec } as KubeObject);
}

async function endJob(name: string, type: 'Complete' | 'Failed'): Promise<void> {
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const before = type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget';
  const conditions = [before, type].map((t) => ({ type: t, status: 'True', reason: 'Test', lastTransitionTime: now }));
  const times = { startTime: now, ...(type === 'Complete' ? { completionTime: now } : {}) };
  const status: Resource<KubeObject> = { apiVersion: 'batch/v1', plural: `jobs/${name}` };
  await admin.patch(status, namespace, 'status', { status: { conditions, ...times } });
}

test.each(['Complete', 'Failed'] as const)(
  'waits until a Job is %s, with the right to get it and no more',
  async (type) => {
    const name = type.toLowerCase();
    await createJob(name);
    let ended = '';
    const log: string[] = [];
    const waiting = awaitJob({ namespace, name }, account.kube, clock, (line) => log.push(line)).then(
      (end) => (ended = end),
    );
    await systemClock.sleep(500);
    expect(ended).toBe('');
    await endJob(name, type);
    expect(await waiting).toBe(type);
    expect(log).toEqual([]);
  },
);

test('waits until a Job is gone, and waits out a token that is not taken', async () => {
  await createJob('deleted');
  let token = 'wrong';
  const headers = () => Promise.resolve({ authorization: `Bearer ${token}` });
  const kube = new KubeClient({ server: account.server, headers }, httpTransport({ ca: account.ca }), { clock });
  let ended = '';
  const log: string[] = [];
  const job = { namespace, name: 'deleted' };
  const waiting = awaitJob(job, kube, clock, (line) => log.push(line)).then((end) => (ended = end));
  await systemClock.sleep(500);
  token = account.token;
  await systemClock.sleep(500);
  expect(ended).toBe('');
  expect(log).toEqual(['the API server cannot be asked, waiting: Unauthorized']);
  await admin.delete(JOBS, namespace, 'deleted');
  expect(await waiting).toBe('gone');
});
