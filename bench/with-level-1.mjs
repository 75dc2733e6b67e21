import { createRequire } from 'node:module';
import { CONFIG_FILES, GENERATION, IMAGE, TYPE } from './cluster.mjs';
import { synthesized } from './synthesized.mjs';

const { k8s } = createRequire(import.meta.url)('cdk8s-plus-27');

/** The objects with the classes that cdk8s generates from the API's schema, `KubeDeployment` and so on. */
export function withLevel1(name, data) {
  return synthesized((chart) => {
    const labels = { app: name, type: TYPE };
    const jobManager = { ...labels, component: 'jobmanager' };
    const taskManager = { ...labels, component: 'taskmanager' };
    const namespace = 'streams';
    new k8s.KubeConfigMap(chart, 'configuration', {
      metadata: { name: `flink-config-${name}`, namespace, labels },
      data,
    });
    new k8s.KubeService(chart, 'internal-service', {
      metadata: { name, namespace, labels },
      spec: {
        clusterIp: 'None',
        selector: jobManager,
        ports: [
          { name: 'jobmanager-rpc', port: 6123 },
          { name: 'blobserver', port: 6124 },
        ],
      },
    });
    new k8s.KubeService(chart, 'rest-service', {
      metadata: { name: `${name}-rest`, namespace, labels },
      spec: {
        type: 'ClusterIP',
        selector: jobManager,
        ports: [{ name: 'rest', port: 8081, targetPort: k8s.IntOrString.fromNumber(8081) }],
      },
    });
    new k8s.KubeDeployment(chart, 'job-manager', {
      metadata: { name, namespace, labels: jobManager, annotations: GENERATION },
      spec: {
        replicas: 1,
        selector: { matchLabels: jobManager },
        template: {
          metadata: { labels: jobManager, annotations: GENERATION },
          spec: {
            serviceAccount: 'flink',
            serviceAccountName: 'flink',
            hostNetwork: false,
            dnsPolicy: 'ClusterFirst',
            volumes: [{ name: 'user-artifacts-volume', emptyDir: {} }, configVolume(name)],
            containers: [
              {
                name: 'flink-main-container',
                image: IMAGE,
                imagePullPolicy: 'IfNotPresent',
                command: ['/docker-entrypoint.sh'],
                args: ['standalone-job', '--topic', 'orders'],
                env: [
                  {
                    name: '_POD_IP_ADDRESS',
                    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } },
                  },
                ],
                ports: [
                  { name: 'rest', containerPort: 8081 },
                  { name: 'jobmanager-rpc', containerPort: 6123 },
                  { name: 'blobserver', containerPort: 6124 },
                ],
                resources: resources('1.0', '2048Mi'),
                startupProbe: {
                  failureThreshold: 2147483647,
                  periodSeconds: 1,
                  httpGet: { path: '/config', port: k8s.IntOrString.fromString('rest') },
                },
                volumeMounts: [
                  { name: 'user-artifacts-volume', mountPath: '/opt/flink/artifacts' },
                  { name: 'flink-config-volume', mountPath: '/opt/flink/conf' },
                ],
              },
            ],
          },
        },
      },
    });
    new k8s.KubeDeployment(chart, 'task-manager', {
      metadata: { name: `${name}-taskmanager`, namespace, labels: taskManager },
      spec: {
        replicas: 2,
        selector: { matchLabels: taskManager },
        template: {
          metadata: { labels: taskManager },
          spec: {
            serviceAccount: 'flink',
            serviceAccountName: 'flink',
            volumes: [configVolume(name)],
            containers: [
              {
                name: 'flink-main-container',
                image: IMAGE,
                imagePullPolicy: 'IfNotPresent',
                command: ['/docker-entrypoint.sh'],
                args: ['taskmanager'],
                ports: [{ name: 'taskmanager-rpc', containerPort: 6122 }],
                resources: resources('2.0', '4096Mi'),
                volumeMounts: [{ name: 'flink-config-volume', mountPath: '/opt/flink/conf' }],
              },
            ],
          },
        },
      },
    });
  });
}

function configVolume(name) {
  const items = CONFIG_FILES.map((key) => ({ key, path: key }));
  return { name: 'flink-config-volume', configMap: { name: `flink-config-${name}`, items } };
}

function resources(cpu, memory) {
  const amounts = { cpu: k8s.Quantity.fromString(cpu), memory: k8s.Quantity.fromString(memory) };
  return { limits: amounts, requests: amounts };
}
