import { Duration } from 'cdk8s';
import {
  FlinkError,
  FlinkJobCluster,
  FlinkSessionCluster,
  formatPath,
  MetricsReporter,
  SavepointPolicy,
  type FlinkClusterProps,
  type FlinkJobClusterProps,
  type JsonObject,
  type Manifest,
  type SavepointPolicyProps,
} from '../../constructs';
import { wrongConnections } from '../support/flink-connections';
import { podSecurityViolations } from '../support/pod-security';
import { podTemplateOf } from '../support/pods';
import { chart, JOB, objectsOf, only, SESSION, synth } from './cluster-props';

const HA = { highAvailabilityStorageDir: 's3://ha', checkpointsDir: 's3://c', savepointsDir: 's3://s' };
const SESSION_CLUSTER: FlinkClusterProps = { ...SESSION, dialect: 'FlinkCluster' };
const JOB_CLUSTER: FlinkJobClusterProps = { ...JOB, entryClass: 'shop.Orders', dialect: 'FlinkCluster' };

const names = (objects: readonly Manifest[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
const specOf = (props: FlinkClusterProps | FlinkJobClusterProps) =>
  only('FlinkCluster', objectsOf({ ...props, managedBy: 'controller' })).spec as Record<string, JsonObject>;
const optionsOf = (props: FlinkClusterProps | FlinkJobClusterProps): Record<string, string> => {
  const { data } = only('ConfigMap', objectsOf(props)) as unknown as { data: Record<string, string> };
  const lines = (data['flink-conf.yaml'] ?? '').split('\n');
  return Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
};

describe('a cluster as a FlinkCluster', () => {
  it.each<[string, FlinkClusterProps | FlinkJobClusterProps, string[]]>([
    [
      'has the objects of that kind',
      { ...SESSION_CLUSTER, ingress: { template: 'a.b' }, networkAccess: { rest: [{ podSelector: {} }] } },
      [
        ...['ServiceAccount orders', 'NetworkPolicy orders', 'PodDisruptionBudget orders-taskmanager'],
        ...['ConfigMap orders-configmap', 'StatefulSet orders-jobmanager', 'Service orders-jobmanager'],
        ...['Ingress orders-jobmanager', 'StatefulSet orders-taskmanager', 'Service orders-taskmanager'],
      ],
    ],
    [
      'runs its job in Application mode',
      JOB_CLUSTER,
      [
        ...['ServiceAccount orders', 'NetworkPolicy orders', 'PodDisruptionBudget orders-taskmanager'],
        ...['ConfigMap orders-configmap', 'Service orders-jobmanager', 'StatefulSet orders-taskmanager'],
        ...['Service orders-taskmanager', 'Job orders-jobmanager'],
      ],
    ],
    [
      'is that resource where a controller makes the objects',
      { ...JOB_CLUSTER, ...HA, managedBy: 'controller' },
      [
        ...['ServiceAccount orders', 'Role orders', 'RoleBinding orders', 'NetworkPolicy orders'],
        ...['PodDisruptionBudget orders-taskmanager', 'FlinkCluster orders'],
      ],
    ],
  ])('%s', (_, props, expected) => {
    expect(names(objectsOf(props))).toEqual(expected);
  });

  it('gives access to its parts', () => {
    const cluster = new FlinkJobCluster(chart(), 'orders', JOB_CLUSTER);
    const { jobManager, taskManager, configuration, restService, internalService } = cluster;
    expect([jobManager, taskManager, configuration, restService].map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      ...['Job orders-jobmanager', 'StatefulSet orders-taskmanager', 'ConfigMap orders-configmap'],
      'Service orders-jobmanager',
    ]);
    expect(internalService).toBe(restService);
    expect(cluster.node.defaultChild).toBe(jobManager);
    expect([cluster.dialect, cluster.restServiceName, cluster.restPort]).toEqual([
      ...['FlinkCluster', 'orders-jobmanager', 8081],
    ]);
  });

  it('knows its port', () => {
    const cluster = new FlinkSessionCluster(chart(), 'orders', {
      ...SESSION_CLUSTER,
      flinkConfiguration: { 'rest.port': 9081 },
    });
    expect(cluster.restPort).toBe(9081);
    expect(JSON.stringify(cluster.networkPolicy?.toJson().spec)).toContain('"ports":[{"port":9081}]');
  });

  it('has the options with which its job survives', () => {
    expect(optionsOf({ ...JOB_CLUSTER, ...HA })).toMatchObject({
      'high-availability': 'kubernetes',
      'high-availability.storageDir': 's3://ha',
      'high-availability.jobmanager.port': '6123',
      'kubernetes.cluster-id': 'orders',
      'kubernetes.namespace': 'streams',
      'execution.checkpointing.interval': '5 min',
    });
    const checkpointInterval = Duration.seconds(3);
    const flinkConfiguration = { 'jobmanager.rpc.port': 7123 };
    expect(optionsOf({ ...JOB_CLUSTER, ...HA, checkpointInterval, flinkConfiguration })).toMatchObject({
      'high-availability.jobmanager.port': '7123',
      'jobmanager.rpc.port': '7123',
      'execution.checkpointing.interval': '3000 ms',
    });
    expect(optionsOf(SESSION_CLUSTER)).not.toHaveProperty(['execution.checkpointing.interval']);
  });

  it('has the log files of all clusters', () => {
    const level = (props: FlinkClusterProps) =>
      /rootLogger.level = (\w+)/.exec(JSON.stringify(specOf(props).logConfig?.['log4j-console.properties']))?.[1];
    expect(level(SESSION_CLUSTER)).toBe('INFO');
    expect(level({ ...SESSION_CLUSTER, logLevel: 'WARN' })).toBe('WARN');
    const logConfiguration = { 'log4j-console.properties': 'a = b' };
    expect(specOf({ ...SESSION_CLUSTER, logConfiguration }).logConfig).toEqual(logConfiguration);
  });

  it('has the memory that was asked for, all of it for Flink', () => {
    expect(specOf(SESSION_CLUSTER).jobManager).toMatchObject({
      memoryProcessRatio: 100,
      resources: { limits: { memory: '2Gi' } },
    });
    expect(optionsOf(SESSION_CLUSTER)).toMatchObject({ 'taskmanager.memory.process.size': '4096m' });
  });
});

describe('a prop that no FlinkCluster can say is refused', () => {
  const said = 'NotInDialect';
  const podTemplate = {
    spec: {
      containers: [
        { name: 'sidecar', image: 'a' },
        { name: 'flink-main-container', lifecycle: {}, tty: true },
      ],
    },
  };

  it.each<[string, Partial<FlinkJobClusterProps>, string[]]>([
    ['the security of a container', { podSecurity: 'restricted' }, [`${said} podSecurity`]],
    ['standby JobManagers', { ...HA, jobManager: { memory: '2Gi', replicas: 2 } }, [`${said} jobManager.replicas`]],
    [
      'a startup probe',
      { jobManager: { memory: '2Gi', startupProbe: { tcpSocket: { port: 1 } } } },
      [`${said} jobManager.startupProbe`],
    ],
    [
      'a spread of all pods',
      { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }] },
      [`${said} topologySpreadConstraints`],
    ],
    [
      'a spread of some pods',
      {
        taskManager: {
          memory: '4Gi',
          topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }],
        },
      },
      [`${said} taskManager.topologySpreadConstraints`],
    ],
    ['a priority', { priorityClassName: 'high' }, [`${said} priorityClassName`]],
    ['a variable of one process', { taskManager: { memory: '4Gi', env: { A: '1' } } }, [`${said} taskManager.env`]],
    ['a field of a pod template', { podTemplate }, [`${said} podTemplate.spec.containers[1].tty`]],
    [
      'a field of the pod template of a process',
      { jobManager: { memory: '2Gi', podTemplate } },
      [`${said} jobManager.podTemplate.spec.containers[1].tty`],
    ],
    [
      'a priority in a pod template',
      { taskManager: { memory: '4Gi', podTemplate: { spec: { containers: [], priorityClassName: 'high' } } } },
      [`${said} taskManager.podTemplate.spec.priorityClassName`],
    ],
    ['a jar in another folder', { jarUri: 'local:///opt/jobs/a.jar' }, [`${said} jarUri`]],
    [
      'a path of an Ingress',
      { ingress: { template: '/orders' }, networkAccess: { rest: [{ podSelector: {} }] } },
      [`${said} ingress.template`],
    ],
    [
      'labels of an Ingress',
      { ingress: { template: 'a.b', labels: { a: 'b' } }, networkAccess: { rest: [{ podSelector: {} }] } },
      [`${said} ingress.labels`],
    ],
    [
      'an option of Flink’s own Kubernetes integration',
      { flinkConfiguration: { kubernetes: { jobmanager: { owner: { reference: 'a:b' } } } } },
      [`${said} flinkConfiguration.kubernetes.jobmanager.owner.reference`],
    ],
    ['no main class', { entryClass: undefined as never }, ['MissingField entryClass']],
    ['a batch job that nobody cleans up', { batch: true }, ['ControllerRequired batch']],
    [
      'an upgrade from the last state',
      { ...HA, upgradeMode: 'last-state', managedBy: 'controller' },
      [`${said} upgradeMode`],
    ],
    ['an upgrade without state', { upgradeMode: 'stateless', managedBy: 'controller' }, [`${said} upgradeMode`]],
  ])('%s', (_, more, expected) => {
    let found: string[] = [];
    try {
      objectsOf({ ...JOB_CLUSTER, ...more });
    } catch (error) {
      if (!(error instanceof FlinkError)) throw error;
      found = error.problems.map((p) => `${p.code} ${formatPath(p.path)}`);
      expect(error.message).toMatch(/^\[chart\/cluster\] /);
    }
    expect(found).toEqual(expected);
  });

  it('in words that say why, and together with what else is wrong', () => {
    const build = () =>
      objectsOf({ ...SESSION_CLUSTER, priorityClassName: 'high', logLevel: 'WARN', logConfiguration: {} });
    expect(build).toThrow(
      /ContradictoryProps: logLevel: .*\n\[chart\/cluster\] NotInDialect: priorityClassName: a FlinkCluster cannot say this: it gives pods a priority with a batch scheduler only. Remove it, or deliver the cluster as a FlinkDeployment \(dialect: "FlinkDeployment"\)\.$/,
    );
  });
});

