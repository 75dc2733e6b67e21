/** Time and chance, handed in so that tests and simulations decide both. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits. @param ms milliseconds */
  sleep(ms: number): Promise<void>;
  /** A number from 0 up to, not including, 1. */
  random(): number;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: () => Math.random(),
};
