import { given, type Case } from '../cases/case';
import { job, session } from './resources';

const useless = (...paths: string[]) => paths.map((path) => `warning FieldWithoutEffect spec.${path}`);
const AGE = 'MissingField spec.job.maxStateAgeToRestoreSeconds';

/** A job cluster in the form of Google's operator. */
const google = (fields: object = {}) =>
  session({
    flinkVersion: undefined,
    jobManager: { accessScope: 'Cluster' },
    taskManager: { replicas: 1 },
    job: { jarFile: '/a.jar', restartPolicy: 'Never', ...fields },
  });

/** The rules about the job. */
export const JOB_CASES: readonly Case[] = [
  given('a job', job()),
  given('no program', session({ job: { className: 'A' } }), 'MissingField spec.job.jarFile'),
  given('a Python file', session({ job: { pyFile: 'a.py' } })),
  given('a Python file by its old name', session({ job: { pythonFile: 'a.py' } })),
  given('a Python module', session({ job: { pyModule: 'a', pyFiles: '/a' } })),
  given('a Python module by its old name', session({ job: { pythonModule: 'a', pythonFiles: '/a' } })),
  given('a Python module of nowhere', session({ job: { pyModule: 'a' } }), 'warning MissingField spec.job.pyFiles'),
  given(
    'a Python file and module',
    session({ job: { pyFile: 'a.py', pyModule: 'a', pyFiles: '/a' } }),
    'ContradictoryProps spec.job.pyFile',
  ),
  given(
    'a jar and Python',
    job({ pyFile: 'a.py', pyFiles: '/a', pyModule: 'a' }),
    ...useless('job.pyFile', 'job.pyFiles', 'job.pyModule'),
  ),
  given('Application mode', session({ job: { mode: 'Application', className: 'A' } })),
  given(
    'Application mode without a class',
    session({ job: { mode: 'Application' } }),
    'MissingField spec.job.className',
  ),
  given(
    'Application mode with an empty class',
    session({ job: { mode: 'Application', className: '' } }),
    'MissingField spec.job.className',
  ),
  given(
    'Application mode with what it ignores',
    session({
      jobManager: { volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: {} }] },
      job: {
        mode: 'Application',
        className: 'A',
        jarFile: '/a.jar',
        pyFile: 'a.py',
        pyFiles: '/a',
        pyModule: 'a',
        classPath: ['lib'],
        volumes: [{ name: 'a' }],
        volumeMounts: [{ name: 'a', mountPath: '/a' }],
        initContainers: [{ name: 'a' }],
        affinity: { nodeAffinity: {} },
        nodeSelector: { a: 'b' },
        tolerations: [{ key: 'a' }],
        podAnnotations: { a: 'b' },
        podLabels: { a: 'b' },
        securityContext: { runAsUser: 1 },
        hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }],
        resources: { limits: { cpu: 1, memory: '1Gi' } },
      },
    }),
    ...useless('jobManager.volumeClaimTemplates'),
    ...['jarFile', 'pyFile', 'pyFiles', 'pyModule', 'classPath', 'volumes', 'volumeMounts', 'initContainers']
      .concat(['affinity', 'nodeSelector', 'tolerations', 'podAnnotations', 'podLabels', 'securityContext'])
      .concat(['hostAliases', 'resources'])
      .flatMap((field) => useless(`job.${field}`)),
  ),
  given(
    'Application mode as stored',
    session({
      job: {
        mode: 'Application',
        className: 'A',
        noLoggingToStdout: false,
        podLabels: {},
        resources: { requests: { memory: '512Mi', cpu: '200m' }, limits: { cpu: '2', memory: '2Gi' } },
      },
    }),
  ),
  given('a restart without an age', job({ restartPolicy: 'FromSavepointOnFailure' }), AGE),
  given('a restart with an age', job({ restartPolicy: 'FromSavepointOnFailure', maxStateAgeToRestoreSeconds: 0 })),
  given('an update without savepoint and age', job({ takeSavepointOnUpdate: false }), AGE),
  given('an update without savepoint', job({ takeSavepointOnUpdate: false, maxStateAgeToRestoreSeconds: 60 })),
  given('an update with a savepoint', job({ takeSavepointOnUpdate: true })),
  given('a cancelled job', job({ cancelRequested: true }), 'CancelRequested spec.job.cancelRequested'),
  given('a job that is not cancelled', job({ cancelRequested: false })),
  given('a job of Google’s operator', google()),
  given(
    'a job of Google’s operator with what it had',
    google({ restartPolicy: 'FromSavepointOnFailure', takeSavepointOnUpgrade: false, cancelRequested: true }),
    `warning ${AGE}`,
    'warning CancelRequested spec.job.cancelRequested',
  ),
  given('a class path', job({ classPath: ['file:///a.jar', 'https://example.com/a.jar'] })),
  given('a class path of files', job({ classPath: ['file:///a.jar', '/a.jar'] }), 'InvalidValue spec.job.classPath[1]'),
  given('savepoints by time', job({ autoSavepointSeconds: 60, savepointsDir: 's3://x' })),
  given('savepoints by time to nowhere', job({ autoSavepointSeconds: 60 }), ...useless('job.autoSavepointSeconds')),
  given(
    'savepoints by time to an empty place',
    job({ autoSavepointSeconds: 60, savepointsDir: '' }),
    ...useless('job.autoSavepointSeconds'),
  ),
  given('no logging', job({ noLoggingToStdout: true })),
  given(
    'no logging in Application mode',
    session({ job: { mode: 'Application', className: 'A', noLoggingToStdout: true } }),
    ...useless('job.noLoggingToStdout'),
  ),
  given(
    'no logging, and a file that says otherwise',
    job({ noLoggingToStdout: true }, { logConfig: { 'log4j-cli.properties': '' } }),
    ...useless('job.noLoggingToStdout'),
  ),
  given(
    'logging, and a file of its own',
    job({ noLoggingToStdout: false }, { logConfig: { 'log4j-cli.properties': '' } }),
  ),
  given('native savepoints', job({ savepointFormatType: 'NATIVE' })),
  given(
    'native savepoints too early',
    job({ savepointFormatType: 'NATIVE' }, { flinkVersion: '1.14.6' }),
    'warning NewerFlinkRequired spec.job.savepointFormatType',
  ),
  given('canonical savepoints early', job({ savepointFormatType: 'CANONICAL' }, { flinkVersion: '1.14.6' })),
];

