import { App, Chart } from 'cdk8s';
import { examples } from '../../apps/examples';
import {
  FlinkJobCluster,
  MetricsReporter,
  SavepointPolicy,
  type FlinkClusterProps,
  type FlinkJobClusterProps,
  type JsonObject,
  type Manifest,
} from '../../constructs';
import { wrongConnections, type ConnectionOptions } from '../support/flink-connections';
import { allows } from '../support/network-policy';
import { podSecurityViolations } from '../support/pod-security';
import { chart, JOB, objectsOf, only, SESSION, synth } from './cluster-props';

const HA = { highAvailabilityStorageDir: 's3://ha', checkpointsDir: 's3://c', savepointsDir: 's3://s' };

/** Every object of the examples, a list for each chart. */
function exampleCharts(): { name: string; objects: Manifest[] }[] {
  const app = new App();
  examples(app);
  const charts = app.node.findAll().filter<Chart>((node): node is Chart => Chart.isChart(node));
  return charts.map((one) => ({ name: one.node.id, objects: one.toJson() as Manifest[] }));
}

const workload = (objects: readonly Manifest[], name: string) =>
  objects.find(({ kind, metadata }) => /^(Deployment|Job|CronJob)$/.test(kind) && metadata.name === name);
const podOf = (object: Manifest | undefined) =>
  (object?.spec as { template: { metadata: { annotations?: JsonObject }; spec: JsonObject } }).template;

describe('Pod Security', () => {
  const SIDECAR = { sidecars: [{ name: 's', image: 's' }], initContainers: [{ name: 'i', image: 'i' }] };

  it.each<[string, FlinkClusterProps | FlinkJobClusterProps]>([
    ['a session cluster', SESSION],
    ['a job', JOB],
    ['a job with high availability, whose JobManager has a launch guard', { ...JOB, ...HA }],
    ['a batch job', { ...JOB, batch: true }],
    ['containers of the user', { ...JOB, ...SIDECAR, jobManager: { memory: '2Gi', ...SIDECAR } }],
    ['a jar that is fetched', { ...JOB, jarUri: 'https://example.com/a.jar' }],
    [
      'metrics, Hadoop, Google',
      {
        ...SESSION,
        metricsReporters: [MetricsReporter.prometheus()],
        hadoopConfiguration: 'hadoop',
        gcpCredentials: { secret: 'gcp' },
      },
    ],
  ])('"restricted" admits the pods of %s', (_, props) => {
    expect(objectsOf(props).flatMap(podSecurityViolations)).toEqual([]);
    expect(objectsOf({ ...props, podSecurity: 'none' }).flatMap(podSecurityViolations)).not.toEqual([]);
  });

  it('"restricted" admits the pods that take savepoints', () => {
    const parent = chart();
    const cluster = new FlinkJobCluster(parent, 'cluster', { ...JOB, ...HA });
    const { cronJob } = new SavepointPolicy(parent, 'policy', { cluster, schedule: '0 3 * * *' });
    expect(cronJob === undefined ? ['no pods'] : podSecurityViolations(cronJob.toJson())).toEqual([]);
  });

  // A FlinkCluster cannot say all of it: flink-cluster-dialect.test.ts.
  it.each(exampleCharts().filter(({ name }) => name !== 'flink-cluster'))(
    '"restricted" admits the pods of the example $name',
    ({ objects }) => {
      expect(objects.flatMap(podSecurityViolations)).toEqual([]);
    },
  );

  it('leaves what a pod template says otherwise', () => {
    const podTemplate = { spec: { containers: [], securityContext: { runAsUser: 1234 } } };
    const pod = podOf(workload(objectsOf({ ...SESSION, podTemplate }), 'orders')).spec;
    expect(pod.securityContext).toMatchObject({ runAsUser: 1234, runAsNonRoot: true });
  });
});

