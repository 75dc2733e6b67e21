import {
  FlinkError,
  renderResource,
  type FlinkClusterProps,
  type FlinkJobClusterProps,
  type JsonObject,
} from '../../constructs';
import { BUILT_IN_OPERATOR_CONFIG, checkDeployment } from '../../lib/api';
import { toModel } from '../../lib/api/apache/to-model';
import { firstLaunch } from '../../lib/model/launch';
import { renderCluster } from '../../lib/render/cluster';
import { canonical, deepFreeze, expectNoPollution } from '../lib/json-tools';
import { job, JOB, objectsOf, only, PLAIN, resource, SESSION } from './cluster-props';

/** Merged by index, this and the one below would mix two containers. */
const LAYER = {
  spec: {
    containers: [
      { name: 'first', image: 'first' },
      { name: 'sidecar', image: 'base', tty: true },
    ],
  },
};
const podTemplate = (image: string) => ({ spec: { containers: [{ name: 'sidecar', image }] } });

afterEach(expectNoPollution);

describe('a cluster without opinions is the equivalent resource', () => {
  it.each<[string, FlinkJobClusterProps | FlinkClusterProps, JsonObject]>([
    ['a session cluster', SESSION, resource()],
    ['a job', JOB, resource(job())],
    [
      'a job with everything',
      {
        ...JOB,
        entryClass: 'com.example.Orders',
        args: ['--input', 's3://bucket', ''],
        parallelism: 7,
        initialSavepointPath: 's3://bucket/savepoint',
        allowNonRestoredState: true,
        taskSlots: 2,
      },
      resource(
        job({
          entryClass: 'com.example.Orders',
          args: ['--input', 's3://bucket', ''],
          parallelism: 7,
          initialSavepointPath: 's3://bucket/savepoint',
          allowNonRestoredState: true,
        }),
        { 'taskmanager.numberOfTaskSlots': '2' },
      ),
    ],
    [
      'a job of the class path',
      { ...SESSION, entryClass: 'com.example.Orders' },
      resource(job({ jarURI: null, entryClass: 'com.example.Orders' })),
    ],
    [
      'image, account and log files',
      {
        ...SESSION,
        imagePullPolicy: 'Always',
        serviceAccount: 'flink',
        logConfiguration: { 'logback-console.xml': '<x/>' },
      },
      resource({
        imagePullPolicy: 'Always',
        serviceAccount: 'flink',
        logConfiguration: { 'logback-console.xml': '<x/>' },
      }),
    ],
    [
      'directories and high availability of 1.20',
      {
        ...SESSION,
        highAvailabilityStorageDir: 's3://ha',
        checkpointsDir: 's3://c',
        savepointsDir: 's3://s',
        jobManager: { memory: '2Gi', replicas: 2 },
      },
      resource(
        { jobManager: { resource: { memory: '2Gi', cpu: 1 }, replicas: 2 } },
        {
          'high-availability.type': 'kubernetes',
          'high-availability.storageDir': 's3://ha',
          'state.checkpoints.dir': 's3://c',
          'state.savepoints.dir': 's3://s',
        },
      ),
    ],
    [
      'high availability of 1.15',
      { ...SESSION, flinkVersion: '1.15', highAvailabilityStorageDir: 's3://ha' },
      resource(
        { flinkVersion: 'v1_15' },
        {
          'high-availability': 'org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory',
          'high-availability.storageDir': 's3://ha',
        },
      ),
    ],
    ['Flink 2', { ...JOB, flinkVersion: '2.3' }, resource({ flinkVersion: 'v2_3', ...job() })],
    [
      'pod templates of both layers, merged by name',
      {
        ...SESSION,
        podTemplate: LAYER,
        jobManager: { memory: '2Gi', podTemplate: podTemplate('jm') },
        taskManager: { memory: '4096m', cpu: 2.5, podTemplate: podTemplate('tm'), replicas: 3 },
      },
      resource({
        podTemplate: LAYER,
        jobManager: { resource: { memory: '2Gi', cpu: 1 }, podTemplate: podTemplate('jm') },
        taskManager: { resource: { memory: '4096m', cpu: 2.5 }, podTemplate: podTemplate('tm'), replicas: 3 },
      }),
    ],
    [
      'an Ingress',
      { ...SESSION, ingress: { template: '{{name}}.example.com', className: 'nginx' } },
      resource({ ingress: { template: '{{name}}.example.com', className: 'nginx' } }),
    ],
    [
      'further options, nested',
      { ...SESSION, flinkConfiguration: { rest: { port: 9081 }, 'containerized.master.env.A': 'b' } },
      resource({}, { rest: { port: 9081 }, 'containerized.master.env.A': 'b' }),
    ],
    [
      'a cluster named as every object is',
      { ...SESSION, name: 'constructor' },
      resource({}, {}, { name: 'constructor' }),
    ],
  ])('for %s', (_, props, document) => {
    const [managed, ...others] = objectsOf(deepFreeze({ ...PLAIN, ...props, managedBy: 'controller' }));
    expect(others).toEqual([]);
    const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: [] };
    const objects = renderResource(managed as unknown as JsonObject, context);
    const rendered = renderResource(document, context);
    expect(objects).toEqual(rendered);
    // Not even the order of keys differs, and nothing but it from the core's own.
    expect(JSON.stringify(objects)).toBe(JSON.stringify(rendered));
    const checked = checkDeployment(document, BUILT_IN_OPERATOR_CONFIG).resource;
    if (checked === undefined) throw new Error('is refused');
    const model = toModel(checked, BUILT_IN_OPERATOR_CONFIG);
    const pure = renderCluster(model, firstLaunch(model)).map((r) => r.manifest);
    expect(canonical(objects)).toBe(canonical(pure));
  });

  it.each<[string, FlinkClusterProps, string, string]>([
    [
      'flat',
      { ...SESSION, taskSlots: 2, flinkConfiguration: { 'taskmanager.numberOfTaskSlots': 4 } },
      'taskmanager.numberOfTaskSlots',
      '4',
    ],
    [
      'nested',
      { ...SESSION, taskSlots: 2, flinkConfiguration: { taskmanager: { numberOfTaskSlots: 4 } } },
      'taskmanager.numberOfTaskSlots',
      '4',
    ],
    [
      'nested elsewhere',
      { ...SESSION, checkpointsDir: 's3://a', flinkConfiguration: { 'state.checkpoints': { dir: 's3://b' } } },
      'state.checkpoints.dir',
      's3://b',
    ],
  ])('further options win over props, %s', (_, props, key, value) => {
    const data = only('ConfigMap', objectsOf(props)).data as Record<string, string>;
    const lines = data['flink-conf.yaml']?.split('\n').filter((line) => line.startsWith(`${key}:`));
    expect(lines).toEqual([`${key}: ${value}`]);
  });
});

