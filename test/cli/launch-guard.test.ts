import { FakeCluster } from '../controller/cluster';

const cluster = new FakeCluster();
beforeAll(() => cluster.start());
afterAll(() => cluster.stop());
// Each command is a process.
jest.setTimeout(60_000);

const JOB = 'F'.repeat(32);
const guard = (...more: string[]) =>
  cluster.run(['launch-guard', '--cluster', 'orders', '--namespace', 'streams', '--job-id', JOB, ...more]);

test('says in one line what it did, and refuses with exit code 1', async () => {
  const { kube } = cluster;
  const graph = `jobGraph-${JOB.toLowerCase()}`;
  kube.write('orders-cluster-config-map', { [graph]: 'x', address: 'a' });
  expect(await guard('--launch', 'one', '--restore-path', '')).toEqual({
    code: 0,
    stdout: `launch-guard: first launch one: removed ${graph}\n`,
    stderr: '',
  });
  expect(kube.data('orders-cluster-config-map')).toEqual({ address: 'a' });
  expect(kube.data('orders-launch')).toEqual({ launch: 'one' });

  const refused = await guard('--launch', 'two');
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toMatch(/^cdk8s-flink: error StateUnknown: job f{32} of cluster orders has ended or .*\.\n$/);

  // Flink's ConfigMap of the job is named by its id in lower case.
  kube.write(`orders-${JOB.toLowerCase()}-config-map`, { counter: '1' });
  expect(await guard('--launch', 'two')).toMatchObject({
    code: 0,
    stdout: 'launch-guard: new launch two: no stored job, it had no checkpoint yet\n',
  });
});
