// The cluster that is rendered: one job, standalone, as its author writes it.

/** Image of both processes. */
export const IMAGE = 'registry.example.com/orders:1.0';
/** Value of the label `type` of all objects. */
export const TYPE = 'flink-standalone-kubernetes';
/** Annotations of the JobManager. */
export const GENERATION = { 'flinkdeployment.flink.apache.org/generation': '1' };
/** Keys of the ConfigMap in the order in which they are mounted. */
export const CONFIG_FILES = ['logback-console.xml', 'log4j-console.properties', 'flink-conf.yaml'];

const JAR = 'local:///opt/flink/usrlib/orders.jar';

/** The cluster as a FlinkDeployment. */
export function deployment(name) {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name, namespace: 'streams' },
    spec: {
      image: IMAGE,
      flinkVersion: 'v1_20',
      mode: 'standalone',
      serviceAccount: 'flink',
      flinkConfiguration: {
        'kubernetes.operator.pod-template.merge-arrays-by-name': 'true',
        'taskmanager.numberOfTaskSlots': '2',
        'state.checkpoints.dir': 's3://streams/checkpoints',
        'execution.checkpointing.interval': '1 min',
      },
      jobManager: { resource: { memory: '2Gi', cpu: 1 } },
      taskManager: { resource: { memory: '4Gi', cpu: 2 } },
      job: { jarURI: JAR, parallelism: 4, args: ['--topic', 'orders'] },
    },
  };
}

/** The same cluster in the template of a FlinkBlueGreenDeployment. */
export function blueGreen(name) {
  const { apiVersion, metadata, spec } = deployment(name);
  return { apiVersion, kind: 'FlinkBlueGreenDeployment', metadata, spec: { template: { spec } } };
}

/** The same cluster as props of a FlinkJobCluster, without its opinions. */
export function props(name) {
  return {
    rbac: false,
    podSecurity: 'none',
    networkPolicy: false,
    disruptionBudgets: false,
    restartOnConfigurationChange: false,
    name,
    namespace: 'streams',
    image: IMAGE,
    flinkVersion: '1.20',
    serviceAccount: 'flink',
    jarUri: JAR,
    args: ['--topic', 'orders'],
    parallelism: 4,
    taskSlots: 2,
    jobManager: { memory: '2Gi', cpu: 1 },
    taskManager: { memory: '4Gi', cpu: 2 },
    checkpointsDir: 's3://streams/checkpoints',
    flinkConfiguration: { 'execution.checkpointing.interval': '1 min' },
  };
}
