import type { Json, JsonObject } from '../../../../lib/manifest';
import { revisionJobId } from '../../../../lib/model/launch';
import { containerOf, filesOf, modelOf, podOf, render } from './build';

// The vectors of the operator's own tests and of its source.

const config = (spec: JsonObject, key: string) => modelOf(spec).configuration.get(key);
const memory = (amount: string) => ({ resources: { limits: { memory: amount, cpu: '500m' } } });

describe('the memory of Flink', () => {
  it.each<[version: string, amount: string, more: JsonObject, expected: string | undefined]>([
    ['1.9', '1Gi', {}, '452m'],
    ['1.9', '4Gi', {}, '3072m'],
    ['1.9', '1Gi', { memoryOffHeapRatio: 50, memoryOffHeapMin: '1M' }, '512m'],
    ['1.9', '1Gi', { memoryOffHeapRatio: 0, memoryOffHeapMin: '0' }, '1024m'],
    ['1.9', '1Gi', { memoryOffHeapRatio: 100 }, undefined],
    ['1.15', '1Gi', {}, '820m'],
    ['1.15', '2Gi', {}, '1639m'],
    ['1.15', '4Gi', {}, '3277m'],
    ['1.10', '1Gi', { memoryProcessRatio: 100 }, '1024m'],
    ['2.1', '1000M', { memoryProcessRatio: 33 }, '315m'],
    ['1.15', '1.5Gi', {}, '1229m'],
    ['1.15', '1Gi', { memoryProcessRatio: 0 }, undefined],
  ])('is, for Flink %s in %s with %j, %s', (flinkVersion, amount, more, expected) => {
    const key = flinkVersion === '1.9' ? 'heap.size' : 'memory.process.size';
    const process = { ...memory(amount), ...more };
    const spec = { flinkVersion, jobManager: process, taskManager: process };
    expect(config(spec, `jobmanager.${key}`)).toBe(expected);
    expect(config(spec, `taskmanager.${key}`)).toBe(expected);
  });

  it('is the default of the CRD without any resources', () => {
    expect(config({}, 'taskmanager.memory.process.size')).toBe('1639m');
  });

  it('is computed of the request where there is no limit', () => {
    const resources = { requests: { cpu: 1, memory: '1Gi' }, limits: { cpu: 2 } };
    expect(config({ jobManager: { resources } }, 'jobmanager.memory.process.size')).toBe('820m');
  });
});

it.each<[cpu: Json, slots: string]>([
  ['500m', '1'],
  ['2', '1'],
  [2, '1'],
  ['2500m', '1'],
  ['3', '1'],
  ['3001m', '2'],
  ['4', '2'],
  ['8', '4'],
])('gives a TaskManager with cpu %s slots: %s', (cpu, slots) => {
  const taskManager = { resources: { limits: { cpu, memory: '1Gi' } } };
  expect(config({ taskManager }, 'taskmanager.numberOfTaskSlots')).toBe(slots);
});

it.each(['jobmanager.rpc.address', 'jobmanager.rpc.port', 'blob.server.port', 'query.server.port', 'rest.port'])(
  'lets nobody set %s, which Services and pods have to agree on',
  (key) => {
    expect(config({ flinkProperties: { [key]: 'mine' } }, key)).not.toBe('mine');
  },
);

it.each(['taskmanager.rpc.port', 'taskmanager.numberOfTaskSlots', 'jobmanager.memory.process.size'])(
  'lets an author set %s',
  (key) => {
    expect(config({ flinkProperties: { [key]: '7' } }, key)).toBe('7');
  },
);

// The cluster of the operator's own tests.
const FJC: JsonObject = {
  flinkVersion: '1.8.1',
  image: { name: 'flink:1.8.1' },
  jobManager: {
    resources: { limits: { cpu: '200m', memory: '512Mi' }, requests: { cpu: '200m', memory: '512Mi' } },
    memoryOffHeapMin: '0',
    memoryOffHeapRatio: 100,
  },
  taskManager: { replicas: 1, ...memory('1Gi') },
  envVars: [{ name: 'FOO', value: 'abc' }],
  hadoopConfig: { configMapName: 'hadoop-configmap', mountPath: '/etc/hadoop/conf' },
  gcpConfig: {
    serviceAccount: { secretName: 'key', keyFile: 'key.json', mountPath: '/etc/gcp_service_account' },
  },
  job: {
    args: ['--input', './README.txt'],
    className: 'org.apache.flink.examples.java.wordcount.WordCount',
    jarFile: '/cache/my-job.jar',
    parallelism: 2,
    volumes: [{ name: 'cache-volume', emptyDir: {} }],
    volumeMounts: [{ name: 'cache-volume', mountPath: '/cache' }],
    initContainers: [{ name: 'fetch', image: 'busybox', env: [{ name: 'FOO', value: 'mine' }] }],
  },
};

const names = (list: Json | undefined, field = 'name') => (list as JsonObject[]).map((item) => item[field]);

