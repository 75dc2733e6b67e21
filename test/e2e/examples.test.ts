import { Testing } from 'cdk8s';
import type { Job } from 'kubernetes-types/batch/v1';
import type { Pod } from 'kubernetes-types/core/v1';
import { BatchJobChart } from '../../apps/batch-job';
import { SessionClusterChart } from '../../apps/session-cluster';
import type { FlinkJobClusterProps } from '../../constructs';
import type { Manifest } from '../../lib/manifest';
import {
  accumulators,
  apply,
  FLINK_2,
  getJson,
  JOBS_JAR,
  kubectl,
  newNamespace,
  RESTRICTED_CONTAINER,
  RESTRICTED_POD,
  runningJob,
  SMALL,
  SMALL_PROCESS,
  TOOL_IMAGE,
  waitFor,
} from './support';

const { image } = FLINK_2;

/** Batch jobs read their shuffles with more memory than a small TaskManager has. */
const SMALL_BATCH = { ...SMALL, 'taskmanager.memory.framework.off-heap.batch-shuffle.size': '32m' };

describe('the session cluster of the examples', () => {
  const namespace = newNamespace('session');

  test('runs a job that somebody submits', async () => {
    const chart = new SessionClusterChart(Testing.app(), 'session', {
      namespace,
      image,
      cluster: {
        jobManager: SMALL_PROCESS,
        taskManager: SMALL_PROCESS,
        taskSlots: 2,
        flinkConfiguration: SMALL,
      },
    });
    await apply(namespace, Testing.synth(chart) as Manifest[]);
    await kubectl(['rollout', 'status', 'deployment/workbench', '-n', namespace, '--timeout=180s']);
    await kubectl(['exec', '-n', namespace, 'deployment/workbench', '--', 'flink', 'run', '-d', JOBS_JAR]);
    const { jid } = await runningJob(namespace, 'workbench');
    expect(await accumulators(namespace, 'workbench', jid)).toMatchObject({ gaps: 0 });
  });
});

describe('the batch job of the examples', () => {
  const namespace = newNamespace('batch');

  const deploy = async (day: string, more: Partial<FlinkJobClusterProps> = {}) => {
    const chart = new BatchJobChart(Testing.app(), 'batch', {
      namespace,
      image,
      day,
      cluster: {
        toolImage: TOOL_IMAGE,
        jobManager: SMALL_PROCESS,
        taskManager: SMALL_PROCESS,
        flinkConfiguration: SMALL_BATCH,
        ...more,
      },
    });
    const manifests = Testing.synth(chart) as Manifest[];
    await apply(namespace, manifests);
    return manifests.filter(({ kind }) => kind === 'Job').map(({ metadata }) => metadata.name);
  };
  const ended = (job: string) =>
    waitFor(
      `the end of Job ${job}`,
      async () => {
        const { status } = await getJson<Job>(['job', job, '-n', namespace]);
        return status?.conditions?.find(({ type, status }) => /^(Complete|Failed)$/.test(type) && status === 'True')
          ?.type;
      },
      240_000,
    );
  const runningPods = async () =>
    (await getJson<{ items: Pod[] }>(['pods', '-n', namespace, '-l', 'app=report'])).items.filter(
      ({ status }) => status?.phase === 'Running',
    );

  test('ends, and its TaskManagers with it', async () => {
    for (const job of await deploy('2026-11-21')) expect(await ended(job)).toBe('Complete');
    expect(await runningPods()).toEqual([]);
  });

  test('is a new Job when it is changed; one that fails has failed, and its TaskManagers end', async () => {
    const [jobManager = '', taskManager = ''] = await deploy('2026-11-22', {
      args: ['--records', '10', '--fail'],
      batchRetries: 0,
      flinkConfiguration: { ...SMALL_BATCH, 'restart-strategy.type': 'none' },
    });
    expect(await ended(jobManager)).toBe('Failed');
    expect(await ended(taskManager)).toBe('Complete');
    const jobs = await getJson<{ items: Job[] }>(['jobs', '-n', namespace]);
    expect(jobs.items).toHaveLength(4);
  });

  test('runs a jar that is fetched, of the checksum that was given only', async () => {
    await apply(namespace, jarServer());
    const jarUri = `http://jars.${namespace}/jobs.jar`;
    await kubectl(['rollout', 'status', 'deployment/jars', '-n', namespace, '--timeout=60s']);
    const hash = await kubectl(['exec', '-n', namespace, 'deployment/jars', '--', 'node', '-e', HASH]);
    const [fetched = ''] = await deploy('2026-11-23', { jarUri, jarSha256: hash.trim() });
    expect(await ended(fetched)).toBe('Complete');

    const [wrong = ''] = await deploy('2026-11-23', { jarUri, jarSha256: '0'.repeat(64), batchRetries: 0 });
    expect(await ended(wrong)).toBe('Failed');
  });

  const HASH =
    "console.log(require('crypto').createHash('sha256').update(require('fs').readFileSync('/jars/jobs.jar')).digest('hex'))";

  /** Serves the jar of the Flink image over HTTP. */
  const jarServer = (): Manifest[] => {
    const volumeMounts = [{ name: 'jars', mountPath: '/jars' }];
    const common = { securityContext: RESTRICTED_CONTAINER, volumeMounts };
    const serve =
      "require('http').createServer((_, r) => require('fs').createReadStream('/jars/jobs.jar').pipe(r)).listen(8080)";
    const labels = { app: 'jars' };
    return [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'jars' },
        spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'jars' },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              securityContext: RESTRICTED_POD,
              initContainers: [{ name: 'copy', image, command: ['cp', JOBS_JAR, '/jars/jobs.jar'], ...common }],
              containers: [
                {
                  name: 'serve',
                  image: TOOL_IMAGE,
                  command: ['node', '-e', serve],
                  readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
                  ...common,
                },
              ],
              volumes: [{ name: 'jars', emptyDir: {} }],
            },
          },
        },
      },
    ];
  };
});
