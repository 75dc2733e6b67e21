import { setTimeout as sleep } from 'node:timers/promises';

/** Time between two tries, in milliseconds. */
const INTERVAL = 250;

/**
 * Tries until there is a value. A try that throws, such as a request to what does not answer yet, is like one without a
 * value.
 *
 * @param what - for the message: "waited 60 s for WHAT"
 * @param probe - the value, or `undefined` or `false` while there is none
 * @param timeout - in milliseconds, generous because two cores may be busy; a try that has begun is let end
 * @throws Error that says what was waited for, and the last error of the probe
 */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  timeout = 120_000,
): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    let cause: unknown;
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > deadline) {
      const last = cause instanceof Error ? `: ${cause.message}` : '';
      throw new Error(`waited ${timeout / 1000} s for ${what}${last}`, { cause });
    }
    await sleep(INTERVAL);
  }
}
