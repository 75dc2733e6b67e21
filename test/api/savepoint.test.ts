import type { Transport } from '../../controller/http';
import { systemClock } from '../../controller/clock';
import { CONFIG_MAPS } from '../../controller/kube/client';
import { SavepointStore } from '../../cli/cluster/savepoints/store';
import { disposeExpired } from '../../cli/cluster/savepoints/tidy';
import { takeSavepoint } from '../../cli/cluster/savepoints/trigger';
import { FakeFlink } from '../controller/fake-flink';
import { CREATE_CONFIG_MAPS, administrator, serviceAccount, type ServiceAccount } from './service-account';

const namespace = 'savepoints';
let account: ServiceAccount;

// What the pods of a SavepointPolicy may do.
beforeAll(async () => {
  account = await serviceAccount(namespace, 'orders-savepoint', [
    CREATE_CONFIG_MAPS,
    { apiGroups: [''], resources: ['configmaps'], resourceNames: ['orders-savepoints'], verbs: ['get', 'update'] },
  ]);
});

async function trigger(flink: FakeFlink, through: (transport: Transport) => Transport = (t) => t): Promise<void> {
  const store = new SavepointStore(account.kube, systemClock, namespace, 'orders');
  const client = flink.client(through(flink.transport));
  const tools = { flink: client, store, clock: systemClock, log: () => undefined, timeout: 60_000 };
  const job = await takeSavepoint({ format: 'canonical', timeout: 60_000 }, tools);
  await disposeExpired({ job, byId: false, count: 2, keep: [] }, tools);
}

const recorded = async () =>
  (await new SavepointStore(administrator(), systemClock, namespace, 'orders').read()).savepoints;

test('savepoints are recorded and deleted with what the pods may do, also by runs at the same time', async () => {
  const flink = new FakeFlink(systemClock);
  flink.duration = 200;
  await trigger(flink);
  await Promise.all([trigger(flink), trigger(flink), trigger(flink)]);
  const entries = await recorded();
  expect(flink.made).toHaveLength(4);
  expect(flink.mostAtOnce).toBe(1);
  expect(entries.map((e) => [e.state, e.location])).toEqual(flink.made.slice(-2).map((s) => ['completed', s.location]));
  expect([...flink.files].sort()).toEqual(entries.map((e) => e.location).sort());
}, 60_000);

test('a run that is killed is ended by the next one', async () => {
  const flink = new FakeFlink(systemClock);
  flink.duration = 300;
  const killed = new Error('killed');
  const through =
    (transport: Transport): Transport =>
    async (request) => {
      if (flink.made.length > 0) throw killed;
      return transport(request);
    };
  await expect(trigger(flink, through)).rejects.toBe(killed);
  expect((await recorded()).at(-1)).toMatchObject({ state: 'requested', triggerId: flink.made[0]?.triggerId });
  await trigger(flink);
  expect((await recorded()).map((e) => e.location)).toEqual(flink.made.map((s) => s.location));
}, 60_000);

test('a record that is too large for the server is told, and leaves what was recorded', async () => {
  const admin = administrator();
  const before = await recorded();
  const { data: { 'savepoints.json': text = '' } = {} } =
    (await admin.get(CONFIG_MAPS, namespace, 'orders-savepoints')) ?? {};
  // There is room for what is there, and not for one more.
  const data = { filler: 'x'.repeat(1_048_576 - text.length - 100) };
  await admin.patch(CONFIG_MAPS, namespace, 'orders-savepoints', { data });
  const flink = new FakeFlink(systemClock);
  await expect(trigger(flink)).rejects.toMatchObject({ status: 422 });
  expect(flink.made).toEqual([]);
  expect(await recorded()).toEqual(before);
});