const properties = (flinkProperties: object, flinkVersion = '1.20') => session({ flinkProperties, flinkVersion });

/** The rules about Flink's options and files. */
export const PROPERTY_CASES: readonly Case[] = [
  given(
    'options that follow from other fields',
    properties({
      'jobmanager.rpc.address': 'x',
      'jobmanager.rpc.port': '1',
      'blob.server.port': '1',
      'query.server.port': '1',
      'rest.port': '1',
      'taskmanager.rpc.port': '1',
    }),
    ...['jobmanager.rpc.address', 'jobmanager.rpc.port', 'blob.server.port', 'query.server.port', 'rest.port'].map(
      (key) => `warning FieldWithoutEffect spec.flinkProperties["${key}"]`,
    ),
  ),
  given(
    'options that say what follows from other fields',
    properties({ 'jobmanager.rpc.address': 'orders-jobmanager', 'rest.port': '8081' }),
  ),
  given('slots', properties({ 'taskmanager.numberOfTaskSlots': '2' })),
  given(
    'slots that are no number',
    properties({ 'taskmanager.numberOfTaskSlots': 'many' }),
    'warning InvalidConfigValue spec.flinkProperties["taskmanager.numberOfTaskSlots"]',
  ),
  given(
    'values that the old file cannot hold',
    properties({ a: 'x # y', b: 'x\ny', __proto__x: 'x' }),
    'warning ConfigValueNotRepresentable spec.flinkProperties.a',
    'warning ConfigValueNotRepresentable spec.flinkProperties.b',
  ),
  given('values that the new file can hold', properties({ a: 'x # y', b: 'x\ny', c: '*' }, '2.0')),
  given(
    'log files that are made anew',
    session({ logConfig: { 'flink-conf.yaml': '', 'submit-job.sh': '', 'config.yaml': '', 'a.xml': '' } }),
    'warning FieldWithoutEffect spec.logConfig["flink-conf.yaml"]',
    'warning FieldWithoutEffect spec.logConfig["submit-job.sh"]',
  ),
  given(
    'log files that are made anew for Flink 2',
    session({ flinkVersion: '2.0', logConfig: { 'flink-conf.yaml': '', 'config.yaml': '' } }),
    'warning FieldWithoutEffect spec.logConfig["config.yaml"]',
  ),
];

/** What the shape of the document alone says. */
export const SHAPE_CASES: readonly Case[] = [
  given(
    'unknown fields',
    session({ taskmanager: {}, job: { jarFile: '/a', jarFiles: 1 } }),
    'UnknownField spec.taskmanager',
    'UnknownField spec.job.jarFiles',
  ),
  given('arguments in one text', job({ args: '--x' }), 'WrongType spec.job.args'),
  given('a value that is no text', session({ envVars: [{ name: 'A', value: 1 }] }), 'WrongType spec.envVars[0].value'),
  given(
    'a fraction',
    session({ jobManager: { resources: { limits: { cpu: 1.5, memory: '1Gi' } } } }),
    'WrongType spec.jobManager.resources.limits.cpu',
  ),
  given(
    'values outside their sets',
    session({
      image: { name: 'flink:1.20', pullPolicy: 'Sometimes' },
      jobManager: { accessScope: 'Public', extraPorts: [{ containerPort: 9249, protocol: 'HTTP' }] },
      job: {
        jarFile: '/a',
        mode: 'Attached',
        restartPolicy: 'Always',
        savepointFormatType: 'native',
        cleanupPolicy: { afterJobFails: 'Explode' },
      },
    }),
    'UnknownValue spec.image.pullPolicy',
    'UnknownValue spec.jobManager.accessScope',
    'UnknownValue spec.jobManager.extraPorts[0].protocol',
    'UnknownValue spec.job.mode',
    'UnknownValue spec.job.restartPolicy',
    'UnknownValue spec.job.savepointFormatType',
    'UnknownValue spec.job.cleanupPolicy.afterJobFails',
  ),
  given('nulls', session({ job: null, jobManager: { podLabels: null } })),
  given(
    'wrong things side by side',
    session({ x: 1, image: { name: '' } }, { name: 'A' }),
    'UnknownField spec.x',
    'MissingField spec.image.name',
    'InvalidClusterName metadata.name',
  ),
];
