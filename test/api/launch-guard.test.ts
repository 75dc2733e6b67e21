import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { guardLaunch, type Launch } from '../../cli/cluster/launch-guard';
import { systemClock } from '../../controller/clock';
import { httpTransport } from '../../controller/http';
import { CONFIG_MAPS, KubeClient } from '../../controller/kube/client';
import { inClusterConnection } from '../../controller/kube/in-cluster';
import { administrator, serviceAccount, type ServiceAccount } from './service-account';

const namespace = 'launch-guard';
const JOB = 'f'.repeat(32);
const STORE = 'orders-cluster-config-map';
const CHECKPOINTS = `orders-${JOB}-config-map`;
const admin = administrator();
let account: ServiceAccount;

// What the JobManager's own service account may do.
beforeAll(async () => {
  const configMaps = { apiGroups: [''], resources: ['configmaps'] };
  account = await serviceAccount(namespace, 'orders', [
    { ...configMaps, verbs: ['create', 'list', 'watch'] },
    { ...configMaps, resourceNames: [STORE, CHECKPOINTS], verbs: ['get', 'update', 'patch', 'delete'] },
    { ...configMaps, resourceNames: ['orders-launch'], verbs: ['get', 'update'] },
  ]);
});

const write = (name: string, data: Record<string, string>) =>
  admin.create(CONFIG_MAPS, namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
const read = async (name: string) => (await admin.get(CONFIG_MAPS, namespace, name))?.data;
const guard = (launch: string, more: Partial<Launch> = {}, kube = account.kube) =>
  guardLaunch({ cluster: 'orders', namespace, jobId: JOB, launch, ...more }, kube, systemClock);

test('the guard gets along with what its pod may do, from the first launch to a refused one', async () => {
  await write(STORE, { [`jobGraph-${JOB}`]: 'old', address: 'x' });
  expect(await guard('one')).toBe(`first launch one: removed jobGraph-${JOB}`);
  expect(await read(STORE)).toEqual({ address: 'x' });
  expect(await read('orders-launch')).toEqual({ launch: 'one' });

  await admin.patch(CONFIG_MAPS, namespace, STORE, { data: { [`executionPlan-${JOB}`]: 'one' } });
  expect(await guard('one')).toBe('launch one has begun before');
  await expect(guard('two')).rejects.toThrow(/^StateUnknown: /);
  expect(await read(STORE)).toEqual({ address: 'x', [`executionPlan-${JOB}`]: 'one' });

  await write(CHECKPOINTS, { 'checkpointID-0000000000000000001': 'AAAA' });
  expect(await guard('two', { restorePath: 's3://b/s' })).toMatch(
    /^new launch two: removed executionPlan-f+, it goes on/,
  );
  expect(await read('orders-launch')).toEqual({ launch: 'two', restorePath: 's3://b/s' });
  expect(await read(CHECKPOINTS)).toEqual({ 'checkpointID-0000000000000000001': 'AAAA' });
});

test('guards at the same time remove the stored job once, and all succeed', async () => {
  await admin.patch(CONFIG_MAPS, namespace, STORE, { data: { [`executionPlan-${JOB}`]: 'old' } });
  let leading = true;
  // The old lease is renewed all the while.
  const renewals = (async () => {
    for (let i = 0; leading; i++) {
      await admin.patch(CONFIG_MAPS, namespace, STORE, { data: { address: String(i) } });
      await systemClock.sleep(100);
    }
  })();
  const said = await Promise.all(Array.from({ length: 8 }, () => guard('three')));
  leading = false;
  await renewals;
  expect(said.filter((line) => line.includes('removed executionPlan'))).toHaveLength(1);
  expect(await read(STORE)).not.toHaveProperty(`executionPlan-${JOB}`);
  expect(await read('orders-launch')).toEqual({ launch: 'three' });
});

test("a pod's own connection works: address, certificate and token of the service account", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-'));
  const files = { token: account.token, namespace, 'ca.crt': account.ca };
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  const { hostname, port } = new URL(account.server);
  const env = { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port };
  const connection = inClusterConnection(env, folder);
  if (connection === undefined) throw new Error('there is no connection');
  const kube = new KubeClient(connection, httpTransport(connection.tls), { clock: systemClock });
  expect(await guard('three', {}, kube)).toBe('launch three has begun before');
  writeFileSync(path.join(folder, 'token'), 'expired');
  await expect(guard('three', {}, kube)).rejects.toMatchObject({ status: 401, reason: 'Unauthorized' });
  rmSync(folder, { recursive: true });
});
