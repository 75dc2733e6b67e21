import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inClusterConnection } from '../../controller/kube/in-cluster';

const folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
write('token', 'first\n');
write('namespace', 'streams\n');
write('ca.crt', 'certificate');

test('a pod has its connection from the service account, and reads the token at each request', async () => {
  const env = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '6443' };
  const connection = inClusterConnection(env, folder);
  expect(connection).toMatchObject({ server: 'https://10.96.0.1:6443', namespace: 'streams' });
  expect(connection?.tls.ca?.toString()).toBe('certificate');
  expect(await connection?.headers()).toEqual({ authorization: 'Bearer first' });
  write('token', 'second');
  expect(await connection?.headers()).toEqual({ authorization: 'Bearer second' });
});

test.each([
  [{ KUBERNETES_SERVICE_HOST: 'fd00::1' }, 'https://[fd00::1]:443'],
  [{ KUBERNETES_SERVICE_HOST: 'kube.example' }, 'https://kube.example:443'],
])('the address of %j is %s', (env, server) => {
  expect(inClusterConnection(env, folder)?.server).toBe(server);
});

test('outside a pod, and without a token, there is none', () => {
  expect(inClusterConnection({}, folder)).toBeUndefined();
  expect(inClusterConnection({ KUBERNETES_SERVICE_HOST: '' }, folder)).toBeUndefined();
  expect(inClusterConnection({ KUBERNETES_SERVICE_HOST: '10.96.0.1' }, path.join(folder, 'none'))).toBeUndefined();
});