describe('what it can say', () => {
  it.each<[string, Partial<FlinkJobClusterProps>]>([
    ['a jar that is fetched', { jarUri: 'https://example.com/a.jar' }],
    ['Python', { entryClass: undefined as never, python: { script: '/opt/a.py', files: ['/opt/b'] } }],
    [
      'metrics, Hadoop, Google',
      {
        metricsReporters: [MetricsReporter.prometheus()],
        hadoopConfiguration: 'hadoop',
        gcpCredentials: { secret: 'gcp' },
      },
    ],
    [
      'volumes, sidecars, variables',
      {
        volumes: [{ source: { emptyDir: {} }, mountPath: '/a' }],
        sidecars: [{ name: 's', image: 's' }],
        env: { A: '1' },
      },
    ],
    ['probes', { jobManager: { memory: '2Gi', livenessProbe: { httpGet: { path: '/config', port: 'rest' } } } }],
    [
      'an Ingress with its class',
      {
        ingress: { template: '{{name}}.example.com', className: 'nginx' },
        networkAccess: { rest: [{ podSelector: {} }] },
      },
    ],
    ['high availability', HA],
    ['a savepoint at each upgrade', { ...HA, upgradeMode: 'savepoint', managedBy: 'controller' }],
    ['a batch job with a controller', { batch: true, managedBy: 'controller' }],
  ])('%s', (_, more) => {
    expect(() => objectsOf({ ...JOB_CLUSTER, ...more })).not.toThrow();
  });

  it('a jar that is fetched is there for both processes', () => {
    const pods = objectsOf({ ...JOB_CLUSTER, jarUri: 'https://example.com/a.jar' }).flatMap(
      (m) => podTemplateOf(m) ?? [],
    );
    expect(pods).toHaveLength(2);
    for (const { spec } of pods) {
      expect(spec.initContainers).toMatchObject([
        {
          name: 'fetch-jar',
          volumeMounts: expect.arrayContaining([{ name: 'job-jar', mountPath: '/opt/flink/usrlib' }]) as unknown,
        },
      ]);
      expect((spec.containers as JsonObject[])[0]?.volumeMounts).toContainEqual({
        name: 'job-jar',
        mountPath: '/opt/flink/usrlib',
        readOnly: true,
      });
    }
  });
});

