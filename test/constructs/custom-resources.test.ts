import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  FlinkBlueGreenDeployment,
  FlinkCluster,
  FlinkDeployment,
  FlinkError,
  FlinkJobCluster,
  FlinkSessionCluster,
  FlinkSessionJob,
  FlinkStateSnapshot,
  operatorConfigFrom,
  type CustomResourceProps,
  type FlinkBlueGreenDeploymentSpec,
  type FlinkClusterSpec,
  type FlinkDeploymentSpec,
  type FlinkSessionJobSpec,
  type FlinkStateSnapshotSpec,
  type ManifestObject,
  type OperatedResourceProps,
} from '../../constructs';
import { chart, HOMELESS, synth } from './cluster-props';

const APACHE = 'flink.apache.org/v1beta1';

// A sample of each kind: that this file compiles says that the types know every field of them.

const JAR = 'local:///opt/flink/usrlib/orders.jar';

const deployment = {
  image: 'shop/orders:1.0',
  imagePullPolicy: 'Always',
  flinkVersion: 'v1_20',
  serviceAccount: 'flink',
  flinkConfiguration: {
    'taskmanager.numberOfTaskSlots': '2',
    state: { savepoints: { dir: 's3://shop/savepoints' }, checkpoints: { dir: 's3://shop/checkpoints' } },
  },
  ingress: { template: '{{name}}.example.com', className: 'nginx', tls: [{ hosts: ['a'], secretName: 'tls' }] },
  podTemplate: {
    metadata: { labels: { team: 'shop' } },
    spec: {
      containers: [
        {
          name: 'flink-main-container',
          env: [{ name: 'A', value: '1' }],
          lifecycle: { preStop: { sleep: { seconds: 5 } } },
        },
      ],
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
    },
  },
  jobManager: { resource: { memory: '2Gi', cpu: 1 }, replicas: 1 },
  taskManager: { resources: { requests: { memory: '4Gi', cpu: '1' }, limits: { memory: '4Gi', cpu: '2' } } },
  mode: 'native',
  job: { jarURI: JAR, parallelism: 4, args: ['--topic', 'orders'], upgradeMode: 'stateless', state: 'running' },
  restartNonce: 1,
} satisfies FlinkDeploymentSpec;

const sessionJob = {
  deploymentName: 'workbench',
  job: { jarURI: 'https://example.com/report.jar', parallelism: 2, upgradeMode: 'stateless' },
  flinkConfiguration: { 'pipeline.name': 'report' },
} satisfies FlinkSessionJobSpec;

const snapshot = {
  jobReference: { kind: 'FlinkDeployment', name: 'orders' },
  savepoint: { path: 's3://shop/savepoints', formatType: 'NATIVE', disposeOnDelete: false },
  backoffLimit: 3,
} satisfies FlinkStateSnapshotSpec;

const blueGreen = {
  configuration: { 'kubernetes.operator.bluegreen.deployment-deletion.delay': '10 min' },
  ingress: { template: '{{name}}.example.com' },
  template: {
    spec: { ...deployment, ingress: undefined as never, job: { ...deployment.job, upgradeMode: 'savepoint' } },
  },
} satisfies FlinkBlueGreenDeploymentSpec;

const cluster = {
  flinkVersion: '1.20',
  image: { name: 'shop/orders:1.0', pullSecrets: [{ name: 'registry' }] },
  serviceAccountName: 'flink',
  jobManager: {
    accessScope: 'NodePort',
    ports: { ui: 8081 },
    resources: { limits: { cpu: '1', memory: '2Gi' } },
    securityContext: { runAsUser: 9999 },
    sidecars: [{ name: 'logs', image: 'logs:1' }],
  },
  taskManager: {
    replicas: 2,
    deploymentType: 'StatefulSet',
    volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
  },
  job: { mode: 'Application', className: 'shop.Orders', args: ['--topic', 'orders'], parallelism: 4 },
  envVars: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }],
  flinkProperties: { 'taskmanager.numberOfTaskSlots': '2' },
} satisfies FlinkClusterSpec;

