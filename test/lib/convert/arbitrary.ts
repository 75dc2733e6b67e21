import fc from 'fast-check';
import type { JsonObject } from '../../../lib/manifest';

const optional = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) => fc.record(fields, { requiredKeys: [] });
const word = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/);
const text = fc.oneof(word, fc.constantFrom('', 'a b', "it's", 'a,b:c;d', '#', 'ä', '__proto__', '${x}', '"', 'true'));
const key = fc.oneof(word, fc.constantFrom('constructor', 'a.b/c'));
const map = fc.dictionary(key, text, { minKeys: 1, maxKeys: 3 });
const port = fc.constantFrom(7001, 7002, 7003);

const probe = (names: readonly string[]) =>
  fc.record({
    tcpSocket: fc.record({ port: fc.constantFrom<string | number>(...names, 9999) }),
    initialDelaySeconds: fc.constantFrom(1, 30),
    periodSeconds: fc.constantFrom(10, 20),
    timeoutSeconds: fc.constantFrom(1, 3),
    failureThreshold: fc.constantFrom(3, 9),
  });

const mounts = fc.uniqueArray(
  fc.record({ name: fc.constantFrom('work', 'data'), mountPath: fc.constantFrom('/a', '/b', '/opt/flink/usrlib') }),
  { selector: (mount) => mount.mountPath, minLength: 1, maxLength: 2 },
);

/** What every pod has that mounts something. */
const VOLUMES = [
  { name: 'work', emptyDir: {} },
  { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
];

/** Fields of pods that both kinds write alike. */
const podFields = {
  nodeSelector: fc.dictionary(key, word, { minKeys: 1, maxKeys: 2 }),
  tolerations: fc.constant([{ key: 'dedicated', operator: 'Exists' }]),
  affinity: fc.constant({ podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } }),
  securityContext: fc.constant({ runAsUser: 1000, fsGroup: 1000 }),
  hostAliases: fc.constant([{ ip: '10.0.0.1', hostnames: ['a'] }]),
};

const container = (name: string) =>
  fc.record({ name: fc.constant(name), image: word, volumeMounts: mounts }, { requiredKeys: ['name', 'image'] });

const env = fc.uniqueArray(fc.record({ name: word, value: text }), {
  selector: ({ name }) => name,
  minLength: 1,
  maxLength: 3,
});
const envFrom = fc.constant([{ secretRef: { name: 'credentials' } }]);

/** Without environment the init containers of both kinds see the same. */
const environment = fc.oneof(
  fc.record({ env, envFrom: fc.option(envFrom, { nil: undefined }), init: fc.constant(undefined) }),
  fc.record({ env: fc.constant(undefined), envFrom: fc.constant(undefined), init: container('prepare') }),
);

const labels = fc.dictionary(key, word, { minKeys: 1, maxKeys: 3 });
const extraPorts = fc.constantFrom(
  [{ name: 'metrics', containerPort: 9249 }],
  [
    { name: 'metrics', containerPort: 9249 },
    { name: 'stat', containerPort: 9125, protocol: 'UDP' },
  ],
);

const cpu = fc.constantFrom('1', '500m', '2');
const memory = fc.constantFrom('2Gi', '1536Mi', '4Gi');

/** Requests and limits with which both kinds size a process alike. */
const resources = fc.oneof(
  fc.record({ limits: fc.record({ cpu, memory }) }),
  fc.record({ limits: fc.record({ cpu, memory, 'ephemeral-storage': fc.constant('1Gi') }) }),
  fc.constantFrom(
    { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '2', memory: '2Gi' } },
    { requests: { cpu: '250m' }, limits: { cpu: '1', memory: '2Gi' } },
  ),
);

/** A limit above what Flink gets, which a FlinkCluster says with an option. */
const roomy = fc.constant({ requests: { cpu: '500m', memory: '1536Mi' }, limits: { cpu: '1500m', memory: '2Gi' } });

const slots = fc.constantFrom(1, 2, 4);
const ids = fc.record({ name: fc.constantFrom('orders', 'a'), namespace: fc.constantFrom('streams', 'default') });
const metadata = fc
  .tuple(ids, optional({ labels: fc.dictionary(key, word), annotations: map }))
  .map(([required, more]) => ({ ...required, ...more }));

const withoutUndefined = <T>(value: T): T => JSON.parse(JSON.stringify(value), revive) as T;
/** JSON.parse keeps `__proto__` as a key, which the reviver must not lose. */
const revive = (_: string, value: unknown) => value;

const deploymentPod = (ports: readonly string[]) =>
  fc
    .tuple(
      optional(podFields),
      optional({ livenessProbe: probe(ports), readinessProbe: probe(ports), volumeMounts: mounts, ports: extraPorts }),
      fc.option(container('sidecar'), { nil: undefined }),
      optional({ labels, annotations: map }),
    )
    .map(([pod, main, sidecar, about]) => ({ pod, main, sidecar, about }));