describe('rendering a resource', () => {
  const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: [] };

  it('refuses one with problems, with all of them', () => {
    const render = () => renderResource(resource({ serviceAccount: null, taskManger: {} }), context);
    expect(render).toThrow(FlinkError);
    expect(render).toThrow(/UnknownField[^]*MissingField|MissingField[^]*UnknownField/);
  });

  it('forgives unknown fields, and only those, when lenient', () => {
    const expected = renderResource(resource(), context);
    expect(renderResource(resource({ taskManger: {} }), context, { lenient: true })).toEqual(expected);
    expect(() => renderResource(resource({ image: 1 }), context, { lenient: true })).toThrow(/WrongType/);
  });

  it('of a suspended job or a session job makes no objects', () => {
    expect(renderResource(resource(job({ state: 'suspended' })), context)).toEqual([]);
    const sessionJob: JsonObject = {
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkSessionJob',
      metadata: { name: 'a' },
      spec: { deploymentName: 'orders', job: { jarURI: 'https://example.com/a.jar', parallelism: 1 } },
    };
    expect(renderResource(sessionJob, context)).toEqual([]);
    expect(() => renderResource({ ...sessionJob, spec: {} }, context)).toThrow(/MissingField/);
  });
});

describe('a Python job', () => {
  const spec = (python: FlinkJobClusterProps['python']) =>
    only('FlinkDeployment', objectsOf({ ...SESSION, managedBy: 'controller', python, args: ['--x'] } as never))
      .spec as {
      job: JsonObject;
      flinkConfiguration: JsonObject;
    };

  it('is the driver of Flink with a script, files and an interpreter', () => {
    const { job, flinkConfiguration } = spec({ script: 'a.py', files: ['b', 'c'], executable: 'python3' });
    expect(job).toMatchObject({
      entryClass: 'org.apache.flink.client.python.PythonDriver',
      args: ['--python', 'a.py', '--x'],
    });
    expect(flinkConfiguration).toMatchObject({
      'python.files': 'b,c',
      'python.client.executable': 'python3',
      'python.executable': 'python3',
    });
  });

  it('is the driver with a module', () => {
    expect(spec({ module: 'a', files: ['b'] }).job.args).toEqual(['--pyModule', 'a', '--x']);
  });
});
