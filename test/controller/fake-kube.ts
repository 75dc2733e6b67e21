import type { Clock } from '../../controller/clock';
import type { HttpAnswer, HttpRequest, Transport } from '../../controller/http';
import { KubeClient, type ConfigMap } from '../../controller/kube/client';
import { isObject, put, withoutNulls } from '../../lib/json';
import type { Json, JsonObject } from '../../lib/manifest';
import { FakeClock } from './fake-clock';

interface Stored extends JsonObject {
  metadata: { name: string; resourceVersion: string };
}

/** An API server in memory: objects by path, versions, conflicts. */
export class FakeKube {
  readonly objects = new Map<string, Stored>();
  /** All requests, as method and path. */
  readonly calls: string[] = [];
  private version = 0;

  readonly transport: Transport = ({ method, url, headers = {}, body }) => {
    const { pathname } = new URL(url);
    this.calls.push(`${method} ${pathname}`);
    const content = body === undefined ? undefined : (JSON.parse(body) as JsonObject);
    return Promise.resolve(this.answer(method, pathname, content, headers['content-type']));
  };

  /** A client of this server. */
  client(transport: Transport = this.transport, clock: Clock = new FakeClock()): KubeClient {
    return new KubeClient({ server: 'https://kube', headers: () => Promise.resolve({}) }, transport, { clock });
  }

  /** The data of a ConfigMap in namespace `streams`. */
  data(name: string): Record<string, string> | undefined {
    const object = this.objects.get(configMapPath(name)) as unknown as ConfigMap | undefined;
    return object === undefined ? undefined : { ...object.data };
  }

  /** Makes or changes a ConfigMap in namespace `streams`, as someone else. */
  write(name: string, data: Record<string, string>): void {
    this.store(configMapPath(name), { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
  }

  private answer(method: string, path: string, content: JsonObject | undefined, type: string | undefined): HttpAnswer {
    const before = this.objects.get(path);
    if (method === 'POST') {
      const object = path + '/' + nameOf(content);
      if (this.objects.has(object)) return status(409, 'AlreadyExists', `${object} already exists`);
      return ok(this.store(object, content ?? {}), 201);
    }
    if (before === undefined) return status(404, 'NotFound', `${path} not found`);
    if (method === 'GET') return ok(before);
    const { resourceVersion } = (content?.['metadata'] ?? {}) as { resourceVersion?: string };
    if (resourceVersion !== undefined && resourceVersion !== before.metadata.resourceVersion) {
      return status(409, 'Conflict', `${path} has been modified`);
    }
    if (method === 'PUT') return ok(this.store(path, content ?? {}));
    if (method !== 'PATCH' || type !== 'application/merge-patch+json') return status(415, 'UnsupportedMediaType', '');
    return ok(this.store(path, withoutNulls(merge(before, content ?? {})) as JsonObject));
  }

  private store(path: string, object: JsonObject): Stored {
    const metadata = { ...(object['metadata'] as { name: string }), resourceVersion: String(++this.version) };
    const stored = structuredClone({ ...object, metadata });
    this.objects.set(path, stored);
    return stored;
  }
}

function configMapPath(name: string): string {
  return `/api/v1/namespaces/streams/configmaps/${name}`;
}

function nameOf(object: JsonObject | undefined): string {
  return (object?.['metadata'] as { name: string }).name;
}

/** A JSON merge patch; nulls stay, for the caller to remove. */
function merge(before: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result = isObject(before) ? { ...before } : {};
  for (const key of Object.keys(patch)) put(result, key, merge(result[key] ?? null, patch[key] ?? null));
  return result;
}

function ok(object: unknown, code = 200): HttpAnswer {
  return { status: code, body: JSON.stringify(object) };
}

function status(code: number, reason: string, message: string): HttpAnswer {
  return { status: code, body: JSON.stringify({ kind: 'Status', status: 'Failure', code, reason, message }) };
}

/** The process that made the request is killed. No retry catches it. */
export class Killed extends Error {}

/**
 * A transport whose process is killed at one of its requests.
 *
 * @param counter counts the requests of the process, which may use several transports
 * @param at number of the request, from 0
 * @param arrives whether the server still gets it
 */
export function killedAt(transport: Transport, counter: { calls: number }, at: number, arrives: boolean): Transport {
  return async (request: HttpRequest) => {
    const number = counter.calls++;
    if (number < at) return transport(request);
    if (number === at && arrives) await transport(request);
    throw new Killed();
  };
}
