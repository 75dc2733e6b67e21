import { Duration } from 'cdk8s';
import fc from 'fast-check';
import {
  MetricsReporter,
  type FlinkClusterProps,
  type FlinkJobClusterProps,
  type FlinkMinorVersion,
  type FlinkPodProps,
  type FlinkVolume,
} from '../../constructs';

/** Props of either kind of cluster. */
export type Props = FlinkJobClusterProps | FlinkClusterProps;

const optional = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
const word = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const text = fc.oneof(word, fc.constantFrom('', ' ', 'a b', "it's", 'a,b:c;d', '#', 'ä', '__proto__', '${x}', '"'));
const key = fc.oneof(word, fc.constantFrom('constructor', 'a.b/c'));
const map = fc.dictionary(key, text, { maxKeys: 3 });

const volume = (folder: string): fc.Arbitrary<FlinkVolume> =>
  fc
    .record({
      source: fc.oneof(
        fc.constantFrom<FlinkVolume['source']>(
          { emptyDir: {} },
          { emptyDir: { sizeLimit: '1Gi' } },
          { hostPath: { path: '/var/lib/x' } },
          { kind: 'PersistentVolumeClaim', name: 'state' },
          { kind: 'ConfigMap', name: 'state' },
        ),
      ),
      mountPath: fc.constantFrom(`/${folder}/a`, `/${folder}/b`, `/${folder}/c`),
      subPath: fc.option(word, { nil: undefined }),
      readOnly: fc.option(fc.boolean(), { nil: undefined }),
    })
    .map(({ subPath, readOnly, ...rest }) => ({
      ...rest,
      ...(subPath === undefined ? {} : { subPath }),
      ...(readOnly === undefined ? {} : { readOnly }),
    }));

const container = (name: string) => fc.constant({ name, image: 'busybox', args: ['sleep', '1'] });

const pod = (folder: string) => ({
  env: fc.dictionary(word, text, { maxKeys: 3 }),
  volumes: fc.uniqueArray(volume(folder), { maxLength: 2, selector: ({ mountPath }) => mountPath }),
  sidecars: fc.tuple(container('sidecar')),
  initContainers: fc.tuple(container('prepare')),
  nodeSelector: fc.dictionary(key, word, { maxKeys: 3 }),
  tolerations: fc.array(fc.record({ key: word, operator: fc.constantFrom('Exists', 'Equal') }), { maxLength: 2 }),
  affinity: fc.constant({ podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } }),
  topologySpreadConstraints: fc.constant([{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }]),
  priorityClassName: word,
  podTemplate: fc.constantFrom(
    { metadata: { labels: { team: 'a' }, annotations: { note: '1' } } },
    {
      spec: {
        containers: [
          { name: 'flink-main-container', tty: true },
          { name: 'sidecar', image: 'other' },
        ],
      },
    },
    { spec: { securityContext: { runAsUser: 1000 }, hostAliases: [{ ip: '10.0.0.1' }] } },
  ),
});

const process = (memory: string, folder: string) =>
  fc
    .tuple(
      optional({
        cpu: fc.constantFrom(0.5, 1, 2.5),
        cpuLimit: fc.constantFrom(2.5, 4),
        ephemeralStorage: fc.constant('2Gi'),
        replicas: fc.constantFrom(1, 2, 3),
        livenessProbe: fc.constant({ tcpSocket: { port: 6122 } }),
        readinessProbe: fc.constant({ tcpSocket: { port: 'rest' } }),
        ...pod(folder),
      }),
    )
    .map(([fields]) => ({ memory, ...fields }));

