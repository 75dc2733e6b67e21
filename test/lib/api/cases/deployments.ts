import { session, application } from '../../resources';
import { given, type Case } from './case';

const option = (flinkConfiguration: object, spec: object = {}) => session({ flinkConfiguration, ...spec });
const at = (key: string) => `spec.flinkConfiguration["${key}"]`;
const HA = { 'high-availability.type': 'kubernetes', 'high-availability.storageDir': 's3://bucket/ha' };

/** The rules about a FlinkDeployment as a whole. */
export const DEPLOYMENT_CASES: readonly Case[] = [
  given('nothing wrong', session()),
  given('a job and nothing wrong', application()),

  given('a name in upper case', session({}, { name: 'Orders' }), 'InvalidName metadata.name'),
  given('a dot in its name', session({}, { name: 'a.b' }), 'InvalidName metadata.name'),
  given('a digit at the start of its name', session({}, { name: '1a' }), 'InvalidName metadata.name'),
  given('a dash at the end of its name', session({}, { name: 'a-' }), 'InvalidName metadata.name'),
  given('an empty name', session({}, { name: '' }), 'InvalidName metadata.name'),
  given(
    'a line break behind its name',
    session({}, { name: 'a\n' }),
    'InvalidName metadata.name',
    'ConfigValueNotRepresentable spec.flinkConfiguration',
  ),
  given('a name of 45 characters', session({}, { name: `a${'b'.repeat(44)}` })),
  given('a name of 46 characters', session({}, { name: `a${'b'.repeat(45)}` }), 'InvalidName metadata.name'),
  given('a name of one letter', session({}, { name: 'a' })),
  given('a name that every object has', session({}, { name: 'constructor' })),
  given('no namespace', session({}, { namespace: undefined })),
  given('a namespace that starts with a digit', session({}, { namespace: '1a' })),
  given('a namespace of 63 characters', session({}, { namespace: 'a'.repeat(63) })),
  given(
    'a namespace of 64 characters',
    session({}, { namespace: 'a'.repeat(64) }),
    'InvalidNamespace metadata.namespace',
  ),
  given('an empty namespace', session({}, { namespace: '' }), 'InvalidNamespace metadata.namespace'),
  given('a namespace with a dot', session({}, { namespace: 'a.b' }), 'InvalidNamespace metadata.namespace'),

  given('no version', session({ flinkVersion: undefined }), 'MissingField spec.flinkVersion'),
  given('version 1.13', session({ flinkVersion: 'v1_13' }), 'UnsupportedFlinkVersion spec.flinkVersion'),
  given('version 1.14', session({ flinkVersion: 'v1_14' }), 'UnsupportedFlinkVersion spec.flinkVersion'),
  given('version 1.15', session({ flinkVersion: 'v1_15' })),
  given('version 2.4', session({ flinkVersion: 'v2_4' })),
  given('no service account', session({ serviceAccount: undefined }), 'MissingField spec.serviceAccount'),
  given('a blank service account', session({ serviceAccount: ' ' }), 'MissingField spec.serviceAccount'),

  ...['kubernetes.namespace', 'kubernetes.cluster-id', 'high-availability.cluster-id'].map((key) =>
    given(`the option ${key}`, option({ [key]: 'x' }), `ForbiddenConfigKey ${at(key)}`),
  ),
  given(
    'a forbidden option, nested',
    option({ kubernetes: { 'cluster-id': 'x' } }),
    'ForbiddenConfigKey spec.flinkConfiguration.kubernetes.cluster-id',
  ),

  given(
    'rollback without high availability',
    option({ 'kubernetes.operator.deployment.rollback.enabled': true }),
    `HighAvailabilityRequired ${at('kubernetes.operator.deployment.rollback.enabled')}`,
  ),
  given(
    'rollback with high availability',
    option({ 'kubernetes.operator.deployment.rollback.enabled': 'TRUE', ...HA }),
  ),
  given(
    'rollback with the older key',
    option({ 'kubernetes.operator.deployment.rollback.enabled': true, 'high-availability': 'zookeeper' }),
  ),
  given(
    'rollback and high availability of type none',
    option({ 'kubernetes.operator.deployment.rollback.enabled': true, 'high-availability.type': 'none' }),
    `HighAvailabilityRequired ${at('kubernetes.operator.deployment.rollback.enabled')}`,
  ),
  given('rollback switched off', option({ 'kubernetes.operator.deployment.rollback.enabled': false })),
  given(
    'the health check without recovery',
    option({
      'kubernetes.operator.cluster.health-check.enabled': true,
      'kubernetes.operator.jm-deployment-recovery.enabled': false,
    }),
    `DeploymentRecoveryRequired ${at('kubernetes.operator.cluster.health-check.enabled')}`,
  ),
  given('the health check', option({ 'kubernetes.operator.cluster.health-check.enabled': true })),

  given('an Ingress', session({ ingress: { template: '{{name}}.example.com' } })),
  given(
    'an Ingress without template',
    session({ ingress: { className: 'nginx' } }),
    'MissingField spec.ingress.template',
  ),
  given(
    'an Ingress with a word for a port',
    session({ ingress: { template: 'example.com:port' } }),
    'InvalidIngressTemplate spec.ingress.template',
  ),
  given('both log files', session({ logConfiguration: { 'log4j-console.properties': '', 'logback-console.xml': '' } })),
  given(
    'log files that Flink does not read',
    session({ logConfiguration: { 'log4j.properties': '', 'logback-console.xml': '', constructor: '' } }),
    'UnknownLogFile spec.logConfiguration["log4j.properties"]',
    'UnknownLogFile spec.logConfiguration.constructor',
  ),

  given('one TaskManager', session({ taskManager: { resource: { memory: '2g' }, replicas: 1 } })),
  given(
    'no TaskManager',
    session({ taskManager: { resource: { memory: '2g' }, replicas: 0 } }),
    'TooSmall spec.taskManager.replicas',
  ),
  given(
    'no JobManager',
    session({ jobManager: { resource: { memory: '2g' }, replicas: 0 } }),
    'TooSmall spec.jobManager.replicas',
  ),
  given(
    'less than no JobManager',
    session({ jobManager: { resource: { memory: '2g' }, replicas: -1 } }),
    'TooSmall spec.jobManager.replicas',
  ),
  given(
    'two JobManagers without high availability',
    session({ jobManager: { resource: { memory: '2g' }, replicas: 2 } }),
    'HighAvailabilityRequired spec.jobManager.replicas',
  ),
  given(
    'two JobManagers with high availability',
    session({ jobManager: { resource: { memory: '2g' }, replicas: 2 }, flinkConfiguration: HA }),
  ),

  given('a native job without jar', application({ jarURI: undefined }), 'JarRequired spec.job.jarURI'),
  given('a standalone job without jar', application({ jarURI: undefined }, { mode: 'standalone' })),
  given(
    'a native job whose jar is an option',
    application({ jarURI: undefined }, { flinkConfiguration: { 'pipeline.jars': 'local:///a.jar' } }),
  ),
  ...['org.apache.flink.client.python.PythonDriver', 'org.apache.flink.table.client.python.PythonGatewayServer'].map(
    (entryClass) => given(`a native job of ${entryClass}`, application({ jarURI: undefined, entryClass })),
  ),
  given(
    'a native job of another class',
    application({ jarURI: undefined, entryClass: 'MyPythonDriverJob' }),
    'JarRequired spec.job.jarURI',
  ),

  given(
    'options that nested YAML cannot hold together',
    option({ a: '1', 'a.b': '2', c: { d: '1', 'd.e.f': '2' } }, { flinkVersion: 'v2_0' }),
    'OverlappingConfigKeys spec.flinkConfiguration.a',
    'OverlappingConfigKeys spec.flinkConfiguration.c.d',
  ),
  given('the same options with lines for them', option({ a: '1', 'a.b': '2' })),
  given(
    'the same options for the operator',
    option({ 'kubernetes.operator.a': '1', 'kubernetes.operator.a.b': '2' }, { flinkVersion: 'v2_0' }),
  ),
  given(
    'the older key of high availability in Flink 2',
    option({ 'high-availability': 'kubernetes', 'high-availability.storageDir': 's3://x' }, { flinkVersion: 'v2_0' }),
    'OverlappingConfigKeys spec.flinkConfiguration.high-availability',
    'OverlappingConfigKeys spec.flinkConfiguration.high-availability',
  ),

  given(
    'line breaks in options and arguments',
    application({ args: ['a', 'b\nc: d'] }, { flinkConfiguration: { a: '1\nb: 2', 'c\r': '3', d: { e: 'f\n' } } }),
    'ConfigValueNotRepresentable spec.flinkConfiguration.a',
    'ConfigValueNotRepresentable spec.flinkConfiguration["c\\r"]',
    'ConfigValueNotRepresentable spec.flinkConfiguration.d.e',
    'ConfigValueNotRepresentable spec.job.args[1]',
  ),
  given(
    'number signs in options and arguments',
    application({ args: ['#1', 'b'] }, { flinkConfiguration: { a: 'x#y', b: { c: '#' } } }),
    'warning ConfigValueNotRepresentable spec.flinkConfiguration.a',
    'warning ConfigValueNotRepresentable spec.flinkConfiguration.b.c',
    'warning ConfigValueNotRepresentable spec.job.args[0]',
  ),
  given(
    'both in arguments that the container passes on',
    application({ args: ['#1', 'b\nc: d'] }, { mode: 'standalone' }),
  ),
  given('both in Flink 2', application({ args: ['#\n'] }, { flinkVersion: 'v2_0', flinkConfiguration: { a: '#\n' } })),

  given(
    'many things wrong at once',
    session(
      {
        flinkVersion: 'v1_14',
        serviceAccount: undefined,
        imagePullPolicy: 'Sometimes',
        flinkConfiguration: { 'kubernetes.namespace': 'x' },
        ingress: {},
        logConfiguration: { x: 'y' },
        jobManager: { replicas: 2, resource: { memory: 'lots', cpu: 0 } },
        taskManager: { replicas: 0 },
        taskManger: {},
        job: { parallelism: 0, upgradeMode: 'savepoint' },
      },
      { name: 'A', namespace: 'B' },
    ),
    'InvalidName metadata.name',
    'InvalidNamespace metadata.namespace',
    'UnsupportedFlinkVersion spec.flinkVersion',
    'MissingField spec.serviceAccount',
    'UnknownValue spec.imagePullPolicy',
    'ForbiddenConfigKey spec.flinkConfiguration["kubernetes.namespace"]',
    'MissingField spec.ingress.template',
    'UnknownLogFile spec.logConfiguration.x',
    'HighAvailabilityRequired spec.jobManager.replicas',
    'InvalidMemory spec.jobManager.resource.memory',
    'NotPositive spec.jobManager.resource.cpu',
    'TooSmall spec.taskManager.replicas',
    'ProcessMemoryRequired spec.taskManager',
    'UnknownField spec.taskManger',
    'JarRequired spec.job.jarURI',
    'CheckpointDirectoryRequired spec.job.upgradeMode',
    'SavepointDirectoryRequired spec.job.upgradeMode',
  ),
];
