import type { Clock } from '../../controller/clock';

/** A clock that only sleeping moves on, at once. */
export class FakeClock implements Clock {
  constructor(private time = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number): Promise<void> {
    this.time += ms;
    await Promise.resolve();
  }

  random(): number {
    return 0.5;
  }
}
