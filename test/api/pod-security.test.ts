import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';
import type { Json, JsonObject, Manifest } from '../../lib/manifest';
import { podSecurityFindings, type PodSecurityControl } from '../support/pod-security';
import { EPHEMERAL_CASES, pod, POD_SECURITY_CASES } from '../support/pod-security-cases';
import { ApiClient } from './client';

// The checker of the Pod Security Standards, held against the admission plugin that enforces them.

const client = new ApiClient();
const namespace = 'pod-security';
const ephemeral = (name: string) => `/api/v1/namespaces/${namespace}/pods/${name}/ephemeralcontainers?dryRun=All`;

/** How the server calls the controls, see `ForbiddenReason` in k8s.io/pod-security-admission/policy. */
const REASONS: Record<PodSecurityControl, string> = {
  allowPrivilegeEscalation: 'allowPrivilegeEscalation != false',
  appArmorProfile: 'forbidden AppArmor profile',
  capabilities: 'unrestricted capabilities',
  hostNamespaces: 'host namespaces',
  hostPorts: 'hostPort',
  hostProbesAndHostLifecycle: 'probe or lifecycle host',
  privileged: 'privileged',
  procMount: 'procMount',
  restrictedVolumes: 'restricted volume types',
  runAsNonRoot: 'runAsNonRoot != true',
  runAsUser: 'runAsUser=0',
  seLinuxOptions: 'seLinuxOptions',
  seccompProfile: 'seccompProfile',
  sysctls: 'forbidden sysctls',
  windowsHostProcess: 'hostProcess',
};

/** The controls that a refusal is about. @throws Error when the object is refused for something else */
function controlsIn(message: string): string[] {
  if (message === '') return [];
  const [, reasons] = /violates PodSecurity "restricted:latest": (.*)$/s.exec(message) ?? [];
  if (reasons === undefined) throw new Error(message);
  return Object.entries(REASONS)
    .filter(([, reason]) => [`, ${reason} (`, `, ${reason}s (`].some((start) => `, ${reasons}`.includes(start)))
    .map(([control]) => control);
}

const controlsOf = (manifest: Manifest) =>
  [...new Set(podSecurityFindings(manifest).map(({ control }) => control))].sort();

beforeAll(async () => {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const made = await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
  expect(made).toMatchObject({ ok: true });
});

it.each(POD_SECURITY_CASES)('the server says the same of $title', async ({ pod, violates }) => {
  const { message } = await client.dryRun(pod);
  expect(controlsIn(message).sort()).toEqual([...violates].sort());
  expect(controlsOf(pod)).toEqual([...violates].sort());
});

const maybe = (values: readonly Json[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const profiles = [{ type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: 'p' }, { type: 'Unconfined' }];
const common = {
  runAsNonRoot: maybe([true, false]),
  runAsUser: maybe([0, 1000]),
  seccompProfile: maybe(profiles),
  appArmorProfile: maybe(profiles),
  seLinuxOptions: maybe([{ type: 'container_t' }, { type: 'spc_t' }, { user: 'u' }, { level: 's0' }]),
};
const container = (name: string, port: number) =>
  fc.record({
    name: fc.constant(name),
    image: fc.constant('flink:2.2'),
    ports: maybe([[{ containerPort: port }], [{ containerPort: port, hostPort: port }]]),
    securityContext: fc.option(
      fc.record({
        ...common,
        allowPrivilegeEscalation: fc.constantFrom(true, false),
        capabilities: maybe([{ drop: ['ALL'] }, { drop: ['KILL'] }, { drop: ['ALL'], add: ['CHOWN'] }]),
      }),
      { nil: undefined },
    ),
  });
const specs = fc.record({
  securityContext: fc.option(fc.record({ ...common, sysctls: maybe([[{ name: 'kernel.msgmax', value: '1' }]]) }), {
    nil: undefined,
  }),
  initContainers: fc.oneof(fc.constant([]), fc.tuple(container('first', 1))),
  containers: fc.oneof(fc.tuple(container('main', 2)), fc.tuple(container('main', 2), container('other', 3))),
  hostNetwork: maybe([true, false]),
  volumes: maybe([[], [{ name: 'a', emptyDir: {} }], [{ name: 'a', hostPath: { path: '/' } }]]),
});

it('the server says the same of any pod', async () => {
  const property = fc.asyncProperty(specs, async (spec) => {
    const random = pod(JSON.parse(JSON.stringify(spec)) as JsonObject);
    expect(controlsOf(random)).toEqual(controlsIn((await client.dryRun(random)).message).sort());
  });
  await fc.assert(property, { numRuns: 500 });
});

describe('in a pod that is there', () => {
  beforeAll(async () => {
    expect(await client.apply(pod())).toMatchObject({ ok: true });
  });

  it.each(EPHEMERAL_CASES)('the server says the same of $title', async ({ pod, violates }) => {
    const message = await patch(ephemeral(pod.metadata.name), {
      spec: { ephemeralContainers: (pod.spec as { ephemeralContainers: unknown }).ephemeralContainers },
    });
    expect(controlsIn(message).sort()).toEqual([...violates].sort());
    expect(controlsOf(pod)).toEqual([...violates].sort());
  });
});

/** Sends a patch to a subresource, which the client does not know. @returns why it was refused; empty if it was not */
function patch(path: string, content: object): Promise<string> {
  const config = parse(readFileSync(process.env.CDK8S_FLINK_TEST_KUBECONFIG ?? '', 'utf8')) as {
    clusters: [{ cluster: { server: string; 'certificate-authority-data': string } }];
    users: [{ user: { 'client-certificate-data': string; 'client-key-data': string } }];
  };
  const decode = (data: string) => Buffer.from(data, 'base64');
  const { cluster } = config.clusters[0];
  const { user } = config.users[0];
  const options = {
    method: 'PATCH',
    headers: { 'content-type': 'application/strategic-merge-patch+json' },
    ca: decode(cluster['certificate-authority-data']),
    cert: decode(user['client-certificate-data']),
    key: decode(user['client-key-data']),
  };
  return new Promise((resolve, reject) => {
    const call = request(`${cluster.server}${path}`, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve(answer.statusCode === 200 ? '' : (JSON.parse(text) as { message: string }).message);
      });
    });
    call.on('error', reject);
    call.end(JSON.stringify(content));
  });
}
