import { Agent, request, type Dispatcher } from 'undici';

/** A request, with its text in memory. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  /** Seconds that the server asks to wait before the next try. */
  readonly retryAfter?: number | undefined;
  readonly body: string;
}

/**
 * Sends one request, once.
 *
 * @throws HttpError when there is no answer: no connection, a timeout, an answer that is too long
 */
export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;

/** No answer came. Whether the server got the request is unknown. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
}

/** What TLS needs to know; see `tls.connect` of Node. */
export interface TlsOptions {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}

/** How long an answer may take, in milliseconds. */
export interface Timeouts {
  /** Until it begins, and between its parts. @default 20 s */
  readonly silence?: number;
  /** Until its end. @default 60 s */
  readonly total?: number;
}

/** The longest answer that is read, in bytes: lists of thousands of objects are smaller. */
const MAX_ANSWER = 64 * 1024 * 1024;

/** A transport with connections of its own. */
export function httpTransport(tls: TlsOptions = {}, { silence = 20_000, total = 60_000 }: Timeouts = {}): Transport {
  const dispatcher = new Agent({
    connections: 16,
    connect: { ...tls, timeout: 10_000 },
    headersTimeout: silence,
    bodyTimeout: silence,
    maxResponseSize: MAX_ANSWER,
  });
  return async ({ method, url, headers = {}, body = '' }) => {
    try {
      const signal = AbortSignal.timeout(total);
      const content = body === '' ? null : body;
      const answer = await request(url, { method, headers, body: content, dispatcher, signal });
      const text = await answer.body.text();
      return { status: answer.statusCode, retryAfter: retryAfter(answer.headers), body: text };
    } catch (error) {
      throw new HttpError(reasonOf(error), { cause: error });
    }
  };
}

function retryAfter(headers: Dispatcher.ResponseData['headers']): number | undefined {
  const value = headers['retry-after'];
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** Why a connection failed, in words; a failure at several addresses has no message of its own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}
