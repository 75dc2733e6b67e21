import type { JsonObject } from '../../lib/manifest';
import type { SampleResource } from './crds-samples';

const cluster = (name: string, spec: JsonObject, status: JsonObject): SampleResource => ({
  title: name,
  good: true,
  document: {
    apiVersion: 'flinkoperator.k8s.io/v1beta1',
    kind: 'FlinkCluster',
    metadata: { name },
    spec,
    status,
  },
});

const component = (name: string) => ({ name, state: 'Ready' });

/** FlinkClusters as older versions of both operators stored them, in shapes of which nothing was recorded. */
export const OLDER_CLUSTERS: readonly SampleResource[] = [
  cluster(
    'first',
    {
      image: { name: 'flink:1.9.3' },
      jobManager: { accessScope: 'VPC', ports: { ui: 8081 }, memoryOffHeapRatio: 25, memoryOffHeapMin: '600M' },
      taskManager: { replicas: 2 },
      job: {
        jarFile: 'gs://bucket/job.jar',
        parallelism: 2,
        restartPolicy: 'Never',
        cancelRequested: false,
        takeSavepointOnUpgrade: true,
      },
      batchSchedulerName: 'volcano',
    },
    {
      state: 'Running',
      components: {
        configMap: component('first-configmap'),
        jobManagerStatefulSet: component('first-jobmanager'),
        taskManagerStatefulSet: component('first-taskmanager'),
        jobManagerService: { ...component('first-jobmanager'), loadBalancerIngress: [{ ip: '10.0.0.1' }] },
        jobManagerIngress: { ...component('first-jobmanager'), urls: ['http://first.example.com'] },
        job: {
          name: 'first-job',
          id: 'e7dcd9d5',
          state: 'Suspended',
          lastSavepointTriggerID: 'a1',
          lastSavepointTriggerTime: '2020-01-01T00:00:00Z',
          lastSavepointTime: '2020-01-01T00:00:00Z',
          savepointGeneration: 3,
          savepointLocation: 'gs://bucket/savepoint-3',
          restartCount: 1,
        },
      },
      control: {
        name: 'savepoint',
        state: 'Progressing',
        details: { savepointTriggerID: 'a1' },
        updateTime: '2020-01-01T00:00:00Z',
      },
      savepoint: { state: 'NotTriggered', triggerReason: 'scheduled initial', message: 'none' },
      currentRevision: 'first-85dc8f749-1',
      nextRevision: 'first-85dc8f749-2',
      collisionCount: 0,
      lastUpdateTime: '2020-01-01T00:00:00Z',
    },
  ),
  cluster(
    'oldest',
    {
      image: { name: 'flink:1.8' },
      jobManager: { accessScope: 'Cluster' },
      taskManager: { replicas: 1 },
      job: { jarFile: '/job.jar', pythonFile: 'a.py', pythonFiles: 'b.py', pythonModule: 'c' },
    },
    {
      state: 'Creating',
      components: {
        jobManagerDeployment: component('oldest-jobmanager'),
        taskManagerDeployment: component('oldest-taskmanager'),
      },
    },
  ),
];