const deploymentOptions = optional({
  'state.checkpoints.dir': fc.constant('s3://bucket/checkpoints'),
  'state.backend.type': fc.constantFrom('rocksdb', 'hashmap'),
  'rest.port': fc.constant('9081'),
  'jobmanager.rpc.port': fc.constant('7123'),
  'blob.server.port': fc.constant('7124'),
  'taskmanager.rpc.port': fc.constant('7122'),
  'kubernetes.container.image.pull-secrets': fc.constantFrom('a', 'a;b'),
  'kubernetes.rest-service.annotations': fc.constantFrom('a:b', 'a:b,c:d'),
  'kubernetes.rest-service.exposed.type': fc.constantFrom('NodePort', 'LoadBalancer', 'Headless_ClusterIP'),
  'web.x': text.filter((value) => value.trim() === value && value !== '' && !value.includes('#')),
});

/** FlinkDeployments that say what a FlinkCluster can say, too. */
export const deployments: fc.Arbitrary<JsonObject> = fc
  .record({
    metadata,
    version: fc.constantFrom('v1_16', 'v1_17', 'v1_20', 'v2_2'),
    account: fc.constantFrom('default', 'flink'),
    policy: fc.option(fc.constantFrom('Always', 'Never'), { nil: undefined }),
    options: deploymentOptions,
    highAvailability: fc.boolean(),
    slots,
    environment,
    jobManager: deploymentPod(['rest', 'jobmanager-rpc', 'blobserver']),
    taskManager: deploymentPod(['taskmanager-rpc']),
    jobManagerSize: fc.oneof(resources, roomy),
    taskManagerSize: fc.oneof(resources, roomy),
    replicas: fc.option(fc.constantFrom(1, 3), { nil: undefined }),
    logs: fc.option(fc.constant({ 'log4j-console.properties': 'rootLogger.level = INFO\n' }), { nil: undefined }),
    ingress: fc.option(
      fc.constantFrom(
        { template: '{{name}}.example.com' },
        { template: '/', annotations: { a: 'b' } },
        { template: '{{name}}.x.example.com', className: 'nginx', tls: [{ secretName: 'tls' }] },
      ),
      { nil: undefined },
    ),
    job: fc.option(
      fc.tuple(
        fc.record({ jarURI: fc.constant('local:///opt/flink/usrlib/a.jar'), entryClass: fc.constant('com.example.A') }),
        optional({
          args: fc.array(text, { minLength: 1, maxLength: 3 }),
          initialSavepointPath: fc.constant('s3://bucket/savepoints/1'),
          allowNonRestoredState: fc.boolean(),
        }),
        fc.constantFrom(1, 3, 8),
        fc.boolean(),
      ),
      { nil: undefined },
    ),
  })
  .map((d) => {
    const process = (part: 'jobManager' | 'taskManager') => {
      const { pod, main, sidecar, about } = d[part];
      const { env: variables, envFrom: sources, init } = d.environment;
      const own = { name: 'flink-main-container', ...main, env: variables, envFrom: sources };
      return {
        metadata: about,
        spec: {
          ...pod,
          volumes: VOLUMES,
          ...(init === undefined ? {} : { initContainers: [init] }),
          containers: [...(sidecar === undefined ? [] : [sidecar]), own],
        },
      };
    };
    const key = d.version === 'v1_16' ? 'high-availability' : 'high-availability.type';
    const job = d.job && {
      ...d.job[0],
      ...d.job[1],
      ...(d.replicas === undefined ? { parallelism: d.job[2] } : {}),
      upgradeMode: d.job[3] ? 'savepoint' : 'stateless',
    };
    const savepoints = { 'state.savepoints.dir': 's3://bucket/savepoints', 'state.checkpoints.dir': 's3://bucket/c' };
    const tls = d.ingress?.tls?.map((entry) => ({ hosts: [`${d.metadata.name}.x.example.com`], ...entry }));
    return withoutUndefined({
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkDeployment',
      metadata: d.metadata,
      spec: {
        image: 'flink:x',
        imagePullPolicy: d.policy,
        flinkVersion: d.version,
        mode: 'standalone',
        serviceAccount: d.account,
        flinkConfiguration: {
          ...d.options,
          'taskmanager.numberOfTaskSlots': String(d.slots),
          ...(d.highAvailability ? { [key]: 'kubernetes', 'high-availability.storageDir': 's3://bucket/ha' } : {}),
          ...(job?.upgradeMode === 'savepoint' ? savepoints : {}),
        },
        logConfiguration: d.logs,
        ingress: d.ingress && { ...d.ingress, tls },
        jobManager: { resources: d.jobManagerSize, podTemplate: process('jobManager') },
        taskManager: {
          resources: d.taskManagerSize,
          replicas: d.replicas ?? (job === undefined ? 1 : undefined),
          podTemplate: process('taskManager'),
        },
        job,
      },
    });
  }) as unknown as fc.Arbitrary<JsonObject>;

const clusterProcess = (ports: readonly string[]) =>
  optional({
    ...podFields,
    livenessProbe: probe(ports),
    readinessProbe: probe(ports),
    volumeMounts: mounts,
    extraPorts,
    podLabels: labels,
    podAnnotations: map,
    sidecars: fc.tuple(container('sidecar')),
  });

