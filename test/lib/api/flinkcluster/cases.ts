import { given, type Case } from '../cases/case';
import { job, jobManager, session, taskManager } from './resources';

const LONG = 'a'.repeat(48);

/** The rules about names, versions, images, integrations and the Ingress. */
export const CLUSTER_CASES: readonly Case[] = [
  given('nothing wrong', session()),
  given('the longest name that makes pods', session({}, { name: 'a'.repeat(40) })),
  given('a name too long for pods', session({}, { name: 'a'.repeat(41) }), 'warning NameTooLongForPods metadata.name'),
  given('the longest name', session({}, { name: LONG }), 'warning NameTooLongForPods metadata.name'),
  given(
    'a long name and a Deployment',
    session({ taskManager: { deploymentType: 'Deployment' } }, { name: 'a'.repeat(41) }),
  ),
  given(
    'a longer name and a Deployment',
    session({ taskManager: { deploymentType: 'Deployment' } }, { name: 'a'.repeat(42) }),
    'warning NameTooLongForPods metadata.name',
  ),
  given(
    'a longer name, a Deployment and a Job',
    session(
      { taskManager: { deploymentType: 'Deployment' }, job: { mode: 'Application', className: 'A' } },
      { name: LONG },
    ),
  ),
  given('a name of 49 letters', session({}, { name: `${LONG}a` }), 'InvalidClusterName metadata.name'),
  given('a name that begins with a digit', session({}, { name: '9a' }), 'InvalidClusterName metadata.name'),
  given('a name with a dot', session({}, { name: 'a.b' }), 'InvalidClusterName metadata.name'),
  given('an empty name', session({}, { name: '' }), 'InvalidClusterName metadata.name'),
  given('a wrong namespace', session({}, { namespace: 'A' }), 'InvalidNamespace metadata.namespace'),
  given('no namespace', session({}, { namespace: undefined })),
  ...['latest', '1.17.2_scala', '1..2', '1.2.', ' 1.2', '99999999999999999999.1'].map((flinkVersion) =>
    given(`the version ${flinkVersion}`, session({ flinkVersion }), 'InvalidFlinkVersion spec.flinkVersion'),
  ),
  ...['1', 'v1.14', '1.20.5', '1.14.0-rc1', '2.0-preview1', '1.15+build', '9.9', '1.2.3.4'].map((flinkVersion) =>
    given(`the version ${flinkVersion}`, session({ flinkVersion })),
  ),
  given('no version', session({ flinkVersion: undefined })),
  given('an empty version', session({ flinkVersion: '' })),
  given(
    'no version anywhere',
    session({ flinkVersion: undefined, image: { name: 'flink:latest' } }),
    'warning FlinkVersionUnknown spec.flinkVersion',
  ),
  given('no image', session({ image: undefined }), 'MissingField spec.image.name'),
  given('an image without a name', session({ image: {} }), 'MissingField spec.image.name'),
  given('an empty image', session({ image: { name: '' } }), 'MissingField spec.image.name'),
  given(
    'neither image nor version',
    session({ image: undefined, flinkVersion: undefined }),
    'MissingField spec.image.name',
  ),
  given('Volcano', session({ batchScheduler: { name: 'volcano', queue: 'q' } })),
  given(
    'another scheduler',
    session({ batchScheduler: { name: 'yunikorn' } }),
    'UnknownValue spec.batchScheduler.name',
  ),
  given(
    'another scheduler by its old name',
    session({ batchSchedulerName: 'yunikorn' }),
    'UnknownValue spec.batchSchedulerName',
  ),
  given('both names of the scheduler', session({ batchSchedulerName: 'volcano', batchScheduler: { name: 'volcano' } })),
  given(
    'both names of the scheduler and a queue',
    session({ batchSchedulerName: 'volcano', batchScheduler: { name: 'volcano', queue: 'q' } }),
    'warning FieldWithoutEffect spec.batchScheduler.queue',
  ),
  given(
    'another workload',
    taskManager({ deploymentType: 'Deploiment' }),
    'UnknownValue spec.taskManager.deploymentType',
  ),
  given('Hadoop', session({ hadoopConfig: { configMapName: 'hadoop' } })),
  given('Hadoop without a ConfigMap', session({ hadoopConfig: {} }), 'MissingField spec.hadoopConfig.configMapName'),
  given(
    'Hadoop with an empty name',
    session({ hadoopConfig: { configMapName: '' } }),
    'MissingField spec.hadoopConfig.configMapName',
  ),
  given(
    'a Google account',
    session({ gcpConfig: { serviceAccount: { secretName: 's', keyFile: 'key.json', mountPath: '/etc/key' } } }),
  ),
  given('an empty gcpConfig', session({ gcpConfig: {} }), 'warning MissingField spec.gcpConfig.serviceAccount'),
  given(
    'an empty Google account',
    session({ gcpConfig: { serviceAccount: {} } }),
    'MissingField spec.gcpConfig.serviceAccount.secretName',
    'MissingField spec.gcpConfig.serviceAccount.keyFile',
    'MissingField spec.gcpConfig.serviceAccount.mountPath',
  ),
  given(
    'a Google account mounted over its file',
    session({ gcpConfig: { serviceAccount: { secretName: 's', keyFile: 'key.json', mountPath: '/etc/key.json' } } }),
    'InvalidMountPath spec.gcpConfig.serviceAccount.mountPath',
  ),
  given('an Ingress', jobManager({ ingress: { hostFormat: '{{ $clusterName }}.example.com', useTls: true } })),
  given('an Ingress for any host', jobManager({ ingress: {} })),
  given('an Ingress for all hosts', jobManager({ ingress: { hostFormat: '*.example.com' } })),
  given(
    'an Ingress with a path',
    jobManager({ ingress: { hostFormat: 'example.com/{{$clusterName}}' } }),
    'InvalidIngressHost spec.jobManager.ingress.hostFormat',
  ),
  given(
    'an Ingress with another placeholder',
    jobManager({ ingress: { hostFormat: '{{$name}}.example.com' } }),
    'InvalidIngressHost spec.jobManager.ingress.hostFormat',
  ),
  given(
    'an Ingress with TLS for nobody',
    jobManager({ ingress: { useTls: true } }),
    'warning FieldWithoutEffect spec.jobManager.ingress.useTls',
  ),
  given('an Ingress with TLS and a Secret', jobManager({ ingress: { useTls: true, tlsSecretName: 'tls' } })),
  given(
    'an Ingress with a Secret and no TLS',
    jobManager({ ingress: { tlsSecretName: 'tls' } }),
    'warning FieldWithoutEffect spec.jobManager.ingress.tlsSecretName',
  ),
];

