import { CONFIG_FILES, GENERATION, IMAGE, TYPE } from './cluster.mjs';
import { synthesized } from './synthesized.mjs';

/**
 * The objects with a class that takes what the API server reads.
 *
 * @param ApiObject the class of cdk8s, or ours
 */
export function withApiObjects(ApiObject, name, data) {
  return synthesized((chart) => {
    const labels = { app: name, type: TYPE };
    const jobManager = { ...labels, component: 'jobmanager' };
    const taskManager = { ...labels, component: 'taskmanager' };
    const namespace = 'streams';
    new ApiObject(chart, 'configuration', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `flink-config-${name}`, namespace, labels },
      data,
    });
    new ApiObject(chart, 'internal-service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, labels },
      spec: {
        clusterIP: 'None',
        selector: jobManager,
        ports: [
          { name: 'jobmanager-rpc', port: 6123 },
          { name: 'blobserver', port: 6124 },
        ],
      },
    });
    new ApiObject(chart, 'rest-service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `${name}-rest`, namespace, labels },
      spec: { type: 'ClusterIP', selector: jobManager, ports: [{ name: 'rest', port: 8081, targetPort: 8081 }] },
    });
    new ApiObject(chart, 'job-manager', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
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
                  httpGet: { path: '/config', port: 'rest' },
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
    new ApiObject(chart, 'task-manager', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
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
  return { limits: { cpu, memory }, requests: { cpu, memory } };
}