describe('the NetworkPolicy', () => {
  const access = {
    metricsReporters: [MetricsReporter.prometheus()],
    networkAccess: {
      metrics: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
    },
  };
  const cluster = { name: 'orders', namespace: 'streams' };

  it.each<[string, FlinkClusterProps | FlinkJobClusterProps, ConnectionOptions]>([
    ['a session cluster', { ...SESSION, ...access }, {}],
    ['a job with standbys', { ...JOB, ...HA, ...access, jobManager: { memory: '2Gi', replicas: 2 } }, {}],
    ['a cluster without metrics', SESSION, { without: ['scraper'] }],
    ['a batch job', { ...JOB, batch: true }, { without: ['scraper'] }],
  ])('of %s admits what Flink needs, and nobody else', (_, props, options) => {
    expect(wrongConnections(objectsOf(props), cluster, options)).toEqual([]);
  });

  it('follows the ports and peers of the props', () => {
    const objects = objectsOf({
      ...SESSION,
      flinkConfiguration: { 'rest.port': 9081 },
      metricsReporters: [MetricsReporter.prometheus({ port: 9999 })],
      networkAccess: { ...access.networkAccess, controllerNamespace: 'flink' },
    });
    const ports = { rest: [9081], metrics: [9999] };
    const controller = { namespace: 'flink', labels: { 'app.kubernetes.io/name': 'cdk8s-flink' } };
    expect(wrongConnections(objects, cluster, { ports, pods: { controller } })).toEqual([]);
    expect(wrongConnections(objects, cluster, { ports })).not.toEqual([]);
  });

  it('admits to the REST API, and to nothing else, who is named', () => {
    const peer = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } };
    const objects = objectsOf({ ...SESSION, ingress: { template: 'a.b' }, networkAccess: { rest: [peer] } });
    const controller = { namespace: 'ingress-nginx', labels: { app: 'nginx' } };
    const jobManager = { namespace: 'streams', labels: { app: 'orders', type: 'flink-standalone-kubernetes' } };
    expect(allows(objects, controller, jobManager, 8081)).toBe(true);
    expect(allows(objects, controller, jobManager, 6123)).toBe(false);
    expect(allows(objectsOf(SESSION), controller, jobManager, 8081)).toBe(false);
  });

  it('can be left out', () => {
    expect(objectsOf({ ...SESSION, networkPolicy: false }).map(({ kind }) => kind)).not.toContain('NetworkPolicy');
  });
});

describe('RBAC', () => {
  it.each<[string, FlinkClusterProps | FlinkJobClusterProps, unknown]>([
    ['is not needed without high availability', SESSION, undefined],
    [
      'of a session cluster is for the ConfigMaps of jobs that nobody knows yet',
      { ...SESSION, ...HA },
      [
        {
          apiGroups: [''],
          resources: ['configmaps'],
          verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
        },
      ],
    ],
    [
      'of a job is for its own ConfigMaps by name',
      { ...JOB, ...HA },
      [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'list', 'watch'] },
        {
          apiGroups: [''],
          resources: ['configmaps'],
          resourceNames: ['orders-cluster-config-map', 'orders-213414b1d9a354d18cb1d257ecd041f3-config-map'],
          verbs: ['get', 'update', 'patch', 'delete'],
        },
        { apiGroups: [''], resources: ['configmaps'], resourceNames: ['orders-launch'], verbs: ['get', 'update'] },
      ],
    ],
    ['can be left out', { ...JOB, ...HA, rbac: false }, undefined],
  ])('%s', (_, props, rules) => {
    const objects = objectsOf(props);
    expect(objects.find(({ kind }) => kind === 'Role')?.rules).toEqual(rules);
    expect(objects.filter(({ kind }) => kind === 'RoleBinding')).toHaveLength(rules === undefined ? 0 : 1);
  });

  it('is given to the account of the user, when there is one, of which none is made', () => {
    const objects = objectsOf({ ...JOB, ...HA, serviceAccount: { name: 'mine' } });
    expect(objects.map(({ kind }) => kind)).not.toContain('ServiceAccount');
    expect(only('RoleBinding', objects).subjects).toEqual([
      { kind: 'ServiceAccount', name: 'mine', namespace: 'streams' },
    ]);
    expect(podOf(workload(objects, 'orders')).spec).toMatchObject({ serviceAccountName: 'mine' });
  });

  it('comes with a token only for pods that use it', () => {
    expect(only('ServiceAccount', objectsOf(SESSION)).automountServiceAccountToken).toBe(false);
    expect(only('ServiceAccount', objectsOf({ ...SESSION, ...HA })).automountServiceAccountToken).toBe(true);
  });

  it('knows a job id that the user chose', () => {
    const flinkConfiguration = { '$internal.pipeline.job-id': 'a'.repeat(32) };
    const [, names] = only('Role', objectsOf({ ...JOB, ...HA, flinkConfiguration })).rules as {
      resourceNames: string[];
    }[];
    expect(names?.resourceNames).toContain(`orders-${'a'.repeat(32)}-config-map`);
  });
});

