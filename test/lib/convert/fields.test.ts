import type { FlinkDeploymentResource } from '../../../lib/api/apache/types';
import type { FlinkClusterResource } from '../../../lib/api/flinkcluster/types';
import { toFlinkCluster } from '../../../lib/convert/to-flink-cluster';
import { toFlinkDeployment } from '../../../lib/convert/to-flink-deployment';
import { isObject } from '../../../lib/json';
import type { Json, JsonObject } from '../../../lib/manifest';
import { formatPath } from '../../../lib/problem';
import { session, type Changes } from '../resources';

/** What is said, what it becomes by path (undefined is nothing), and of which fields something is told. */
type Case = readonly [
  what: string,
  source: Changes,
  becomes: Readonly<Record<string, unknown>>,
  told?: readonly string[] | undefined,
];

const at = (resource: unknown, path: string): Json | undefined =>
  path.split('/').reduce<Json | undefined>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, resource as Json);

const JOB = { jarURI: 'local:///opt/flink/usrlib/a.jar', entryClass: 'a.B', parallelism: 4, upgradeMode: 'savepoint' };
const SAVEPOINTS = { 'state.savepoints.dir': 's3://s', 'state.checkpoints.dir': 's3://c' };
const main = (fields: object, spec: object = {}) => ({
  spec: { ...spec, containers: [{ name: 'flink-main-container', ...fields }] },
});
const both = (template: object) => ({
  jobManager: sized({ podTemplate: template }),
  taskManager: sized({ podTemplate: template }),
});
const sized = (fields: object = {}) => ({ resource: { memory: '2g', cpu: 1 }, ...fields });