/** FlinkClusters that say what a FlinkDeployment can say, too. */
export const clusters: fc.Arbitrary<JsonObject> = fc
  .record({
    metadata,
    flinkVersion: fc.constantFrom('1.15', '1.16', '1.18', '1.20', '2.1'),
    pullPolicy: fc.option(fc.constantFrom('Always', 'Never', 'IfNotPresent'), { nil: undefined }),
    pullSecrets: fc.option(fc.constantFrom([{ name: 'a' }], [{ name: 'a' }, { name: 'b' }]), { nil: undefined }),
    account: fc.option(fc.constant('flink'), { nil: undefined }),
    environment,
    properties: optional({
      'state.backend.type': fc.constantFrom('rocksdb', 'hashmap'),
      'taskmanager.numberOfTaskSlots': slots.map(String),
      'web.x': text,
    }),
    highAvailability: fc.boolean(),
    jobManager: clusterProcess(['ui', 'rpc', 'blob']),
    taskManager: clusterProcess(['rpc']),
    jobManagerSize: resources,
    taskManagerSize: resources,
    ratio: fc.constantFrom(100, 80, undefined),
    ports: fc.option(fc.record({ rpc: port }), { nil: undefined }),
    service: optional({
      accessScope: fc.constantFrom('VPC', 'External', 'NodePort', 'Headless'),
      ServiceAnnotations: fc.dictionary(
        word,
        text.filter((t) => t.trim() !== ''),
        { minKeys: 1, maxKeys: 2 },
      ),
    }),
    ingress: fc.option(
      fc.constantFrom(
        {},
        { hostFormat: '{{$clusterName}}.example.com' },
        {
          hostFormat: 'a.example.com',
          useTls: true,
          tlsSecretName: 'tls',
          annotations: { 'kubernetes.io/ingress.class': 'x' },
        },
      ),
      { nil: undefined },
    ),
    hadoop: fc.boolean(),
    volcano: fc.option(fc.constantFrom({ name: 'volcano' }, { name: 'volcano', queue: 'q', priorityClassName: 'p' }), {
      nil: undefined,
    }),
    logs: fc.option(fc.constant({ 'logback-console.xml': '<x/>\n' }), { nil: undefined }),
    replicas: fc.constantFrom(1, 2, 3, undefined),
    job: fc.option(
      fc.tuple(
        optional({
          args: fc.array(text, { minLength: 1, maxLength: 3 }),
          fromSavepoint: fc.constant('s3://bucket/savepoints/1'),
          allowNonRestoredState: fc.boolean(),
          savepointsDir: fc.constant('s3://bucket/savepoints'),
          savepointFormatType: fc.constantFrom('CANONICAL', 'NATIVE'),
          jarFile: fc.constant('/opt/flink/usrlib/a.jar'),
        }),
        fc.boolean(),
      ),
      { nil: undefined },
    ),
  })
  .map((c) => {
    const { env: variables, envFrom: sources, init } = c.environment;
    // With another share than all of the memory, the request is what Flink gets of it.
    const shared = { requests: { cpu: '500m', memory: '1639Mi' }, limits: { cpu: '1', memory: '2Gi' } };
    const sized = (size: object) => ({ resources: c.ratio === 100 ? size : shared, memoryProcessRatio: c.ratio });
    const process = { volumes: VOLUMES, ...(init === undefined ? {} : { initContainers: [init] }) };
    const ha = { 'high-availability': 'kubernetes', 'high-availability.storageDir': 's3://bucket/ha' };
    const { name, namespace } = c.metadata;
    const slotsOf = Number(c.properties['taskmanager.numberOfTaskSlots'] ?? 1);
    const parallelism = c.job?.[1] === true ? (c.replicas ?? 3) * slotsOf : undefined;
    return withoutUndefined({
      apiVersion: 'flinkoperator.k8s.io/v1beta1',
      kind: 'FlinkCluster',
      metadata: c.metadata,
      spec: {
        flinkVersion: c.flinkVersion,
        image: { name: 'flink:x', pullPolicy: c.pullPolicy, pullSecrets: c.pullSecrets },
        serviceAccountName: c.account,
        batchScheduler: c.volcano,
        envVars: variables,
        envFrom: sources,
        flinkProperties: {
          ...c.properties,
          'taskmanager.numberOfTaskSlots': String(slotsOf),
          ...(c.highAvailability ? { ...ha, 'kubernetes.cluster-id': name, 'kubernetes.namespace': namespace } : {}),
        },
        hadoopConfig:
          c.hadoop && init === undefined ? { configMapName: 'hadoop', mountPath: '/opt/hadoop/conf' } : undefined,
        logConfig: c.logs,
        jobManager: {
          ...process,
          ...c.jobManager,
          ...sized(c.jobManagerSize),
          ...(c.ingress === undefined ? c.service : {}),
          ingress: c.ingress,
          ports: c.ports,
        },
        taskManager: { ...process, ...c.taskManager, ...sized(c.taskManagerSize), replicas: c.replicas },
        job: c.job && { mode: 'Application', className: 'com.example.A', ...c.job[0], parallelism },
      },
    });
  }) as unknown as fc.Arbitrary<JsonObject>;
