import { formatRecord, parseRecord, type SavepointEntry } from '../../cli/cluster/savepoints/record';
import { expired } from '../../cli/cluster/savepoints/retention';
import { HttpError, type Transport } from '../../controller/http';
import { FakeClock } from './fake-clock';
import { FakeFlink } from './fake-flink';
import { FakeKube, Killed, killedAt } from './fake-kube';
import { recorded, run, type Run } from './savepoint-run';

const JOB = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);

function world() {
  const clock = new FakeClock();
  return { clock, kube: new FakeKube(), flink: new FakeFlink(clock) };
}

/** The process is killed when it has asked for its savepoint. */
async function killedWhileWaiting(kube: FakeKube, flink: FakeFlink, options: Run = {}): Promise<void> {
  const counter = { calls: 0 };
  const made = flink.made.length;
  const through =
    (transport: Transport): Transport =>
    (request) =>
      killedAt(transport, counter, flink.made.length > made ? counter.calls : Infinity, false)(request);
  await expect(run(kube, flink, { ...options, through })).rejects.toThrow(Killed);
}

describe('taking a savepoint', () => {
  test('records it with all that is known of it', async () => {
    const { kube, flink } = world();
    await run(kube, flink, { directory: 's3://bucket/s', format: 'native' });
    expect(recorded(kube)).toEqual([
      {
        triggerId: flink.made[0]?.triggerId,
        jobId: JOB,
        jobName: 'orders',
        state: 'completed',
        requestedAt: '2026-01-01T00:00:00.000Z',
        lastCheckpoint: 0,
        completedAt: '2026-01-01T00:00:03.750Z',
        location: 's3://bucket/s/savepoint-aaaaaa-000000000000',
        format: 'native',
        directory: 's3://bucket/s',
      },
    ]);
    expect(flink.made[0]?.triggerId).toMatch(/^[0-9a-f]{32}$/);
    const labels = { app: 'c', 'app.kubernetes.io/managed-by': 'cdk8s-flink' };
    expect(kube.objects.get('/api/v1/namespaces/streams/configmaps/c-savepoints')?.metadata).toMatchObject({ labels });
  });

  test.each([
    [[], {}, /^NoRunningJob: no job is running\. /],
    [[{ jid: JOB, name: 'o', state: 'RESTARTING' }], {}, /only a{32} \(o, RESTARTING\)/],
    [[{ jid: JOB, name: 'o', state: 'RUNNING' }], { jobId: OTHER }, /^NoRunningJob: .*only a{32} \(o, RUNNING\)/],
    [
      [JOB, OTHER].map((jid) => ({ jid, name: 'o', state: 'RUNNING' })),
      {},
      /^SeveralRunningJobs: several jobs are running: a{32} \(o, RUNNING\), b{32} \(o, RUNNING\)\. Choose one/,
    ],
  ])('needs one job to run: %j, %j', async (jobs, options, message) => {
    const { kube, flink } = world();
    flink.jobs.splice(0, 1, ...jobs);
    await expect(run(kube, flink, options)).rejects.toThrow(message);
    expect(kube.objects.size).toBe(0);
  });

  test('that fails is recorded with the reason', async () => {
    const { kube, flink } = world();
    flink.failing = true;
    await expect(run(kube, flink)).rejects.toThrow(/^SavepointFailed: .*: org.*It failed\.; java.*Checkpoint failed\./);
    expect(recorded(kube)).toMatchObject([{ state: 'failed', error: expect.stringContaining('It failed') as unknown }]);
    flink.failing = false;
    await run(kube, flink);
    expect(recorded(kube).map((e) => e.state)).toEqual(['failed', 'completed']);
  });

  test('that Flink refuses is recorded as failed', async () => {
    const { kube, flink } = world();
    const through =
      (transport: Transport): Transport =>
      (request) =>
        request.method === 'POST' && request.url.endsWith('/savepoints')
          ? Promise.resolve({ status: 400, body: '{"errors":["no savepoint directory"]}' })
          : transport(request);
    await expect(run(kube, flink, { through })).rejects.toThrow(/^SavepointFailed: .*: no savepoint directory\./);
    expect(recorded(kube)).toMatchObject([{ state: 'failed', error: 'no savepoint directory' }]);
  });

  test('that takes longer than the run is left to the next run, which takes none beside it', async () => {
    const { kube, flink } = world();
    flink.duration = 150_000;
    await expect(run(kube, flink)).rejects.toThrow(/^SavepointTimeout: .* still not completed after 120 s\./);
    expect(recorded(kube)).toMatchObject([{ state: 'requested' }]);
    await run(kube, flink, { timeout: 200_000 });
    expect(recorded(kube).map((e) => e.state)).toEqual(['completed', 'completed']);
    expect(flink.mostAtOnce).toBe(1);
  });

  test('without an answer stays open, and the next run finds it', async () => {
    const { kube, flink } = world();
    const through =
      (transport: Transport): Transport =>
      async (request) => {
        const answer = await transport(request);
        if (request.method === 'POST' && request.url.endsWith('/savepoints')) throw new HttpError('reset');
        return answer;
      };
    await expect(run(kube, flink, { through })).rejects.toThrow('reset');
    expect(flink.made).toHaveLength(1);
    await run(kube, flink);
    expect(recorded(kube).map((e) => e.location)).toEqual(flink.made.map((s) => s.location));
  });

  test('is not asked for when recording it took so long that another run may have given it up', async () => {
    const { clock, kube, flink } = world();
    const through =
      (transport: Transport): Transport =>
      async (request) => {
        const answer = await transport(request);
        if (request.method === 'POST' && request.url.endsWith('/configmaps')) await clock.sleep(31_000);
        return answer;
      };
    await expect(run(kube, flink, { through })).rejects.toThrow(/it took too long to record it/);
    expect(flink.made).toEqual([]);
    expect(recorded(kube)).toMatchObject([{ state: 'failed' }]);
  });

  test('that another run took for lost is completed all the same', async () => {
    const { kube, flink } = world();
    const through =
      (transport: Transport): Transport =>
      (request) => {
        if (/\/savepoints\/[0-9a-f]+$/.test(request.url)) {
          const text = kube.data('c-savepoints')?.['savepoints.json'] ?? '';
          kube.write('c-savepoints', { 'savepoints.json': text.replace('"requested"', '"failed","error":"lost"') });
        }
        return transport(request);
      };
    await run(kube, flink, { through });
    expect(recorded(kube)).toMatchObject([{ state: 'completed', location: flink.made[0]?.location }]);
    expect(recorded(kube)[0]).not.toHaveProperty('error');
  });

  test('that Flink knows only among the checkpoints is waited for', async () => {
    const { kube, flink } = world();
    flink.forgetful = true;
    flink.duration = 90_000;
    await run(kube, flink);
    expect(recorded(kube)).toMatchObject([{ state: 'completed', location: flink.made[0]?.location }]);
  });

  test('does not wait for that of another job, and leaves it to its own run', async () => {
    const { kube, flink } = world();
    flink.jobs.push({ jid: OTHER, name: 'sums', state: 'RUNNING' });
    flink.duration = 50_000;
    await killedWhileWaiting(kube, flink, { jobId: OTHER });
    flink.duration = 2_500;
    await run(kube, flink, { jobId: JOB });
    expect(recorded(kube).map((e) => [e.jobId, e.state])).toEqual([
      [OTHER, 'requested'],
      [JOB, 'completed'],
    ]);
  });
});