const TO_CLUSTER: readonly Case[] = [
  [
    'version and image',
    { imagePullPolicy: 'Never' },
    { flinkVersion: '1.20', 'image/name': 'flink:1.20', 'image/pullPolicy': 'Never' },
  ],
  ['the default pull policy', {}, { 'image/pullPolicy': 'IfNotPresent' }],
  [
    'one size',
    {},
    {
      'jobManager/resources': { limits: { cpu: '1', memory: '2Gi' } },
      'jobManager/memoryProcessRatio': 100,
      'flinkProperties/jobmanager.memory.process.size': undefined,
    },
  ],
  [
    'a limit above the request',
    { taskManager: { resources: { requests: { memory: '1536m', cpu: '500m' }, limits: { memory: '3G', cpu: 2 } } } },
    {
      'taskManager/resources': { requests: { memory: '1536Mi', cpu: '500m' }, limits: { memory: '3Gi', cpu: '2' } },
      'flinkProperties/taskmanager.memory.process.size': '1536m',
    },
  ],
  [
    'limit factors',
    {
      flinkConfiguration: {
        'kubernetes.taskmanager.cpu.limit-factor': 2.5,
        'kubernetes.taskmanager.memory.limit-factor': '1.5',
      },
    },
    {
      'taskManager/resources': { requests: { memory: '2Gi', cpu: '1' }, limits: { memory: '3Gi', cpu: '2.5' } },
      'flinkProperties/taskmanager.memory.process.size': '2048m',
      'flinkProperties/kubernetes.taskmanager.cpu.limit-factor': undefined,
    },
  ],
  [
    "memory by Flink's options, to the byte",
    { jobManager: {}, flinkConfiguration: { 'jobmanager.memory.process.size': '1700000000b' } },
    {
      'jobManager/resources/limits/memory': '1700000000',
      'flinkProperties/jobmanager.memory.process.size': '1700000000b',
    },
  ],
  ['slots are written out', {}, { 'flinkProperties/taskmanager.numberOfTaskSlots': '1' }],
  [
    'TaskManagers that the parallelism needs',
    { mode: 'standalone', flinkConfiguration: { ...SAVEPOINTS, 'taskmanager.numberOfTaskSlots': 3 }, job: JOB },
    { 'taskManager/replicas': 2, 'job/parallelism': 4 },
  ],
  [
    'TaskManagers that are given',
    { mode: 'standalone', flinkConfiguration: SAVEPOINTS, taskManager: sized({ replicas: 3 }), job: JOB },
    { 'taskManager/replicas': 3, 'job/parallelism': undefined },
  ],
  ['a native cluster', { mode: 'native' }, { 'taskManager/replicas': 1 }, ['spec.mode']],
  [
    'standbys',
    { jobManager: sized({ replicas: 2 }) },
    { 'jobManager/replicas': undefined },
    ['spec.jobManager.replicas'],
  ],
  [
    'a job',
    {
      flinkConfiguration: SAVEPOINTS,
      job: { ...JOB, args: ['x'], initialSavepointPath: 's3://p', allowNonRestoredState: true },
    },
    {
      job: {
        mode: 'Application',
        jarFile: '/opt/flink/usrlib/a.jar',
        className: 'a.B',
        args: ['x'],
        parallelism: 4,
        fromSavepoint: 's3://p',
        allowNonRestoredState: true,
        savepointsDir: 's3://s',
      },
      'flinkProperties/state.savepoints.dir': undefined,
      'flinkProperties/state.checkpoints.dir': 's3://c',
    },
  ],
  [
    'a jar elsewhere',
    { flinkConfiguration: SAVEPOINTS, job: { ...JOB, jarURI: 'local:///a.jar' } },
    { 'job/jarFile': undefined },
    ['spec.job.jarURI'],
  ],
  [
    'a job without a class',
    { flinkConfiguration: SAVEPOINTS, job: { ...JOB, entryClass: undefined } },
    {},
    ['spec.job'],
  ],
  ['a suspended job', { flinkConfiguration: SAVEPOINTS, job: { ...JOB, state: 'suspended' } }, {}, ['spec.job.state']],
  ['a job that cannot take savepoints', { job: { ...JOB, upgradeMode: 'stateless' } }, {}, ['spec.job.upgradeMode']],
  [
    'upgrades from the last state',
    { flinkConfiguration: SAVEPOINTS, job: { ...JOB, upgradeMode: 'last-state' } },
    {},
    ['spec.job.upgradeMode'],
  ],
  [
    'savepoints at their times and restarts',
    {
      flinkConfiguration: {
        ...SAVEPOINTS,
        'kubernetes.operator.periodic.savepoint.interval': '2 h',
        'kubernetes.operator.savepoint.format.type': 'NATIVE',
        'kubernetes.operator.job.restart.failed': 'true',
      },
      job: JOB,
    },
    {
      'job/autoSavepointSeconds': 7200,
      'job/savepointFormatType': 'NATIVE',
      'job/restartPolicy': 'FromSavepointOnFailure',
      'job/maxStateAgeToRestoreSeconds': 2147483647,
    },
    ['spec.flinkConfiguration["kubernetes.operator.job.restart.failed"]'],
  ],
  [
    'savepoints by cron',
    {
      flinkConfiguration: { ...SAVEPOINTS, 'kubernetes.operator.periodic.savepoint.interval': '0 0 3 * * ?' },
      job: JOB,
    },
    { 'job/autoSavepointSeconds': undefined },
    ['spec.flinkConfiguration["kubernetes.operator.periodic.savepoint.interval"]'],
  ],
  [
    'high availability',
    { flinkConfiguration: { high: 1, 'high-availability': { type: 'kubernetes', storageDir: 's3://h' } } },
    {
      'flinkProperties/high-availability': 'kubernetes',
      'flinkProperties/high-availability.type': undefined,
      'flinkProperties/high-availability.storageDir': 's3://h',
      'flinkProperties/kubernetes.cluster-id': 'orders',
      'flinkProperties/kubernetes.namespace': 'streams',
    },
  ],
  [
    'high availability of a job',
    { flinkConfiguration: { ...SAVEPOINTS, 'high-availability.type': 'kubernetes' }, job: JOB },
    {},
    ['spec.flinkConfiguration["high-availability.type"]'],
  ],
  [
    'ports',
    {
      flinkConfiguration: {
        'rest.port': 1,
        'jobmanager.rpc.port': 2,
        'blob.server.port': 3,
        'taskmanager.rpc.port': 4,
      },
    },
    {
      'jobManager/ports': { ui: 1, rpc: 2, blob: 3 },
      'taskManager/ports': { rpc: 4 },
      'flinkProperties/rest.port': undefined,
    },
  ],
  [
    'ports at random',
    { flinkConfiguration: { 'blob.server.port': 0, 'taskmanager.rpc.port': '0' } },
    { 'jobManager/ports': undefined, 'taskManager/ports': undefined },
  ],
  [
    'another port in the pod',
    { flinkConfiguration: { 'rest.bind-port': 9 } },
    {},
    ['spec.flinkConfiguration["rest.bind-port"]'],
  ],
  [
    'the Service',
    {
      flinkConfiguration: {
        'kubernetes.rest-service.exposed.type': 'Headless_ClusterIP',
        'kubernetes.rest-service.annotations': 'a:b',
      },
    },
    { 'jobManager/accessScope': 'Headless', 'jobManager/ServiceAnnotations': { a: 'b' } },
  ],
  [
    'an inner load balancer of Google',
    {
      flinkConfiguration: {
        'kubernetes.rest-service.exposed.type': 'LoadBalancer',
        'kubernetes.rest-service.annotations':
          'networking.gke.io/load-balancer-type:Internal,networking.gke.io/internal-load-balancer-allow-global-access:true',
      },
    },
    { 'jobManager/accessScope': 'VPC', 'jobManager/ServiceAnnotations': undefined },
  ],
  [
    'an Ingress',
    {
      ingress: {
        template: 'https://{{name}}.{{namespace}}.example.com',
        className: 'nginx',
        tls: [{ hosts: ['orders.streams.example.com'], secretName: 't' }],
      },
    },
    {
      'jobManager/ingress': {
        hostFormat: '{{$clusterName}}.streams.example.com',
        annotations: { 'kubernetes.io/ingress.class': 'nginx' },
        useTls: true,
        tlsSecretName: 't',
      },
    },
  ],
  [
    'an Ingress with a path',
    { ingress: { template: '/{{name}}', labels: { a: 'b' } } },
    { 'jobManager/ingress': {} },
    ['spec.ingress.labels', 'spec.ingress.template'],
  ],
  [
    'pull secrets',
    {
      flinkConfiguration: { 'kubernetes.container.image.pull-secrets': 'a;b' },
      podTemplate: { spec: { imagePullSecrets: [{ name: 'a' }] } },
    },
    { 'image/pullSecrets': [{ name: 'a' }, { name: 'b' }] },
  ],
  [
    'Hadoop',
    { flinkConfiguration: { 'kubernetes.hadoop.conf.config-map.name': 'h' } },
    { hadoopConfig: { configMapName: 'h', mountPath: '/opt/hadoop/conf' } },
  ],
  ['environment of all', both(main({ env: [{ name: 'A', value: '1' }] })), { envVars: [{ name: 'A', value: '1' }] }],
  [
    'environment of one',
    { jobManager: sized({ podTemplate: main({ env: [{ name: 'A', value: '1' }] }) }) },
    { envVars: [{ name: 'A', value: '1' }] },
    ['spec.jobManager.podTemplate.spec.containers[0].env'],
  ],
  [
    'environments that differ',
    {
      jobManager: sized({ podTemplate: main({ env: [{ name: 'A', value: '1' }] }) }),
      taskManager: sized({ podTemplate: main({ env: [{ name: 'A', value: '2' }] }) }),
    },
    { envVars: undefined },
    ['spec.jobManager.podTemplate.spec.containers[0].env', 'spec.taskManager.podTemplate.spec.containers[0].env'],
  ],
  [
    'environment by options',
    { flinkConfiguration: { 'containerized.master.env.A': 'x', 'containerized.taskmanager.env.A': 'x' } },
    { envVars: [{ name: 'A', value: 'x' }] },
  ],
  [
    'environment of init containers',
    both(main({ env: [{ name: 'A', value: '1' }] }, { initContainers: [{ name: 'i' }] })),
    { 'jobManager/initContainers': [{ name: 'i' }] },
    ['spec.jobManager.podTemplate.spec.initContainers', 'spec.taskManager.podTemplate.spec.initContainers'],
  ],
  [
    'Volcano',
    both({
      metadata: { annotations: { 'scheduling.volcano.sh/queue-name': 'q' } },
      spec: { schedulerName: 'volcano', priorityClassName: 'p' },
    }),
    { batchScheduler: { name: 'volcano', queue: 'q', priorityClassName: 'p' }, 'jobManager/podAnnotations': undefined },
  ],
  [
    'a priority without Volcano',
    { podTemplate: { spec: { priorityClassName: 'p' } } },
    { batchScheduler: undefined },
    ['spec.podTemplate.spec.priorityClassName'],
  ],
  [
    'what a container has beside',
    {
      podTemplate: main({
        command: ['x'],
        securityContext: { privileged: false, runAsUser: 1 },
        startupProbe: { tcpSocket: { port: 1 } },
      }),
    },
    {},
    ['spec.podTemplate.spec.containers[0].securityContext', 'spec.podTemplate.spec.containers[0].startupProbe'],
  ],
  [
    'probes',
    {
      jobManager: sized({
        podTemplate: main({
          livenessProbe: { tcpSocket: { port: 'rest' }, initialDelaySeconds: 9 },
          readinessProbe: { httpGet: { port: 'jobmanager-rpc' } },
        }),
      }),
    },
    {
      'jobManager/livenessProbe': {
        tcpSocket: { port: 'ui' },
        initialDelaySeconds: 9,
        periodSeconds: 10,
        timeoutSeconds: 1,
        failureThreshold: 3,
      },
      'jobManager/readinessProbe/httpGet': { port: 'rpc' },
    },
    ['spec.jobManager.podTemplate.spec.containers[0].readinessProbe'],
  ],
  [
    'ports of a container',
    {
      jobManager: sized({
        podTemplate: main({
          ports: [
            { name: 'rest', containerPort: 8081 },
            { name: 'm', containerPort: 9249, hostPort: 1 },
          ],
        }),
      }),
    },
    { 'jobManager/extraPorts': [{ name: 'm', containerPort: 9249 }] },
    ['spec.jobManager.podTemplate.spec.containers[0].ports[1].hostPort'],
  ],
  [
    'labels that operators need',
    { podTemplate: { metadata: { labels: { app: 'x', cluster: 'y', z: 'z' } } } },
    { 'jobManager/podLabels': { z: 'z' } },
    ['spec.podTemplate.metadata.labels.cluster'],
  ],
  [
    'options of the operator',
    {
      flinkConfiguration: {
        'job.autoscaler.enabled': true,
        'kubernetes.operator.x': 1,
        'kubernetes.hostnetwork.enabled': true,
        'kubernetes.client.x': 1,
      },
    },
    { 'flinkProperties/kubernetes.client.x': '1' },
    [
      'spec.flinkConfiguration["job.autoscaler.enabled"]',
      'spec.flinkConfiguration["kubernetes.hostnetwork.enabled"]',
      'spec.flinkConfiguration["kubernetes.operator.x"]',
    ],
  ],
  ['the default service account', { serviceAccount: 'default' }, { serviceAccountName: undefined }],
];

