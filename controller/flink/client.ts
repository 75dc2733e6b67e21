import { asText, isObject } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { HttpError, type HttpAnswer, type HttpRequest, type Transport } from '../http';
import { sendWithRetries, type Retrying } from '../retry';
import {
  firstAndLast,
  toHistory,
  toJobs,
  toOperation,
  type CheckpointHistory,
  type JobSummary,
  type Operation,
} from './answers';
import { FlinkRestError } from './error';

/** The format of a savepoint: Flink's own for all state backends, or the quicker one of the job's state backend. */
export type SavepointFormat = 'canonical' | 'native';

/** What a savepoint should be. */
export interface SavepointRequest {
  /** 32 hexadecimal digits, made by the caller: the same one again gives the same savepoint. */
  readonly triggerId: string;
  /** @default the directory of Flink's configuration */
  readonly directory?: string | undefined;
  /** @default `canonical` */
  readonly format?: SavepointFormat | undefined;
}

/** How long a request is tried when the caller says nothing, in milliseconds. */
const RETRY_FOR = 30_000;

/**
 * A client of a JobManager's REST API, for Flink 1.15 and newer. Requests are repeated while the JobManager does not
 * answer, or answers with 5xx as it does while it starts.
 */
export class FlinkClient {
  /** @param base address of the REST API, with or without a slash at its end */
  constructor(
    private readonly base: string,
    private readonly transport: Transport,
    private readonly retrying: Retrying,
  ) {}

  /**
   * All jobs of the cluster, ended ones too.
   *
   * @param until when to give up on a JobManager that does not answer, in milliseconds since 1970
   * @throws FlinkRestError
   */
  jobs(until?: number): Promise<JobSummary[]> {
    return this.call('GET', '/jobs/overview', undefined, until, toJobs);
  }

  /**
   * The history of a job's checkpoints.
   *
   * @returns undefined when the cluster does not know the job
   * @throws FlinkRestError
   */
  checkpoints(jobId: string, until?: number): Promise<CheckpointHistory | undefined> {
    return unlessUnknown(this.call('GET', `/jobs/${jobId}/checkpoints`, undefined, until, toHistory));
  }

  /**
   * Asks for a savepoint, which goes on in the background.
   *
   * @throws FlinkRestError when it is refused, or when there is no answer, and the savepoint may come or not
   */
  async triggerSavepoint(jobId: string, request: SavepointRequest, until?: number): Promise<void> {
    const { triggerId, directory, format = 'canonical' } = request;
    const body = { triggerId, 'target-directory': directory, 'cancel-job': false, formatType: format.toUpperCase() };
    await this.call('POST', `/jobs/${jobId}/savepoints`, body, until, toRequestId);
  }

  /**
   * How a savepoint is getting on.
   *
   * @returns undefined when Flink does not know it: it was never asked for, it ended more than
   * `rest.async.store-duration` (5 min) ago, or another JobManager leads now
   * @throws FlinkRestError
   */
  savepoint(jobId: string, triggerId: string, until?: number): Promise<Operation | undefined> {
    return unlessUnknown(this.call('GET', `/jobs/${jobId}/savepoints/${triggerId}`, undefined, until, toOperation));
  }

  /**
   * Asks for the deletion of a savepoint's files, which goes on in the background.
   *
   * @returns the id to ask for
   * @throws FlinkRestError
   */
  disposeSavepoint(path: string, until?: number): Promise<string> {
    return this.call('POST', '/savepoint-disposal', { 'savepoint-path': path }, until, toRequestId);
  }

  /**
   * How a deletion is getting on.
   *
   * @returns undefined when the JobManager that answers does not know it
   * @throws FlinkRestError
   */
  disposal(requestId: string, until?: number): Promise<Operation | undefined> {
    return unlessUnknown(this.call('GET', `/savepoint-disposal/${requestId}`, undefined, until, toOperation));
  }

  private async call<T>(
    method: HttpRequest['method'],
    path: string,
    body: object | undefined,
    until: number = this.retrying.clock.now() + RETRY_FOR,
    read: (answer: JsonObject) => T | undefined,
  ): Promise<T> {
    const action = `${method} ${path}`;
    const url = this.base.replace(/\/+$/, '') + path;
    const content =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    let answer: HttpAnswer;
    try {
      answer = await sendWithRetries(() => this.transport({ method, url, ...content }), until, this.retrying);
    } catch (error) {
      if (error instanceof HttpError) throw new FlinkRestError(action, 0, false, error.message);
      throw error;
    }
    const json = parse(answer.body);
    const value = answer.status < 300 && json !== undefined ? read(json) : undefined;
    if (value !== undefined) return value;
    throw toError(action, answer, json);
  }
}

async function unlessUnknown<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof FlinkRestError && error.isUnknown) return undefined;
    throw error;
  }
}

function toRequestId(answer: JsonObject): string | undefined {
  const id = answer['request-id'];
  return typeof id === 'string' ? id : undefined;
}

/** Flink's errors are `{"errors": [...]}`; a service proxy answers with a `Status`, a load balancer with a page. */
function toError(action: string, { status, body }: HttpAnswer, json: JsonObject | undefined): FlinkRestError {
  const errors = json?.['errors'];
  const fromFlink = Array.isArray(errors);
  const message = fromFlink
    ? errors.map((text) => firstAndLast(asText(text))).join(' ')
    : typeof json?.['message'] === 'string'
      ? json['message']
      : `unexpected answer ${JSON.stringify(body.slice(0, 120))}`;
  return new FlinkRestError(action, status, fromFlink, message.trim().slice(0, 600));
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