describe('the opinions of a FlinkCluster', () => {
  const SIDECAR = { sidecars: [{ name: 's', image: 's' }], initContainers: [{ name: 'i', image: 'i' }] };

  it.each<[string, FlinkClusterProps | FlinkJobClusterProps]>([
    ['a session cluster', SESSION_CLUSTER],
    ['a job with a launch guard', { ...JOB_CLUSTER, ...HA }],
    [
      'containers of the user, and a jar that is fetched',
      { ...JOB_CLUSTER, ...SIDECAR, jarUri: 'https://example.com/a.jar' },
    ],
  ])('leave to Pod Security "restricted" nothing but the container of Flink, of %s', (_, props) => {
    const violations = objectsOf(props).flatMap(podSecurityViolations);
    expect(violations).not.toEqual([]);
    for (const violation of violations)
      expect(JSON.stringify(violation)).toMatch(/containers[^a-z]+0[^]*(allowPrivilegeEscalation|capabilities)/);
    expect(objectsOf({ ...props, podSecurity: 'none' }).flatMap(podSecurityViolations).length).toBeGreaterThan(
      violations.length,
    );
  });

  it.each<[string, FlinkClusterProps | FlinkJobClusterProps]>([
    ['a session cluster', SESSION_CLUSTER],
    ['a job', { ...JOB_CLUSTER, ...HA }],
  ])('admit what Flink needs to %s, and nobody else', (_, props) => {
    const pod = (cluster: string, component: string, namespace = 'streams') => ({
      namespace,
      labels: { cluster, app: 'flink', component },
      ports: [],
    });
    const pods = {
      jobManager: pod('orders', 'jobmanager'),
      taskManager: pod('orders', 'taskmanager'),
      secondTaskManager: pod('orders', 'taskmanager'),
      otherJobManager: pod('orders-2', 'jobmanager'),
      otherTaskManager: pod('orders-2', 'taskmanager'),
      impostor: pod('orders', 'taskmanager', 'streams-2'),
    };
    const objects = objectsOf({
      ...props,
      metricsReporters: [MetricsReporter.prometheus()],
      networkAccess: {
        metrics: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      },
    });
    const cluster = { name: 'orders', namespace: 'streams' };
    expect(wrongConnections(objects, cluster, { pods, without: ['standby'] })).toEqual([]);
    for (const component of ['jobmanager', 'taskmanager']) {
      const labels = objects
        .map((m) => podTemplateOf(m)?.metadata.labels)
        .find((of) => (of as JsonObject | undefined)?.component === component);
      expect(labels).toMatchObject(pod('orders', component).labels);
    }
  });

  it('give the pods what high availability needs, whatever ids the controller gives to jobs', () => {
    const rules = (props: Partial<FlinkJobClusterProps>) =>
      objectsOf({ ...JOB_CLUSTER, ...HA, ...props }).find(({ kind }) => kind === 'Role')?.rules;
    const all = {
      apiGroups: [''],
      resources: ['configmaps'],
      verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
    };
    expect(rules({ managedBy: 'controller' })).toEqual([all]);
    expect(rules({})).toEqual([
      all,
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['orders-launch'], verbs: ['get', 'update'] },
    ]);
    expect(rules({ rbac: false })).toBeUndefined();
  });

  it('make new pods of another configuration', () => {
    const templates = (props: Partial<FlinkClusterProps>) =>
      objectsOf({ ...SESSION_CLUSTER, ...props })
        .flatMap((m) => podTemplateOf(m) ?? [])
        .map((pod) => JSON.stringify(pod));
    const changed = (props: Partial<FlinkClusterProps>, more: Partial<FlinkClusterProps>) => {
      const [old, now] = [templates(props), templates({ ...props, ...more })];
      return old.map((template, i) => template !== now[i]);
    };
    expect(changed({}, { flinkConfiguration: { 'x.y': 1 } })).toEqual([true, true]);
    expect(changed({}, { logLevel: 'WARN' })).toEqual([true, true]);
    expect(changed({}, { restServiceAnnotations: { a: 'b' }, networkPolicy: false })).toEqual([false, false]);
    expect(changed({ restartOnConfigurationChange: false }, { flinkConfiguration: { 'x.y': 1 } })).toEqual([
      false,
      false,
    ]);
  });
});