const cluster = {
  imagePullPolicy: fc.constantFrom('Always', 'Never'),
  imagePullSecrets: fc.array(word, { maxLength: 2 }),
  serviceAccount: word,
  taskSlots: fc.constantFrom(1, 2, 4),
  highAvailabilityStorageDir: fc.constant('s3://bucket/ha'),
  checkpointsDir: fc.constant('s3://bucket/checkpoints'),
  checkpointInterval: fc.constant(Duration.seconds(30)),
  savepointsDir: fc.constant('s3://bucket/savepoints'),
  flinkConfiguration: fc.constantFrom(
    { 'rest.port': 9081 },
    { state: { backend: { type: 'rocksdb' } } },
    { 'env.java.opts.all': '-Dx=y' },
    { 'execution.submit-failed-job-on-application-error': true },
  ),
  logLevel: fc.constantFrom('DEBUG', 'WARN'),
  metricsReporters: fc.constantFrom(
    [MetricsReporter.prometheus()],
    [
      MetricsReporter.of('otel', 'org.example.Factory', { interval: '10 s' }),
      MetricsReporter.prometheus({ port: 9999 }),
    ],
  ),
  hadoopConfiguration: word,
  gcpCredentials: fc.constantFrom({ secret: 'gcp' }, { secret: { name: 'gcp' }, key: 'account.json' }),
  restServiceAnnotations: map,
  ingress: fc.constantFrom(
    { template: '{{name}}.example.com' },
    { template: '/{{namespace}}/{{name}}', className: 'nginx', tls: [{ hosts: ['example.com'], secretName: 'tls' }] },
  ),
  networkAccess: fc.constant({ rest: [{ namespaceSelector: {} }] }),
  rbac: fc.boolean(),
  podSecurity: fc.constantFrom('restricted', 'none'),
  disruptionBudgets: fc.boolean(),
  restartOnConfigurationChange: fc.boolean(),
  java17Options: fc.boolean(),
  toolImage: fc.constant('tool:1'),
  ...pod('all'),
};

const job = {
  entryClass: fc.constant('com.example.Job'),
  args: fc.array(text, { maxLength: 3 }),
  parallelism: fc.constantFrom(1, 3, 8),
  initialSavepointPath: fc.constant('s3://bucket/savepoints/1'),
  allowNonRestoredState: fc.boolean(),
};

/** Props of every kind; some contradict each other. */
export const arbitraryProps: fc.Arbitrary<Props> = fc
  .tuple(
    fc.record({
      name: fc.constantFrom('orders', 'constructor', 'a'),
      namespace: fc.constantFrom('streams', 'default'),
      image: fc.constant('flink:x'),
      flinkVersion: fc.constantFrom<FlinkMinorVersion>('1.15', '1.17', '1.18', '1.20', '2.2'),
      jobManager: process('2Gi', 'jm'),
      taskManager: process('4Gi', 'tm'),
    }),
    optional(cluster),
    fc.option(
      fc.tuple(optional(job), fc.constantFrom('local:///opt/flink/usrlib/a.jar', 'https://example.com/a/b.jar?x=1')),
      { nil: undefined },
    ),
  )
  .map(([required, more, own]) => ({
    ...required,
    ...more,
    ...(own === undefined ? {} : { ...own[0], jarUri: own[1] }),
  })) as unknown as fc.Arbitrary<Props>;

/** The same as FlinkClusters, mostly without what these cannot say. */
export const arbitraryFlinkCluster: fc.Arbitrary<Props> = fc
  .tuple(arbitraryProps, fc.integer({ min: 0, max: 9 }))
  .map(([props, chance]) => (chance === 0 ? props : sayable(props)))
  .map((props) => ({ ...props, dialect: 'FlinkCluster' }));

/** Props without what no FlinkCluster can say. */
function sayable(props: Props): Props {
  const without = <T extends object>(from: T, keys: readonly string[]) =>
    Object.fromEntries(Object.entries(from).filter(([name]) => !keys.includes(name))) as T;
  const podTemplate = { metadata: { labels: { team: 'a' }, annotations: { note: '1' } } };
  const pods = <T extends FlinkPodProps>(of: T): T => ({
    ...without(of, ['topologySpreadConstraints', 'priorityClassName', 'podTemplate']),
    ...(of.podTemplate === undefined ? {} : { podTemplate }),
  });
  const { ingress } = props;
  return {
    ...pods(without(props, ['podSecurity'])),
    jobManager: { ...pods(without(props.jobManager, ['env'])), replicas: 1 },
    taskManager: pods(without(props.taskManager, ['env'])),
    ...('jarUri' in props ? { entryClass: 'com.example.Job' } : {}),
    ...(ingress === undefined ? {} : { ingress: { template: '{{name}}.example.com', className: 'nginx' } }),
  };
}
