import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { serve, type Server } from '../controller/http-server';
import { command, temporaryFolder } from './command';

const folder = temporaryFolder();
const jar = Buffer.alloc(300_000, 'jar');
const SHA256 = createHash('sha256').update(jar).digest('hex');
let server: Server;
let failures = 0;

beforeAll(async () => {
  server = await serve((request, answer) => {
    const url = new URL(request.url ?? '', 'http://x');
    const hops = Number(url.searchParams.get('hops'));
    if (url.pathname === '/hop') {
      return answer.writeHead(302, { location: hops > 0 ? `hop?hops=${hops - 1}` : '/job.jar' }).end();
    }
    if (url.pathname === '/ftp') return answer.writeHead(301, { location: 'ftp://x/job.jar' }).end();
    if (url.pathname === '/missing') return answer.writeHead(404).end('no');
    if (failures-- > 0 && url.pathname === '/busy') return answer.writeHead(503).end();
    if (url.pathname === '/cut' && failures >= 0) {
      answer.writeHead(200, { 'content-length': jar.length });
      return answer.write(jar.subarray(0, 1000), () => request.socket.destroy());
    }
    return answer.writeHead(200, { 'content-length': jar.length }).end(jar);
  });
});
afterAll(() => server.close());

let target: string;
beforeEach(() => {
  const own = path.join(folder, String(readdirSync(folder).length));
  mkdirSync(own);
  target = path.join(own, 'job.jar');
  failures = 0;
  server.requests.length = 0;
});

const fetchJar = (address: string, ...options: string[]) =>
  command(['fetch', server.url + address, target, ...options]);
/** There is the whole file or none, and nothing beside it. */
const files = () => readdirSync(path.dirname(target));

test('downloads a file and tells its checksum', async () => {
  expect(await fetchJar('/job.jar?signature=secret')).toEqual({
    code: 0,
    stdout: `fetch: ${server.url}/job.jar is now ${target}, SHA-256 ${SHA256}\n`,
    stderr: '',
  });
  expect(readFileSync(target).equals(jar)).toBe(true);
  expect(files()).toEqual(['job.jar']);
});

test('follows five redirects, also relative ones, and no more', async () => {
  expect((await fetchJar('/hop?hops=4')).code).toBe(0);
  const { code, stderr } = await fetchJar('/hop?hops=5');
  expect([code, stderr]).toEqual([1, expect.stringContaining('/hop cannot be downloaded: more than 5 redirects. ')]);
});

test.each([
  ['/missing', 'the server answers 404'],
  ['/ftp', 'ftp: addresses are not supported'],
])('what is not there is told, and leaves no file: %s', async (address, reason) => {
  const { code, stderr } = await fetchJar(address);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(`error DownloadFailed: ${server.url}${address} cannot be downloaded: ${reason}. `),
  ]);
  expect(files()).toEqual([]);
  expect(server.requests).toHaveLength(1);
});

test.each(['file:///etc/hosts', 'relative', 's3://bucket/job.jar'])('%s is no address for it', async (address) => {
  expect(await command(['fetch', address, target])).toMatchObject({ code: 1, stdout: '' });
  expect(files()).toEqual([]);
});

test.each(['/busy', '/cut'])('a failure that may pass is tried again: %s', async (address) => {
  failures = 1;
  expect((await fetchJar(address, '--sha256', SHA256)).code).toBe(0);
  expect(readFileSync(target).equals(jar)).toBe(true);
  expect(files()).toEqual(['job.jar']);
});

test('a file with another checksum is not there, and one that was there before stays', async () => {
  const wrong = await fetchJar('/job.jar', '--sha256', '0'.repeat(64));
  const message = `error ChecksumMismatch: ${server.url}/job.jar has the SHA-256 checksum ${SHA256}, not 0{64}\\. `;
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(message)]);
  expect(files()).toEqual([]);
  writeFileSync(target, 'before');
  await fetchJar('/job.jar', '--sha256', '0'.repeat(64));
  expect(readFileSync(target, 'utf8')).toBe('before');
});

test('a file that is there and right is not downloaded again; a wrong one is replaced', async () => {
  writeFileSync(target, jar);
  expect(await fetchJar('/job.jar', '--sha256', SHA256.toUpperCase())).toEqual({
    code: 0,
    stdout: `fetch: ${target} is there already\n`,
    stderr: '',
  });
  expect(server.requests).toEqual([]);
  writeFileSync(target, 'old');
  expect((await fetchJar('/job.jar', '--sha256', SHA256)).code).toBe(0);
  expect(readFileSync(target).equals(jar)).toBe(true);
});

test('a folder that is not there is told', async () => {
  target = path.join(folder, 'no', 'folder', 'job.jar');
  const { code, stderr } = await fetchJar('/job.jar');
  expect([code, stderr]).toEqual([1, expect.stringContaining('ENOENT')]);
  expect(existsSync(path.dirname(target))).toBe(false);
});