describe('a savepoint of a killed run that Flink has forgotten', () => {
  test.each<[string, (flink: FakeFlink) => void | Promise<void>, string]>([
    ['is found among the checkpoints', () => undefined, 'completed'],
    ['is lost when another JobManager leads', (flink) => void (flink.memory = flink.clock.now()), 'failed'],
    [
      'is lost when its job is gone',
      (flink) => void (flink.jobs[0] = { jid: OTHER, name: 'x', state: 'RUNNING' }),
      'failed',
    ],
  ])('%s', async (_, change, state) => {
    const { clock, kube, flink } = world();
    await killedWhileWaiting(kube, flink, { directory: 's3://bucket/s' });
    await clock.sleep(400_000);
    await change(flink);
    await run(kube, flink);
    const [first] = recorded(kube);
    expect(first).toMatchObject({ state });
    if (state === 'completed') expect(first?.location).toBe(flink.made[0]?.location);
    else expect(first?.error).toMatch(/^its outcome is unknown: .* it is in s3:\/\/bucket\/s$/);
  });

  test.each<[string, number, (flink: FakeFlink) => unknown]>([
    ['that began before', 0, () => undefined],
    ['that began long after', 60_000, (flink) => flink.savepoint(JOB, 'x', 's3://bucket/s')],
    ['of another directory', 1_000, (flink) => flink.savepoint(JOB, 'x', 's3://bucket/s-2')],
  ])('is not mistaken for one %s', async (_, pause, change) => {
    const { clock, kube, flink } = world();
    flink.savepoint(JOB, 'before', 's3://bucket/s');
    // Killed before it asks for its own.
    const counter = { calls: 0 };
    const through =
      (transport: Transport): Transport =>
      (request) =>
        killedAt(transport, counter, request.url.endsWith('/savepoints') ? counter.calls : Infinity, false)(request);
    await expect(run(kube, flink, { directory: 's3://bucket/s', through })).rejects.toThrow(Killed);
    await clock.sleep(pause);
    change(flink);
    await clock.sleep(70_000);
    await run(kube, flink, { directory: 's3://bucket/s' });
    expect(recorded(kube)).toMatchObject([{ state: 'failed' }, { state: 'completed' }]);
  });

  test('is not given up while it may still be asked for', async () => {
    const { clock, kube, flink } = world();
    const begin = clock.now();
    const counter = { calls: 0 };
    const through =
      (transport: Transport): Transport =>
      (request) =>
        killedAt(transport, counter, request.url.endsWith('/savepoints') ? counter.calls : Infinity, false)(request);
    await expect(run(kube, flink, { through })).rejects.toThrow(Killed);
    await run(kube, flink);
    expect(clock.now() - begin).toBeGreaterThan(60_000);
    expect(recorded(kube).map((e) => e.state)).toEqual(['failed', 'completed']);
  });
});