const tooSmall = (path: string) => `TooSmall spec.${path}`;
const tooLarge = (path: string) => `TooLarge spec.${path}`;

/** The rules about numbers. */
export const BOUNDS_CASES: readonly Case[] = [
  given('2 JobManagers', jobManager({ replicas: 2 }), tooLarge('jobManager.replicas')),
  given('no JobManager', jobManager({ replicas: 0 }), tooSmall('jobManager.replicas')),
  given('no TaskManagers', taskManager({ replicas: 0 }), tooSmall('taskManager.replicas')),
  given('too many TaskManagers', taskManager({ replicas: 2 ** 31 }), tooLarge('taskManager.replicas')),
  ...['rpc', 'blob', 'query', 'ui'].flatMap((port) => [
    given(`0 for ${port}`, jobManager({ ports: { [port]: 0 } }), tooSmall(`jobManager.ports.${port}`)),
    given(`65536 for ${port}`, jobManager({ ports: { [port]: 65536 } }), tooLarge(`jobManager.ports.${port}`)),
    given(`65535 for ${port}`, jobManager({ ports: { [port]: 65535 } })),
  ]),
  ...['data', 'rpc', 'query'].flatMap((port) => [
    given(
      `0 for ${port} of TaskManagers`,
      taskManager({ ports: { [port]: 0 } }),
      tooSmall(`taskManager.ports.${port}`),
    ),
    given(
      `70000 for ${port} of TaskManagers`,
      taskManager({ ports: { [port]: 70000 } }),
      tooLarge(`taskManager.ports.${port}`),
    ),
  ]),
  given(
    'extra ports out of range',
    jobManager({ extraPorts: [{ containerPort: 0 }, { containerPort: 65536 }, { containerPort: 9249 }] }),
    tooSmall('jobManager.extraPorts[0].containerPort'),
    tooLarge('jobManager.extraPorts[1].containerPort'),
  ),
  given(
    'extra ports of TaskManagers out of range',
    taskManager({ extraPorts: [{ containerPort: -1 }, { containerPort: 65536 }] }),
    tooSmall('taskManager.extraPorts[0].containerPort'),
    tooLarge('taskManager.extraPorts[1].containerPort'),
  ),
  given('a share of 101 %', taskManager({ memoryProcessRatio: 101 }), tooLarge('taskManager.memoryProcessRatio')),
  given('a share of -1 %', jobManager({ memoryProcessRatio: -1 }), tooSmall('jobManager.memoryProcessRatio')),
  given(
    'shares below 0 % and above 100 %',
    session({ jobManager: { memoryProcessRatio: 101 }, taskManager: { memoryProcessRatio: -1 } }),
    tooLarge('jobManager.memoryProcessRatio'),
    tooSmall('taskManager.memoryProcessRatio'),
  ),
  ...[-1, 101].map((memoryOffHeapRatio) => {
    const wrong = memoryOffHeapRatio < 0 ? tooSmall : tooLarge;
    return given(
      `a share of ${memoryOffHeapRatio} % with Flink before 1.10`,
      session({ flinkVersion: '1.9', jobManager: { memoryOffHeapRatio }, taskManager: { memoryOffHeapRatio } }),
      wrong('jobManager.memoryOffHeapRatio'),
      wrong('taskManager.memoryOffHeapRatio'),
    );
  }),
  given('a large history', session({ revisionHistoryLimit: 2 ** 31 }), tooLarge('revisionHistoryLimit')),
  given('parallelism 0', job({ parallelism: 0 }), tooSmall('job.parallelism')),
  given('a large parallelism', job({ parallelism: 2 ** 31 }), tooLarge('job.parallelism')),
  given('a negative age', job({ maxStateAgeToRestoreSeconds: -1 }), tooSmall('job.maxStateAgeToRestoreSeconds')),
  given('a large age', job({ maxStateAgeToRestoreSeconds: 2 ** 31 }), tooLarge('job.maxStateAgeToRestoreSeconds')),
  given(
    'savepoints all the time',
    job({ savepointsDir: 's3://x', autoSavepointSeconds: 0 }),
    `warning ${tooSmall('job.autoSavepointSeconds')}`,
  ),
  given(
    'savepoints very seldom',
    job({ savepointsDir: 's3://x', autoSavepointSeconds: 2 ** 31 }),
    tooLarge('job.autoSavepointSeconds'),
  ),
  given('a large generation', job({ savepointGeneration: 2 ** 31 }), tooLarge('job.savepointGeneration')),
  given('an autoscaler', taskManager({ horizontalPodAutoscaler: { maxReplicas: 1 } })),
  given(
    'an autoscaler without any TaskManager',
    taskManager({ horizontalPodAutoscaler: { minReplicas: 0, maxReplicas: 0 } }),
    tooSmall('taskManager.horizontalPodAutoscaler.minReplicas'),
    tooSmall('taskManager.horizontalPodAutoscaler.maxReplicas'),
  ),
  given(
    'an autoscaler of too many TaskManagers',
    taskManager({ horizontalPodAutoscaler: { minReplicas: 2 ** 31, maxReplicas: 2 ** 31 } }),
    tooLarge('taskManager.horizontalPodAutoscaler.minReplicas'),
    tooLarge('taskManager.horizontalPodAutoscaler.maxReplicas'),
  ),
  given(
    'an autoscaler upside down',
    taskManager({ horizontalPodAutoscaler: { minReplicas: 3, maxReplicas: 2 } }),
    tooSmall('taskManager.horizontalPodAutoscaler.maxReplicas'),
  ),
];

