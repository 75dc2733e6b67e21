import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  FlinkError,
  FlinkJobCluster,
  FlinkSessionCluster,
  formatPath,
  MetricsReporter,
  type FlinkClusterProps,
  type FlinkJobClusterProps,
} from '../../constructs';
import { chart, JOB, objectsOf, SESSION } from './cluster-props';

const HA = { highAvailabilityStorageDir: 's3://ha', checkpointsDir: 's3://c' };
const REST = { rest: [{ namespaceSelector: {} }] };

/** Code and path of every problem. */
function problemsOf(props: FlinkJobClusterProps | FlinkClusterProps): string[] {
  try {
    objectsOf(props);
  } catch (error) {
    if (error instanceof FlinkError) return error.problems.map((p) => `${p.code} ${formatPath(p.path)}`);
    throw error;
  }
  return [];
}

describe('props of a cluster that contradict each other, or say something in vain', () => {
  it.each<[string, Partial<FlinkClusterProps>, string[]]>([
    ['a log level for files of one’s own', { logLevel: 'WARN', logConfiguration: {} }, ['ContradictoryProps logLevel']],
    [
      'two ways in',
      { ingress: { template: 'a.b' }, restServiceType: 'NodePort', networkAccess: REST },
      ['ContradictoryProps restServiceType'],
    ],
    ['access without a policy', { networkPolicy: false, networkAccess: REST }, ['ContradictoryProps networkAccess']],
    ['an Ingress that nobody may use', { ingress: { template: 'a.b' } }, ['UnreachableRestApi ingress']],
    [
      'a load balancer that nobody may use',
      { restServiceType: 'LoadBalancer' },
      ['UnreachableRestApi restServiceType'],
    ],
    [
      'metrics that nobody offers',
      { networkAccess: { metrics: [{ podSelector: {} }] }, metricsReporters: [MetricsReporter.of('a', 'b')] },
      ['PropRequired networkAccess.metrics'],
    ],
    [
      'two reporters of one name',
      { metricsReporters: [MetricsReporter.prometheus(), MetricsReporter.prometheus({ port: 1 })] },
      ['DuplicateName metricsReporters[1]'],
    ],
    [
      'a reporter without a name',
      { metricsReporters: [MetricsReporter.of('a.b', 'c')] },
      ['InvalidValue metricsReporters[0]'],
    ],
    [
      'tolerations in two places',
      { tolerations: [{ key: 'a' }], podTemplate: { spec: { containers: [], tolerations: [{ key: 'b' }] } } },
      ['ContradictoryProps tolerations'],
    ],
    [
      'tolerations of a process and of its template',
      {
        jobManager: {
          memory: '2Gi',
          tolerations: [{ key: 'a' }],
          podTemplate: { spec: { containers: [], tolerations: [{ key: 'b' }] } },
        },
      },
      ['ContradictoryProps jobManager.tolerations'],
    ],
    [
      'two volumes in one place',
      {
        volumes: [{ source: { emptyDir: {} }, mountPath: '/a' }],
        jobManager: { memory: '2Gi', volumes: [{ source: { emptyDir: { medium: 'Memory' } }, mountPath: '/a' }] },
      },
      ['DuplicateName jobManager.volumes[0].mountPath'],
    ],
    [
      'a volume of a Service',
      { taskManager: { memory: '4Gi', volumes: [{ source: { kind: 'Service', name: 'x' }, mountPath: '/x' }] } },
      ['InvalidValue taskManager.volumes[0].source'],
    ],
    [
      'a limit below the request',
      { jobManager: { memory: '2Gi', cpu: 2, cpuLimit: 1 } },
      ['RequestExceedsLimit jobManager.cpuLimit'],
    ],
    ['no time between checkpoints', { checkpointInterval: Duration.millis(0) }, ['NotPositive checkpointInterval']],
  ])('%s', (_, more, expected) => {
    expect(problemsOf({ ...SESSION, ...more })).toEqual(expected);
  });
});

