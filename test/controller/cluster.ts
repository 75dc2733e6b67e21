import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../controller/clock';
import type { HttpRequest } from '../../controller/http';
import { bundleInto } from '../cli/bundle';
import type { Result } from '../cli/command';
import { FakeFlink } from './fake-flink';
import { FakeKube } from './fake-kube';
import { serve, type Server } from './http-server';

/** The bundled CLI in front of an API server and a JobManager in memory, both over HTTP. */
export class FakeCluster {
  readonly kube = new FakeKube();
  readonly flink = new FakeFlink(systemClock);
  readonly folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-'));
  private readonly bin = bundleInto(this.folder);
  private server: Server | undefined;
  /** Who asked last. */
  authorization: string | undefined;

  /** Where a kubeconfig of the cluster is; its namespace is `streams`. */
  get kubeconfig(): string {
    return path.join(this.folder, 'kubeconfig');
  }

  /** Address of the REST API, without a proxy before it. */
  get restUrl(): string {
    return `${this.server?.url ?? ''}/flink`;
  }

  async start(): Promise<void> {
    const proxy = '/api/v1/namespaces/streams/services/orders-rest:rest/proxy';
    this.server = await serve((request, answer, body) => {
      const { method, url = '', headers } = request;
      this.authorization = headers.authorization;
      const send = url.startsWith(proxy) || url.startsWith('/flink') ? this.flink.transport : this.kube.transport;
      const call = {
        method: method as HttpRequest['method'],
        url: `http://fake${url.replace(proxy, '').replace(/^\/flink/, '')}`,
        headers: { 'content-type': headers['content-type'] ?? '' },
        ...(body === '' ? {} : { body }),
      };
      void send(call).then((said) => answer.writeHead(said.status).end(said.body));
    });
    writeFileSync(this.kubeconfig, kubeconfigOf(this.server.url));
  }

  stop(): void {
    this.server?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs the bundled CLI, with the kubeconfig of the cluster unless `env` says otherwise. */
  run(args: readonly string[], env: Record<string, string> = {}): Promise<Result> {
    const home = path.join(this.folder, 'home');
    mkdirSync(home, { recursive: true });
    const environment = { PATH: process.env.PATH ?? '', HOME: home, KUBECONFIG: this.kubeconfig, ...env };
    return new Promise((resolve) => {
      const program = path.join(this.bin, 'cdk8s-flink');
      execFile(process.execPath, [program, ...args], { env: environment }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
      });
    });
  }
}

/** A kubeconfig for a server without TLS, with a context for each way to log in; `elsewhere` leads nowhere. */
function kubeconfigOf(server: string): string {
  const cluster = (name: string, more: object) => ({ name, cluster: { server, ...more } });
  const context = (name: string, clusterName: string, more: object = {}) => ({
    name,
    context: { cluster: clusterName, user: name, ...more },
  });
  const credential = {
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token: 'from-program' },
  };
  const exec = {
    apiVersion: credential.apiVersion,
    command: process.execPath,
    args: ['-p', `'${JSON.stringify(credential)}'`],
    interactiveMode: 'Never',
  };
  const insecure = { 'insecure-skip-tls-verify': true };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [cluster('here', insecure), cluster('proxied', { ...insecure, 'proxy-url': 'http://proxy:3128' })],
    users: [
      { name: 'nobody', user: {} },
      { name: 'token', user: { token: 'from-file' } },
      { name: 'basic', user: { username: 'u', password: 'p' } },
      { name: 'program', user: { exec } },
    ],
    contexts: [
      context('nobody', 'here', { namespace: 'streams' }),
      ...['token', 'basic', 'program'].map((name) => context(name, 'here')),
      context('proxied', 'proxied'),
      context('lost', 'gone'),
    ],
    'current-context': 'nobody',
  });
}
