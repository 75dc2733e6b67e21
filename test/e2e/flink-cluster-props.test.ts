import { Chart, Duration, Testing } from 'cdk8s';
import { stateOf } from '../../apps/storage';
import { FlinkJobCluster } from '../../constructs';
import type { Manifest } from '../../lib/manifest';
import {
  accumulators,
  apply,
  FLINK_2,
  kubectl,
  newNamespace,
  restores,
  runningJob,
  SMALL,
  SMALL_PROCESS,
  TOOL_IMAGE,
  volumeClaim,
  type Job,
} from './support';

// A job with high availability in the layout of a FlinkCluster, without a controller.

describe(`a job cluster as a FlinkCluster, Flink ${FLINK_2.minor}`, () => {
  const namespace = newNamespace('dialect', { podSecurity: 'baseline' });
  const rest = 'counting-jobmanager:ui';

  const deploy = async (args: readonly string[]) => {
    const chart = new Chart(Testing.app(), 'chart', { namespace });
    new FlinkJobCluster(chart, 'counting', {
      name: 'counting',
      dialect: 'FlinkCluster',
      image: FLINK_2.image,
      flinkVersion: FLINK_2.minor,
      toolImage: TOOL_IMAGE,
      jarUri: 'local:///opt/flink/usrlib/jobs.jar',
      entryClass: 'jobs.CountingJob',
      args,
      parallelism: 1,
      jobManager: SMALL_PROCESS,
      taskManager: SMALL_PROCESS,
      checkpointInterval: Duration.seconds(1),
      flinkConfiguration: SMALL,
      ...stateOf({ uri: 'file:///state', volume: { persistentVolumeClaim: { claimName: 'state' } } }, 'counting'),
    });
    await apply(namespace, Testing.synth(chart) as Manifest[]);
  };
  /** Makes a change that starts the job anew, and sees to it that its state came back. */
  const restarted = async (change: () => Promise<unknown>) => {
    const old = await runningJob(namespace, rest, { timeout: 240_000 });
    await change();
    const accept = (job: Job) => job['start-time'] > old['start-time'];
    const { jid } = await runningJob(namespace, rest, { accept, timeout: 240_000 });
    expect(jid).toBe(old.jid);
    expect(await restores(namespace, rest, jid)).toBeGreaterThan(0);
    expect(await accumulators(namespace, rest, jid)).toMatchObject({ gaps: 0 });
  };

  beforeAll(() => apply(namespace, [volumeClaim('state')]));

  test('comes back from its last checkpoint when its JobManager is killed', async () => {
    await deploy(['--rate', '50']);
    await runningJob(namespace, rest, { timeout: 240_000 });
    const selector = 'cluster=counting,component=jobmanager';
    await restarted(() => kubectl(['delete', 'pod', '-n', namespace, '-l', selector, '--grace-period=0', '--force']));
  });

  test('is changed by deleting its Job and applying it again, and keeps its state', async () => {
    await expect(deploy(['--rate', '60'])).rejects.toThrow('field is immutable');
    await restarted(async () => {
      await kubectl(['delete', 'job', 'counting-jobmanager', '-n', namespace, '--cascade=foreground']);
      await deploy(['--rate', '60']);
    });
  });
});