describe('props of a job that contradict each other, or say something in vain', () => {
  it.each<[string, Partial<FlinkJobClusterProps>, string[]]>([
    ['two main programs', { entryClass: 'a.B', python: { script: 'a.py' } }, ['ContradictoryProps python']],
    [
      'a script and a module',
      { python: { script: 'a.py', module: 'a', files: ['a'] } },
      ['ContradictoryProps python.script'],
    ],
    ['no program at all', { python: {} }, ['PropRequired python']],
    ['a module of nowhere', { python: { module: 'a' } }, ['PropRequired python.module']],
    ['a checksum of a local jar', { jarSha256: 'a'.repeat(64) }, ['PropRequired jarSha256']],
    ['a checksum that is none', { jarUri: 'https://a/b.jar', jarSha256: 'abc' }, ['InvalidValue jarSha256']],
    ['retries of an endless job', { batchRetries: 1 }, ['PropRequired batchRetries']],
    ['less than no retries', { batch: true, batchRetries: -1 }, ['InvalidValue batchRetries']],
    [
      'retries that the resource cannot say',
      { batch: true, batchRetries: 1, managedBy: 'controller' },
      ['NotInResource batchRetries'],
    ],
    ['a batch job with high availability', { ...HA, batch: true }, ['ContradictoryProps batch']],
    [
      'a savepoint at each upgrade without a controller',
      { ...HA, upgradeMode: 'savepoint', savepointsDir: 's3://s' },
      ['ControllerRequired upgradeMode'],
    ],
    [
      'the last state without high availability',
      { upgradeMode: 'last-state', checkpointsDir: 's3://c' },
      ['PropRequired upgradeMode'],
    ],
    ['no state with high availability', { ...HA, upgradeMode: 'stateless' }, ['ContradictoryProps upgradeMode']],
    ['a guard of nothing', { launchGuard: true }, ['PropRequired launchGuard']],
    [
      'a guard beside a controller',
      { ...HA, launchGuard: false, managedBy: 'controller' },
      ['PropRequired launchGuard'],
    ],
  ])('%s', (_, more, expected) => {
    expect(problemsOf({ ...JOB, ...more })).toEqual(expected);
  });
});

describe('what is wrong with the resource is said of the prop that it comes from', () => {
  it.each<[string, Partial<FlinkJobClusterProps>, string]>([
    ['name', { name: 'A' }, 'InvalidName name'],
    ['namespace', { namespace: 'A' }, 'InvalidNamespace namespace'],
    ['memory', { taskManager: { memory: '10m' } }, 'Memory taskManager'],
    ['a typo of memory', { jobManager: { memory: '2 apples' } }, 'InvalidMemory jobManager.memory'],
    ['replicas', { taskManager: { memory: '4Gi', replicas: 0 } }, 'TooSmall taskManager.replicas'],
    ['parallelism', { parallelism: 0 }, 'TooSmall parallelism'],
    [
      'the Ingress',
      { ingress: { template: 'example.com:port' }, networkAccess: REST },
      'InvalidIngressTemplate ingress.template',
    ],
    [
      'an option, flat',
      { flinkConfiguration: { 'kubernetes.namespace': 'x' } },
      'ForbiddenConfigKey flinkConfiguration["kubernetes.namespace"]',
    ],
    [
      'an option, nested',
      { flinkConfiguration: { kubernetes: { namespace: 'x' } } },
      'ForbiddenConfigKey flinkConfiguration.kubernetes.namespace',
    ],
    [
      'an option of a prop',
      { flinkVersion: '1.15', checkpointsDir: 'a\nb' },
      'ConfigValueNotRepresentable checkpointsDir',
    ],
    ['a state without a place', { highAvailabilityStorageDir: 's3://ha' }, 'CheckpointDirectoryRequired upgradeMode'],
  ])('%s', (_, more, expected) => {
    const found = problemsOf({ ...JOB, ...more }).map((line) => line.replace(/^Memory\w+/, 'Memory'));
    expect(found).toContain(expected);
  });
});

it('all problems are thrown at once, each with the path of the construct', () => {
  const build = () =>
    new FlinkJobCluster(chart(), 'orders', {
      ...JOB,
      name: 'A',
      logLevel: 'WARN',
      logConfiguration: {},
      batchRetries: 1,
    });
  expect(build).toThrow(FlinkError);
  expect(build).toThrow(
    /^\[chart\/orders\] ContradictoryProps: logLevel: [^\n]+\n\[chart\/orders\] PropRequired: batchRetries: [^\n]+\n\[chart\/orders\] InvalidName: name: [^\n]+$/,
  );
});

it('a part that a controller makes later is refused by name, not undefined', () => {
  const cluster = new FlinkSessionCluster(chart(), 'orders', { ...SESSION, managedBy: 'controller' });
  expect(() => cluster.jobManager).toThrow('[chart/orders] a controller makes the job-manager of this cluster');
  expect(cluster.node.defaultChild).toBe(cluster.resource);
});

it('a claim of cdk8s-plus is a volume, a Service is not', () => {
  const parent = chart();
  const claim = new kplus.PersistentVolumeClaim(parent, 'claim', { metadata: { name: 'claim' } });
  const service = new kplus.Service(parent, 'service', { ports: [{ port: 1 }] });
  const build = (source: { kind: string; name: string }, id: string) =>
    new FlinkSessionCluster(parent, id, { ...SESSION, name: id, volumes: [{ source, mountPath: '/a' }] });
  expect(() => build(claim, 'a')).not.toThrow();
  expect(() => build(service, 'b')).toThrow(/InvalidValue: volumes\[0\]\.source: an object of kind "Service"/);
});