describe('the job of a FlinkCluster without a controller', () => {
  const jobOf = (props: Partial<FlinkJobClusterProps>) =>
    only('Job', objectsOf({ ...JOB_CLUSTER, ...HA, ...props })).spec as JsonObject;

  it('restarts as long as it fails', () => {
    expect(jobOf({})).toMatchObject({ backoffLimit: 2147483647, template: { spec: { restartPolicy: 'OnFailure' } } });
  });

  it('has a launch guard with high availability, which knows the id that the job has', () => {
    const podOf = (props: Partial<FlinkJobClusterProps>) =>
      (
        jobOf(props).template as {
          spec: { containers: { args: string[] }[]; initContainers?: { name: string; args: string[] }[] };
        }
      ).spec;
    const { containers, initContainers } = podOf({ initialSavepointPath: 's3://s/1' });
    const id = '8a70a0d4a76649f0582b11abcfbb40ff';
    expect(initContainers?.map(({ name, args }) => `${name}: ${args.join(' ')}`)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^launch-guard: launch-guard --cluster orders --namespace streams --job-id ${id} --launch [0-9a-f]{16} --restore-path s3://s/1$`,
        ),
      ),
    ]);
    expect(containers[0]?.args.join(' ')).toContain(`--job-id ${id} `);
    const launch = (props: Partial<FlinkJobClusterProps>) => podOf(props).initContainers?.[0]?.args.at(-1);
    expect(launch({ args: ['a'] })).not.toBe(launch({ args: ['b'] }));
    expect(podOf({ launchGuard: false }).initContainers).toBeUndefined();
    expect(podOf({ highAvailabilityStorageDir: undefined as never }).initContainers).toBeUndefined();
  });

  it.each<[string, Partial<FlinkJobClusterProps>, boolean]>([
    ['its arguments', { args: ['a'] }, true],
    ['its image', { image: 'flink:other' }, true],
    ['an option of Flink', { flinkConfiguration: { 'x.y': 1 } }, true],
    ['the CPU of the TaskManagers', { taskManager: { memory: '4096m', cpu: 3 } }, false],
    [
      'volumes of the TaskManagers',
      { taskManager: { memory: '4096m', cpu: 2.5, volumes: [{ source: { emptyDir: {} }, mountPath: '/a' }] } },
      false,
    ],
    ['annotations of its Service', { restServiceAnnotations: { a: 'b' } }, false],
    ['where savepoints are written', { savepointsDir: 's3://other' }, false],
  ])('has to be deleted first for another value of %s: %#', (_, change, expected) => {
    const template = (props: Partial<FlinkJobClusterProps>) => JSON.stringify(jobOf(props).template);
    expect(template(change) !== template({})).toBe(expected);
  });
});

