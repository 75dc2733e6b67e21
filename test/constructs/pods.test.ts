import { Duration } from 'cdk8s';
import {
  MetricsReporter,
  type FlinkClusterProps,
  type FlinkJobClusterProps,
  type JsonObject,
  type Manifest,
} from '../../constructs';
import { JOB, objectsOf, only, SESSION } from './cluster-props';

interface Pod extends JsonObject {
  containers: (JsonObject & { ports?: JsonObject[]; env?: JsonObject[]; volumeMounts?: JsonObject[] })[];
  initContainers: JsonObject[];
  volumes: JsonObject[];
}
const podOf = (objects: readonly Manifest[], name: string) => {
  const found = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name);
  return (found?.spec as { template: { spec: Pod } }).template.spec;
};
const pods = (props: FlinkClusterProps | FlinkJobClusterProps) => {
  const objects = objectsOf(props);
  return { jobManager: podOf(objects, 'orders'), taskManager: podOf(objects, 'orders-taskmanager') };
};
const options = (props: FlinkClusterProps | FlinkJobClusterProps) =>
  (only('ConfigMap', objectsOf(props)).data as Record<string, string>)['flink-conf.yaml']?.split('\n') ?? [];

it('a process has the tolerations of the cluster, unless it has its own', () => {
  const tolerations = [{ key: 'all' }];
  const { jobManager, taskManager } = pods({
    ...SESSION,
    tolerations,
    taskManager: { memory: '4Gi', tolerations: [{ key: 'own' }, { key: 'other' }] },
  });
  expect(jobManager.tolerations).toEqual(tolerations);
  expect(taskManager.tolerations).toEqual([{ key: 'own' }, { key: 'other' }]);
});

it('a sidecar keeps what it says of its security, and gets the rest', () => {
  const securityContext = { allowPrivilegeEscalation: true, runAsUser: 1 };
  const { jobManager } = pods({ ...SESSION, sidecars: [{ name: 's', image: 's', securityContext }] });
  expect(jobManager.containers.find(({ name }) => name === 's')?.securityContext).toEqual({
    ...securityContext,
    capabilities: { drop: ['ALL'] },
  });
});

it('volumes belong to the group of Flink', () => {
  expect(pods(SESSION).taskManager.securityContext).toMatchObject({
    fsGroup: 9999,
    fsGroupChangePolicy: 'OnRootMismatch',
  });
});

it('metrics reporters are options, and the port that is scraped has a name', () => {
  const metricsReporters = [MetricsReporter.prometheus(), MetricsReporter.of('push', 'a.B', { interval: '10 s' })];
  const { jobManager } = pods({ ...SESSION, metricsReporters });
  expect(jobManager.containers[0]?.ports?.[0]).toEqual({ name: 'metrics', containerPort: 9249 });
  const lines = options({ ...SESSION, metricsReporters }).filter((line) => line.startsWith('metrics.'));
  expect(lines).toEqual([
    'metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
    'metrics.reporter.prom.port: 9249',
    'metrics.reporter.push.factory.class: a.B',
    'metrics.reporter.push.interval: 10 s',
  ]);
});

it.each<[string, string]>([
  ['https://example.com/a/b.jar?x=1#y', '/opt/flink/usrlib/b.jar'],
  ['https://example.com/a/b%20c.jar', '/opt/flink/usrlib/b_20c.jar'],
  ['https://example.com/latest', '/opt/flink/usrlib/job.jar'],
  ['HTTP://example.com/', '/opt/flink/usrlib/job.jar'],
])('the jar %s is fetched to %s, by the pods of both processes', (jarUri, file) => {
  const both = pods({ ...JOB, jarUri, jarSha256: 'a'.repeat(64) });
  for (const pod of Object.values(both)) {
    expect(pod.initContainers[0]?.args).toEqual(['fetch', jarUri, file, '--sha256', 'a'.repeat(64)]);
    expect(pod.containers[0]?.volumeMounts).toContainEqual({
      name: 'job-jar',
      mountPath: '/opt/flink/usrlib',
      readOnly: true,
    });
  }
});

it('credentials for Google are a file and a variable', () => {
  const { taskManager } = pods({ ...SESSION, gcpCredentials: { secret: 'gcp', key: 'a.json' } });
  expect(taskManager.volumes[0]).toEqual({ name: 'gcp-credentials', secret: { secretName: 'gcp' } });
  expect(taskManager.containers[0]?.env).toEqual([
    { name: 'GOOGLE_APPLICATION_CREDENTIALS', value: '/etc/gcp/a.json' },
  ]);
});

it.each<[string, Partial<FlinkJobClusterProps>, string]>([
  [
    'the time between checkpoints',
    { checkpointInterval: Duration.seconds(30) },
    'execution.checkpointing.interval: 30000 ms',
  ],
  ['Hadoop', { hadoopConfiguration: { name: 'hadoop' } }, 'kubernetes.hadoop.conf.config-map.name: hadoop'],
  [
    'a CPU limit',
    { jobManager: { memory: '2Gi', cpu: 0.5, cpuLimit: 2 } },
    'kubernetes.jobmanager.cpu.limit-factor: 4',
  ],
])('%s is an option of Flink', (_, more, line) => {
  expect(options({ ...JOB, ...more })).toContain(line);
});

it('a log level is that of both log files', () => {
  const data = only('ConfigMap', objectsOf({ ...SESSION, logLevel: 'DEBUG' })).data as Record<string, string>;
  expect(data['log4j-console.properties']).toContain('rootLogger.level = DEBUG\n');
  expect(data['logback-console.xml']).toContain('<root level="DEBUG">');
});

it('a job with high availability is upgraded by its last state, with checkpoints every five minutes', () => {
  const ha = { ...JOB, highAvailabilityStorageDir: 's3://ha', checkpointsDir: 's3://c' };
  const { job } = only('FlinkDeployment', objectsOf({ ...ha, managedBy: 'controller' })).spec as { job: JsonObject };
  expect(job.upgradeMode).toBe('last-state');
  expect(options(ha)).toContain('execution.checkpointing.interval: 5 min');
});

it('a budget lets one pod go at a time, and crashing ones at any time', () => {
  expect(only('PodDisruptionBudget', objectsOf(SESSION)).spec).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { app: 'orders', component: 'taskmanager', type: 'flink-standalone-kubernetes' } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
});
