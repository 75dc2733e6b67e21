import { BUILT_IN_OPERATOR_CONFIG, checkDeployment } from '../../lib/api';
import { toModel } from '../../lib/api/apache/to-model';
import type { FlinkDeploymentSpec } from '../../lib/api/apache/types';
import type { JsonObject, Manifest } from '../../lib/manifest';
import { firstLaunch } from '../../lib/model/launch';
import { renderCluster } from '../../lib/render/cluster';

// What the reference says of the operator, and none of the recorded resources shows.

function render(change: Partial<FlinkDeploymentSpec>): Map<string, Manifest> {
  const spec: FlinkDeploymentSpec = {
    image: 'flink:1.20',
    flinkVersion: 'v1_20',
    serviceAccount: 'flink',
    jobManager: { resource: { memory: '2g', cpu: 1 } },
    taskManager: { resource: { memory: '2g', cpu: 1 } },
    ...change,
  };
  const document = { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', metadata: { name: 'a' }, spec };
  const { problems, resource } = checkDeployment(document as unknown as JsonObject, BUILT_IN_OPERATOR_CONFIG);
  if (resource === undefined || problems.length > 0) throw new Error(problems.map((p) => p.message).join(', '));
  const model = toModel(resource, BUILT_IN_OPERATOR_CONFIG);
  return new Map(renderCluster(model, firstLaunch(model)).map(({ role, manifest }) => [role, manifest]));
}

const dataOf = (objects: ReadonlyMap<string, Manifest>) =>
  objects.get('configuration')?.data as Readonly<Record<string, string>>;
const optionsOf = (objects: ReadonlyMap<string, Manifest>) => dataOf(objects)['flink-conf.yaml']?.split('\n') ?? [];

const job = { jarURI: 'local:///opt/flink/examples/a.jar', parallelism: 1 };

it('takes no savepoint path from the options, because a launch decides where a job starts', () => {
  const flinkConfiguration = {
    'execution.savepoint.path': 's3://b/old',
    'execution.state-recovery.path': 's3://b/older',
  };
  expect(optionsOf(render({ job, flinkConfiguration })).filter((line) => line.includes('s3://b/old'))).toEqual([]);
});

it('makes the REST service private when there is an Ingress', () => {
  const flinkConfiguration = { 'kubernetes.rest-service.exposed.type': 'LoadBalancer' };
  const open = render({ flinkConfiguration });
  const closed = render({ flinkConfiguration, ingress: { template: 'a.example.com' } });
  expect(open.get('rest-service')?.spec).toMatchObject({ type: 'LoadBalancer' });
  expect(closed.get('rest-service')?.spec).toMatchObject({ type: 'ClusterIP' });
});

it.each([
  ['last-state', {}, 'execution.checkpointing.interval: 5 min'],
  ['last-state', { 'execution.checkpointing.interval': '9 s' }, 'execution.checkpointing.interval: 9 s'],
  ['stateless', {}, undefined],
] as const)('sets a checkpoint interval for %s jobs with the options %j: %s', (upgradeMode, interval, expected) => {
  const flinkConfiguration = { 'state.checkpoints.dir': 's3://b/c', ...interval };
  const lines = optionsOf(render({ job: { ...job, upgradeMode }, flinkConfiguration }));
  expect(lines.find((line) => line.startsWith('execution.checkpointing.interval'))).toBe(expected);
});

it('replaces all default log files by those of the resource', () => {
  const logConfiguration = { 'log4j-console.properties': 'rootLogger.level = WARN' };
  expect(Object.keys(dataOf(render({ logConfiguration }))).sort()).toEqual([
    'flink-conf.yaml',
    'log4j-console.properties',
  ]);
  expect(Object.keys(dataOf(render({})))).toHaveLength(3);
});

it('gives pods the network of their node when asked, with the DNS that goes with it and no ports', () => {
  const pod = (
    render({ flinkConfiguration: { 'kubernetes.hostnetwork.enabled': 'true' } }).get('job-manager')?.spec as JsonObject
  ).template as { spec: { containers: JsonObject[] } };
  expect(pod.spec).toMatchObject({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
  expect(pod.spec.containers[0]).not.toHaveProperty('ports');
});

it('leaves the Ingress to others when the operator does not manage any', () => {
  const ingress = { template: 'a.example.com' };
  expect([...render({ ingress }).keys()]).toContain('ingress');
  const flinkConfiguration = { 'kubernetes.operator.ingress.manage': 'false' };
  expect([...render({ ingress, flinkConfiguration }).keys()]).not.toContain('ingress');
});

it('renders nothing for a suspended job', () => {
  expect(render({ job: { ...job, state: 'suspended' } }).size).toBe(0);
});

it('makes a headless REST service when asked', () => {
  const objects = render({ flinkConfiguration: { 'kubernetes.rest-service.exposed.type': 'Headless_ClusterIP' } });
  expect(objects.get('rest-service')?.spec).toMatchObject({ type: 'ClusterIP', clusterIP: 'None' });
});

it('mounts the Kerberos keytab and configuration that others have made', () => {
  const flinkConfiguration = {
    'security.kerberos.login.keytab': '/etc/flink.keytab',
    'security.kerberos.login.principal': 'flink',
    'security.kerberos.krb5-conf.path': '/etc/krb5.conf',
  };
  const text = JSON.stringify(render({ flinkConfiguration }).get('job-manager'));
  expect(text).toContain('"secretName":"kerberos-keytab-a"');
  expect(text).toContain('"name":"kerberos-krb5conf-a"');
  expect(text).toContain('"subPath":"krb5.conf"');
});

it('keeps a job id that the resource sets', () => {
  const id = '0123456789abcdef0123456789abcdef';
  const lines = optionsOf(render({ job, flinkConfiguration: { '$internal.pipeline.job-id': id } }));
  expect(lines).toContain(`$internal.pipeline.job-id: ${id}`);
});

it('has the arguments of a standalone job on the command line only, when one of them has a line break', () => {
  const objects = render({ mode: 'standalone', job: { ...job, args: ['SELECT 1\nweb.cancel.enable: true'] } });
  expect(JSON.stringify(objects.get('job-manager'))).toContain('SELECT 1\\\\nweb.cancel.enable'.replace('\\\\', '\\'));
  expect(optionsOf(objects)).toContain('web.cancel.enable: false');
  expect(optionsOf(objects).join('\n')).not.toContain('program-args');
});
