import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Testing } from 'cdk8s';
import type { Pod } from 'kubernetes-types/core/v1';
import { JobClusterChart } from '../../apps/job-cluster';
import type { FlinkJobClusterProps } from '../../constructs';
import type { Manifest } from '../../lib/manifest';
import {
  accumulators,
  apply,
  FLINK_RELEASES,
  flinkPost,
  flinkRest,
  getJson,
  jobs,
  kubectl,
  newNamespace,
  restores,
  runningJob,
  runPod,
  SMALL,
  SMALL_PROCESS,
  TOOL_IMAGE,
  verifyOutput,
  volumeClaim,
  waitFor,
  type Job,
} from './support';

// The example app of a job with high availability, applied with kubectl, as a user changes it over its life.

describe.each(FLINK_RELEASES)('the job cluster of the examples, Flink $minor', ({ image, minor }) => {
  const namespace = newNamespace('job');
  const name = 'counting';
  const out = ['--out', 'file:///state/out'];

  const manifests = (args: readonly string[], more: Partial<FlinkJobClusterProps> = {}): Manifest[] => {
    const chart = new JobClusterChart(Testing.app(), 'job', {
      namespace,
      image,
      args: [...out, ...args],
      storage: { uri: 'file:///state', volume: { persistentVolumeClaim: { claimName: 'state' } } },
      savepoints: '* * * * *',
      cluster: {
        flinkVersion: minor,
        toolImage: TOOL_IMAGE,
        jobManager: { ...SMALL_PROCESS, replicas: 2 },
        taskManager: SMALL_PROCESS,
        flinkConfiguration: { ...SMALL, 'execution.checkpointing.interval': '1 s' },
        ...more,
      },
    });
    return Testing.synth(chart) as Manifest[];
  };
  const deploy = (args: readonly string[], more?: Partial<FlinkJobClusterProps>) =>
    apply(namespace, manifests(args, more));

  const pods = async (component: string) =>
    (await getJson<{ items: Pod[] }>(['pods', '-n', namespace, '-l', `app=${name},component=${component}`])).items;
  const launch = async () => (await getJson<Manifest>(['configmap', `${name}-launch`, '-n', namespace])).data as object;

  /** Makes a change that starts the job anew, and sees to it that its state came back. */
  const restarted = async (change: () => Promise<void>) => {
    const old = await runningJob(namespace, name, { timeout: 240_000 });
    const before = await totals();
    await change();
    const accept = (job: Job) => job['start-time'] > old['start-time'];
    const { jid } = await runningJob(namespace, name, { accept, timeout: 240_000 });
    // From nothing it would be 0.
    expect(await restores(namespace, name, jid)).toBeGreaterThan(0);
    const after = await totals();
    expect(after.gaps).toBe(0);
    return { before: before.count, after: after.count };
  };

  const savepoint = async (run: string) => {
    await kubectl(['create', 'job', '-n', namespace, `--from=cronjob/${name}-savepoint`, run]);
    await kubectl(['wait', '--for=condition=complete', `job/${run}`, '-n', namespace, '--timeout=120s']);
  };
  /** Up to Flink 2.2 a program that fails ends its JobManager; that of 2.3 stays, without a job. */
  const failed = async () => {
    const statuses = (await pods('jobmanager')).flatMap(({ status }) => status?.containerStatuses ?? []);
    if (statuses.some(({ restartCount }) => restartCount > 0)) return true;
    return minor === '2.3' && (await jobs(namespace, name)).length === 0;
  };
  const suspendSavepoints = () =>
    kubectl(['patch', 'cronjob', `${name}-savepoint`, '-n', namespace, '-p', '{"spec":{"suspend":true}}']);
  /** What the launch guard said when it refused. */
  const guardLog = async () => {
    const refused = (await pods('jobmanager')).find(
      ({ status }) => (status?.initContainerStatuses?.[0]?.restartCount ?? 0) > 0,
    );
    const pod = refused?.metadata?.name;
    if (pod === undefined) return undefined;
    return kubectl(['logs', '-n', namespace, pod, '-c', 'launch-guard', '--previous']);
  };
  interface Entry {
    readonly state: string;
    readonly location: string;
    readonly error?: string;
  }
  const recorded = async () => {
    const { data } = await getJson<Manifest>(['configmap', `${name}-savepoints`, '-n', namespace]);
    return (JSON.parse((data as Record<string, string>)['savepoints.json'] ?? '') as { savepoints: Entry[] })
      .savepoints;
  };
  const folders = async (path: string) => {
    const run = await runPod(namespace, { image, command: ['ls', '-1', `/data/${path}`], claim: 'state' });
    return run.log.split('\n').filter((line) => line !== '');
  };
  const totals = async () => accumulators(namespace, name, (await runningJob(namespace, name)).jid);
  const rate = async () => {
    const from = await totals();
    const start = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 6000));
    return ((await totals()).count - from.count) / ((Date.now() - start) / 1000);
  };

  beforeAll(() => apply(namespace, [volumeClaim('state')]));

  test('runs, in pods that the profile "restricted" admits', async () => {
    await deploy(['--rate', '50']);
    const { jid } = await runningJob(namespace, name, { timeout: 240_000 });
    expect(await restores(namespace, name, jid)).toBe(0);
    expect(await pods('jobmanager')).toHaveLength(2);
    expect(await rate()).toBeLessThan(80);
  });

  test('the CronJob leaves completed savepoints and prunes', async () => {
    await waitFor(
      'a savepoint of the schedule',
      async () => (await recorded()).some(({ state }) => state === 'completed'),
      150_000,
    );
    await suspendSavepoints();
    for (const run of ['first', 'second', 'third', 'fourth']) await savepoint(run);
    const all = await recorded();
    // One that was asked for before all tasks ran has failed, and says so.
    expect(all.every(({ state, error }) => state === 'completed' || (state === 'failed' && (error ?? '') !== ''))).toBe(
      true,
    );
    const entries = all.filter(({ state }) => state === 'completed');
    expect(entries).toHaveLength(3);
    const kept = entries.map(({ location }) => location.split('/').pop());
    expect((await folders(`${name}/savepoints`)).sort()).toEqual(kept.sort());
  });

  test('the same manifests again change nothing', async () => {
    const before = (await pods('jobmanager')).concat(await pods('taskmanager')).map(({ metadata }) => metadata?.uid);
    await deploy(['--rate', '50']);
    const after = (await pods('jobmanager')).concat(await pods('taskmanager')).map(({ metadata }) => metadata?.uid);
    expect(after).toEqual(before);
  });

  test('changed arguments take effect, with the state kept', async () => {
    const first = await launch();
    const { before, after } = await restarted(() => deploy(['--rate', '400']));
    expect(after).toBeGreaterThan(before / 2);
    expect(await rate()).toBeGreaterThan(150);
    expect(await launch()).not.toEqual(first);
  });

  test('a killed JobManager recovers, with the new arguments', async () => {
    const selector = `app=${name},component=jobmanager`;
    const { before, after } = await restarted(async () => {
      await kubectl(['delete', 'pod', '-n', namespace, '-l', selector, '--grace-period=0', '--force']);
    });
    expect(after).toBeGreaterThan(before / 2);
    expect(await rate()).toBeGreaterThan(150);
  });

  test('a main program that fails loses no state', async () => {
    const { before, after } = await restarted(async () => {
      await deploy(['--nonsense', 'x']);
      await waitFor('a program that fails', failed, 180_000);
      await deploy(['--rate', '300']);
    });
    expect(after).toBeGreaterThan(before / 2);
  });

  test('what is deleted leaves what it takes to go on: the state, and the way to it', async () => {
    const objects = { apiVersion: 'v1', kind: 'List', items: manifests(['--rate', '300']) };
    const { before, after } = await restarted(async () => {
      await kubectl(['delete', '-f', '-', '--wait=true'], { input: JSON.stringify(objects) });
      await waitFor(
        'no more pods',
        async () => (await pods('jobmanager')).length + (await pods('taskmanager')).length === 0,
      );
      const left = await kubectl(['get', 'configmaps', '-n', namespace, '-o', 'name']);
      expect(left).toContain(`${name}-cluster-config-map`);
      expect(left).toContain(`${name}-launch`);
      expect(left).toContain(`${name}-savepoints`);
      expect(left).not.toContain(`flink-config-${name}`);
      await deploy(['--rate', '300']);
    });
    expect(after).toBeGreaterThan(before / 2);
  });

  test('a job that was stopped does not start again without its state; nothing was lost or doubled', async () => {
    await suspendSavepoints();
    await restarted(async () => {
      const { jid } = await runningJob(namespace, name);
      const stop = { targetDirectory: 'file:///state/stopped', drain: false };
      const answer = await flinkPost<{ 'request-id': string }>(namespace, name, `/jobs/${jid}/stop`, stop);
      const location = await waitFor('the savepoint', async () => {
        const path = `/jobs/${jid}/savepoints/${answer['request-id']}`;
        return (await flinkRest<{ operation?: { location?: string } }>(namespace, name, path)).operation?.location;
      });
      const output = await verifyOutput(namespace, 'state', 'out');
      expect(output).toMatchObject({ lost: 0, doubled: 0 });
      expect(output.records).toBeGreaterThan(1000);

      await deploy(['--rate', '200']);
      await suspendSavepoints();
      await waitFor('a launch guard that refuses', async () => (await guardLog())?.includes('StateUnknown'), 180_000);
      await deploy(['--rate', '200'], { initialSavepointPath: location });
      await suspendSavepoints();
    });
  });

  test('goes back to a savepoint by the commands of the documentation', async () => {
    await savepoint('back');
    const location = (await recorded()).at(-1)?.location ?? '';
    const saved = (await totals()).count;
    await waitFor('two thousand more', async () => (await totals()).count > saved + 2000, 120_000);

    const docs = readFileSync(path.join(__dirname, '..', '..', 'docs', 'upgrades.md'), 'utf8');
    const [, commands = ''] = /```sh\n(kubectl -n streams scale [^`]*)```/.exec(docs) ?? [];
    const script = commands.replaceAll('orders', name).replaceAll('streams', namespace);
    const { after } = await restarted(async () => {
      await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script]);
      await deploy(['--rate', '1'], { initialSavepointPath: location });
    });
    expect(after).toBeLessThan(saved + 500);
  });
});
