import fc from 'fast-check';
import type { Transport } from '../../controller/http';
import { FakeClock } from './fake-clock';
import { FakeFlink } from './fake-flink';
import { FakeKube, Killed, killedAt } from './fake-kube';
import { recorded, run, type Run } from './savepoint-run';

/** Where a process is killed: before or after the server gets one of its requests. */
interface Kill {
  readonly at: number;
  readonly arrives: boolean;
}

/** A run that is killed. @returns false when it ended before */
async function killedRun(kube: FakeKube, flink: FakeFlink, { at, arrives }: Kill, options: Run = {}): Promise<boolean> {
  const counter = { calls: 0 };
  const through = (transport: Transport) => killedAt(transport, counter, at, arrives);
  try {
    await run(kube, flink, { ...options, through });
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  }
}

/** Every savepoint is recorded or deleted, none twice, and none was taken while another was under way. */
function expectNothingLost(kube: FakeKube, flink: FakeFlink): void {
  const entries = recorded(kube);
  const locations = entries.filter((e) => e.state !== 'failed').map((e) => e.location);
  expect(locations).toEqual([...new Set(locations)]);
  expect([...locations].sort()).toEqual([...flink.files].sort());
  expect(entries.map((e) => e.state).filter((state) => state !== 'completed' && state !== 'failed')).toEqual([]);
  expect(flink.mostAtOnce).toBeLessThanOrEqual(1);
}

const pauses = [
  ['at once', 0],
  ['after a while', 10_000],
  ['after Flink has forgotten the result', 400_000],
  ['a day later', 86_400_000],
] as const;
const kills = [false, true].flatMap((arrives) => pauses.map(([when, pause]) => ({ arrives, when, pause })));

test.each(kills)(
  'a run killed at any request (arrived: $arrives) and run again $when loses no savepoint',
  async ({ arrives, pause }) => {
    for (let at = 0; ; at++) {
      const clock = new FakeClock();
      const kube = new FakeKube();
      const flink = new FakeFlink(clock);
      const options = { count: 2 };
      for (let i = 0; i < 3; i++) await run(kube, flink, options);
      const killed = await killedRun(kube, flink, { at, arrives }, options);
      await clock.sleep(pause);
      await run(kube, flink, options);
      expectNothingLost(kube, flink);
      expect(recorded(kube).filter((e) => e.state === 'completed')).toHaveLength(2);
      if (!killed) {
        expect(at).toBeGreaterThan(15);
        break;
      }
    }
  },
);

test('whatever the times and places at which runs are killed, no savepoint is lost', async () => {
  const kill = fc.record({ at: fc.nat(25), arrives: fc.boolean() });
  const step = fc.record({ kill, pause: fc.constantFrom(0, 500, 5_000, 31_000, 61_000, 400_000) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 6 }),
      fc.constantFrom(0, 2_500, 20_000),
      fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      async (steps, duration, count) => {
        const clock = new FakeClock();
        const kube = new FakeKube();
        const flink = new FakeFlink(clock);
        flink.duration = duration;
        const options = count === undefined ? {} : { count };
        for (const { kill, pause } of steps) {
          await killedRun(kube, flink, kill, options);
          await clock.sleep(pause);
        }
        await run(kube, flink, options);
        expectNothingLost(kube, flink);
      },
    ),
    { numRuns: 300 },
  );
});

test('runs at the same time take one savepoint each, one after the other, and lose none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 3 }), async (scheduler, runs) => {
      const clock = new FakeClock();
      const kube = new FakeKube();
      const flink = new FakeFlink(clock);
      const through = (transport: Transport): Transport => scheduler.scheduleFunction(transport);
      const all = Promise.all(Array.from({ length: runs }, () => run(kube, flink, { through, count: 2 })));
      await scheduler.waitFor(all);
      expectNothingLost(kube, flink);
      expect(flink.made).toHaveLength(runs);
    }),
    { numRuns: 200 },
  );
});