describe('disruption budgets', () => {
  it.each<[string, FlinkClusterProps | FlinkJobClusterProps, string[]]>([
    ['for TaskManagers', SESSION, ['orders-taskmanager']],
    [
      'for the JobManager too when there are standbys',
      { ...JOB, ...HA, jobManager: { memory: '2Gi', replicas: 2 } },
      ['orders', 'orders-taskmanager'],
    ],
    ['left out', { ...SESSION, disruptionBudgets: false }, []],
    ['not for Jobs, whose pods no budget can count', { ...JOB, batch: true }, []],
  ])('%s', (_, props, expected) => {
    const budgets = objectsOf(props).filter(({ kind }) => kind === 'PodDisruptionBudget');
    expect(budgets.map(({ metadata }) => metadata.name)).toEqual(expected);
  });
});

describe('a change restarts', () => {
  const templates = (props: FlinkClusterProps | FlinkJobClusterProps) => {
    const objects = objectsOf(props);
    return ['orders', 'orders-taskmanager'].map((name) => JSON.stringify(podOf(workload(objects, name))));
  };
  const FULL: FlinkJobClusterProps = { ...JOB, ...HA, taskManager: { memory: '4Gi', replicas: 2 } };

  it.each<[string, FlinkClusterProps | FlinkJobClusterProps, Partial<FlinkJobClusterProps>, [boolean, boolean]]>([
    ['both for an option of Flink', FULL, { flinkConfiguration: { 'x.y': 1 } }, [true, true]],
    ['both for the image', FULL, { image: 'flink:other' }, [true, true]],
    ['both for a log level', FULL, { logLevel: 'WARN' }, [true, true]],
    ['the JobManager for arguments', SESSION, { jobManager: { memory: '2Gi', env: { A: '1' } } }, [true, false]],
    [
      'nobody for the number of TaskManagers of a session cluster',
      SESSION,
      { taskManager: { memory: '4096m', cpu: 2.5, replicas: 7 } },
      [false, false],
    ],
    ['the TaskManagers for their CPU', FULL, { taskManager: { memory: '4Gi', replicas: 2, cpu: 3 } }, [false, true]],
    ['nobody for an Ingress', FULL, { ingress: { template: 'a.b' }, networkPolicy: false }, [false, false]],
    ['nobody for annotations of a Service', FULL, { restServiceAnnotations: { a: 'b' } }, [false, false]],
    ['nobody for a policy', FULL, { networkPolicy: false, disruptionBudgets: false }, [false, false]],
    ['nobody for an operator’s option', FULL, { flinkConfiguration: { 'kubernetes.operator.x': 1 } }, [false, false]],
    [
      'nobody for an option of Flink, when that is not wanted',
      { ...FULL, restartOnConfigurationChange: false },
      { flinkConfiguration: { 'x.y': 1 } },
      [false, false],
    ],
  ])('%s', (_, before, change, expected) => {
    const [old, now] = [templates(before), templates({ ...before, ...change })];
    expect(old.map((template, i) => template !== now[i])).toEqual(expected);
  });
});

