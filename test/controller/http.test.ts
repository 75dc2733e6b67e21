import { HttpError, httpTransport } from '../../controller/http';
import { serve, type Server } from './http-server';

let server: Server;
let seen: { headers: Record<string, unknown>; body: string };

beforeAll(async () => {
  server = await serve((request, answer, body) => {
    seen = { headers: request.headers, body };
    if (request.url === '/broken') return request.socket.destroy();
    if (request.url === '/cut')
      return answer.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy());
    if (request.url === '/silent') return undefined;
    if (request.url === '/endless') return void setInterval(() => answer.write('.'), 20).unref();
    if (request.url === '/busy') return answer.writeHead(429, { 'retry-after': '3' }).end('later');
    if (request.url === '/date') return answer.writeHead(503, { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' }).end();
    return answer.end('{"a":"ä"}');
  });
});
afterAll(() => server.close());

const transport = httpTransport();

test('sends method, headers and text, and returns status and text', async () => {
  const call = { method: 'PUT', url: `${server.url}/x`, headers: { a: 'b' }, body: '{"ü":1}' } as const;
  expect(await transport(call)).toEqual({ status: 200, body: '{"a":"ä"}', retryAfter: undefined });
  expect(seen).toMatchObject({ headers: { a: 'b' }, body: '{"ü":1}' });
  expect(server.requests.at(-1)).toBe('PUT /x');
});

test('an answer of any status is an answer, with the pause that it asks for', async () => {
  expect(await transport({ method: 'GET', url: `${server.url}/busy` })).toMatchObject({ status: 429, retryAfter: 3 });
  const date = await transport({ method: 'GET', url: `${server.url}/date` });
  expect(date).toEqual({ status: 503, retryAfter: undefined, body: '' });
});

test.each(['/broken', '/cut'])('a connection that breaks is no answer: %s', async (path) => {
  await expect(transport({ method: 'GET', url: server.url + path })).rejects.toThrow(HttpError);
});

test.each([
  ['/silent', { silence: 100 }],
  ['/endless', { total: 300 }],
])('an answer that takes too long is none: %s', async (path, timeouts) => {
  const impatient = httpTransport({}, timeouts);
  await expect(impatient({ method: 'GET', url: server.url + path })).rejects.toThrow(HttpError);
});

test('nobody listening is no answer, and the message says so', async () => {
  const error: unknown = await transport({ method: 'GET', url: 'http://127.0.0.1:1/' }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(HttpError);
  expect((error as Error).message).toMatch(/ECONNREFUSED/);
  const named: unknown = await transport({ method: 'GET', url: 'http://localhost:1/' }).catch((e: unknown) => e);
  expect((named as Error).message).toMatch(/ECONNREFUSED/);
});
