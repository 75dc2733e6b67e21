import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { parse } from 'yaml';
import type { Manifest } from '../../lib/manifest';

/** What the API server said. */
export interface Answer {
  /** True when the object was accepted, or found. */
  readonly ok: boolean;
  /** HTTP status. */
  readonly status: number;
  /** Why the object was refused, with the path of the field; empty when it was accepted. */
  readonly message: string;
  /** The object, or a `Status` when it was refused. */
  readonly body: unknown;
}

/** What names an object: enough to read it. A namespaced object without a namespace is in `default`. */
export type Reference = Pick<Manifest, 'apiVersion' | 'kind'> & {
  readonly metadata: { readonly name: string; readonly namespace?: string };
};

interface Kubeconfig {
  readonly clusters: readonly [{ cluster: { server: string; 'certificate-authority-data': string } }];
  readonly users: readonly [{ user: { 'client-certificate-data': string; 'client-key-data': string } }];
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The name under which the tests own fields. */
export const FIELD_MANAGER = 'cdk8s-flink';

/** How long to wait for a new custom resource definition to be served, in milliseconds. */
const CRD_TIMEOUT = 20_000;

/** A client of the API server that was started for this run of the tests. */
export class ApiClient {
  private readonly server: string;
  private readonly agent: Agent;
  /** By apiVersion and kind. */
  private readonly resources = new Map<string, Resource>();

  /** @param file - a kubeconfig with one cluster and one user, as `test/env` writes it */
  constructor(file = testKubeconfig()) {
    const config = parse(readFileSync(file, 'utf8')) as Kubeconfig;
    const { cluster } = config.clusters[0];
    const { user } = config.users[0];
    const decode = (data: string) => Buffer.from(data, 'base64');
    this.server = cluster.server;
    this.agent = new Agent({
      keepAlive: true,
      ca: decode(cluster['certificate-authority-data']),
      cert: decode(user['client-certificate-data']),
      key: decode(user['client-key-data']),
    });
  }

  /**
   * Asks whether the server would take an object: admission, defaults and validation, unknown fields refused, nothing
   * stored. Its namespace must exist.
   */
  dryRun(manifest: Manifest): Promise<Answer> {
    return this.patch(manifest, '&dryRun=All');
  }

  /** Creates or changes an object by server-side apply; fields owned by others are taken over. */
  apply(manifest: Manifest): Promise<Answer> {
    return this.patch(manifest, '');
  }

  /** Changes the status of an object by server-side apply; the rest of it stays as it is. */
  applyStatus(manifest: Manifest): Promise<Answer> {
    return this.patch(manifest, '', '/status');
  }

  /**
   * Replaces an object by one that was read before. Nothing may be unknown in it.
   *
   * @param part of the object that has a path of its own, such as `status` or `scale`
   * @param of the object that the part belongs to, when its kind is another
   */
  async replace(manifest: Manifest, part = '', of: Reference = manifest): Promise<Answer> {
    const path = await this.pathOf(of);
    if (path === undefined) return unknownKind(of);
    const below = part === '' ? '' : `/${part}`;
    return this.send('PUT', `${path}${below}?fieldValidation=Strict`, JSON.stringify(manifest));
  }

  /** Reads a part of an object that has a path of its own, such as `scale`. */
  async getPart(reference: Reference, part: string): Promise<Answer> {
    const path = await this.pathOf(reference);
    return path === undefined ? unknownKind(reference) : this.send('GET', `${path}/${part}`);
  }

  /** Deletes an object. One with finalizers stays until these are gone. */
  async delete(reference: Reference): Promise<Answer> {
    const path = await this.pathOf(reference);
    return path === undefined ? unknownKind(reference) : this.send('DELETE', path);
  }

  /** Reads an object. */
  async get(reference: Reference): Promise<Answer> {
    const path = await this.pathOf(reference);
    return path === undefined ? unknownKind(reference) : this.send('GET', path);
  }

