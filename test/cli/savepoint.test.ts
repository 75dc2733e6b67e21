import { reporting } from '../../cli/cluster/report';
import type { Io } from '../../cli/io';
import { FlinkRestError } from '../../controller/flink/error';
import { KubeError } from '../../controller/kube/error';
import { FakeCluster } from '../controller/cluster';
import { command } from './command';

const cluster = new FakeCluster();
const { kube, flink } = cluster;
flink.duration = 100;

beforeAll(() => cluster.start());
afterAll(() => cluster.stop());
// Each command is a process.
jest.setTimeout(60_000);
beforeEach(() => {
  kube.objects.clear();
  flink.made.length = 0;
  flink.files.clear();
  flink.disposed.length = 0;
  flink.undeletable.clear();
});

const run = (line: string, env?: Record<string, string>) => cluster.run(line.split(' '), env);
const trigger = 'savepoint trigger --cluster orders';

test('a savepoint is taken through the proxy of the API server, or at a given address, and its location is all of the output', async () => {
  for (const line of [trigger, `${trigger} --rest-url ${cluster.restUrl}/`, `${trigger} -n streams --format native`]) {
    const { code, stdout, stderr } = await run(line);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${flink.made.at(-1)?.location}\n`, stderr: '' });
  }
  const list = await run('savepoint list --cluster orders --output json');
  const { savepoints } = JSON.parse(list.stdout) as { savepoints: object[] };
  expect(savepoints).toMatchObject([{ format: 'canonical' }, { format: 'canonical' }, { format: 'native' }]);
  const table = (await run('savepoint list --cluster orders')).stdout.split('\n');
  expect(table[0]).toMatch(/^REQUESTED +STATE +JOB +FORMAT +LOCATION$/);
  expect(table[3]).toMatch(/^20\S+Z +completed +a{32} +native +file:\/savepoints\/savepoint-aaaaaa-0{11}2$/);
  expect(table).toHaveLength(5);
});

test('old savepoints are deleted, and what could not be deleted is told when all else is done', async () => {
  for (let i = 0; i < 3; i++) await run(trigger);
  const [first = '', second = '', third = ''] = flink.made.map((s) => s.location);
  flink.undeletable.set(first, 'java.io.IOException: denied');
  const { code, stdout, stderr } = await run(`${trigger} --keep-count 1 --keep-age 30d --keep ${third}`);
  const newest = flink.made.at(-1)?.location;
  expect([code, stdout]).toEqual([1, `${newest}\n`]);
  expect(stderr.split('\n')).toEqual([
    `cdk8s-flink: ${second}: deleted`,
    expect.stringMatching(
      /^cdk8s-flink: error DisposalFailed: the savepoint \S+0 could not be deleted: .*denied\. See /,
    ),
    '',
  ]);
  expect([...flink.files]).toEqual([first, third, newest]);
  const list = await run('savepoint list --cluster orders');
  expect(list.stdout).toMatch(/disposing .*0000 \(org.*denied\)\n.*completed .*\n.*completed .*\n$/);
});

test('savepoints are deleted by name, recorded or not, and gone ones are no failure', async () => {
  await run(trigger);
  await run(trigger);
  const [first = '', second = ''] = flink.made.map((s) => s.location);
  flink.files.add('file:/mine/savepoint-1');
  flink.undeletable.set('file:/mine/savepoint-1', 'denied');
  const { code, stderr } = await run(`savepoint dispose --cluster orders ${first}/ file:/mine/savepoint-1 /nowhere`);
  expect(code).toBe(1);
  expect(stderr.split('\n')).toEqual([
    `cdk8s-flink: ${first}: deleted`,
    'cdk8s-flink: /nowhere: there is no savepoint (any more)',
    expect.stringMatching(/^cdk8s-flink: error DisposalFailed: the savepoint file:\/mine\/savepoint-1 could not/),
    '',
  ]);
  expect((await run('savepoint list --cluster orders')).stdout.match(/savepoint-a\S+/g)).toEqual([
    second.split('/').at(-1),
  ]);
});

test('what keeps a savepoint from being taken is one line with a code, and exit code 1', async () => {
  const { jobs } = flink;
  const [job] = jobs.splice(0);
  expect(await run(trigger)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'cdk8s-flink: error NoRunningJob: no job is running. Wait until the job runs.\n',
  });
  if (job !== undefined) jobs.push(job);
  const missing = await run('savepoint trigger --cluster sums');
  expect([missing.code, missing.stderr]).toEqual([
    1,
    expect.stringMatching(
      /^cdk8s-flink: error FlinkUnreachable: the JobManager does not answer GET \/jobs\/overview: 404, /,
    ),
  ]);
});

test.each([
  ['--context nowhere', 'it has no context "nowhere"'],
  ['--context lost', 'it has no cluster "gone"'],
  ['--context proxied', 'its cluster has a proxy-url, which is not supported'],
  ['--kubeconfig /nowhere', "ENOENT: no such file or directory, open '/nowhere'"],
])('a kubeconfig that does not fit is told: %s', async (options, reason) => {
  const { code, stderr } = await run(`savepoint list --cluster orders ${options}`);
  const message = `error NoConnection: there is no cluster to talk to: ${reason}. `;
  expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
});

test('so is that there is none', async () => {
  const { code, stderr } = await run('savepoint list --cluster orders', { KUBECONFIG: '' });
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/error NoConnection: .*: there is no kubeconfig\. Run it in /),
  ]);
});

test.each([
  ['nobody', undefined],
  ['token', 'Bearer from-file'],
  ['basic', 'Basic dTpw'],
  ['program', 'Bearer from-program'],
])('a kubeconfig says how to log in: %s', async (context, authorization) => {
  expect(await run(`savepoint list --cluster orders --context ${context}`)).toMatchObject({ code: 0, stderr: '' });
  expect(cluster.authorization).toBe(authorization);
  const namespace = context === 'nobody' ? 'streams' : 'default';
  expect(kube.calls.at(-1)).toBe(`GET /api/v1/namespaces/${namespace}/configmaps/orders-savepoints`);
});

test.each([
  [
    new KubeError('GET /x', 0, 'NoAnswer', 'refused'),
    'ApiServerUnreachable: the API server does not answer GET /x: refused.',
  ],
  [new KubeError('GET /x', 403, 'Forbidden', 'no'), 'RefusedByApiServer: the API server answers 403 to GET /x: no.'],
  [
    new FlinkRestError('GET /x', 0, false, 'refused'),
    'FlinkUnreachable: the JobManager does not answer GET /x: refused.',
  ],
  [
    new FlinkRestError('GET /x', 502, false, 'page'),
    'FlinkUnreachable: the JobManager does not answer GET /x: 502, page.',
  ],
  [new FlinkRestError('GET /x', 500, true, 'oh'), 'RefusedByFlink: the JobManager answers 500 to GET /x: oh.'],
])('a server that fails is told with a code: %s', async (error, message) => {
  let stderr = '';
  const io = { stderr: (text: string) => (stderr += text) } as unknown as Io;
  expect(await reporting(io, () => Promise.reject(error))).toBe(1);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toContain(`cdk8s-flink: error ${message} `);
  const defect = new TypeError('a defect');
  await expect(reporting(io, () => Promise.reject(defect))).rejects.toBe(defect);
});

test.each([
  ['savepoint trigger', "required option '--cluster <name>' not specified"],
  [`${trigger} --job-id x`, 'Write 32 hexadecimal digits.'],
  [`${trigger} --format x`, 'Allowed choices are canonical, native.'],
  [`${trigger} --keep-count 0`, 'Write a whole number, 1 or more.'],
  [`${trigger} --keep-age 7`, 'Write a number and s, m, h or d, such as 30m.'],
  [`${trigger} --timeout 0s`, 'Write a number and s, m, h or d, such as 30m.'],
  [`${trigger} --rest-url localhost:8081`, 'Write an http or https address.'],
  ['savepoint dispose --cluster orders', "missing required argument 'path'"],
  ['savepoint', 'Usage: cdk8s-flink savepoint'],
  ['launch-guard --cluster c --launch a', "required option '--job-id <id>' not specified"],
  ['await-job', "required option '--job <name>' not specified"],
  ['fetch http://a/b', "missing required argument 'file'"],
  ['fetch http://a/b c --sha256 1', 'Write 64 hexadecimal digits.'],
])('wrong usage is exit code 2: %s', async (line, message) => {
  const { code, stderr } = await command(line.split(' '));
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
