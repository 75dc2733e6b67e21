import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import {
  FlinkError,
  FlinkJobCluster,
  FlinkSessionCluster,
  renderResource,
  type FlinkClusterProps,
  type FlinkJobClusterProps,
  type JsonObject,
  type Manifest,
} from '../../constructs';
import { BUILT_IN_OPERATOR_CONFIG, checkDeployment } from '../../lib/api';
import { toModel } from '../../lib/api/apache/to-model';
import { firstLaunch } from '../../lib/model/launch';
import { renderCluster } from '../../lib/render/cluster';
import { canonical, deepFreeze, expectNoPollution } from '../lib/json-tools';

const HOMELESS: FlinkClusterProps = {
  name: 'orders',
  image: 'flink:1.20',
  flinkVersion: '1.20',
  jobManager: { memory: '2Gi' },
  taskManager: { memory: '4096m', cpu: 2.5 },
};
const SESSION: FlinkClusterProps = { ...HOMELESS, namespace: 'streams' };
const JOB: FlinkJobClusterProps = { ...SESSION, jarUri: 'local:///opt/flink/usrlib/orders.jar' };

type Spec = Record<string, unknown>;

/** The resource that means the same as {@link SESSION}, with other spec fields. */
function resource(spec: Spec = {}, options: Spec = {}, metadata: Spec = {}): JsonObject {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'orders', namespace: 'streams', ...metadata },
    spec: {
      image: 'flink:1.20',
      flinkVersion: 'v1_20',
      mode: 'standalone',
      serviceAccount: 'default',
      flinkConfiguration: { 'kubernetes.operator.pod-template.merge-arrays-by-name': 'true', ...options },
      jobManager: { resource: { memory: '2Gi', cpu: 1 } },
      taskManager: { resource: { memory: '4096m', cpu: 2.5 } },
      ...spec,
    },
  };
}

const job = (fields: Spec = {}) => ({
  job: { jarURI: 'local:///opt/flink/usrlib/orders.jar', parallelism: 1, args: [], ...fields },
});
const chart = () => new Chart(Testing.app(), 'chart', { disableResourceNameHashes: true });
const synth = (of: Chart) => Testing.synth(of) as Manifest[];
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

function objectsOf(props: FlinkJobClusterProps | FlinkClusterProps): Manifest[] {
  const parent = chart();
  if ('jarUri' in props || 'entryClass' in props) new FlinkJobCluster(parent, 'cluster', props);
  else new FlinkSessionCluster(parent, 'cluster', props);
  return synth(parent);
}

afterEach(expectNoPollution);

describe('a cluster renders the objects of the equivalent resource', () => {
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
    const objects = objectsOf(deepFreeze(props));
    const rendered = renderResource(document, { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: [] });
    expect(objects).toEqual(rendered);
    // Not even the order of keys differs from that of `renderResource`, and nothing but it from the core's own.
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
    const data = objectsOf(props)[0]?.data as Record<string, string>;
    const lines = data['flink-conf.yaml']?.split('\n').filter((line) => line.startsWith(`${key}:`));
    expect(lines).toEqual([`${key}: ${value}`]);
  });
});