describe("the cluster of the operator's tests", () => {
  const objects = render(FJC);

  it('has its configuration', () => {
    expect(filesOf(objects)['flink-conf.yaml']).toBe(
      [
        'blob.server.port: 6124',
        'jobmanager.rpc.address: c-jobmanager',
        'jobmanager.rpc.port: 6123',
        'query.server.port: 6125',
        'rest.port: 8081',
        'taskmanager.heap.size: 452m',
        'taskmanager.numberOfTaskSlots: 1',
        'taskmanager.rpc.port: 6122\n',
      ].join('\n'),
    );
  });

  it('has its submitter', () => {
    const main = containerOf(objects, 'submitter');
    expect((main.args as string[]).join(' ')).toBe(
      'bash /opt/flink-operator/submit-job.sh --jobmanager c-jobmanager:8081 ' +
        '--class org.apache.flink.examples.java.wordcount.WordCount --parallelism 2 --detached ' +
        '/cache/my-job.jar --input ./README.txt',
    );
    expect(names(main.env)).toEqual(['FLINK_JM_ADDR', 'FOO', 'HADOOP_CONF_DIR', 'GOOGLE_APPLICATION_CREDENTIALS']);
    const paths = ['/cache', '/opt/flink-operator/submit-job.sh', '/opt/flink/conf', '/etc/hadoop/conf'];
    expect(names(main.volumeMounts, 'mountPath')).toEqual([...paths, '/etc/gcp_service_account/']);
  });

  it('shares mounts and variables of the submitter with its init containers, which keep their own', () => {
    const [init] = podOf(objects, 'submitter').initContainers as JsonObject[];
    const main = containerOf(objects, 'submitter');
    expect(names(init?.volumeMounts, 'mountPath')).toEqual(names(main.volumeMounts, 'mountPath'));
    expect(init?.env).toContainEqual({ name: 'FOO', value: 'mine' });
    expect(names(init?.env)).toHaveLength(4);
  });
});

it("derives the id of an application's job from the revision, as the operator does", () => {
  expect(revisionJobId('fjc-85dc8f749-1')).toBe('c175cf01297353aba300f4052cd53b36');
});

const args = (job: JsonObject, more: JsonObject = {}, launch = {}) => {
  const objects = render({ taskManager: { replicas: 2, ...memory('1Gi') }, job, ...more }, launch);
  return containerOf(objects, job.mode === 'Application' ? 'job-manager' : 'submitter').args as string[];
};

describe('the arguments of the submitter', () => {
  const before = ['bash', '/opt/flink-operator/submit-job.sh', '--jobmanager', 'c-jobmanager:8081'];

  it.each<[what: string, job: JsonObject, expected: string[]]>([
    ['all slots as parallelism', { jarFile: 'a.jar' }, ['--parallelism', '2', '--detached', 'a.jar']],
    ['no --detached when blocking', { jarFile: 'a.jar', mode: 'Blocking' }, ['--parallelism', '2', 'a.jar']],
    [
      'savepoint and state that may be left',
      { jarFile: 'a.jar', fromSavepoint: 's3://x', allowNonRestoredState: true },
      ['--fromSavepoint', 's3://x', '--allowNonRestoredState', '--parallelism', '2', '--detached', 'a.jar'],
    ],
    ['no blank savepoint', { jarFile: 'a.jar', fromSavepoint: '  ' }, ['--parallelism', '2', '--detached', 'a.jar']],
    [
      'class path before the jar',
      { jarFile: 'a.jar', classPath: ['file:///1', 'file:///2'], parallelism: 9, args: ['-C', 'x'] },
      ['--parallelism', '9', '--detached', '-C', 'file:///1', '-C', 'file:///2', 'a.jar', '-C', 'x'],
    ],
    [
      'Python',
      { pyFile: 'p.py', pyFiles: 'a,b', args: ['x'] },
      ['--parallelism', '2', '--detached', '--python', 'p.py', '--pyFiles', 'a,b', 'x'],
    ],
    [
      'a Python module',
      { pyModule: 'm', pyFiles: 'a' },
      ['--parallelism', '2', '--detached', '--pyFiles', 'a', '--pyModule', 'm'],
    ],
    [
      'no option that no Flink has',
      { jarFile: 'a.jar', noLoggingToStdout: true },
      ['--parallelism', '2', '--detached', 'a.jar'],
    ],
  ])('have %s', (_, job, expected) => {
    expect(args(job)).toEqual([...before, ...expected]);
  });

  it('have no parallelism when the slots are no number', () => {
    const flinkProperties = { 'taskmanager.numberOfTaskSlots': 'many' };
    expect(args({ jarFile: 'a.jar' }, { flinkProperties })).toEqual([...before, '--detached', 'a.jar']);
  });

  it('name the port of the web UI', () => {
    const objects = render({ jobManager: { ports: { ui: 9 } }, job: { jarFile: 'a.jar' } });
    expect(containerOf(objects, 'submitter').env).toEqual([{ name: 'FLINK_JM_ADDR', value: 'c-jobmanager:9' }]);
  });
});

it('runs the job of an application in the JobManager', () => {
  const job = { mode: 'Application', className: 'A', args: ['--x', '1'], allowNonRestoredState: true };
  expect(args(job, {}, { jobId: 'ab', restorePath: 's3://x' })).toEqual([
    ...['standalone-job', '-Dparallelism.default=2', '--fromSavepoint', 's3://x', '--allowNonRestoredState'],
    ...['--job-id', 'ab', '--job-classname', 'A', '--x', '1'],
  ]);
});

it('labels objects with the revision of the launch, and pods of StatefulSets not', () => {
  const label = 'flinkoperator.k8s.io/revision-name';
  const objects = render({ job: { jarFile: 'a.jar' } }, { revision: 'c-old-name-7' });
  for (const [role, { metadata, spec }] of objects) {
    expect(metadata.labels?.[label]).toBe('c-old-name');
    const template = (spec as JsonObject | undefined)?.template as JsonObject | undefined;
    const labels = (template?.metadata as { labels?: JsonObject } | undefined)?.labels;
    expect(labels?.[label]).toBe(role === 'submitter' ? 'c-old-name' : undefined);
  }
});
