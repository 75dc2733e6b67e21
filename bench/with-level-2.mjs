import { createRequire } from 'node:module';
import { CONFIG_FILES, GENERATION, IMAGE, TYPE } from './cluster.mjs';
import { synthesized } from './synthesized.mjs';

const require = createRequire(import.meta.url);
const { Duration, Size } = require('cdk8s');
const kplus = require('cdk8s-plus-27');

/** The objects with the classes of cdk8s-plus-27, as near as these can say them. */
export function withLevel2(name, data) {
  return synthesized((chart) => {
    const labels = { app: name, type: TYPE };
    const jobManager = { ...labels, component: 'jobmanager' };
    const taskManager = { ...labels, component: 'taskmanager' };
    const namespace = 'streams';
    const account = kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'flink');
    const config = new kplus.ConfigMap(chart, 'configuration', {
      metadata: { name: `flink-config-${name}`, namespace, labels },
      data,
    });
    const selector = kplus.Pods.select(chart, 'job-managers', { labels: jobManager });
    new kplus.Service(chart, 'internal-service', {
      metadata: { name, namespace, labels },
      clusterIP: 'None',
      selector,
      ports: [
        { name: 'jobmanager-rpc', port: 6123 },
        { name: 'blobserver', port: 6124 },
      ],
    });
    new kplus.Service(chart, 'rest-service', {
      metadata: { name: `${name}-rest`, namespace, labels },
      type: kplus.ServiceType.CLUSTER_IP,
      selector,
      ports: [{ name: 'rest', port: 8081, targetPort: 8081 }],
    });
    const artifacts = kplus.Volume.fromEmptyDir(chart, 'artifacts', 'user-artifacts-volume');
    const files = kplus.Volume.fromConfigMap(chart, 'files', config, {
      name: 'flink-config-volume',
      items: Object.fromEntries(CONFIG_FILES.map((key) => [key, { path: key }])),
    });
    const configMount = { path: '/opt/flink/conf', volume: files };
    const workload = {
      select: false,
      serviceAccount: account,
      dns: { policy: kplus.DnsPolicy.CLUSTER_FIRST },
      hostNetwork: false,
    };
    const container = {
      name: 'flink-main-container',
      image: IMAGE,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['/docker-entrypoint.sh'],
    };
    const jobManagers = new kplus.Deployment(chart, 'job-manager', {
      ...workload,
      metadata: { name, namespace, labels: jobManager, annotations: GENERATION },
      replicas: 1,
      podMetadata: { labels: jobManager, annotations: GENERATION },
      containers: [
        {
          ...container,
          args: ['standalone-job', '--topic', 'orders'],
          envVariables: { _POD_IP_ADDRESS: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP) },
          ports: [
            { name: 'rest', number: 8081 },
            { name: 'jobmanager-rpc', number: 6123 },
            { name: 'blobserver', number: 6124 },
          ],
          resources: resources(1, 2048),
          startup: kplus.Probe.fromHttpGet('/config', {
            port: 8081,
            failureThreshold: 2147483647,
            periodSeconds: Duration.seconds(1),
          }),
          volumeMounts: [{ path: '/opt/flink/artifacts', volume: artifacts }, configMount],
        },
      ],
    });
    jobManagers.select(kplus.LabelSelector.of({ labels: jobManager }));
    const taskManagers = new kplus.Deployment(chart, 'task-manager', {
      ...workload,
      metadata: { name: `${name}-taskmanager`, namespace, labels: taskManager },
      replicas: 2,
      podMetadata: { labels: taskManager },
      containers: [
        {
          ...container,
          args: ['taskmanager'],
          ports: [{ name: 'taskmanager-rpc', number: 6122 }],
          resources: resources(2, 4096),
          volumeMounts: [configMount],
        },
      ],
    });
    taskManagers.select(kplus.LabelSelector.of({ labels: taskManager }));
  });
}

function resources(cores, mebibytes) {
  const [cpu, memory] = [kplus.Cpu.units(cores), Size.mebibytes(mebibytes)];
  return { cpu: { request: cpu, limit: cpu }, memory: { request: memory, limit: memory } };
}
