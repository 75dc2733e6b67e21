import { version } from '../../package.json';
import type { Manifest } from '../../lib/manifest';
import {
  accumulators,
  apply,
  FLINK_1,
  FLINK_RELEASES,
  JOBS_JAR,
  kubectl,
  newNamespace,
  RESTRICTED_CONTAINER,
  RESTRICTED_POD,
  restores,
  runningJob,
  runPod,
  SMALL,
  TOOL_IMAGE,
  verifyOutput,
  volumeClaim,
  waitFor,
} from './support';

// What the other suites rely on: images that run, a namespace that refuses, and helpers that notice.

const namespace = newNamespace('environment');

test('a namespace refuses a pod that the profile "restricted" does not admit', async () => {
  const run = runPod(namespace, { image: FLINK_1.image, args: ['true'], securityContext: {} });
  await expect(run).rejects.toThrow('violates PodSecurity "restricted:latest": runAsNonRoot != true');
});

test('our image runs the command line of this version, as the user that it names itself', async () => {
  const securityContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
  const run = await runPod(namespace, { image: TOOL_IMAGE, args: ['--version'], securityContext });
  expect(run).toEqual({ code: 0, log: `${version}\n` });
});

test.each(FLINK_RELEASES)('$image is Flink $release with our jobs', async ({ image, release }) => {
  const args = ['bash', '-c', `flink --version && ls ${JOBS_JAR} && exit 3`];
  const run = await runPod(namespace, { image, args });
  expect(run).toEqual({ code: 3, log: expect.stringMatching(`Version: ${release},[^]*${JOBS_JAR}`) as unknown });
});

test('output that is wrong is noticed', async () => {
  await apply(namespace, [volumeClaim('wrong')]);
  const script = 'mkdir /data/out; cd /data/out; seq 0 8 >part-1; seq 8 9 >part-2; seq 12 20 >part-3; seq 99 >.part-4';
  await runPod(namespace, { image: FLINK_1.image, command: ['bash', '-c', script], claim: 'wrong' });
  expect(await verifyOutput(namespace, 'wrong', 'out')).toEqual({ records: 20, lost: 2, doubled: 1 });
  await expect(verifyOutput(namespace, 'wrong', 'nowhere')).rejects.toThrow('cannot read nowhere of volume wrong');
});

test('a small Flink runs the counting job, and its state comes back from a checkpoint', async () => {
  await apply(namespace, counting('counting', FLINK_1.image));
  const { jid } = await runningJob(namespace, 'counting');
  expect(await restores(namespace, 'counting', jid)).toBe(0);
  const before = await waitFor('a hundred records', async () => {
    const totals = await accumulators(namespace, 'counting', jid);
    return totals.count > 100 && totals;
  });
  expect(before.gaps).toBe(0);
  // Its TaskManager comes back with the Deployment, and the job from its checkpoint.
  await kubectl(['delete', 'pod', '-l', 'component=taskmanager', '-n', namespace, '--grace-period=0', '--force']);
  await waitFor('the restore', async () => (await restores(namespace, 'counting', jid)) === 1);
  await runningJob(namespace, 'counting');
  expect(await accumulators(namespace, 'counting', jid)).toMatchObject({ gaps: 0 });
  const { records, lost, doubled } = await verifyOutput(namespace, 'counting', 'out');
  expect(records).toBeGreaterThan(100);
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
});

/** The plainest standalone application cluster: a Deployment for each process, a Service for each way in. */
function counting(name: string, image: string): Manifest[] {
  const labels = (component: string) => ({ app: name, component });
  const options = {
    ...SMALL,
    'jobmanager.rpc.address': name,
    'jobmanager.memory.process.size': '640m',
    'taskmanager.memory.process.size': '640m',
    'execution.checkpointing.interval': '1s',
    'state.checkpoints.dir': 'file:///data/checkpoints',
    'restart-strategy.type': 'fixed-delay',
    'restart-strategy.fixed-delay.attempts': '1000',
  };
  const properties = Object.entries(options).map(([key, value]) => `${key}: ${value}\n`);
  const service = (suffix: string, ports: Record<string, number>): Manifest => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: name + suffix },
    spec: { selector: labels('jobmanager'), ports: Object.entries(ports).map(([name, port]) => ({ name, port })) },
  });
  const deployment = (component: string, args: readonly string[]): Manifest => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `${name}-${component}` },
    spec: {
      selector: { matchLabels: labels(component) },
      template: {
        metadata: { labels: labels(component) },
        spec: {
          securityContext: RESTRICTED_POD,
          containers: [
            {
              name: 'main',
              image,
              args,
              env: [{ name: 'FLINK_PROPERTIES', value: properties.join('') }],
              resources: { requests: { cpu: '100m', memory: '640Mi' }, limits: { memory: '640Mi' } },
              securityContext: RESTRICTED_CONTAINER,
              volumeMounts: [{ name: 'data', mountPath: '/data' }],
            },
          ],
          volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }],
        },
      },
    },
  });
  const job = ['--job-classname', 'jobs.CountingJob', '--out', 'file:///data/out'];
  return [
    volumeClaim(name),
    service('', { rpc: 6123, blob: 6124 }),
    service('-rest', { rest: 8081 }),
    deployment('jobmanager', ['standalone-job', ...job]),
    deployment('taskmanager', ['taskmanager']),
  ];
}
