import type { Transport } from '../../controller/http';
import type { Disposal } from '../../cli/cluster/savepoints/dispose';
import { parseRecord, type SavepointEntry } from '../../cli/cluster/savepoints/record';
import { SavepointStore } from '../../cli/cluster/savepoints/store';
import { disposeExpired } from '../../cli/cluster/savepoints/tidy';
import { takeSavepoint, type Wanted } from '../../cli/cluster/savepoints/trigger';
import type { FakeFlink } from './fake-flink';
import type { FakeKube } from './fake-kube';

/** What a run of `savepoint trigger` is given. */
export interface Run extends Partial<Wanted> {
  readonly count?: number;
  readonly age?: number;
  readonly keep?: readonly string[];
  /** What its requests go through. */
  readonly through?: (transport: Transport) => Transport;
}

/** One run of `savepoint trigger`, against servers in memory. */
export async function run(kube: FakeKube, flink: FakeFlink, options: Run = {}): Promise<Disposal[]> {
  const { through = (t) => t, count, age, keep = [], ...wanted } = options;
  const { clock } = flink;
  const store = new SavepointStore(kube.client(through(kube.transport), clock), clock, 'streams', 'c');
  const tools = { flink: flink.client(through(flink.transport)), store, clock, log: () => undefined, timeout: 60_000 };
  const job = await takeSavepoint({ format: 'canonical', timeout: 120_000, ...wanted }, tools);
  return disposeExpired({ job, byId: wanted.jobId !== undefined, count, age, keep }, tools);
}

/** The recorded savepoints. */
export function recorded(kube: FakeKube): readonly SavepointEntry[] {
  return parseRecord('c-savepoints', kube.data('c-savepoints')?.['savepoints.json']).savepoints;
}
