import { createRequire } from 'node:module';
import { synthesized } from './synthesized.mjs';

const require = createRequire(import.meta.url);
const { Duration, Size } = require('cdk8s');
const kplus = require('cdk8s-plus-27');

const IMAGE = 'registry.example.com/orders:1.0';
const ACCOUNT = 'flink';

/** One job in application mode as a FlinkCluster, as its author writes it. */
export function flinkCluster(name) {
  return {
    apiVersion: 'flinkoperator.k8s.io/v1beta1',
    kind: 'FlinkCluster',
    metadata: { name, namespace: 'streams' },
    spec: {
      flinkVersion: '1.20',
      image: { name: IMAGE, pullPolicy: 'IfNotPresent' },
      serviceAccountName: ACCOUNT,
      jobManager: { resources: resources(1, '2Gi') },
      taskManager: { replicas: 2, resources: resources(2, '4Gi') },
      flinkProperties: {
        'taskmanager.numberOfTaskSlots': '2',
        'state.checkpoints.dir': 's3://streams/checkpoints',
        'execution.checkpointing.interval': '1 min',
      },
      job: { mode: 'Application', className: 'com.example.Orders', parallelism: 4, args: ['--topic', 'orders'] },
    },
  };
}

function resources(cpu, memory) {
  return { requests: { cpu, memory }, limits: { cpu, memory } };
}

/** The objects with the classes of cdk8s-plus-27, as near as these can say them. */
export function flinkClusterWithLevel2(name, data) {
  return synthesized((chart) => {
    const namespace = 'streams';
    const labels = { app: 'flink', cluster: name };
    const jobManager = { ...labels, component: 'jobmanager' };
    const taskManager = { ...labels, component: 'taskmanager' };
    const account = kplus.ServiceAccount.fromServiceAccountName(chart, 'account', ACCOUNT);
    const config = new kplus.ConfigMap(chart, 'configuration', {
      metadata: { name: `${name}-configmap`, namespace, labels },
      data,
    });
    const files = kplus.Volume.fromConfigMap(chart, 'files', config, { name: 'flink-config-volume' });
    const service = (id, component, ports, rest) =>
      new kplus.Service(chart, id, {
        metadata: { name: `${name}-${component.component}`, namespace, labels: component },
        selector: kplus.Pods.select(chart, `${id}-pods`, { labels: component }),
        ports: Object.entries(ports).map(([portName, port]) => ({ name: portName, port })),
        ...rest,
      });
    const type = kplus.ServiceType.CLUSTER_IP;
    service('job-manager-service', jobManager, { rpc: 6123, blob: 6124, query: 6125, ui: 8081 }, { type });
    const headless = service(
      'task-manager-service',
      taskManager,
      { data: 6121, rpc: 6122, query: 6125 },
      { clusterIP: 'None' },
    );
    const container = (component, args, ports, cpu, gibibytes) => {
      const [cores, memory] = [kplus.Cpu.units(cpu), Size.gibibytes(gibibytes)];
      const probe = (periodSeconds, failureThreshold) =>
        kplus.Probe.fromTcpSocket({
          port: ports.rpc,
          initialDelaySeconds: Duration.seconds(5),
          periodSeconds: Duration.seconds(periodSeconds),
          timeoutSeconds: Duration.seconds(10),
          failureThreshold,
        });
      return {
        name: component,
        image: IMAGE,
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        args,
        ports: Object.entries(ports).map(([portName, number]) => ({ name: portName, number })),
        resources: { cpu: { request: cores, limit: cores }, memory: { request: memory, limit: memory } },
        liveness: probe(60, 5),
        readiness: probe(5, 60),
        lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '30']) },
        volumeMounts: [{ path: '/opt/flink/conf', volume: files }],
      };
    };
    const workload = { select: false, serviceAccount: account, terminationGracePeriod: Duration.seconds(60) };
    const job = ['standalone-job', '-Dparallelism.default=4', '--job-id', '0'.repeat(32), '--job-classname'];
    new kplus.Job(chart, 'job-manager', {
      ...workload,
      metadata: { name: `${name}-jobmanager`, namespace, labels: jobManager },
      podMetadata: { labels: jobManager },
      backoffLimit: 0,
      containers: [
        container(
          'jobmanager',
          [...job, 'com.example.Orders', '--topic', 'orders'],
          { rpc: 6123, blob: 6124, query: 6125, ui: 8081 },
          1,
          2,
        ),
      ],
    });
    const taskManagers = new kplus.StatefulSet(chart, 'task-manager', {
      ...workload,
      metadata: { name: `${name}-taskmanager`, namespace, labels: taskManager },
      podMetadata: { labels: taskManager },
      replicas: 2,
      service: headless,
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      containers: [container('taskmanager', ['taskmanager'], { data: 6121, rpc: 6122, query: 6125 }, 2, 4)],
    });
    taskManagers.select(kplus.LabelSelector.of({ labels: taskManager }));
  });
}