  /**
   * Creates a namespace, if it is not there.
   *
   * @throws Error when the server refuses it
   */
  async createNamespace(name: string): Promise<void> {
    accepted(await this.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  }

  /**
   * Creates or changes a CustomResourceDefinition and waits until all its versions are served.
   *
   * @throws Error when the server refuses it, or does not serve it in time
   */
  async applyCrd(crd: Manifest): Promise<void> {
    accepted(await this.apply(crd));
    const spec = crd.spec as { group: string; names: { kind: string }; versions: { name: string; served: boolean }[] };
    const deadline = Date.now() + CRD_TIMEOUT;
    for (const version of spec.versions.filter((v) => v.served)) {
      const apiVersion = `${spec.group}/${version.name}`;
      while (!(await this.serves(apiVersion, spec.names.kind))) {
        if (Date.now() > deadline) throw new Error(`${apiVersion} ${spec.names.kind} is not served`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** A kind is discovered a moment before its objects can be asked for. */
  private async serves(apiVersion: string, kind: string): Promise<boolean> {
    const resource = await this.discover(apiVersion, kind);
    return resource !== undefined && (await this.send('GET', `${groupPath(apiVersion)}/${resource.name}`)).ok;
  }

  private async patch(manifest: Manifest, extra: string, part = ''): Promise<Answer> {
    const path = await this.pathOf(manifest);
    if (path === undefined) return unknownKind(manifest);
    const query = `fieldManager=${FIELD_MANAGER}&force=true&fieldValidation=Strict${extra}`;
    return this.send('PATCH', `${path}${part}?${query}`, JSON.stringify(manifest));
  }

  private async pathOf({ apiVersion, kind, metadata }: Reference): Promise<string | undefined> {
    const resource = await this.discover(apiVersion, kind);
    if (resource === undefined) return undefined;
    const namespace = resource.namespaced ? `/namespaces/${encodeURIComponent(metadata.namespace ?? 'default')}` : '';
    return `${groupPath(apiVersion)}${namespace}/${resource.name}/${encodeURIComponent(metadata.name)}`;
  }

  private async discover(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const key = `${apiVersion} ${kind}`;
    if (!this.resources.has(key)) {
      const { ok, body } = await this.send('GET', groupPath(apiVersion));
      const found = ok ? (body as { resources: Resource[] }).resources : [];
      // "deployments/status" is of the same kind.
      for (const r of found.filter((r) => !r.name.includes('/'))) this.resources.set(`${apiVersion} ${r.kind}`, r);
    }
    return this.resources.get(key);
  }

  private send(method: 'GET' | 'PATCH' | 'PUT' | 'DELETE', path: string, content?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // JSON is YAML: the server has no content type for an apply in JSON before 1.35.
      const type = method === 'PATCH' ? 'application/apply-patch+yaml' : 'application/json';
      const headers = content === undefined ? {} : { 'content-type': type };
      const call = request(
        `${this.server}${path}`,
        { method, headers, agent: this.agent, timeout: 30_000 },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => resolve(toAnswer(answer.statusCode ?? 0, Buffer.concat(chunks).toString())));
        },
      );
      call.on('timeout', () => call.destroy(new Error(`${method} ${path}: no answer from the API server in 30 s`)));
      call.on('error', reject);
      call.end(content);
    });
  }
}

function testKubeconfig(): string {
  const file = process.env.CDK8S_FLINK_TEST_KUBECONFIG;
  if (file === undefined) throw new Error('no API server was started: run these tests with "npm run test:api"');
  return file;
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function toAnswer(status: number, text: string): Answer {
  const ok = status >= 200 && status < 300;
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Some paths that do not exist are answered in plain text.
  }
  const message = (body as { message?: string } | null)?.message ?? text;
  return { ok, status, message: ok ? '' : message, body };
}

function unknownKind({ apiVersion, kind }: Reference): Answer {
  return { ok: false, status: 404, message: `the API server has no kind ${kind} in ${apiVersion}`, body: undefined };
}

function accepted({ ok, status, message }: Answer): void {
  if (!ok) throw new Error(`the API server answered ${status}: ${message}`);
}
