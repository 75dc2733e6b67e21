/** The value in the middle; of an even number of values, the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median, smallest and largest. */
export function spread(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** Milliseconds that a function takes. */
export function timed(run) {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/**
 * Rates of several ways to do one thing, in calls a second. The ways take turns within a round, each round starts with
 * another one: a busy moment of the machine then meets all of them alike. Only young garbage is collected in between,
 * because V8 drops the compiled code of functions that it has not seen for some full collections.
 *
 * @param ways functions by name; each gets the number of the call
 * @returns the rates of all rounds by name
 */
export function interleavedRates(ways, { rounds, turnMs, warmUpMs }) {
  const names = Object.keys(ways);
  const rates = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) rate(ways[name], warmUpMs);
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(round + i) % names.length];
      globalThis.gc?.({ type: 'minor' });
      rates[name].push(rate(ways[name], turnMs));
    }
  }
  return rates;
}

function rate(run, ms) {
  let calls = 0;
  let elapsed = 0;
  while (elapsed < ms) {
    elapsed += timed(() => {
      for (let i = 0; i < 20; i++) run(calls + i);
    });
    calls += 20;
  }
  return (calls / elapsed) * 1000;
}