const program = (job: object, spec: object = {}) => ({ ...spec, job });
const APPLICATION = { mode: 'Application', className: 'a.B' };
const SAVED = { ...APPLICATION, savepointsDir: 's3://s' };
const limits = (memory: string) => ({ resources: { limits: { cpu: '1', memory } } });
const checkpoints = { flinkProperties: { 'state.checkpoints.dir': 's3://c' } };

const TO_DEPLOYMENT: readonly Case[] = [
  [
    'nothing but an image',
    { flinkVersion: '1.20' },
    {
      flinkVersion: 'v1_20',
      image: 'flink:x',
      imagePullPolicy: 'Always',
      serviceAccount: 'default',
      mode: 'standalone',
      'taskManager/replicas': 3,
    },
    ['spec.jobManager.resources', 'spec.taskManager.resources'],
  ],
  [
    'the version of the image',
    { flinkVersion: undefined, image: { name: 'flink:1.19.2' } },
    { flinkVersion: 'v1_19' },
    undefined,
  ],
  ['a version before all operators', { flinkVersion: '1.14' }, { flinkVersion: 'v1_14' }, ['spec.flinkVersion']],
  ['no version at all', { flinkVersion: undefined }, { flinkVersion: undefined }, undefined],
  [
    'all of the memory',
    { jobManager: { ...limits('2Gi'), memoryProcessRatio: 100 } },
    { 'jobManager/resources': { limits: { cpu: '1', memory: '2Gi' } } },
    [],
  ],
  [
    'a share of the memory',
    { jobManager: limits('2Gi') },
    { 'jobManager/resources': { requests: { memory: '1639Mi' }, limits: { cpu: '1', memory: '2Gi' } } },
    ['spec.jobManager.resources'],
  ],
  [
    'a request that is the share',
    { jobManager: { resources: { requests: { cpu: '1', memory: '1639Mi' }, limits: { cpu: '1', memory: '2Gi' } } } },
    { 'jobManager/resources/requests/memory': '1639Mi' },
    [],
  ],
  [
    'decimal memory',
    {
      jobManager: { ...limits('2G'), memoryProcessRatio: 100, resources: { limits: { cpu: '1', memory: '2097152k' } } },
    },
    { 'jobManager/resources/limits/memory': '2000Mi' },
    undefined,
  ],
  [
    'an option for the memory',
    { jobManager: limits('2Gi'), flinkProperties: { 'jobmanager.memory.process.size': '2g' } },
    {
      'jobManager/resources': { limits: { cpu: '1', memory: '2Gi' } },
      'flinkConfiguration/jobmanager.memory.process.size': undefined,
    },
    [],
  ],
  [
    'requests only',
    { jobManager: { resources: { requests: { cpu: '1', memory: '2Gi' } }, memoryProcessRatio: 100 } },
    { 'jobManager/resources': { requests: { cpu: '1', memory: '2Gi' } } },
    ['spec.jobManager.resources.requests.cpu', 'spec.jobManager.resources.requests.memory'],
  ],
  [
    'slots by the cores',
    { taskManager: { resources: { limits: { cpu: '4', memory: '2Gi' } }, memoryProcessRatio: 100 } },
    { 'flinkConfiguration/taskmanager.numberOfTaskSlots': '2' },
    [],
  ],
  [
    'a job of the JobManager',
    program({ ...SAVED, jarFile: '/opt/flink/usrlib/a.jar', args: ['x'], fromSavepoint: 's3://p' }, checkpoints),
    {
      job: {
        jarURI: 'local:///opt/flink/usrlib/a.jar',
        entryClass: 'a.B',
        args: ['x'],
        initialSavepointPath: 's3://p',
        upgradeMode: 'savepoint',
      },
      'taskManager/replicas': 3,
      'flinkConfiguration/state.savepoints.dir': 's3://s',
    },
    [],
  ],
  ['checkpoints are needed', program(SAVED), {}, ['spec.job']],
  ['a job without savepoints', program(APPLICATION), { 'job/upgradeMode': 'stateless' }, ['spec.job']],
  [
    'a job that is submitted',
    program({ ...SAVED, mode: 'Detached', jarFile: './examples/a.jar' }, checkpoints),
    { 'job/jarURI': 'local:///opt/flink/examples/a.jar' },
    ['spec.job.mode'],
  ],
  [
    'a jar that is elsewhere',
    program({ ...SAVED, mode: 'Blocking', jarFile: 'gs://a/b.jar' }, checkpoints),
    { 'job/jarURI': undefined },
    ['spec.job.jarFile', 'spec.job.mode'],
  ],
  [
    'a class path',
    program({ ...SAVED, mode: 'Blocking', jarFile: 'file:///a.jar', classPath: ['http://b'] }, checkpoints),
    { 'job/jarURI': undefined, 'flinkConfiguration/pipeline.classpaths': 'file:///a.jar;http://b' },
    ['spec.job.mode'],
  ],
  [
    'a class path of the configuration',
    program(
      { ...SAVED, jarFile: '/opt/flink/usrlib/a.jar' },
      { flinkProperties: { 'state.checkpoints.dir': 's3://c', 'pipeline.classpaths': 'file:///b.jar' } },
    ),
    { 'job/jarURI': undefined, 'flinkConfiguration/pipeline.classpaths': 'file:///b.jar' },
    [],
  ],
  [
    'Python',
    program({ savepointsDir: 's3://s', pyModule: 'm', pyFiles: 'a,b', args: ['x'] }, checkpoints),
    {
      'job/entryClass': 'org.apache.flink.client.python.PythonDriver',
      'job/args': ['--pyModule', 'm', 'x'],
      'flinkConfiguration/python.files': 'a,b',
    },
    ['spec.job.mode'],
  ],
  [
    'parallelism that fits',
    program(
      { ...SAVED, parallelism: 5 },
      { ...checkpoints, taskManager: { replicas: 5, ...limits('2Gi'), memoryProcessRatio: 100 } },
    ),
    { 'job/parallelism': 5, 'taskManager/replicas': undefined },
    [],
  ],
  [
    'parallelism that does not fit',
    program({ ...SAVED, parallelism: 5 }, checkpoints),
    { 'job/parallelism': 5, 'taskManager/replicas': undefined },
    ['spec.taskManager.replicas'],
  ],
  [
    'savepoints at their times',
    program({ ...SAVED, autoSavepointSeconds: 60, savepointFormatType: 'NATIVE' }, checkpoints),
    {
      'flinkConfiguration/kubernetes.operator.periodic.savepoint.interval': '60 s',
      'flinkConfiguration/kubernetes.operator.savepoint.format.type': 'NATIVE',
    },
    [],
  ],
  [
    'savepoints to nowhere',
    program({ ...APPLICATION, autoSavepointSeconds: 60 }),
    { 'flinkConfiguration/kubernetes.operator.periodic.savepoint.interval': undefined },
    ['spec.job', 'spec.job.autoSavepointSeconds'],
  ],
  [
    'restarts',
    program({ ...SAVED, restartPolicy: 'FromSavepointOnFailure', maxStateAgeToRestoreSeconds: 60 }, checkpoints),
    { 'flinkConfiguration/kubernetes.operator.job.restart.failed': 'true' },
    ['spec.job.maxStateAgeToRestoreSeconds', 'spec.job.restartPolicy'],
  ],
  [
    'updates without a savepoint',
    program({ ...SAVED, takeSavepointOnUpdate: false, maxStateAgeToRestoreSeconds: 60 }, checkpoints),
    { 'job/upgradeMode': 'savepoint' },
    ['spec.job.maxStateAgeToRestoreSeconds', 'spec.job.takeSavepointOnUpdate'],
  ],
  [
    'what happens at the end',
    program({ ...SAVED, cleanupPolicy: { afterJobFails: 'KeepCluster' }, savepointGeneration: 2 }, checkpoints),
    {},
    ['spec.job.cleanupPolicy', 'spec.job.savepointGeneration'],
  ],
  [
    'a pod that submits',
    program(
      {
        ...SAVED,
        mode: 'Detached',
        jarFile: '/a.jar',
        volumes: [{ name: 'v' }],
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
        initContainers: [{ name: 'i' }],
        podLabels: { a: 'b' },
      },
      checkpoints,
    ),
    {
      'taskManager/podTemplate/spec/initContainers': [{ name: 'i', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
      'jobManager/podTemplate/spec/volumes': [{ name: 'v' }],
    },
    ['spec.job.initContainers', 'spec.job.mode', 'spec.job.podLabels'],
  ],
  [
    'high availability',
    {
      flinkProperties: {
        'high-availability': 'kubernetes',
        'high-availability.storageDir': 's3://h',
        'kubernetes.cluster-id': 'orders',
        'kubernetes.namespace': 'n',
      },
    },
    {
      'flinkConfiguration/high-availability.type': 'kubernetes',
      'flinkConfiguration/high-availability': undefined,
      'flinkConfiguration/kubernetes.cluster-id': undefined,
    },
    undefined,
  ],
  [
    'high availability of Flink 1.16',
    { flinkVersion: '1.16', flinkProperties: { 'high-availability': 'kubernetes' } },
    { 'flinkConfiguration/high-availability': 'kubernetes', 'flinkConfiguration/high-availability.type': undefined },
    undefined,
  ],
  [
    'high availability by another name',
    { flinkProperties: { 'high-availability': 'kubernetes', 'kubernetes.cluster-id': 'x' } },
    {},
    ['spec.flinkProperties["kubernetes.cluster-id"]'],
  ],
  [
    'options that now have an effect',
    { flinkProperties: { 'kubernetes.hostnetwork.enabled': 'true', 'rest.port': '1' } },
    { 'flinkConfiguration/kubernetes.hostnetwork.enabled': 'true', 'flinkConfiguration/rest.port': undefined },
    ['spec.flinkProperties["kubernetes.hostnetwork.enabled"]'],
  ],
  [
    'ports',
    {
      jobManager: { ...limits('2Gi'), memoryProcessRatio: 100, ports: { ui: 1 } },
      taskManager: { ...limits('2Gi'), memoryProcessRatio: 100, ports: { data: 2, rpc: 3 } },
    },
    { 'flinkConfiguration/rest.port': '1', 'flinkConfiguration/taskmanager.rpc.port': '3' },
    ['spec.taskManager.ports.data'],
  ],
  [
    'a port that an option decides',
    {
      taskManager: { ...limits('2Gi'), memoryProcessRatio: 100, ports: { rpc: 3 } },
      flinkProperties: { 'taskmanager.rpc.port': '9' },
    },
    { 'flinkConfiguration/taskmanager.rpc.port': '9' },
    [],
  ],
  [
    'access from outside and an Ingress',
    { jobManager: { ...limits('2Gi'), memoryProcessRatio: 100, accessScope: 'External', ingress: {} } },
    { 'ingress/template': '/', 'flinkConfiguration/kubernetes.rest-service.exposed.type': undefined },
    ['spec.jobManager.accessScope'],
  ],
  [
    'log files',
    { logConfig: { 'logback-console.xml': 'a', 'x.xml': 'b', 'submit-job.sh': 'c' } },
    { logConfiguration: { 'logback-console.xml': 'a' } },
    ['spec.logConfig["x.xml"]'],
  ],
  [
    'claims of TaskManagers',
    {
      taskManager: {
        ...limits('2Gi'),
        memoryProcessRatio: 100,
        volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { storageClassName: 'x' } }],
      },
    },
    {
      'taskManager/podTemplate/spec/volumes': [
        { name: 'd', ephemeral: { volumeClaimTemplate: { spec: { storageClassName: 'x' } } } },
      ],
    },
    ['spec.taskManager.volumeClaimTemplates'],
  ],
  [
    'Volcano',
    { batchScheduler: { name: 'volcano', queue: 'q' } },
    {
      'taskManager/podTemplate/spec/schedulerName': 'volcano',
      'taskManager/podTemplate/metadata/annotations': { 'scheduling.volcano.sh/queue-name': 'q' },
    },
    ['spec.batchScheduler'],
  ],
  [
    'probes',
    { taskManager: { ...limits('2Gi'), memoryProcessRatio: 100, livenessProbe: { initialDelaySeconds: 9 } } },
    {
      'taskManager/podTemplate/spec/containers/0/livenessProbe': {
        tcpSocket: { port: 6122 },
        initialDelaySeconds: 9,
        periodSeconds: 60,
        timeoutSeconds: 10,
        failureThreshold: 5,
      },
    },
    [],
  ],
  [
    'Google credentials',
    { gcpConfig: { serviceAccount: { secretName: 's', keyFile: 'k', mountPath: '/g' } } },
    {
      'jobManager/podTemplate/spec/containers/0/env': [{ name: 'GOOGLE_APPLICATION_CREDENTIALS', value: '/g/k' }],
      'jobManager/podTemplate/spec/volumes/0/secret/secretName': 's',
    },
    undefined,
  ],
  [
    'environment of init containers',
    {
      envVars: [{ name: 'A', value: '1' }],
      jobManager: {
        ...limits('2Gi'),
        memoryProcessRatio: 100,
        initContainers: [{ name: 'i', env: [{ name: 'A', value: 'own' }] }, { name: 'j' }],
      },
    },
    {
      'jobManager/podTemplate/spec/initContainers': [
        { name: 'i', env: [{ name: 'A', value: 'own' }] },
        { name: 'j', env: [{ name: 'A', value: '1' }] },
      ],
    },
    ['spec.jobManager.initContainers'],
  ],
  [
    'objects that no operator makes',
    { podDisruptionBudget: { minAvailable: 1 }, revisionHistoryLimit: 3, recreateOnUpdate: true },
    {},
    ['spec.podDisruptionBudget', 'spec.revisionHistoryLimit'],
  ],
];

