import type { Job as KubernetesJob } from 'kubernetes-types/batch/v1';
import { renderResource } from '../../constructs';
import type { FlinkClusterJob, FlinkClusterSpec } from '../../lib/api/flinkcluster/types';
import { BUILT_IN_OPERATOR_CONFIG } from '../../lib/api';
import { JAVA_17_OPTIONS } from '../../lib/flink/java-options';
import type { JsonObject } from '../../lib/manifest';
import {
  accumulators,
  apply,
  FLINK_RELEASES,
  getJson,
  JOBS_JAR,
  kubectl,
  newNamespace,
  runningJob,
  SMALL,
  waitFor,
} from './support';

// What FlinkClusters become, in each of the ways to submit a job, applied with kubectl.

describe.each(FLINK_RELEASES)('a FlinkCluster, Flink $minor', ({ image, minor }) => {
  // This kind of resource has no security context for containers.
  const namespace = newNamespace('flinkcluster', { podSecurity: 'baseline' });
  const options = {
    ...Object.fromEntries(Object.entries(SMALL).filter(([key]) => !key.startsWith('kubernetes.'))),
    'taskmanager.numberOfTaskSlots': '1',
    // The images have Java 17. Flink 2 gets the module flags by itself.
    ...(minor.startsWith('1.') ? { 'env.java.opts.all': JAVA_17_OPTIONS } : {}),
  };
  const resources = { requests: { cpu: '100m', memory: '640Mi' }, limits: { cpu: '2', memory: '640Mi' } };
  const process = { resources, memoryProcessRatio: 100 };

  const deploy = async (name: string, job: FlinkClusterJob | undefined, more: Partial<FlinkClusterSpec> = {}) => {
    const spec: FlinkClusterSpec = {
      flinkVersion: minor,
      image: { name: image, pullPolicy: 'IfNotPresent' },
      jobManager: process,
      taskManager: { ...process, replicas: 1 },
      flinkProperties: options,
      ...(job === undefined ? {} : { job: { ...job, resources } }),
      ...more,
    };
    const document = {
      apiVersion: 'flinkoperator.k8s.io/v1beta1',
      kind: 'FlinkCluster',
      metadata: { name, namespace },
      spec,
    };
    const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: [] };
    await apply(namespace, renderResource(document as unknown as JsonObject, context));
  };
  const counts = async (name: string) => {
    const { jid } = await runningJob(namespace, `${name}-jobmanager:ui`, { timeout: 240_000 });
    expect(await accumulators(namespace, `${name}-jobmanager:ui`, jid)).toMatchObject({ gaps: 0 });
    return jid;
  };
  const ended = (job: string) =>
    waitFor(
      `the end of Job ${job}`,
      async () => {
        const { status } = await getJson<KubernetesJob>(['job', job, '-n', namespace]);
        return status?.conditions?.find((c) => /^(Complete|Failed)$/.test(c.type) && c.status === 'True')?.type;
      },
      240_000,
    );

  // All at once: most of the time goes by while processes start.
  beforeAll(async () => {
    const properties = { ...options, 'restart-strategy.type': 'none' };
    const failing: FlinkClusterJob = {
      mode: 'Blocking',
      jarFile: JOBS_JAR,
      parallelism: 1,
      args: ['--fail-after', '50'],
    };
    const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    await deploy('detached', { jarFile: JOBS_JAR, parallelism: 1 });
    await deploy('blocking', failing, { flinkProperties: properties });
    await deploy('application', { mode: 'Application', className: 'jobs.CountingJob', parallelism: 1 });
    await deploy('session', undefined, {
      taskManager: {
        ...process,
        deploymentType: 'Deployment',
        replicas: 1,
        volumeClaimTemplates: [{ metadata: { name: 'local' }, spec: claim }],
        volumeMounts: [{ name: 'local', mountPath: '/local' }],
      },
    });
  });

  test('runs a job that a pod submits, which ends (Detached)', async () => {
    await counts('detached');
    expect(await ended('detached-job-submitter')).toBe('Complete');
  });

  test('has a submitting pod that waits for its job, and fails with it (Blocking)', async () => {
    expect(await ended('blocking-job-submitter')).toBe('Failed');
  });

  test('runs a job inside the JobManager, under the id that it is told (Application)', async () => {
    const jid = await counts('application');
    const { metadata } = await getJson<KubernetesJob>(['job', 'application-jobmanager', '-n', namespace]);
    expect(metadata?.labels?.['flinkoperator.k8s.io/job-id']).toBe(jid);
  });

  test('has TaskManagers of a Deployment with volumes of their own, and takes jobs from anybody (session)', async () => {
    await kubectl(['rollout', 'status', 'statefulset/session-jobmanager', '-n', namespace, '--timeout=180s']);
    await kubectl(['exec', '-n', namespace, 'session-jobmanager-0', '--', 'flink', 'run', '-d', JOBS_JAR]);
    await counts('session');
  });
});