describe('deleting old savepoints', () => {
  const locations = (kube: FakeKube) => recorded(kube).map((e) => e.location);

  test('one that the job was restored from stays, in any spelling', async () => {
    const { kube, flink } = world();
    for (let i = 0; i < 3; i++) await run(kube, flink);
    flink.restoredFrom = `${flink.made[0]?.location.replace('file:/', 'file:///') ?? ''}/`;
    await run(kube, flink, { count: 1, keep: [`${flink.made[1]?.location ?? ''}/_metadata`] });
    expect(locations(kube)).toEqual([0, 1, 3].map((i) => flink.made[i]?.location));
    expect(flink.disposed).toEqual([flink.made[2]?.location]);
  });

  test('one that cannot be deleted stays recorded with the reason, the others are deleted, and it is tried again', async () => {
    const { kube, flink } = world();
    for (let i = 0; i < 3; i++) await run(kube, flink);
    const [first] = flink.made.map((s) => s.location);
    flink.undeletable.set(first ?? '', 'java.io.IOException: access denied');
    const ended = await run(kube, flink, { count: 1 });
    expect(ended).toEqual([
      { path: first, failure: expect.stringContaining('access denied') as unknown },
      { path: flink.made[1]?.location },
      { path: flink.made[2]?.location },
    ]);
    expect(recorded(kube)).toMatchObject([
      { state: 'disposing', location: first, error: expect.stringContaining('access denied') as unknown },
      { state: 'completed', location: flink.made[3]?.location },
    ]);
    flink.undeletable.clear();
    expect(await run(kube, flink, { count: 2 })).toEqual([{ path: first }]);
    expect(locations(kube)).toEqual([3, 4].map((i) => flink.made[i]?.location));
  });

  test('one whose deletion takes too long stays recorded', async () => {
    const { kube, flink } = world();
    await run(kube, flink);
    flink.disposalDuration = 90_000;
    expect(await run(kube, flink, { count: 1 })).toEqual([
      { path: flink.made[0]?.location, failure: 'it is not done after 60 s' },
    ]);
    expect(recorded(kube)).toMatchObject([{ state: 'disposing' }, { state: 'completed' }]);
  });

  test('one whose files are gone is forgotten', async () => {
    const { kube, flink } = world();
    await run(kube, flink);
    flink.files.clear();
    const [gone] = await run(kube, flink, { count: 1 });
    expect(gone).toMatchObject({ note: 'there is no savepoint (any more)' });
    expect(locations(kube)).toEqual([flink.made[1]?.location]);
  });

  test('those of a job of the same name count, unless its id was given', async () => {
    const { kube, flink } = world();
    await run(kube, flink);
    flink.jobs[0] = { jid: OTHER, name: 'orders', state: 'RUNNING' };
    await run(kube, flink, { count: 1, jobId: OTHER });
    expect(recorded(kube)).toHaveLength(2);
    await run(kube, flink, { count: 1 });
    expect(locations(kube)).toEqual([flink.made[2]?.location]);
    flink.jobs[0] = { jid: JOB, name: 'sums', state: 'RUNNING' };
    await run(kube, flink, { count: 1 });
    expect(recorded(kube)).toHaveLength(2);
  });
});

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 31);

/** Savepoints of these ages in days, oldest first; a letter says that it is not completed. */
function entries(...ages: (number | string)[]): SavepointEntry[] {
  const states: Record<string, SavepointEntry['state']> = { r: 'requested', f: 'failed', d: 'disposing' };
  return ages.map((age) => {
    const days = Number.parseInt(String(age));
    const completedAt = new Date(NOW - days * DAY).toISOString();
    const state = states[String(age).slice(-1)] ?? 'completed';
    return {
      ...{ triggerId: String(age), jobId: JOB, jobName: 'o', format: 'canonical', lastCheckpoint: 0 },
      ...{ state, requestedAt: completedAt, completedAt },
      ...(state === 'completed' || state === 'disposing' ? { location: `s3://b/savepoint-${age}` } : {}),
    };
  });
}

