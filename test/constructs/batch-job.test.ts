import type { FlinkJobClusterProps, JsonObject, Manifest } from '../../constructs';
import { JOB, objectsOf, only } from './cluster-props';

const BATCH: FlinkJobClusterProps = { ...JOB, batch: true, taskManager: { memory: '4Gi', replicas: 3 } };

interface JobSpec extends JsonObject {
  template: { spec: JsonObject & { initContainers?: JsonObject[]; containers: JsonObject[] } };
}
const jobsOf = (objects: readonly Manifest[]) => {
  const [jobManager, taskManager, ...others] = objects.filter(({ kind }) => kind === 'Job');
  if (jobManager === undefined || taskManager === undefined || others.length > 0) throw new Error('not two Jobs');
  return {
    name: jobManager.metadata.name,
    jobManager: jobManager.spec as JobSpec,
    taskManager: taskManager.spec as JobSpec,
  };
};
const names = (containers: readonly JsonObject[] | undefined) =>
  containers?.map(({ name, restartPolicy }) => `${name as string}${restartPolicy === 'Always' ? ' (sidecar)' : ''}`);

describe('the JobManager of a batch job', () => {
  it.each<[string, Partial<FlinkJobClusterProps>, number]>([
    ['not at all by default', {}, 0],
    ['as often as is wanted', { batchRetries: 2 }, 2],
  ])('is started again %s, and not counted when its node is drained', (_, more, backoffLimit) => {
    const { jobManager } = jobsOf(objectsOf({ ...BATCH, ...more }));
    expect(jobManager).toMatchObject({
      backoffLimit,
      podFailurePolicy: {
        rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
      template: { spec: { restartPolicy: 'Never' } },
    });
    expect(jobManager).not.toHaveProperty('selector');
    expect(jobManager).not.toHaveProperty('replicas');
  });

  it('ends when the job does: sidecars do not keep its pod', () => {
    const sidecars = [{ name: 'logs', image: 'logs' }];
    const initContainers = [{ name: 'first', image: 'first' }];
    const { spec } = jobsOf(objectsOf({ ...BATCH, sidecars, initContainers })).jobManager.template;
    expect(names(spec.initContainers)).toEqual(['first', 'logs (sidecar)']);
    expect(names(spec.containers)).toEqual(['flink-main-container']);
  });

  it('is told to end, and that the job is of batch mode', () => {
    const file = (only('ConfigMap', objectsOf(BATCH)).data as Record<string, string>)['flink-conf.yaml'];
    expect(file).toContain('execution.shutdown-on-application-finish: true\n');
    expect(file).toContain('execution.runtime-mode: BATCH\n');
  });
});

describe('the TaskManagers of a batch job', () => {
  it('are sidecars of a container that waits for the Job of the JobManager', () => {
    const sidecars = [{ name: 'logs', image: 'logs' }];
    const { name, taskManager } = jobsOf(objectsOf({ ...BATCH, sidecars }));
    const { spec } = taskManager.template;
    expect(taskManager).toMatchObject({ parallelism: 3, completions: 3 });
    expect(names(spec.initContainers)).toEqual(['logs (sidecar)', 'flink-main-container (sidecar)']);
    expect(names(spec.containers)).toEqual(['await-job']);
    expect(spec.containers[0]?.args).toEqual(['await-job', '--job', name, '--namespace', 'streams']);
    expect(spec.restartPolicy).toBe('OnFailure');
  });

  it('may look at that Job, and at nothing else', () => {
    const objects = objectsOf(BATCH);
    const resourceNames = [jobsOf(objects).name];
    expect(only('Role', objects).rules).toEqual([
      { apiGroups: ['batch'], resources: ['jobs'], resourceNames, verbs: ['get'] },
    ]);
  });
});

it('the Services of a batch job point to the pods of the newest Job', () => {
  const objects = objectsOf(BATCH);
  const services = objects.filter(({ kind }) => kind === 'Service');
  expect(services).toHaveLength(2);
  for (const { spec } of services) {
    expect((spec as JsonObject).selector).toEqual({
      app: 'orders',
      component: 'jobmanager',
      type: 'flink-standalone-kubernetes',
      'batch.kubernetes.io/job-name': jobsOf(objects).name,
    });
  }
});

it('a batch job with a controller is a resource in batch mode', () => {
  const { flinkConfiguration } = only('FlinkDeployment', objectsOf({ ...BATCH, managedBy: 'controller' }))
    .spec as Record<string, Record<string, string>>;
  expect(flinkConfiguration?.['execution.runtime-mode']).toBe('BATCH');
  expect(flinkConfiguration).not.toHaveProperty('execution.shutdown-on-application-finish');
});
