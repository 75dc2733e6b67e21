import { kubectl } from './kubectl';
import { waitFor } from './wait-for';

/** A job, as Flink's REST API lists it. */
export interface Job {
  readonly jid: string;
  readonly name: string;
  /** `RUNNING`, `RESTARTING`, `FINISHED`, ... */
  readonly state: string;
  readonly 'start-time': number;
  readonly tasks: Readonly<Record<'total' | 'running' | 'finished' | 'failed', number>>;
}

/** What `CountingJob` counted so far, over all restores; see `test/env/flink/jobs/Counter.java`. */
export interface Totals {
  readonly count: number;
  readonly sum: number;
  /** Records that were not the next one of their key: 0, or something was lost or counted twice. */
  readonly gaps: number;
}

const servicePath = (namespace: string, cluster: string, path: string) =>
  `/api/v1/namespaces/${namespace}/services/${cluster.includes(':') ? cluster : `${cluster}-rest:rest`}/proxy${path}`;

/**
 * Asks a cluster's REST API, through the API server.
 *
 * @param cluster - its name; `SERVICE:PORT` for a FlinkCluster, which has another Service
 * @param path - with its leading slash: `/jobs/overview`
 * @throws Error when it does not answer, or with an error
 */
export async function flinkRest<T = unknown>(namespace: string, cluster: string, path: string): Promise<T> {
  return JSON.parse(await kubectl(['get', '--raw', servicePath(namespace, cluster, path)])) as T;
}

/** As {@link flinkRest}, but posts: `flinkPost(namespace, 'demo', '/jobs/ID/savepoints', { 'target-directory': ... })`. */
export async function flinkPost<T = unknown>(
  namespace: string,
  cluster: string,
  path: string,
  body: object,
): Promise<T> {
  const url = servicePath(namespace, cluster, path);
  return JSON.parse(await kubectl(['create', '--raw', url, '-f', '-'], { input: JSON.stringify(body) })) as T;
}

/** All jobs that a cluster knows. */
export async function jobs(namespace: string, cluster: string): Promise<readonly Job[]> {
  return (await flinkRest<{ jobs: Job[] }>(namespace, cluster, '/jobs/overview')).jobs;
}

/**
 * Waits until a job runs, with all its tasks.
 *
 * @param accept - which job it may be: one that is not the job before an upgrade, for example
 */
export function runningJob(
  namespace: string,
  cluster: string,
  { accept = () => true, timeout = 120_000 }: { accept?: (job: Job) => boolean; timeout?: number } = {},
): Promise<Job> {
  const runs = ({ state, tasks }: Job) => state === 'RUNNING' && tasks.total > 0 && tasks.running === tasks.total;
  const probe = async () => (await jobs(namespace, cluster)).find((job) => runs(job) && accept(job));
  return waitFor(`a running job in ${cluster}`, probe, timeout);
}

/** What a `CountingJob` counted: at most a heartbeat old. Just after a start or restore it waits until there is something. */
export function accumulators(namespace: string, cluster: string, job: string): Promise<Totals> {
  interface Answer {
    readonly 'user-task-accumulators': readonly { readonly name: string; readonly value: string }[];
  }
  return waitFor(`accumulators of job ${job}`, async () => {
    const answer = await flinkRest<Answer>(namespace, cluster, `/jobs/${job}/accumulators`);
    const found = answer['user-task-accumulators'].map(({ name, value }) => [name, Number(value)] as const);
    const { count, sum, gaps } = Object.fromEntries(found) as Partial<Totals>;
    return count !== undefined && sum !== undefined && gaps !== undefined && { count, sum, gaps };
  });
}

/** How often the state of a `CountingJob` was restored, from a checkpoint or a savepoint; 0 when it began from nothing. */
export async function restores(namespace: string, cluster: string, job: string): Promise<number> {
  interface Vertices {
    readonly vertices: readonly { readonly id: string; readonly name: string }[];
  }
  const { vertices } = await flinkRest<Vertices>(namespace, cluster, `/jobs/${job}`);
  const counter = vertices.find(({ name }) => name.includes('counter'));
  if (counter === undefined) throw new Error(`job ${job} is no CountingJob`);
  const path = `/jobs/${job}/vertices/${counter.id}/subtasks/metrics?get=counter.restores&agg=max`;
  // The first request only makes Flink fetch metrics.
  return waitFor(`the metric "restores" of job ${job}`, async () => {
    const [metric] = await flinkRest<readonly { readonly max: number }[]>(namespace, cluster, path);
    return metric?.max;
  });
}
