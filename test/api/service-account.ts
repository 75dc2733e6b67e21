import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { systemClock } from '../../controller/clock';
import { httpTransport } from '../../controller/http';
import { CONFIG_MAPS, KubeClient, type KubeObject, type Resource } from '../../controller/kube/client';
import type { JsonObject } from '../../lib/manifest';
import { ApiClient } from './client';

/** A rule of a Role. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

interface Kubeconfig {
  readonly clusters: readonly [{ cluster: { server: string; 'certificate-authority-data': string } }];
  readonly users: readonly [{ user: { 'client-certificate-data': string; 'client-key-data': string } }];
}

const file = process.env.CDK8S_FLINK_TEST_KUBECONFIG ?? '';
const decode = (data: string) => Buffer.from(data, 'base64');

function testCluster() {
  const config = parse(readFileSync(file, 'utf8')) as Kubeconfig;
  const { cluster } = config.clusters[0];
  const { user } = config.users[0];
  const ca = decode(cluster['certificate-authority-data']);
  return {
    server: cluster.server,
    ca,
    admin: { ca, cert: decode(user['client-certificate-data']), key: decode(user['client-key-data']) },
  };
}

/** A client of the test's API server that may do everything. */
export function administrator(): KubeClient {
  const { server, admin } = testCluster();
  return new KubeClient({ server, headers: () => Promise.resolve({}) }, httpTransport(admin), { clock: systemClock });
}

/** A service account that may do what its Role says, and no more. */
export interface ServiceAccount {
  readonly kube: KubeClient;
  readonly server: string;
  readonly ca: Buffer;
  readonly token: string;
}

/** Creates a namespace if need be, and in it a service account with a Role. */
export async function serviceAccount(namespace: string, name: string, rules: readonly Rule[]): Promise<ServiceAccount> {
  const api = new ApiClient();
  await api.createNamespace(namespace);
  const metadata = { name, namespace };
  const group = 'rbac.authorization.k8s.io';
  const apply = async (manifest: JsonObject) => {
    const answer = await api.apply(manifest as unknown as Parameters<ApiClient['apply']>[0]);
    if (!answer.ok) throw new Error(answer.message);
  };
  await apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  await apply({ apiVersion: `${group}/v1`, kind: 'Role', metadata, rules: rules as unknown as JsonObject[] });
  await apply({
    apiVersion: `${group}/v1`,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: group, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
  const { server, ca } = testCluster();
  const token = await requestToken(namespace, name);
  const headers = () => Promise.resolve({ authorization: `Bearer ${token}` });
  const kube = new KubeClient({ server, headers }, httpTransport({ ca }), { clock: systemClock });
  await mayAct(kube, namespace);
  return { kube, server, ca, token };
}

async function requestToken(namespace: string, name: string): Promise<string> {
  const tokens: Resource<KubeObject> = { apiVersion: 'v1', plural: `serviceaccounts/${name}/token` };
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: { name }, spec: {} };
  const answer = await administrator().create(tokens, namespace, request);
  return (answer as unknown as { status: { token: string } }).status.token;
}

/** The authorizer learns of a new Role a moment later. */
async function mayAct(kube: KubeClient, namespace: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const created = await kube.create(CONFIG_MAPS, namespace, probe()).catch(() => undefined);
    if (created !== undefined) return;
    await systemClock.sleep(50);
  }
  throw new Error('the service account may not create ConfigMaps');
}

function probe() {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `probe-${process.hrtime.bigint()}` } };
}

/** The rule by which ConfigMaps can be created; objects cannot be created by name. */
export const CREATE_CONFIG_MAPS: Rule = { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] };
