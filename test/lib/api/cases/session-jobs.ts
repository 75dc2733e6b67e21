import { application, session, sessionJob } from '../../resources';
import { given, type Case } from './case';

/** A job for the session cluster `orders`. */
const jar = (jarURI: string | undefined, ...found: string[]) =>
  given(`the jar ${jarURI}`, sessionJob({ jarURI }), ...found);
const JAR = 'InvalidJarUri spec.job.jarURI';

/** The clusters that the cases name. */
export const SESSION_CLUSTERS = [
  session(),
  { ...application(), metadata: { name: 'app', namespace: 'streams' } },
  session({ job: null }, { name: 'other', namespace: undefined }),
  session(
    { flinkConfiguration: { 'state.checkpoints.dir': 's3://x', state: { 'savepoints.dir': 's3://y' } } },
    { name: 'stateful' },
  ),
  session({ replicas: 'x' }, { name: 'unreadable' }),
  // Of another group: not a cluster, although it has the name.
  { ...session({}, { name: 'foreign' }), apiVersion: 'example.com/v1' },
];

/** The rules about a FlinkSessionJob. */
export const SESSION_JOB_CASES: readonly Case[] = [
  given('nothing wrong', sessionJob()),
  given('a dot in its name, which Kubernetes allows', sessionJob({}, {}, { name: '1a.b-c' })),
  given('a name in upper case', sessionJob({}, {}, { name: 'A' }), 'InvalidName metadata.name'),
  given('a name of 253 characters', sessionJob({}, {}, { name: 'a'.repeat(253) })),
  given('a name of 254 characters', sessionJob({}, {}, { name: 'a'.repeat(254) }), 'InvalidName metadata.name'),
  given(
    'a namespace in upper case, where no cluster is',
    sessionJob({}, {}, { namespace: 'A' }),
    'InvalidNamespace metadata.namespace',
    'warning SessionClusterNotFound spec.deploymentName',
  ),
  given('no cluster', sessionJob({}, { deploymentName: undefined }), 'MissingField spec.deploymentName'),
  given(
    'a cluster whose name is none',
    sessionJob({}, { deploymentName: 'A' }),
    'InvalidName spec.deploymentName',
    'warning SessionClusterNotFound spec.deploymentName',
  ),
  given(
    'a cluster that is not there',
    sessionJob({}, { deploymentName: 'nothere' }),
    'warning SessionClusterNotFound spec.deploymentName',
  ),
  given(
    'a cluster of another namespace',
    sessionJob({}, { deploymentName: 'other' }),
    'warning SessionClusterNotFound spec.deploymentName',
  ),
  given('the default namespace for both', sessionJob({}, { deploymentName: 'other' }, { namespace: 'default' })),
  given(
    'a cluster of another group',
    sessionJob({}, { deploymentName: 'foreign' }),
    'warning SessionClusterNotFound spec.deploymentName',
  ),
  given(
    'an application for a cluster',
    sessionJob({}, { deploymentName: 'app' }),
    'NotASessionCluster spec.deploymentName',
  ),
  given('a cluster with problems of its own', sessionJob({}, { deploymentName: 'unreadable' })),
  given('no job', sessionJob({}, { job: undefined }), 'MissingField spec.job'),

  jar(undefined),
  jar('https://repository.example.com/a.jar'),
  jar('HTTPS://repository.example.com/a.jar'),
  jar('https://repository.example.com/a b.jar', JAR),
  jar('https://repository.example.com/{a}.jar', JAR),
  jar('http://repository.example.com/a.jar', JAR),
  jar('local:///a.jar', JAR),
  jar('s3://bucket/a.jar', JAR),
  jar('a.jar', JAR),
  jar('', JAR),
  jar('https:///a.jar', JAR),
  jar('https:a.jar', JAR),
  jar('https://:443/a.jar', JAR),
  jar('https://localhost/a.jar', JAR),
  jar('https://sub.LOCALHOST./a.jar', JAR),
  jar('https://127.0.0.1/a.jar', JAR),
  jar('https://2130706433/a.jar', JAR),
  jar('https://0x7f.1/a.jar', JAR),
  jar('https://0.0.0.0/a.jar', JAR),
  jar('https://10.1.2.3/a.jar', JAR),
  jar('https://169.254.169.254/latest/meta-data', JAR),
  jar('https://172.16.0.1/a.jar', JAR),
  jar('https://172.31.255.255/a.jar', JAR),
  jar('https://172.32.0.1/a.jar'),
  jar('https://192.168.0.1/a.jar', JAR),
  jar('https://224.0.0.1/a.jar', JAR),
  jar('https://8.8.8.8/a.jar'),
  jar('https://[::1]/a.jar', JAR),
  jar('https://[::]/a.jar', JAR),
  jar('https://[fe80::1]/a.jar', JAR),
  jar('https://[ff02::1]/a.jar', JAR),
  jar('https://[::ffff:10.0.0.1]/a.jar', JAR),
  jar('https://[2001:db8::1]/a.jar'),
  jar('https://user@localhost:8443/a.jar', JAR),
  jar('https://localhost.example.com/a.jar'),

  given('a parallelism of zero', sessionJob({ parallelism: 0 }), 'TooSmall spec.job.parallelism'),
  given('no parallelism', sessionJob({ parallelism: undefined }), 'TooSmall spec.job.parallelism'),
  given(
    'last-state and a cluster without checkpoints',
    sessionJob({ upgradeMode: 'last-state' }),
    'CheckpointDirectoryRequired spec.job.upgradeMode',
  ),
  given(
    'savepoint and a cluster with the directories',
    sessionJob({ upgradeMode: 'savepoint' }, { deploymentName: 'stateful' }),
  ),
  given(
    'savepoint and directories of its own',
    sessionJob(
      { upgradeMode: 'savepoint' },
      { flinkConfiguration: { state: { 'checkpoints.dir': 's3://x', 'savepoints.dir': 's3://y' } } },
    ),
  ),
  given(
    'a blank savepoint directory over that of its cluster',
    sessionJob(
      { upgradeMode: 'savepoint' },
      { deploymentName: 'stateful', flinkConfiguration: { 'state.savepoints.dir': '' } },
    ),
    'SavepointDirectoryRequired spec.job.upgradeMode',
  ),
  given(
    'periodic savepoints and no directory',
    sessionJob({}, { flinkConfiguration: { 'kubernetes.operator.periodic.savepoint.interval': '1h' } }),
    'SavepointDirectoryRequired spec.flinkConfiguration["kubernetes.operator.periodic.savepoint.interval"]',
  ),
  given(
    'many things wrong at once',
    sessionJob(
      { jarURI: 'ftp://x', parallelism: -1, upgradeMode: 'savepoint', paralelism: 2 },
      { deploymentName: 'app', restartNonce: 'x' },
      { name: 'A' },
    ),
    'InvalidName metadata.name',
    'InvalidJarUri spec.job.jarURI',
    'TooSmall spec.job.parallelism',
    'CheckpointDirectoryRequired spec.job.upgradeMode',
    'SavepointDirectoryRequired spec.job.upgradeMode',
    'UnknownField spec.job.paralelism',
    'NotASessionCluster spec.deploymentName',
    'WrongType spec.restartNonce',
  ),
];
