import { systemClock, type Clock } from '../../controller/clock';
import { FlinkClient, type SavepointFormat } from '../../controller/flink/client';
import { FlinkError, problem } from '../../lib/problem';
import { connect, type ConnectionOptions } from '../cluster/connect';
import { flinkClient } from '../cluster/flink';
import { reporting } from '../cluster/report';
import { disposeFiles, disposeRecorded, type Disposal } from '../cluster/savepoints/dispose';
import { savepointTable } from '../cluster/savepoints/list';
import { savepointName } from '../cluster/savepoints/retention';
import { SavepointStore } from '../cluster/savepoints/store';
import { disposeExpired } from '../cluster/savepoints/tidy';
import { takeSavepoint } from '../cluster/savepoints/trigger';
import { EXIT, type Io } from '../io';

/** Options of every `savepoint` command. */
export interface SavepointOptions extends ConnectionOptions {
  readonly cluster: string;
  readonly restUrl?: string;
}

/** Options of `savepoint trigger`; times are in milliseconds. */
export interface TriggerOptions extends SavepointOptions {
  readonly jobId?: string;
  readonly directory?: string;
  readonly format: SavepointFormat;
  readonly keepCount?: number;
  readonly keepAge?: number;
  readonly keep?: readonly string[];
  readonly timeout: number;
}

/** Options of `savepoint list`. */
export interface ListOptions extends ConnectionOptions {
  readonly cluster: string;
  readonly output: 'human' | 'json';
}

/** Options of `savepoint dispose`. */
export interface DisposeOptions extends SavepointOptions {
  /** In milliseconds. */
  readonly timeout: number;
}

interface Tools {
  readonly flink: FlinkClient;
  readonly store: SavepointStore;
  readonly clock: Clock;
}

/** `cdk8s-flink savepoint trigger`: takes a savepoint, and deletes old ones when that is asked for. */
export function triggerSavepoint(options: TriggerOptions, io: Io): Promise<number> {
  return reporting(io, async () => {
    const tools = await connectToBoth(options, io);
    const log = (line: string) => io.stderr(`cdk8s-flink: ${line}\n`);
    const taken = await takeSavepoint(options, { ...tools, log });
    io.stdout(`${taken.location}\n`);

    const { keepCount: count, keepAge: age, keep = [], timeout } = options;
    const tidying = { job: taken, byId: options.jobId !== undefined, count, age, keep };
    return report(await disposeExpired(tidying, { ...tools, timeout }), io);
  });
}

/** `cdk8s-flink savepoint list`: the recorded savepoints. */
export function listSavepoints(options: ListOptions, io: Io): Promise<number> {
  return reporting(io, async () => {
    const { kube, namespace } = await connect(options, io);
    const record = await new SavepointStore(kube, systemClock, namespace, options.cluster).read();
    io.stdout(options.output === 'json' ? `${JSON.stringify(record, null, 2)}\n` : savepointTable(record));
    return EXIT.ok;
  });
}

/** `cdk8s-flink savepoint dispose`: deletes savepoints, recorded or not. */
export function disposeSavepoints(paths: readonly string[], options: DisposeOptions, io: Io): Promise<number> {
  return reporting(io, async () => {
    const { timeout } = options;
    const tools = await connectToBoth(options, io);
    const { savepoints } = await tools.store.read();
    const ended: Disposal[] = [];
    for (const path of paths) {
      const name = savepointName(path);
      const recorded = savepoints.filter((e) => e.location !== undefined && savepointName(e.location) === name);
      if (recorded.length > 0) ended.push(...(await disposeRecorded(recorded, { ...tools, timeout })));
      else ended.push(await disposeFiles(path, { ...tools, timeout }));
    }
    return report(ended, io);
  });
}

async function connectToBoth(options: SavepointOptions, io: Io): Promise<Tools> {
  const { cluster, restUrl } = options;
  const connected = await connect(options, io);
  return {
    flink: flinkClient(connected, cluster, io, restUrl),
    store: new SavepointStore(connected.kube, systemClock, connected.namespace, cluster),
    clock: systemClock,
  };
}

/** @throws FlinkError DisposalFailed, for each savepoint that is still there */
function report(disposals: readonly Disposal[], io: Io): number {
  for (const { path, failure, note } of disposals) {
    if (failure === undefined) io.stderr(`cdk8s-flink: ${path}: ${note ?? 'deleted'}\n`);
  }
  const problems = disposals.flatMap(({ path, failure: reason }) =>
    reason === undefined ? [] : problem('DisposalFailed', [], { path, reason }),
  );
  if (problems.length > 0) throw new FlinkError(problems);
  return EXIT.ok;
}
