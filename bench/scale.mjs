import { timed } from './measure.mjs';

/**
 * Rates of inputs of several sizes, round by round, and what they leave on the heap. As with the CLI, the documents of
 * an input are all there while each is rendered; the objects are not kept. Small inputs are rendered again and again,
 * until as many clusters were rendered as the largest has.
 *
 * @param document makes the resource of a name
 * @param render renders one of the documents, given all
 * @returns clusters a second by size and round; heap in bytes before and after all rounds, where garbage can
 * be collected on request
 */
export function scaling(document, render, { sizes, rounds }) {
  const rates = Object.fromEntries(sizes.map((size) => [size, []]));
  const largest = Math.max(...sizes);
  const run = (size) => {
    globalThis.gc?.();
    let ms = 0;
    for (let done = 0; done < largest; done += size) {
      const documents = Array.from({ length: size }, (_, i) => document(`orders-${i}`));
      ms += timed(() => {
        for (const resource of documents) render(resource, documents);
      });
    }
    return (largest / ms) * 1000;
  };
  for (const size of sizes) run(size);
  const before = heapUsed();
  for (let round = 0; round < rounds; round++) for (const size of sizes) rates[size].push(run(size));
  return { rates, heap: before === undefined ? undefined : { before, after: heapUsed() } };
}

function heapUsed() {
  if (globalThis.gc === undefined) return undefined;
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
