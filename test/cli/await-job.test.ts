import { awaitJob } from '../../cli/cluster/await-job';
import { FakeCluster } from '../controller/cluster';
import { FakeClock } from '../controller/fake-clock';
import { FakeKube } from '../controller/fake-kube';
import type { HttpAnswer, Transport } from '../../controller/http';

const condition = (type: string, status = 'True') => ({ status: { conditions: [{ type, status }] } });
const job = (more: object): HttpAnswer => ({ status: 200, body: JSON.stringify({ kind: 'Job', ...more }) });
const absent: HttpAnswer = { status: 404, body: '{"kind":"Status","reason":"NotFound","message":"not found"}' };
const forbidden: HttpAnswer = { status: 403, body: '{"kind":"Status","reason":"Forbidden","message":"forbidden"}' };
const broken: HttpAnswer = { status: 502, body: '<html>' };
const running = job({ status: { active: 1 } });

/** Waits for a Job whose answers are these, the last one again and again. */
async function wait(...answers: readonly HttpAnswer[]) {
  const clock = new FakeClock();
  const begin = clock.now();
  let asked = 0;
  const transport: Transport = () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)] ?? absent);
  const log: string[] = [];
  const kube = new FakeKube().client(transport, clock);
  const end = await awaitJob({ namespace: 'streams', name: 'orders' }, kube, clock, (line) => log.push(line));
  return { end, seconds: (clock.now() - begin) / 1000, log };
}

const trouble = (what: string) => `the API server cannot be asked, waiting: ${what}`;

test.each<[string, HttpAnswer[], string, number, string[]]>([
  ['it is complete', [running, running, job(condition('Complete'))], 'Complete', 10, []],
  ['it has failed', [job({}), job(condition('Failed'))], 'Failed', 5, []],
  ['it is gone', [running, absent], 'gone', 5, []],
  ['it never was there, for a minute', [absent], 'gone', 60, []],
  ['it came late', [absent, absent, running, job(condition('Complete'))], 'Complete', 15, []],
  [
    'other conditions do not count',
    [job(condition('Suspended')), job(condition('Complete', 'False')), absent],
    'gone',
    10,
    [],
  ],
  [
    'a refusal is waited out, and told once',
    [forbidden, forbidden, running, forbidden, absent],
    'gone',
    20,
    [trouble('forbidden'), trouble('forbidden')],
  ],
])('waits until %s', async (_, answers, end, seconds, log) => {
  expect(await wait(...answers)).toEqual({ end, seconds, log });
});

test('an API server that is down for half an hour is waited for', async () => {
  const { end, seconds, log } = await wait(...Array<HttpAnswer>(800).fill(broken), running, absent);
  expect(end).toBe('gone');
  expect(seconds).toBeGreaterThan(2000);
  expect(log).toEqual([trouble('502 <html>')]);
});

test('the command says how the Job ended', async () => {
  const cluster = new FakeCluster();
  await cluster.start();
  const path = '/apis/batch/v1/namespaces/streams/jobs/orders';
  const metadata = { name: 'orders', resourceVersion: '1' };
  cluster.kube.objects.set(path, { kind: 'Job', metadata, ...condition('Failed') });
  expect(await cluster.run(['await-job', '--job', 'orders'])).toEqual({
    code: 0,
    stdout: 'await-job: job orders is Failed\n',
    stderr: '',
  });
  cluster.stop();
}, 60_000);