describe('a savepoint policy of a FlinkCluster', () => {
  type Policy = Omit<SavepointPolicyProps, 'cluster'>;
  const objects = (policy: Policy, cluster: Partial<FlinkJobClusterProps> = {}) => {
    const parent = chart();
    const made = new FlinkJobCluster(parent, 'cluster', { ...JOB_CLUSTER, ...HA, ...cluster });
    new SavepointPolicy(parent, 'policy', { cluster: made, ...policy });
    return synth(parent);
  };
  const managed = { managedBy: 'controller' } as const;

  it('asks the JobManager at its Service', () => {
    expect(JSON.stringify(only('CronJob', objects({ schedule: '0 3 * * *' })).spec)).toContain(
      '"--rest-url","http://orders-jobmanager.streams:8081","--directory","s3://s"',
    );
  });

  it.each<[string, Policy, JsonObject]>([
    ['by an interval', { interval: Duration.hours(6) }, { autoSavepointSeconds: 21600, savepointsDir: 's3://s' }],
    [
      'in a format, and at upgrades',
      { interval: Duration.minutes(90), format: 'native', onUpgrade: true },
      { autoSavepointSeconds: 5400, savepointFormatType: 'NATIVE', takeSavepointOnUpdate: true },
    ],
  ])('is fields of the resource where a controller takes them %s', (_, policy, job) => {
    const resource = only('FlinkCluster', objects(policy, managed));
    expect(resource.spec).toMatchObject({ job });
    expect(names(objects(policy, managed))).not.toContain('CronJob orders-savepoint');
  });

  it.each<[string, Policy, string]>([
    ['a schedule', { schedule: '0 3 * * *' }, 'schedule'],
    ['a number of savepoints', { interval: Duration.hours(1), retainCount: 3 }, 'retainCount'],
    ['an age of savepoints', { interval: Duration.hours(1), retainAge: Duration.days(3) }, 'retainAge'],
    ['parts of a second', { interval: Duration.millis(1500) }, 'interval'],
  ])('is refused with %s, which a FlinkCluster cannot say', (_, policy, prop) => {
    expect(() => objects(policy, managed)).toThrow(
      new RegExp(`^\\[chart/policy\\] NotInResource: ${prop}: a FlinkCluster cannot say `),
    );
  });
});
