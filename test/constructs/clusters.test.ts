import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { FlinkError, FlinkJobCluster, FlinkSessionCluster, type JsonObject } from '../../constructs';
import { expectNoPollution } from '../lib/json-tools';
import { chart, HOMELESS, JOB, objectsOf, only, SESSION, synth } from './cluster-props';

afterEach(expectNoPollution);

describe('a cluster', () => {
  it('has its objects in the order in which they can be created', () => {
    const props = { ...JOB, ingress: { template: '/orders' }, networkAccess: { rest: [{ namespaceSelector: {} }] } };
    const kinds = objectsOf(props).map((m) => `${m.kind} ${m.metadata.name}`);
    expect(kinds).toEqual([
      'ServiceAccount orders',
      'NetworkPolicy orders',
      'PodDisruptionBudget orders-taskmanager',
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
    const taskManager = objects.find((m) => m.kind === 'Deployment' && m.metadata.name === 'orders-taskmanager');
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
    const file = (only('ConfigMap', synth(parent)).data as Record<string, string>)['flink-conf.yaml'];
    expect(file).toContain(`jobmanager.rpc.address: orders.${expected}\n`);
  });

  it('stands beside others in one chart, and is found again in its YAML', () => {
    const app = new App({ outdir: Testing.app().outdir });
    const parent = new Chart(app, 'chart');
    new FlinkSessionCluster(parent, 'first', SESSION);
    new FlinkJobCluster(parent, 'second', { ...JOB, name: 'payments' });
    expect(synth(parent)).toHaveLength(16);
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
      '[chart/orders] MissingField: namespace: namespace is missing. Set namespace: for the cluster or for its chart.',
    );
  });

  it('with an unknown version', () => {
    const error = refusal(
      (parent) => new FlinkSessionCluster(parent, 'orders', { ...SESSION, flinkVersion: '3.0' as '2.0' }),
    );
    expect(error.message).toMatch(/^\[chart\/orders\] UnknownValue: flinkVersion: /);
  });

  it('with nothing left in the chart that could be deployed', () => {
    const parent = chart();
    expect(() => new FlinkSessionCluster(parent, 'orders', { ...SESSION, name: 'Orders' })).toThrow(FlinkError);
    expect(synth(parent)).toEqual([]);
  });

  it('not for a warning', () => {
    expect(objectsOf({ ...SESSION, flinkConfiguration: { 'env.java.opts.all': '-Dx=#' } })).toHaveLength(8);
  });
});