describe('Java 17', () => {
  const file = (props: FlinkClusterProps) =>
    Object.values(only('ConfigMap', objectsOf(props)).data as Record<string, string>)[0]?.split('\n') ?? [];
  const line = (props: FlinkClusterProps, key: string) => file(props).find((text) => text.startsWith(`${key}:`));

  it.each<[string, FlinkClusterProps, string, RegExp | undefined]>([
    ['gets its flags', SESSION, 'env.java.default-opts.all', /--add-opens=java.base\/java.util=/],
    [
      'gets them beside the user’s',
      { ...SESSION, flinkConfiguration: { 'env.java.opts.all': '-Dx=y' } },
      'env.java.opts.all',
      /^[^ ]+ -Dx=y$/,
    ],
    [
      'gets them before the user’s in 1.18',
      { ...SESSION, flinkVersion: '1.18', flinkConfiguration: { 'env.java.opts.all': '-Dx=y' } },
      'env.java.opts.all',
      /--add-opens=.* -Dx=y$/,
    ],
    ['is not known before 1.18', { ...SESSION, flinkVersion: '1.17' }, 'env.java.opts.all', undefined],
    ['gets none when they are not wanted', { ...SESSION, java17Options: false }, 'env.java.default-opts.all', /all: $/],
  ])('%s', (_, props, key, expected) => {
    if (expected === undefined) expect(line(props, key)).toBeUndefined();
    else expect(line(props, key)).toMatch(expected);
  });
});

describe('a cluster without a controller', () => {
  it('never has pods of two versions side by side', () => {
    const deployments = objectsOf({ ...JOB, ...HA }).filter(({ kind }) => kind === 'Deployment');
    expect(deployments.map(({ spec }) => (spec as JsonObject).strategy)).toEqual([
      { type: 'Recreate' },
      { type: 'Recreate' },
    ]);
  });

  const guardOf = (props: FlinkJobClusterProps) => {
    const containers = podOf(workload(objectsOf(props), 'orders')).spec.initContainers as JsonObject[] | undefined;
    return containers?.map(({ name, args }) => [name, (args as string[] | undefined)?.join(' ')]);
  };

  it('has a launch guard with high availability, after the other init containers', () => {
    const initContainers = [{ name: 'first', image: 'i' }];
    expect(guardOf({ ...JOB, ...HA, initContainers, initialSavepointPath: 's3://s/1' })).toEqual([
      ['first', undefined],
      [
        'launch-guard',
        expect.stringMatching(
          /^launch-guard --cluster orders --namespace streams --job-id 213414b1d9a354d18cb1d257ecd041f3 --launch [0-9a-f]{16} --restore-path s3:\/\/s\/1$/,
        ),
      ],
    ]);
    expect(guardOf({ ...JOB, ...HA, launchGuard: false })).toBeUndefined();
    expect(guardOf(JOB)).toBeUndefined();
  });

  it('lets a program that fails end its JobManager, unless the user wants it otherwise', () => {
    const key = 'execution.submit-failed-job-on-application-error';
    const value = (props: FlinkJobClusterProps) =>
      new RegExp(`^${key}: (.*)$`, 'm').exec(
        (only('ConfigMap', objectsOf(props)).data as Record<string, string>)['flink-conf.yaml'] ?? '',
      )?.[1];
    expect(value({ ...JOB, ...HA })).toBe('false');
    expect(value({ ...JOB, ...HA, flinkConfiguration: { [key]: true } })).toBe('true');
  });

  it('has another folder of results for another job, and the same job id', () => {
    const text = (args: string[]) =>
      (only('ConfigMap', objectsOf({ ...JOB, ...HA, args })).data as Record<string, string>)['flink-conf.yaml'] ?? '';
    const [a, b] = [text(['a']), text(['b'])];
    const line = (of: string, key: string) => of.split('\n').find((l) => l.startsWith(key));
    expect(line(a, 'job-result-store.storage-path')).not.toBe(line(b, 'job-result-store.storage-path'));
    expect(line(a, '$internal.pipeline.job-id')).toBe(line(b, '$internal.pipeline.job-id'));
  });

  it('is the same each time', () => {
    const parent = () => {
      const made = chart();
      new FlinkJobCluster(made, 'cluster', { ...JOB, ...HA });
      return JSON.stringify(synth(made));
    };
    expect(parent()).toBe(parent());
  });
});