describe('a cluster', () => {
  it('has its objects in the order in which they can be created', () => {
    const kinds = objectsOf({ ...JOB, ingress: { template: '/orders' } }).map((m) => `${m.kind} ${m.metadata.name}`);
    expect(kinds).toEqual([
      'ConfigMap flink-config-orders',
      'Service orders',
      'Service orders-rest',
      'Deployment orders',
      'Deployment orders-taskmanager',
      'Ingress orders',
    ]);
  });

  it('gives access to its parts', () => {
    const parent = chart();
    const cluster = new FlinkJobCluster(parent, 'cluster', JOB);
    expect([cluster.clusterName, cluster.namespace, cluster.restServiceName]).toEqual([
      'orders',
      'streams',
      'orders-rest',
    ]);
    const { jobManager, taskManager, configuration } = cluster;
    const parts = [jobManager, taskManager, configuration].map((object) => `${object.kind} ${object.name}`);
    expect(parts).toEqual(['Deployment orders', 'Deployment orders-taskmanager', 'ConfigMap flink-config-orders']);
    expect(cluster.node.defaultChild).toBe(jobManager);
    expect(ApiObject.of(cluster)).toBe(jobManager);
  });

  it('can be patched: fields newer than Kubernetes 1.27 added, others removed', () => {
    const parent = chart();
    const cluster = new FlinkSessionCluster(parent, 'cluster', SESSION);
    const pod = '/spec/template/spec';
    cluster.jobManager.addJsonPatch(
      JsonPatch.add(`${pod}/resources`, { requests: { cpu: '1' } }),
      JsonPatch.add(`${pod}/containers/0/resizePolicy`, [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]),
      JsonPatch.remove(`${pod}/containers/0/startupProbe`),
    );
    const deployment = synth(parent).find((m) => m.metadata.name === 'orders' && m.kind === 'Deployment');
    const spec = (deployment?.spec as { template: { spec: JsonObject & { containers: JsonObject[] } } }).template.spec;
    expect(spec.resources).toEqual({ requests: { cpu: '1' } });
    expect(spec.containers[0]).toMatchObject({ name: 'flink-main-container', resizePolicy: [{ resourceName: 'cpu' }] });
    expect(spec.containers[0]).not.toHaveProperty('startupProbe');
    expect(objectsOf(SESSION).find((m) => m.kind === 'Deployment')).toHaveProperty([
      'spec',
      'template',
      'spec',
      'containers',
      0,
      'startupProbe',
    ]);
  });

  it('takes labels of the chart, but not for what its objects are found by', () => {
    const parent = new Chart(Testing.app(), 'chart', { labels: { team: 'data', app: 'chart', component: 'chart' } });
    const cluster = new FlinkSessionCluster(parent, 'cluster', SESSION);
    cluster.taskManager.metadata.addLabel('tier', 'gold');
    cluster.taskManager.metadata.addAnnotation('note', 'x');
    const objects = synth(parent);
    const all = objects.map((m) => m.metadata.labels);
    expect(all.every((labels) => labels?.team === 'data' && labels.app === 'orders')).toBe(true);
    const taskManager = objects.find((m) => m.metadata.name === 'orders-taskmanager');
    expect(taskManager?.metadata.labels).toEqual({
      app: 'orders',
      component: 'taskmanager',
      team: 'data',
      tier: 'gold',
      type: 'flink-standalone-kubernetes',
    });
    expect(taskManager?.metadata.annotations).toEqual({ note: 'x' });
    const selector = { app: 'orders', component: 'taskmanager', type: 'flink-standalone-kubernetes' };
    expect(taskManager?.spec).toMatchObject({
      selector: { matchLabels: selector },
      template: { metadata: { labels: selector } },
    });
  });

  it.each<[string, string | undefined, string | undefined, string]>([
    ['of the chart', undefined, 'platform', 'platform'],
    ['of the props, if they have one', 'streams', 'platform', 'streams'],
  ])('is in the namespace %s', (_, own, ofChart, expected) => {
    const parent = new Chart(Testing.app(), 'chart', ofChart === undefined ? {} : { namespace: ofChart });
    const cluster = new FlinkSessionCluster(
      parent,
      'cluster',
      own === undefined ? HOMELESS : { ...HOMELESS, namespace: own },
    );
    expect(cluster.namespace).toBe(expected);
    expect(synth(parent).every((m) => m.metadata.namespace === expected)).toBe(true);
    const file = (synth(parent)[0]?.data as Record<string, string>)['flink-conf.yaml'];
    expect(file).toContain(`jobmanager.rpc.address: orders.${expected}\n`);
  });

  it('stands beside others in one chart, and is found again in its YAML', () => {
    const app = new App({ outdir: Testing.app().outdir });
    const parent = new Chart(app, 'chart');
    new FlinkSessionCluster(parent, 'first', SESSION);
    new FlinkJobCluster(parent, 'second', { ...JOB, name: 'payments' });
    expect(synth(parent)).toHaveLength(10);
    expect(app.synthYaml()).toContain('name: payments-taskmanager');
  });
});

describe('a cluster is refused', () => {
  const refusal = (build: (parent: Chart) => unknown): Error => {
    try {
      build(chart());
    } catch (error) {
      if (error instanceof Error) return error;
    }
    throw new Error('is not refused');
  };

  it('with every problem at once and the path of the construct', () => {
    const error = refusal(
      (parent) =>
        new FlinkJobCluster(parent, 'orders', {
          ...JOB,
          name: 'Orders',
          parallelism: 0,
          imagePullPolicy: 'Sometimes' as 'Always',
          jobManager: { memory: '1.5Gi', replicas: 2 },
          taskManager: { memory: '4Gi', cpu: -1 },
          flinkConfiguration: { 'kubernetes.namespace': 'x' },
        }),
    );
    if (!(error instanceof FlinkError)) throw error;
    expect(error.problems.map((p) => p.code).sort()).toEqual([
      'ForbiddenConfigKey',
      'HighAvailabilityRequired',
      'InvalidMemory',
      'InvalidName',
      'NotPositive',
      'TooSmall',
      'UnknownValue',
    ]);
    const lines = error.message.split('\n');
    expect(lines).toHaveLength(7);
    expect(lines.every((line) => line.startsWith('[chart/orders] '))).toBe(true);
    expect(error.message).toContain('"1.5Gi"');
  });

  it('without a namespace, in the props or of the chart', () => {
    const error = refusal((parent) => new FlinkSessionCluster(parent, 'orders', HOMELESS));
    expect(error.message).toBe(
      '[chart/orders] a Flink cluster needs a namespace: set it in the props or for the chart',
    );
  });

  it('with an unknown version', () => {
    const error = refusal(
      (parent) => new FlinkSessionCluster(parent, 'orders', { ...SESSION, flinkVersion: '3.0' as '2.0' }),
    );
    expect(error.message).toMatch(/^\[chart\/orders\] UnknownValue: spec\.flinkVersion: /);
  });

  it('with nothing left in the chart that could be deployed', () => {
    const parent = chart();
    expect(() => new FlinkSessionCluster(parent, 'orders', { ...SESSION, name: 'Orders' })).toThrow(FlinkError);
    expect(synth(parent)).toEqual([]);
  });

  it('not for a warning', () => {
    expect(objectsOf({ ...SESSION, flinkConfiguration: { 'env.java.opts.all': '-Dx=#' } })).toHaveLength(5);
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