// A mistake in any part is one for the compiler, too.
export const MISTAKES: readonly [
  FlinkDeploymentSpec,
  FlinkSessionJobSpec,
  FlinkStateSnapshotSpec,
  FlinkBlueGreenDeploymentSpec,
  FlinkClusterSpec,
  CustomResourceProps<FlinkClusterSpec>['metadata'],
] = [
  // @ts-expect-error -- volumeMount
  { podTemplate: { spec: { containers: [{ name: 'a', volumeMount: [] }] } } },
  // @ts-expect-error -- a number as text
  { job: { parallelism: '2' } },
  // @ts-expect-error -- an unknown format
  { jobReference: { kind: 'FlinkDeployment', name: 'orders' }, savepoint: { formatType: 'OTHER' } },
  // @ts-expect-error -- a typo in the pod template of the template
  { template: { spec: { taskManager: { podTemplate: { spec: { containers: [], nodeSelectors: {} } } } } } },
  // @ts-expect-error -- a probe without a place of its own
  { image: { name: 'a' }, taskManager: { livenessProbe: { tcpSockets: { port: 1 } } } },
  // @ts-expect-error -- nmespace
  { name: 'orders', nmespace: 'streams' },
];

type Any = new (scope: Construct, id: string, props: OperatedResourceProps<never>) => ManifestObject;

const KINDS: readonly [
  kind: string,
  apiVersion: string,
  construct: Any,
  spec: object,
  wrong: object,
  problem: RegExp,
][] = [
  [
    'FlinkDeployment',
    APACHE,
    FlinkDeployment,
    deployment,
    { job: { jarURI: JAR, parallelism: 0 } },
    /TooSmall: spec\.job\.parallelism: /,
  ],
  [
    'FlinkSessionJob',
    APACHE,
    FlinkSessionJob,
    sessionJob,
    { deploymentName: 'A' },
    /InvalidName: spec\.deploymentName: /,
  ],
  [
    'FlinkStateSnapshot',
    APACHE,
    FlinkStateSnapshot,
    snapshot,
    { jobReference: { kind: 'Job' } },
    /UnknownValue: spec\.jobReference\.kind: /,
  ],
  [
    'FlinkBlueGreenDeployment',
    APACHE,
    FlinkBlueGreenDeployment,
    blueGreen,
    { template: { spec: { mode: 'other' } } },
    /UnknownValue: spec\.template\.spec\.mode: /,
  ],
  [
    'FlinkCluster',
    'flinkoperator.k8s.io/v1beta1',
    FlinkCluster,
    cluster,
    { jobManager: { replicas: 2 } },
    /: spec\.jobManager\.replicas: /,
  ],
];

describe.each(KINDS)('%s', (kind, apiVersion, Resource, spec, wrong, complaint) => {
  const metadata = { name: 'orders', labels: { team: 'shop' }, annotations: { note: '1' } };

  it('is written as its author says it, in the namespace of the chart', () => {
    const parent = new Chart(Testing.app(), 'chart', { namespace: 'streams', labels: { unit: 'a' } });
    const resource = new Resource(parent, 'orders', { metadata, spec: spec as never });
    expect(synth(parent)).toEqual([
      {
        apiVersion,
        kind,
        metadata: { ...metadata, namespace: 'streams', labels: { team: 'shop', unit: 'a' } },
        spec: JSON.parse(JSON.stringify(spec)) as object,
      },
    ]);
    expect([resource.kind, resource.name]).toEqual([kind, 'orders']);
  });

  it('has labels, annotations and patches of any object of cdk8s, and can come after another', () => {
    const parent = chart();
    const own = { ...metadata, namespace: 'streams' };
    const resource = new Resource(parent, 'orders', { metadata: own, spec: spec as never });
    const first = new FlinkSessionCluster(parent, 'first', { ...HOMELESS, name: 'first', namespace: 'streams' });
    resource.addDependency(first);
    resource.metadata.addAnnotation('note', '2');
    resource.addJsonPatch(JsonPatch.add('/spec/fieldOfTomorrow', true));
    const last = synth(parent).at(-1);
    expect(last).toMatchObject({ kind, metadata: { annotations: { note: '2' } }, spec: { fieldOfTomorrow: true } });
  });

  it('is refused with every problem and the path of the construct, and is then not in the chart', () => {
    const parent = chart();
    const build = () =>
      new Resource(parent, 'orders', { metadata: { name: 'orders' }, spec: { ...spec, ...wrong } as never });
    expect(build).toThrow(FlinkError);
    expect(build).toThrow(complaint);
    expect(build).toThrow(
      /\[chart\/orders\] MissingField: metadata\.namespace: .* for the resource or for its chart\.$/m,
    );
    expect(parent.node.children).toEqual([]);
  });

  it('is refused without anything in it, as a program that nobody compiles may say', () => {
    const parent = new Chart(Testing.app(), 'chart', { namespace: 'streams' });
    expect(() => new Resource(parent, 'orders', {} as never)).toThrow(FlinkError);
    expect(() => new Resource(parent, 'orders', {} as never)).toThrow(/\[chart\/orders\] WrongType: metadata\.name: /);
  });

  it('is refused when it has a field that its kind does not have', () => {
    const other = { ...spec, fieldOfTomorrow: true };
    const build = () =>
      new Resource(chart(), 'orders', { metadata: { ...metadata, namespace: 'a' }, spec: other as never });
    expect(build).toThrow('[chart/orders] UnknownField: spec.fieldOfTomorrow: ');
  });
});

