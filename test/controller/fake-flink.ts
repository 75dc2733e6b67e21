import type { HttpAnswer, Transport } from '../../controller/http';
import { FlinkClient } from '../../controller/flink/client';
import type { Clock } from '../../controller/clock';

/** A savepoint that the fake JobManager makes or made. */
export interface FakeSavepoint {
  readonly id: number;
  readonly triggerId: string;
  readonly jobId: string;
  readonly triggeredAt: number;
  readonly doneAt: number;
  readonly location: string;
}

interface Disposal {
  readonly doneAt: number;
  readonly failure?: string;
}

/** How long Flink remembers what an operation gave (`rest.async.store-duration`), in milliseconds. */
export const STORE_DURATION = 300_000;

/** A JobManager in memory: jobs, savepoints that take their time, files. Its time is that of the clock. */
export class FakeFlink {
  readonly jobs = [{ jid: 'a'.repeat(32), name: 'orders', state: 'RUNNING' }];
  /** All savepoints ever made. */
  readonly made: FakeSavepoint[] = [];
  /** Locations of the savepoints whose files are there. */
  readonly files = new Set<string>();
  /** Deletions that were asked for, in order. */
  readonly disposed: string[] = [];
  /** Locations whose deletion fails, and why. */
  readonly undeletable = new Map<string, string>();
  /** How long a savepoint takes, in milliseconds. */
  duration = 2_500;
  /** Whether savepoints fail. */
  failing = false;
  /** The most savepoints of one job that were under way at once. */
  mostAtOnce = 0;
  restoredFrom: string | undefined;
  /** Whether Flink knows no savepoint by its trigger id. */
  forgetful = false;
  /** How long a deletion takes, in milliseconds. */
  disposalDuration = 700;
  /** Savepoints before this moment are not known any more: another JobManager leads. */
  memory = 0;
  private readonly disposals = new Map<string, Disposal>();
  private checkpoints = 0;

  constructor(readonly clock: Clock) {}

  readonly transport: Transport = ({ method, url, body }) => {
    const path = new URL(url).pathname;
    return Promise.resolve(this.answer(method, path, JSON.parse(body ?? '{}') as Record<string, string>));
  };

  /** A client of this JobManager. */
  client(transport: Transport = this.transport): FlinkClient {
    return new FlinkClient('http://flink/', transport, { clock: this.clock });
  }

  /** Makes a savepoint, as someone else. */
  savepoint(jobId: string, triggerId: string, directory = 'file:/savepoints'): FakeSavepoint {
    const now = this.clock.now();
    const location = `${directory}/savepoint-${jobId.slice(0, 6)}-${String(this.made.length).padStart(12, '0')}`;
    const made = {
      ...{ id: ++this.checkpoints, triggerId, jobId, location },
      ...{ triggeredAt: now, doneAt: now + this.duration },
    };
    this.made.push(made);
    if (!this.failing) this.files.add(location);
    const running = this.made.filter((s) => s.jobId === jobId && s.doneAt > now);
    this.mostAtOnce = Math.max(this.mostAtOnce, running.length);
    return made;
  }

  private answer(method: string, path: string, body: Record<string, string>): HttpAnswer {
    const [, first, jobId = '', what, triggerId] = path.split('/');
    if (path === '/jobs/overview') return json(200, { jobs: this.jobs });
    if (first === 'savepoint-disposal') {
      return method === 'POST' ? this.dispose(body['savepoint-path'] ?? '') : this.disposal(jobId);
    }
    if (what === 'checkpoints') return this.history(jobId);
    if (what !== 'savepoints') return json(404, { errors: [`Unable to load requested file ${path}.`] });
    if (method === 'GET') return this.operation(jobId, triggerId ?? '');
    const id = body['triggerId'] ?? '';
    // The same id again is the same savepoint.
    if (this.known(jobId, id) === undefined) this.savepoint(jobId, id, body['target-directory']);
    return json(202, { 'request-id': id });
  }

  private known(jobId: string, triggerId: string): FakeSavepoint | undefined {
    const since = Math.max(this.memory, this.clock.now() - STORE_DURATION);
    return this.made.find((s) => s.jobId === jobId && s.triggerId === triggerId && s.doneAt > since && !this.forgetful);
  }

  private operation(jobId: string, triggerId: string): HttpAnswer {
    const found = this.known(jobId, triggerId);
    if (found === undefined) {
      const trace = `There is no savepoint operation with triggerId=${triggerId} for job ${jobId}.\n\tat a.b.C(C.java:1)`;
      return json(404, { errors: [trace] });
    }
    if (found.doneAt > this.clock.now()) return json(200, { status: { id: 'IN_PROGRESS' }, operation: null });
    const operation = this.failing ? failure('java.lang.Exception: Checkpoint failed') : { location: found.location };
    return json(200, { status: { id: 'COMPLETED' }, operation });
  }

  private history(jobId: string): HttpAnswer {
    if (!this.jobs.some((job) => job.jid === jobId)) return json(404, { errors: [`Job ${jobId} not found`] });
    const all = this.made
      .filter((s) => s.jobId === jobId && s.triggeredAt >= this.memory)
      .map((s) => ({
        id: s.id,
        is_savepoint: true,
        trigger_timestamp: s.triggeredAt,
        ...(s.doneAt > this.clock.now()
          ? { status: 'IN_PROGRESS' }
          : this.failing
            ? { status: 'FAILED' }
            : { status: 'COMPLETED', external_path: s.location }),
      }));
    const savepoint = all.filter((s) => s.status === 'COMPLETED').at(-1) ?? null;
    const restored = this.restoredFrom === undefined ? null : { id: 1, external_path: this.restoredFrom };
    // Ten periodic checkpoints have pushed older savepoints out.
    const history = all.filter((s) => s.trigger_timestamp > this.clock.now() - 100_000);
    return json(200, { history, latest: { savepoint, restored, completed: null, failed: null } });
  }

  private dispose(path: string): HttpAnswer {
    this.disposed.push(path);
    const reason = this.files.has(path)
      ? this.undeletable.get(path)
      : `java.io.FileNotFoundException: Cannot find checkpoint or savepoint file/directory '${path}' on file system 'file'.`;
    if (reason === undefined) this.files.delete(path);
    const id = String(this.disposals.size).padStart(32, '0');
    this.disposals.set(id, {
      doneAt: this.clock.now() + this.disposalDuration,
      ...(reason === undefined ? {} : { failure: reason }),
    });
    return json(202, { 'request-id': id });
  }

  private disposal(id: string): HttpAnswer {
    const found = this.disposals.get(id);
    if (found === undefined) return json(404, { errors: ['Operation not found under key'] });
    if (found.doneAt > this.clock.now()) return json(200, { status: { id: 'IN_PROGRESS' }, operation: null });
    const operation = found.failure === undefined ? { acknowledge: {} } : failure(found.failure);
    return json(200, { status: { id: 'COMPLETED' }, operation });
  }
}

function failure(cause: string): object {
  const trace = `org.apache.flink.util.FlinkException: It failed.\n\tat a.b.C(C.java:1)\nCaused by: ${cause}\n\t... 3 more`;
  return { 'failure-cause': { class: 'org.apache.flink.util.FlinkException', 'stack-trace': trace } };
}

function json(status: number, body: unknown): HttpAnswer {
  return { status, body: JSON.stringify(body) };
}