const KEYS = { 'bad key!': 'x' };

/** The rules about labels and annotations. */
export const LABEL_CASES: readonly Case[] = [
  given(
    'labels and annotations as they should be',
    jobManager({
      podLabels: { 'example.com/a_b.c-d': '', x: 'A_b.c-9' },
      podAnnotations: { 'Example.com/A': 'any text at all !' },
    }),
  ),
  given(
    'wrong labels and annotations everywhere',
    session({
      jobManager: {
        podLabels: KEYS,
        podAnnotations: KEYS,
        ServiceLabels: KEYS,
        ServiceAnnotations: KEYS,
        serviceLabels: { ...KEYS, a: 'bad value!' },
        serviceAnnotations: KEYS,
        ingress: { annotations: KEYS },
      },
      taskManager: { podLabels: { ok: 'bad value!' }, podAnnotations: { 'a/b/c': '' } },
      job: { jarFile: '/a', podLabels: { [`${'a'.repeat(64)}`]: '' }, podAnnotations: { '': '' } },
    }),
    'InvalidLabel spec.jobManager.podLabels["bad key!"]',
    'InvalidLabel spec.jobManager.podAnnotations["bad key!"]',
    'InvalidLabel spec.jobManager.ServiceLabels["bad key!"]',
    'InvalidLabel spec.jobManager.ServiceAnnotations["bad key!"]',
    'InvalidLabel spec.jobManager.serviceLabels["bad key!"]',
    'InvalidLabel spec.jobManager.serviceLabels.a',
    'InvalidLabel spec.jobManager.serviceAnnotations["bad key!"]',
    'InvalidLabel spec.jobManager.ingress.annotations["bad key!"]',
    'InvalidLabel spec.taskManager.podLabels.ok',
    'InvalidLabel spec.taskManager.podAnnotations["a/b/c"]',
    `InvalidLabel spec.job.podLabels.${'a'.repeat(64)}`,
    'InvalidLabel spec.job.podAnnotations[""]',
  ),
  ...['A.example.com/a', '/a', '-a/b', `${'a'.repeat(254)}/a`, 'a.', 'größe'].map((key) =>
    given(
      `a label ${key.slice(0, 20)}`,
      taskManager({ podLabels: { [key]: '' } }),
      `InvalidLabel spec.taskManager.podLabels[${JSON.stringify(key)}]`,
    ),
  ),
  given(
    'large annotations everywhere',
    session({
      jobManager: {
        podAnnotations: { a: 'ä'.repeat(128 * 1024) },
        ServiceAnnotations: { a: 'a'.repeat(256 * 1024) },
        serviceAnnotations: { a: 'a'.repeat(256 * 1024) },
        ingress: { annotations: { a: 'a'.repeat(256 * 1024) } },
      },
      taskManager: { podAnnotations: { a: 'a'.repeat(256 * 1024 - 1) } },
      job: { jarFile: '/a', podAnnotations: { a: 'a'.repeat(256 * 1024) } },
    }),
    'AnnotationsTooLarge spec.jobManager.podAnnotations',
    'AnnotationsTooLarge spec.jobManager.ServiceAnnotations',
    'AnnotationsTooLarge spec.jobManager.serviceAnnotations',
    'AnnotationsTooLarge spec.jobManager.ingress.annotations',
    'AnnotationsTooLarge spec.job.podAnnotations',
  ),
  given(
    'large annotations of TaskManagers',
    taskManager({ podAnnotations: { a: 'a'.repeat(256 * 1024) } }),
    'AnnotationsTooLarge spec.taskManager.podAnnotations',
  ),
];

