import { HttpError, type HttpAnswer, type HttpRequest, type Transport } from '../http';
import { sendWithRetries, type Retrying } from '../retry';
import { isObject } from '../../lib/json';
import type { ManifestMetadata } from '../../lib/manifest';
import type { KubeConnection } from './connection';
import { KubeError } from './error';

/** A Kubernetes object as the API server answers it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata & { readonly resourceVersion?: string; readonly uid?: string };
}

/** A ConfigMap. */
export interface ConfigMap extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** A kind of objects, by the name of its collection. The type is that of the objects. */
export interface Resource<T extends KubeObject> {
  readonly apiVersion: string;
  readonly plural: string;
  /** Never there: it binds the type. */
  readonly type?: T;
}

/** ConfigMaps. */
export const CONFIG_MAPS: Resource<ConfigMap> = { apiVersion: 'v1', plural: 'configmaps' };

/** How long a request is tried when the caller says nothing, in milliseconds. */
const RETRY_FOR = 30_000;

/** Options of a request. */
export interface CallOptions {
  /** When to give up on a server that does not answer, in milliseconds since 1970. @default in 30 s */
  readonly until?: number;
}

/**
 * A client of the API server for objects in wire form. Requests are repeated when the server does not answer, so a write
 * that was done may be told as a conflict: whoever writes must look again then.
 */
export class KubeClient {
  constructor(
    private readonly connection: Pick<KubeConnection, 'server' | 'headers'>,
    private readonly transport: Transport,
    private readonly retrying: Retrying,
  ) {}

  /**
   * Reads an object.
   *
   * @returns undefined when there is none
   * @throws KubeError
   */
  async get<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string,
    name: string,
    options?: CallOptions,
  ): Promise<T | undefined> {
    try {
      return await this.call('GET', objectPath(resource, namespace, name), undefined, options);
    } catch (error) {
      // A 404 that is no answer of Kubernetes is one of something in between, and proves nothing.
      if (error instanceof KubeError && error.reason === 'NotFound') return undefined;
      throw error;
    }
  }

  /**
   * Creates an object.
   *
   * @throws KubeError with status 409 when there is one of that name
   */
  create<T extends KubeObject>(resource: Resource<T>, namespace: string, object: T, options?: CallOptions): Promise<T> {
    return this.call('POST', collectionPath(resource, namespace), object, options);
  }

  /**
   * Replaces an object that was read before.
   *
   * @throws KubeError with status 409 when it has changed since
   */
  replace<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string,
    object: T,
    options?: CallOptions,
  ): Promise<T> {
    return this.call('PUT', objectPath(resource, namespace, object.metadata.name), object, options);
  }

  /**
   * Changes an object by a JSON merge patch; `metadata.resourceVersion` in it is a condition.
   *
   * @throws KubeError with status 409 when the object has changed since, 404 when it is gone
   */
  patch<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string,
    name: string,
    patch: object,
    options?: CallOptions,
  ): Promise<T> {
    return this.call('PATCH', objectPath(resource, namespace, name), patch, options);
  }

  /**
   * Deletes an object; what it owns is deleted in the background.
   *
   * @param preconditions `uid` and `resourceVersion` that it must have
   * @throws KubeError with status 409 when a condition does not hold, 404 when it is gone
   */
  async delete(
    resource: Resource<KubeObject>,
    namespace: string,
    name: string,
    preconditions: { readonly uid?: string; readonly resourceVersion?: string } = {},
    options?: CallOptions,
  ): Promise<void> {
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions };
    await this.call('DELETE', objectPath(resource, namespace, name), body, options);
  }

  /**
   * The way to a port of a Service, for who is outside of the cluster: the API server passes requests on. It takes the
   * right to get, or create, `services/proxy`.
   *
   * @returns an address, and what sends requests there, each once
   */
  serviceProxy(namespace: string, service: string, port: string): { base: string; transport: Transport } {
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${service}:${port}/proxy`;
    return { base: this.connection.server + path, transport: this.sendOnce };
  }

  private readonly sendOnce: Transport = async (call) =>
    this.transport({ ...call, headers: { ...call.headers, ...(await this.connection.headers()) } });

  private async call<T>(method: HttpRequest['method'], path: string, body?: object, options?: CallOptions): Promise<T> {
    const action = `${method} ${path}`;
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': type } };
    const request = { method, url: this.connection.server + path, ...content };
    const until = options?.until ?? this.retrying.clock.now() + RETRY_FOR;
    let answer: HttpAnswer;
    try {
      answer = await sendWithRetries(() => this.sendOnce(request), until, this.retrying);
    } catch (error) {
      if (error instanceof HttpError) throw new KubeError(action, 0, 'NoAnswer', error.message);
      throw error;
    }
    const json = parse(answer.body);
    if (answer.status >= 200 && answer.status < 300 && isObject(json)) return json as T;
    const { reason, message } = isObject(json) && json['kind'] === 'Status' ? json : {};
    throw new KubeError(
      action,
      answer.status,
      typeof reason === 'string' ? reason : 'Unknown',
      typeof message === 'string' ? message : `${answer.status} ${answer.body.slice(0, 200)}`.trim(),
    );
  }
}

function collectionPath({ apiVersion, plural }: Resource<KubeObject>, namespace: string): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${group}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
}

function objectPath(resource: Resource<KubeObject>, namespace: string, name: string): string {
  return `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