describe('a session job', () => {
  const metadata = { name: 'report', namespace: 'streams' };
  const application = { metadata: { name: 'workbench', namespace: 'streams' }, spec: deployment };
  const app = () => new App({ outdir: Testing.app().outdir });

  it('may name a cluster that nobody has heard of, or that comes later', () => {
    const parent = chart();
    expect(() => new FlinkSessionJob(parent, 'report', { metadata, spec: sessionJob })).not.toThrow();
    const made = app();
    const second = new Chart(made, 'second');
    new FlinkSessionJob(second, 'report', { metadata, spec: sessionJob });
    new FlinkSessionCluster(second, 'workbench', {
      ...HOMELESS,
      name: 'workbench',
      namespace: 'streams',
      managedBy: 'controller',
    });
    expect(made.synthYaml()).toContain('kind: FlinkSessionJob');
  });

  it('is refused for a cluster that has a job of its own, in whatever chart of the app', () => {
    const made = app();
    new FlinkDeployment(new Chart(made, 'first'), 'workbench', application);
    const build = () => new FlinkSessionJob(new Chart(made, 'second'), 'report', { metadata, spec: sessionJob });
    expect(build).toThrow('[second/report] NotASessionCluster: spec.deploymentName: ');
  });

  it('is refused for a job cluster that a controller manages', () => {
    const parent = chart();
    const props = { ...HOMELESS, name: 'workbench', namespace: 'streams', managedBy: 'controller' } as const;
    new FlinkJobCluster(parent, 'workbench', { ...props, jarUri: JAR });
    const build = () => new FlinkSessionJob(parent, 'report', { metadata, spec: sessionJob });
    expect(build).toThrow('[chart/report] NotASessionCluster: spec.deploymentName: ');
  });

  it('is refused at synthesis for such a cluster that comes later', () => {
    const made = app();
    new FlinkSessionJob(new Chart(made, 'second'), 'report', { metadata, spec: sessionJob });
    new FlinkDeployment(new Chart(made, 'first'), 'workbench', application);
    expect(() => made.synthYaml()).toThrow('[second/report] NotASessionCluster: spec.deploymentName: ');
  });

  it('is not looked at together with those of another app', () => {
    new FlinkDeployment(chart(), 'workbench', application);
    expect(() => new FlinkSessionJob(chart(), 'report', { metadata, spec: sessionJob })).not.toThrow();
  });
});

it('what an operator allows is known from its configuration', () => {
  const files = new Map([['flink-conf.yaml', 'kubernetes.operator.user.artifacts.allowed-schemes: s3\n']]);
  const { config } = operatorConfigFrom(files);
  const spec = { ...sessionJob, job: { ...sessionJob.job, jarURI: 's3://shop/report.jar' } };
  const props = { metadata: { name: 'report', namespace: 'streams' }, spec };
  expect(() => new FlinkSessionJob(chart(), 'report', props)).toThrow(/InvalidJarUri: spec\.job\.jarURI: /);
  expect(() => new FlinkSessionJob(chart(), 'report', { ...props, operatorConfig: config })).not.toThrow();
});