const rows = (cases: readonly Case[]) =>
  cases.map(([what, spec, becomes, told]) => [what, spec, becomes, told] as const);

test.each(rows(TO_CLUSTER))('a FlinkDeployment to a FlinkCluster: %s', (_, spec, becomes, told = []) => {
  const source = session({ mode: 'standalone', ...spec });
  const { resource, lost } = toFlinkCluster(source as unknown as FlinkDeploymentResource);
  expect(Object.keys(becomes).map((path) => at(resource.spec, path))).toEqual(Object.values(becomes));
  expect([...new Set(lost.map(({ path }) => formatPath(path)))].sort()).toEqual(told);
});

/** Without defaults there is nothing to tell. */
const QUIET = { resources: { limits: { cpu: '1', memory: '2Gi' } }, memoryProcessRatio: 100 };

test.each(rows(TO_DEPLOYMENT))('a FlinkCluster to a FlinkDeployment: %s', (what, spec, becomes, told) => {
  const quiet = what === 'nothing but an image' ? {} : { jobManager: QUIET, taskManager: QUIET };
  const source: JsonObject = {
    apiVersion: 'flinkoperator.k8s.io/v1beta1',
    kind: 'FlinkCluster',
    metadata: { name: 'orders', namespace: 'streams' },
    spec: { flinkVersion: '1.20', image: { name: 'flink:x' }, ...quiet, ...spec },
  };
  const { resource, lost } = toFlinkDeployment(source as unknown as FlinkClusterResource);
  expect(Object.keys(becomes).map((path) => at(resource.spec, path))).toEqual(Object.values(becomes));
  if (told !== undefined) expect([...new Set(lost.map(({ path }) => formatPath(path)))].sort()).toEqual(told);
});

test('what an API server wrote is neither carried over nor told', () => {
  const metadata = {
    labels: { a: 'b' },
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: 't',
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    managedFields: [{ manager: 'm' }],
  };
  const source = { ...session({ mode: 'standalone' }, metadata), status: { error: 'x' } };
  const { resource, lost } = toFlinkCluster(source as unknown as FlinkDeploymentResource);
  expect(resource.metadata).toEqual({ name: 'orders', namespace: 'streams', labels: { a: 'b' } });
  expect([Object.keys(resource), lost]).toEqual([['apiVersion', 'kind', 'metadata', 'spec'], []]);
});