test.each<[string, (number | string)[], Partial<Parameters<typeof expired>[1]>, string[]]>([
  ['nothing is asked for', [9, 5, 1], {}, []],
  ['the newest ones stay', [9, 5, 1], { count: 2 }, ['9']],
  ['the newest one stays', [9, 5, 1], { count: 1 }, ['9', '5']],
  ['old ones go', [9, 5, 1], { age: 4 * DAY }, ['9', '5']],
  ['exactly as old as allowed is not too old', [5, 1], { age: 5 * DAY }, []],
  ['the newest one stays however old it is', [9, 8], { age: DAY }, ['9']],
  ['either reason will do', [30, 9, 5, 1], { count: 3, age: 7 * DAY }, ['30', '9']],
  ['only completed ones count', [9, 5, 1, '0f', '0r'], { count: 2 }, ['9']],
  ['what is being deleted goes, and does not count', ['9d', 5, 1], { count: 2 }, ['9d']],
  ['what is named stays', ['9d', 5, 3, 1], { count: 1, keep: ['s3a://b/savepoint-5', 's3://b/savepoint-9d/'] }, ['3']],
  ['nothing is there', [], { count: 1 }, []],
])('which savepoints are deleted: %s', (_, ages, retention, expected) => {
  expect(expired(entries(...ages), { keep: [], ...retention }, NOW).map((e) => e.triggerId)).toEqual(expected);
});

describe('the record', () => {
  test('is read as it was written', () => {
    const document = { version: 1, savepoints: entries(9, '5d', '1f', '0r') } as const;
    expect(parseRecord('c-savepoints', formatRecord(document))).toEqual(document);
    expect(parseRecord('c-savepoints', formatRecord({ version: 1, savepoints: [] }))).toEqual({
      version: 1,
      savepoints: [],
    });
    expect(parseRecord('c-savepoints', undefined)).toEqual({ version: 1, savepoints: [] });
  });

  test.each([
    ['{', 'its key savepoints.json is no JSON'],
    ['[]', 'its key savepoints.json is no JSON object'],
    ['{"version":2,"savepoints":[]}', 'its version is 2, not 1'],
    ['{"version":1}', 'an entry lacks a field or has a wrong one'],
    ['{"version":1,"savepoints":[{}]}', 'an entry lacks a field or has a wrong one'],
    [JSON.stringify({ version: 1, savepoints: [{ ...entries(1)[0], location: null }] }), 'an entry lacks'],
    [JSON.stringify({ version: 1, savepoints: [{ ...entries(1)[0], state: 'new' }] }), 'an entry lacks'],
    [JSON.stringify({ version: 1, savepoints: [{ ...entries(1)[0], requestedAt: 'today' }] }), 'an entry lacks'],
  ])('of another form is left alone: %s', async (text, reason) => {
    const { kube, flink } = world();
    kube.write('c-savepoints', { 'savepoints.json': text });
    await expect(run(kube, flink)).rejects.toThrow(
      `InvalidSavepointRecord: ConfigMap c-savepoints is no record of savepoints: ${reason}`,
    );
    expect(kube.data('c-savepoints')).toEqual({ 'savepoints.json': text });
    expect(flink.made).toEqual([]);
  });

  test('keeps the last failed ones, and fits into a ConfigMap', () => {
    const failed = parseRecord(
      '',
      formatRecord({ version: 1, savepoints: entries(...Array<string>(30).fill('1f'), 1) }),
    );
    expect(failed.savepoints).toHaveLength(21);
    const text = formatRecord({
      version: 1,
      savepoints: entries('9r', '9d', ...Array.from({ length: 9000 }, (_, i) => i)),
    });
    expect(Buffer.byteLength(text)).toBeGreaterThan(890_000);
    expect(Buffer.byteLength(text)).toBeLessThan(901_000);
    const { savepoints } = parseRecord('', text);
    expect(savepoints.slice(0, 2).map((e) => e.state)).toEqual(['requested', 'disposing']);
    expect(savepoints.at(-1)?.triggerId).toBe('8999');
  });

  test('keeps what else is in its ConfigMap', async () => {
    const { kube, flink } = world();
    kube.write('c-savepoints', { note: 'mine' });
    await run(kube, flink);
    expect(kube.data('c-savepoints')).toMatchObject({ note: 'mine' });
  });
});
