import type { HttpAnswer, HttpRequest } from '../../controller/http';
import { HttpError } from '../../controller/http';
import { CONFIG_MAPS, KubeClient, type Resource, type KubeObject } from '../../controller/kube/client';
import { KubeError } from '../../controller/kube/error';
import { FakeClock } from './fake-clock';

const JOBS: Resource<KubeObject> = { apiVersion: 'batch/v1', plural: 'jobs' };
const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };

/** A client whose requests are answered with these, one after the other. */
function client(...answers: (HttpAnswer | Error)[]) {
  const requests: HttpRequest[] = [];
  let token = 0;
  const kube = new KubeClient(
    { server: 'https://kube', headers: () => Promise.resolve({ authorization: `Bearer ${++token}` }) },
    (request) => {
      requests.push(request);
      const answer = answers.shift() ?? new Error('one request too many');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    { clock: new FakeClock() },
  );
  return { kube, requests };
}

const answer = (status: number, body: unknown): HttpAnswer => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const refusal = (status: number, reason: string) =>
  answer(status, { kind: 'Status', reason, message: `no: ${reason}` });

test.each([
  ['GET', '/api/v1/namespaces/n/configmaps/a', (k: KubeClient) => k.get(CONFIG_MAPS, 'n', 'a')],
  ['GET', '/apis/batch/v1/namespaces/n/jobs/a', (k: KubeClient) => k.get(JOBS, 'n', 'a')],
  ['GET', '/api/v1/namespaces/n%2F..%2Fm/configmaps/a%3Fb', (k: KubeClient) => k.get(CONFIG_MAPS, 'n/../m', 'a?b')],
  ['POST', '/api/v1/namespaces/n/configmaps', (k: KubeClient) => k.create(CONFIG_MAPS, 'n', object)],
  ['PUT', '/api/v1/namespaces/n/configmaps/a', (k: KubeClient) => k.replace(CONFIG_MAPS, 'n', object)],
  ['PATCH', '/api/v1/namespaces/n/configmaps/a', (k: KubeClient) => k.patch(CONFIG_MAPS, 'n', 'a', object)],
])('%s %s', async (method, path, call) => {
  const { kube, requests } = client(answer(200, object));
  expect(await call(kube)).toEqual(object);
  expect(requests).toMatchObject([{ method, url: `https://kube${path}` }]);
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  if (method === 'GET') expect(requests[0]?.body).toBeUndefined();
  else expect(requests[0]).toMatchObject({ body: JSON.stringify(object), headers: { 'content-type': type } });
});

test('a deletion names its conditions, and leaves what is owned to the background', async () => {
  const { kube, requests } = client(answer(200, { kind: 'Status', status: 'Success' }));
  await kube.delete(JOBS, 'n', 'a', { uid: 'u' });
  expect(requests).toMatchObject([{ method: 'DELETE', url: 'https://kube/apis/batch/v1/namespaces/n/jobs/a' }]);
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
    propagationPolicy: 'Background',
    preconditions: { uid: 'u' },
  });
});

test('every request, also a repeated one, proves anew who asks: tokens expire', async () => {
  const { kube, requests } = client(answer(503, ''), new HttpError('reset'), answer(200, object));
  await kube.get(CONFIG_MAPS, 'n', 'a');
  expect(requests.map((r) => r.headers?.['authorization'])).toEqual(['Bearer 1', 'Bearer 2', 'Bearer 3']);
});

test('an absent object is undefined, but only when Kubernetes says so', async () => {
  expect(await client(refusal(404, 'NotFound')).kube.get(CONFIG_MAPS, 'n', 'a')).toBeUndefined();
  for (const other of [answer(404, '<html>not here</html>'), answer(404, {}), refusal(403, 'Forbidden')]) {
    await expect(client(other).kube.get(CONFIG_MAPS, 'n', 'a')).rejects.toThrow(KubeError);
  }
});

test.each([
  [refusal(409, 'Conflict'), { status: 409, reason: 'Conflict', message: 'no: Conflict', isConflict: true }],
  [refusal(404, 'NotFound'), { status: 404, reason: 'NotFound', isConflict: true }],
  [refusal(422, 'Invalid'), { status: 422, reason: 'Invalid', isConflict: false }],
  [answer(404, 'page'), { status: 404, reason: 'Unknown', message: '404 page', isConflict: false }],
  [answer(200, 'page'), { status: 200, reason: 'Unknown', isConflict: false }],
  [answer(200, '[]'), { status: 200, reason: 'Unknown', isConflict: false }],
])('a refused write tells status and reason: %j', async (said, expected) => {
  const error: unknown = await client(said)
    .kube.replace(CONFIG_MAPS, 'n', object)
    .catch((e: unknown) => e);
  expect(error).toBeInstanceOf(KubeError);
  expect(error).toMatchObject(expected);
  expect((error as KubeError).action).toBe('PUT /api/v1/namespaces/n/configmaps/a');
});

test('no answer in time is an error of its own', async () => {
  const answers = Array.from({ length: 50 }, () => new HttpError('connect ECONNREFUSED'));
  const error: unknown = await client(...answers)
    .kube.get(CONFIG_MAPS, 'n', 'a')
    .catch((e: unknown) => e);
  expect(error).toMatchObject({ status: 0, reason: 'NoAnswer', message: 'connect ECONNREFUSED', isConflict: false });
});

test('what is behind the proxy of a Service is asked once, as the same user', async () => {
  const { kube, requests } = client(answer(503, 'no endpoints'));
  const { base, transport } = kube.serviceProxy('n', 'orders-rest', 'rest');
  expect(await transport({ method: 'GET', url: `${base}/jobs`, headers: { a: 'b' } })).toMatchObject({ status: 503 });
  const url = 'https://kube/api/v1/namespaces/n/services/orders-rest:rest/proxy/jobs';
  expect(requests).toEqual([{ method: 'GET', url, headers: { a: 'b', authorization: 'Bearer 1' } }]);
});
