import type { JsonObject, Manifest } from '../../lib/manifest';
import { podSecurityFindings, podSecurityViolations } from './pod-security';
import { EPHEMERAL_CASES, pod, POD_SECURITY_CASES } from './pod-security-cases';
import { CONTROLS } from './pod-security-controls';

const cases = [...POD_SECURITY_CASES, ...EPHEMERAL_CASES];

it.each(cases)('finds what $title violates', ({ pod, violates }) => {
  const found = new Set(podSecurityFindings(pod).map(({ control }) => control));
  expect([...found].sort()).toEqual([...violates].sort());
});

it('has a case of each control that violates it', () => {
  const seen = new Set(cases.flatMap(({ violates }) => violates));
  expect([...seen].sort()).toEqual(Object.keys(CONTROLS).sort());
});

const bad = pod({
  hostNetwork: true,
  initContainers: [{ name: 'a', image: 'x' }],
  volumes: [
    { name: 'ok', emptyDir: {} },
    { name: 'bad', hostPath: { path: '/' } },
  ],
});
const violations = [
  'spec.initContainers[0].securityContext.allowPrivilegeEscalation: must be false (allowPrivilegeEscalation)',
  'spec.initContainers[0].securityContext.capabilities.drop: must include ALL (capabilities)',
  'spec.hostNetwork: must not be true (hostNamespaces)',
  'spec.volumes[1].hostPath: is no allowed type (restrictedVolumes)',
];

it('names every field', () => {
  expect(podSecurityViolations(bad)).toEqual(violations);
});

const template = { metadata: {}, spec: bad.spec as JsonObject };
const workloads: [prefix: string, manifest: Omit<Manifest, 'metadata'>][] = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind): [string, Omit<Manifest, 'metadata'>] => [
    'spec.template.',
    { apiVersion: 'apps/v1', kind, spec: { template } },
  ]),
  ['spec.template.', { apiVersion: 'v1', kind: 'ReplicationController', spec: { template } }],
  ['spec.template.', { apiVersion: 'batch/v1', kind: 'Job', spec: { template } }],
  [
    'spec.jobTemplate.spec.template.',
    { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } },
  ],
  ['template.', { apiVersion: 'v1', kind: 'PodTemplate', template }],
];

it.each(workloads)('finds the pods of a workload at %s', (prefix, manifest) => {
  expect(podSecurityViolations({ ...manifest, metadata: { name: 'x' } } as Manifest)).toEqual(
    violations.map((line) => prefix + line),
  );
});

it.each<[string, JsonObject]>([
  ['a ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap', data: {} }],
  [
    'a custom resource',
    { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', spec: { podTemplate: template } },
  ],
  [
    'a custom resource that is called like a workload',
    { apiVersion: 'example.com/v1', kind: 'Job', spec: { template } },
  ],
])('finds nothing in %s, which makes no pods itself', (_, manifest) => {
  expect(podSecurityViolations({ ...manifest, metadata: { name: 'x' } } as unknown as Manifest)).toEqual([]);
});
