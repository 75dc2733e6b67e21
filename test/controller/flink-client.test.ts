import { FlinkClient } from '../../controller/flink/client';
import { FlinkRestError } from '../../controller/flink/error';
import { HttpError, type HttpAnswer, type HttpRequest } from '../../controller/http';
import { FakeClock } from './fake-clock';

const JOB = 'a'.repeat(32);
const ID = 'b'.repeat(32);

/** A client whose requests are answered with these, the last one again and again. */
function client(...answers: (HttpAnswer | HttpError)[]) {
  const requests: HttpRequest[] = [];
  const transport = (request: HttpRequest) => {
    const answer = answers[Math.min(requests.push(request), answers.length) - 1] ?? new HttpError('none');
    return answer instanceof HttpError ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { flink: new FlinkClient('http://jm:8081/', transport, { clock: new FakeClock() }), requests };
}

const answer = (status: number, body: unknown): HttpAnswer => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

test('the jobs of a cluster', async () => {
  const jobs = [{ jid: JOB, name: 'orders', state: 'RUNNING', 'start-time': 1 }];
  const { flink, requests } = client(answer(200, { jobs }));
  expect(await flink.jobs()).toEqual([{ id: JOB, name: 'orders', state: 'RUNNING' }]);
  expect(requests).toEqual([{ method: 'GET', url: 'http://jm:8081/jobs/overview' }]);
});

test('a savepoint is asked for with an id, and a directory only when one is given', async () => {
  const { flink, requests } = client(answer(202, { 'request-id': ID }));
  await flink.triggerSavepoint(JOB, { triggerId: ID });
  await flink.triggerSavepoint(JOB, { triggerId: ID, directory: 's3://b/s', format: 'native' });
  expect(requests.map((r) => `${r.method} ${r.url}`)).toEqual(
    Array(2).fill(`POST http://jm:8081/jobs/${JOB}/savepoints`),
  );
  expect(requests.map((r) => JSON.parse(r.body ?? '') as unknown)).toEqual([
    { triggerId: ID, 'cancel-job': false, formatType: 'CANONICAL' },
    { triggerId: ID, 'target-directory': 's3://b/s', 'cancel-job': false, formatType: 'NATIVE' },
  ]);
});

const trace = `java.util.concurrent.CompletionException: no\n\tat a.B.c(B.java:1)\nCaused by: a.First: one\n\t... 2 more\nCaused by: a.Last: two\n\t... 3 more\n`;

test.each([
  [{ status: { id: 'IN_PROGRESS' }, operation: null }, { state: 'running' }],
  [
    { status: { id: 'COMPLETED' }, operation: { location: 'file:/s/1' } },
    { state: 'completed', location: 'file:/s/1' },
  ],
  [{ status: { id: 'COMPLETED' }, operation: { acknowledge: {} } }, { state: 'completed' }],
  [
    { status: { id: 'COMPLETED' }, operation: { 'failure-cause': { class: 'X', 'stack-trace': trace } } },
    { state: 'failed', reason: 'java.util.concurrent.CompletionException: no; a.Last: two' },
  ],
  [
    { status: { id: 'COMPLETED' }, operation: { 'failure-cause': { class: 'X' } } },
    { state: 'failed', reason: 'X' },
  ],
])('the status %j', async (body, operation) => {
  expect(await client(answer(200, body)).flink.savepoint(JOB, ID)).toEqual(operation);
});

test('the history of checkpoints has the last savepoint too, and what the job was restored from', async () => {
  const checkpoint = {
    id: 12,
    is_savepoint: false,
    status: 'COMPLETED',
    trigger_timestamp: 5,
    external_path: 'file:/c',
  };
  const running = { id: 13, is_savepoint: true, status: 'IN_PROGRESS', trigger_timestamp: 6 };
  const savepoint = { id: 1, is_savepoint: true, status: 'COMPLETED', trigger_timestamp: 2, external_path: 'file:/s' };
  const restored = { id: 0, is_savepoint: true, external_path: 'file:/r' };
  const { flink } = client(answer(200, { history: [running, checkpoint], latest: { savepoint, restored } }));
  expect(await flink.checkpoints(JOB)).toEqual({
    checkpoints: [
      { id: 13, isSavepoint: true, status: 'IN_PROGRESS', triggeredAt: 6 },
      { id: 12, isSavepoint: false, status: 'COMPLETED', triggeredAt: 5, path: 'file:/c' },
      { id: 1, isSavepoint: true, status: 'COMPLETED', triggeredAt: 2, path: 'file:/s' },
    ],
    restoredFrom: 'file:/r',
  });
  const empty = answer(200, { history: [], latest: { savepoint: null, restored: null } });
  expect(await client(empty).flink.checkpoints(JOB)).toEqual({ checkpoints: [] });
});

test('what Flink says it does not know is undefined; a 404 of anything else proves nothing', async () => {
  const unknown = client(answer(404, { errors: ['There is no savepoint operation'] })).flink;
  expect(await unknown.savepoint(JOB, ID)).toBeUndefined();
  expect(await unknown.checkpoints(JOB)).toBeUndefined();
  expect(await unknown.disposal(ID)).toBeUndefined();
  await expect(unknown.jobs()).rejects.toThrow('There is no savepoint operation');
  const others = ['<html>404</html>', { kind: 'Status', message: 'services "orders-rest" not found' }];
  for (const other of others) {
    await expect(client(answer(404, other)).flink.savepoint(JOB, ID)).rejects.toMatchObject({ fromFlink: false });
  }
});

test('a JobManager that starts is waited for', async () => {
  const starting = answer(503, { errors: ['Service temporarily unavailable due to an ongoing leader election.'] });
  const proxy = answer(503, { kind: 'Status', message: 'no endpoints available for service "orders-rest"' });
  const { flink, requests } = client(new HttpError('refused'), proxy, starting, answer(200, { jobs: [] }));
  expect(await flink.jobs()).toEqual([]);
  expect(requests).toHaveLength(4);
});

test.each([
  [answer(400, { errors: [`org.X: bad\n\tat a.b.C(C.java:1)\nCaused by: y`] }), true, true, 'org.X: bad; y'],
  [answer(503, { errors: ['busy'] }), true, false, 'busy'],
  [answer(502, '<html>'), false, false, 'unexpected answer "<html>"'],
  [answer(403, { kind: 'Status', message: 'forbidden' }), false, false, 'forbidden'],
  [answer(200, '<html>ui</html>'), false, false, 'unexpected answer "<html>ui</html>"'],
  [answer(200, { jobs: [{ jid: 1 }] }), false, false, 'unexpected answer "{\\"jobs\\":[{\\"jid\\":1}]}"'],
  [answer(200, 'null'), false, false, 'unexpected answer "null"'],
])('an answer that is not what was asked for: %j', async (said, fromFlink, isRefused, message) => {
  const error: unknown = await client(said)
    .flink.jobs(0)
    .catch((e: unknown) => e);
  expect(error).toBeInstanceOf(FlinkRestError);
  expect(error).toMatchObject({ action: 'GET /jobs/overview', fromFlink, isRefused, message });
});

test('no answer in time is an error of its own', async () => {
  const error: unknown = await client(new HttpError('refused'))
    .flink.jobs()
    .catch((e: unknown) => e);
  expect(error).toMatchObject({ status: 0, fromFlink: false, isRefused: false, message: 'refused' });
});