const resources = (limits: object | undefined, requests?: object) => ({ resources: { limits, requests } });

/** The rules about ports, resources and memory. */
export const PROCESS_CASES: readonly Case[] = [
  given('one port twice', jobManager({ ports: { rpc: 8081 } }), 'DuplicatePort spec.jobManager.ports.ui'),
  given(
    'one port of TaskManagers twice',
    taskManager({ ports: { data: 6125, rpc: 6125 } }),
    'DuplicatePort spec.taskManager.ports.data',
    'DuplicatePort spec.taskManager.ports.query',
  ),
  given(
    'an extra port that is one of Flink',
    jobManager({ extraPorts: [{ containerPort: 9249 }, { containerPort: 6123, name: 'x' }] }),
    'DuplicatePort spec.jobManager.extraPorts[1]',
  ),
  given(
    'an extra port of TaskManagers that is one of Flink',
    taskManager({ extraPorts: [{ containerPort: 6122 }] }),
    'DuplicatePort spec.taskManager.extraPorts[0]',
  ),
  given(
    'an extra port twice',
    taskManager({ extraPorts: [{ containerPort: 1 }, { containerPort: 1 }] }),
    'DuplicatePort spec.taskManager.extraPorts[1]',
  ),
  given('the port of the other process', taskManager({ extraPorts: [{ containerPort: 8081, name: 'ui' }] })),
  given(
    'a name of a port twice',
    jobManager({
      extraPorts: [
        { containerPort: 1, name: 'ui' },
        { containerPort: 2, name: 'a' },
        { containerPort: 3, name: 'a' },
      ],
    }),
    'DuplicatePortName spec.jobManager.extraPorts[0]',
    'DuplicatePortName spec.jobManager.extraPorts[2]',
  ),
  given(
    'a name of a port of TaskManagers twice',
    taskManager({ extraPorts: [{ containerPort: 1, name: 'data' }] }),
    'DuplicatePortName spec.taskManager.extraPorts[0]',
  ),
  given('extra ports without names', jobManager({ extraPorts: [{ containerPort: 1 }, { containerPort: 2 }] })),
  given('all defaults', session({ jobManager: undefined, taskManager: undefined })),
  given(
    'no resources at all',
    session({ jobManager: { resources: {} }, taskManager: { resources: {} } }),
    'MissingField spec.jobManager.resources',
    'MissingField spec.jobManager.resources',
    'MissingField spec.taskManager.resources',
    'MissingField spec.taskManager.resources',
  ),
  given('no CPU', jobManager(resources({ memory: '2Gi' })), 'MissingField spec.jobManager.resources'),
  given('a CPU of none', jobManager(resources({ cpu: 0, memory: '2Gi' })), 'MissingField spec.jobManager.resources'),
  given('no memory', taskManager(resources(undefined, { cpu: 1 })), 'MissingField spec.taskManager.resources'),
  given('the memory as request', taskManager(resources({ cpu: 1 }, { memory: '2Gi' }))),
  given(
    'quantities that are none',
    session({
      jobManager: resources({ cpu: '1 core', memory: '2GB' }, { cpu: '1' }),
      taskManager: { memoryOffHeapMin: '1K', memoryProcessRatio: 80 },
      job: { jarFile: '/a', resources: { limits: { cpu: 'x' } } },
      flinkVersion: '1.9',
    }),
    'InvalidQuantity spec.jobManager.resources.limits.cpu',
    'InvalidQuantity spec.jobManager.resources.limits.memory',
    'InvalidQuantity spec.taskManager.memoryOffHeapMin',
    'InvalidQuantity spec.job.resources.limits.cpu',
    'WrongMemoryModel spec.taskManager.memoryProcessRatio',
  ),
  given(
    'quantities below zero',
    session({
      jobManager: resources({ cpu: '-1', memory: '2Gi' }),
      taskManager: resources({ cpu: 1, memory: '2Gi' }, { cpu: '-1m' }),
      job: { jarFile: '/a', resources: { limits: { memory: '-1' } } },
    }),
    'NotPositive spec.jobManager.resources.limits.cpu',
    'NotPositive spec.taskManager.resources.requests.cpu',
    'NotPositive spec.job.resources.limits.memory',
  ),
  given(
    'requests above limits',
    session({
      jobManager: resources({ cpu: '1', memory: '1Gi' }, { cpu: '1001m', memory: '1024Mi' }),
      taskManager: resources({ cpu: '1', memory: '1Gi', 'ephemeral-storage': '1G' }, { 'ephemeral-storage': '1Gi' }),
      job: { jarFile: '/a', resources: { limits: { memory: '1G' }, requests: { memory: '1Gi' } } },
    }),
    'RequestExceedsLimit spec.jobManager.resources.requests.cpu',
    'RequestExceedsLimit spec.taskManager.resources.requests.ephemeral-storage',
    'RequestExceedsLimit spec.job.resources.requests.memory',
  ),
  given(
    'the new memory model with an old version',
    session({ flinkVersion: '1.9', jobManager: { memoryProcessRatio: 50 }, taskManager: { memoryProcessRatio: 50 } }),
    'WrongMemoryModel spec.jobManager.memoryProcessRatio',
    'WrongMemoryModel spec.taskManager.memoryProcessRatio',
  ),
  given(
    'the new memory model with no known version',
    jobManager({ memoryProcessRatio: 50 }, { flinkVersion: '', image: { name: 'x' } }),
    'WrongMemoryModel spec.jobManager.memoryProcessRatio',
    'warning FlinkVersionUnknown spec.flinkVersion',
  ),
  given(
    'the old memory model with a new version',
    session({ jobManager: { memoryOffHeapRatio: 25, memoryOffHeapMin: '600M' }, taskManager: { memoryOffHeapMin: 1 } }),
    'WrongMemoryModel spec.jobManager.memoryOffHeapRatio',
    'WrongMemoryModel spec.jobManager.memoryOffHeapMin',
    'WrongMemoryModel spec.taskManager.memoryOffHeapMin',
  ),
  given('the old memory model of nothing with a new version', jobManager({ memoryOffHeapMin: '0' })),
  given(
    'either memory model with a version that is none',
    session({
      flinkVersion: 'x',
      jobManager: { memoryOffHeapRatio: 1 },
      taskManager: { memoryProcessRatio: 1 },
    }),
    'InvalidFlinkVersion spec.flinkVersion',
  ),
  given('either memory model at the border', jobManager({ memoryOffHeapRatio: 1 }, { flinkVersion: '1.10-rc1' })),
  given('the new memory model at the border', jobManager({ memoryProcessRatio: 1 }, { flinkVersion: '1.10.0' })),
  given(
    'the old memory model as stored for a tag',
    jobManager({ memoryOffHeapRatio: 25, memoryOffHeapMin: '600M' }, { flinkVersion: '' }),
  ),
  given(
    'the old memory model for a new tag',
    session({
      flinkVersion: undefined,
      jobManager: { memoryOffHeapRatio: 30, memoryOffHeapMin: '1G' },
      taskManager: { memoryOffHeapRatio: 30 },
    }),
    'warning FieldWithoutEffect spec.jobManager.memoryOffHeapRatio',
    'warning FieldWithoutEffect spec.jobManager.memoryOffHeapMin',
    'warning FieldWithoutEffect spec.taskManager.memoryOffHeapRatio',
  ),
  given(
    'more kept free than there is',
    session({
      flinkVersion: '1.9',
      jobManager: { memoryOffHeapMin: '4Gi' },
      taskManager: resources({ cpu: 1, memory: '512Mi' }),
    }),
    'OffHeapExceedsMemory spec.jobManager.memoryOffHeapMin',
    'OffHeapExceedsMemory spec.taskManager.memoryOffHeapMin',
  ),
  given(
    'as much kept free as there is',
    session({
      flinkVersion: '1.9',
      jobManager: resources({ cpu: 1, memory: '600M' }),
      taskManager: { memoryOffHeapRatio: 100 },
    }),
    'warning NoMemoryForFlink spec.jobManager.memoryOffHeapMin',
    'warning NoMemoryForFlink spec.taskManager.memoryOffHeapRatio',
  ),
  given(
    'no share of the memory',
    jobManager({ memoryProcessRatio: 0 }),
    'warning NoMemoryForFlink spec.jobManager.memoryProcessRatio',
  ),
  given(
    'no share of the memory but an option',
    jobManager({ memoryProcessRatio: 0 }, { flinkProperties: { 'jobmanager.memory.process.size': '1g' } }),
  ),
  given(
    'no share of the memory and an option of the other process',
    jobManager({ memoryProcessRatio: 0 }, { flinkProperties: { 'taskmanager.memory.process.size': '1g' } }),
    'warning NoMemoryForFlink spec.jobManager.memoryProcessRatio',
  ),
];
