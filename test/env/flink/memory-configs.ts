import { MIB, ODD_FRACTIONS, ODD_SIZES, someSize, writeFraction, writeSize } from './memory-notation';
import { Random } from './random';

/** The most that Flink can count, less a little so that sums and not sizes go beyond it. */
const LIMIT = 2n ** 63n - 2n;

/** Options of both processes. */
export type MemoryConfig = Record<string, string>;

/** Memory configurations that reach every rule, its limits and the bytes beside them, and every refusal. */
export function memoryConfigs(seed: number, count: number): MemoryConfig[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => ({
    ...spoil(random, jobManager(random)),
    ...spoil(random, taskManager(random)),
  }));
}

/** Values on both sides of a limit and far from it. */
function nearby(random: Random, low: bigint, high: bigint): bigint {
  const middle = (low + high) / 2n;
  const size = random.pick([low, low, high, high, low + 1n, high - 1n, middle, low - 1n, high + 1n]);
  return size < 0n ? 0n : size;
}

/** Collects options; sizes in any notation, some keys by an older name. */
class Writer {
  readonly options: MemoryConfig = {};

  constructor(
    private readonly random: Random,
    private readonly prefix: string,
  ) {}

  size(name: string, bytes: bigint): bigint {
    this.options[this.key(name)] = writeSize(this.random, bytes < 0n ? 0n : bytes);
    return bytes;
  }

  text(name: string, text: string): void {
    this.options[this.key(name)] = text;
  }

  /** Writes a size with that probability, else the default holds. */
  maybe(name: string, probability: number, bytes: bigint, otherwise: bigint): bigint {
    return this.random.chance(probability) ? this.size(name, bytes) : otherwise;
  }

  private key(name: string): string {
    if (this.random.chance(0.15)) {
      if (name === 'managed.size') return 'taskmanager.memory.size';
      if (name.startsWith('network.')) return `taskmanager.network.memory.${name.slice('network.'.length)}`;
    }
    return `${this.prefix}.memory.${name}`;
  }
}

/** Metaspace and overhead. Tight limits make the overhead known without computing a fraction. */
function jvm(random: Random, write: Writer): { metaspace: bigint; min: bigint; max: bigint } {
  const metaspace = write.maybe('jvm-metaspace.size', 0.3, someSize(random, 0, 512), 256n * MIB);
  let min = write.maybe('jvm-overhead.min', 0.25, someSize(random, 0, 400), 192n * MIB);
  let max = write.maybe('jvm-overhead.max', 0.25, someSize(random, 300, 2000), 1024n * MIB);
  if (random.chance(0.15)) {
    min = write.size('jvm-overhead.min', someSize(random, 1, 600));
    max = write.size('jvm-overhead.max', min);
  }
  if (random.chance(0.3)) write.text('jvm-overhead.fraction', writeFraction(random));
  return { metaspace, min, max };
}

function jobManager(random: Random): MemoryConfig {
  const write = new Writer(random, 'jobmanager');
  const { metaspace, min, max } = jvm(random, write);
  const offHeap = write.maybe('off-heap.size', 0.35, someSize(random, 0, 700), 128n * MIB);
  if (random.chance(0.3)) write.text('enable-jvm-direct-memory-limit', random.pick(['true', 'TRUE', 'false', 'False']));
  const rules: (() => void)[] = [
    () => write.size(random.pick(['process.size', 'flink.size']), nearby(random, LIMIT - metaspace, LIMIT)),
    () => write.size('process.size', someSize(random, 600, 16_000)),
    () => write.size('process.size', someSize(random, 600, 16_000)),
    () => write.size('process.size', nearby(random, metaspace + min, metaspace + min + offHeap)),
    () => write.size('flink.size', someSize(random, 300, 12_000)),
    () => write.size('flink.size', someSize(random, 300, 12_000)),
    () => write.size('flink.size', nearby(random, offHeap, offHeap + 1n)),
    () => write.size('heap.size', someSize(random, 0, 8000)),
    () => {
      const heap = write.size('heap.size', someSize(random, 1, 4000));
      write.size('flink.size', nearby(random, heap, heap + offHeap));
    },
    () => {
      const heap = write.size('heap.size', someSize(random, 1, 4000));
      const off = write.size('off-heap.size', someSize(random, 0, 500));
      write.size('flink.size', nearby(random, heap + off, heap + off));
    },
    () => {
      const flink = write.size('flink.size', offHeap + someSize(random, 1, 6000));
      write.size('process.size', nearby(random, flink + metaspace + min, flink + metaspace + max));
    },
    () => {
      const flink = write.size('heap.size', someSize(random, 1, 6000)) + offHeap;
      write.size('process.size', nearby(random, flink + metaspace + min, flink + metaspace + max));
    },
    () => {
      const flink = write.size('flink.size', offHeap + someSize(random, 1, 6000));
      write.size('process.size', nearby(random, flink, flink + metaspace));
    },
    () => {
      if (random.chance(0.5)) write.options['jobmanager.heap.size'] = writeSize(random, someSize(random, 100, 3000));
      else write.options['jobmanager.heap.mb'] = random.pick(['512', '+1024', '2048', '0', '-1', '1.5', '2147483648']);
      if (random.chance(0.4)) write.size('process.size', someSize(random, 1500, 4000));
    },
  ];
  random.pick(rules)();
  return random.chance(0.02) ? {} : write.options;
}

function taskManager(random: Random): MemoryConfig {
  const write = new Writer(random, 'taskmanager');
  const { metaspace, min, max } = jvm(random, write);
  const frameworkHeap = write.maybe('framework.heap.size', 0.25, someSize(random, 0, 300), 128n * MIB);
  const frameworkOffHeap = write.maybe('framework.off-heap.size', 0.25, someSize(random, 0, 300), 128n * MIB);
  const taskOffHeap = write.maybe('task.off-heap.size', 0.25, someSize(random, 0, 400), 0n);
  const fixed = frameworkHeap + frameworkOffHeap + taskOffHeap;
  if (random.chance(0.2)) write.text('managed.fraction', writeFraction(random));
  if (random.chance(0.2)) write.text('network.fraction', writeFraction(random));
  const networkMin = write.maybe('network.min', 0.25, someSize(random, 0, 200), 64n * MIB);
  const networkMax = write.maybe('network.max', 0.25, someSize(random, 150, 3000), 1024n * MIB);

  const taskHeap = () => write.size('task.heap.size', someSize(random, 0, 4000));
  const managed = () => write.size('managed.size', someSize(random, 0, 4000));
  const network = () => write.size('network.max', write.size('network.min', someSize(random, 1, 800)));
  const total = (flink: bigint) =>
    write.size('process.size', nearby(random, flink + metaspace + min, flink + metaspace + max));
  const rules: (() => void)[] = [
    () => write.size(random.pick(['process.size', 'flink.size', 'task.heap.size']), nearby(random, LIMIT / 2n, LIMIT)),
    () => write.size('process.size', someSize(random, 900, 40_000)),
    () => write.size('process.size', someSize(random, 900, 6000)),
    () => {
      const overhead = write.size('jvm-overhead.max', write.size('jvm-overhead.min', someSize(random, 1, 600)));
      const least = fixed + write.size('managed.size', someSize(random, 0, 100)) + network();
      write.size('process.size', metaspace + overhead + nearby(random, least, least + 100n));
    },
    () => write.size('flink.size', someSize(random, 600, 30_000)),
    () => write.size('flink.size', someSize(random, 2000, 5000)),
    () => {
      managed();
      write.size(random.pick(['flink.size', 'process.size']), someSize(random, 2000, 10_000));
    },
    () => taskHeap() + managed(),
    () => {
      const others = fixed + taskHeap() + managed();
      write.size('flink.size', nearby(random, others + networkMin, others + networkMax));
    },
    () => {
      const others = fixed + taskHeap() + managed();
      write.size('flink.size', nearby(random, others, others + networkMin));
    },
    () => {
      write.text('managed.fraction', '0.5');
      const heap = taskHeap();
      write.size('flink.size', 2n * nearby(random, fixed + heap + networkMin, fixed + heap + networkMax));
    },
    () => {
      taskHeap();
      write.size('process.size', someSize(random, 1500, 9000));
    },
    () => {
      const parts = fixed + managed() + network();
      write.size('flink.size', nearby(random, parts, parts + 1000n));
    },
    () => total(fixed + taskHeap() + managed() + network()),
    () => total(write.size('flink.size', someSize(random, 1000, 8000))),
    () => {
      const flink = write.size('flink.size', someSize(random, 1000, 8000));
      write.size('process.size', nearby(random, flink, flink + metaspace));
    },
    () => {
      for (const name of Object.keys(write.options)) if (name.includes('network')) delete write.options[name];
      const buffers = random.pick([-1, 0, 1024, 2048, 5000, 20_000]);
      const segment = random.pick([32n, 32n, 64n, 4n, 3n, 33n]) * 1024n;
      write.options['taskmanager.network.numberOfBuffers'] = String(buffers);
      if (segment !== 32n * 1024n || random.chance(0.3)) write.size('segment-size', segment);
      const rest = random.chance(0.6) ? fixed + taskHeap() + managed() + BigInt(buffers) * segment : 2000n * MIB;
      if (random.chance(0.7)) write.size('flink.size', nearby(random, rest, rest));
    },
    () => {
      if (random.chance(0.5)) write.options['taskmanager.heap.size'] = writeSize(random, someSize(random, 500, 9000));
      else write.options['taskmanager.heap.mb'] = random.pick(['1024', '+2048', '4096', '0', '-1', 'x', '2147483647']);
      if (random.chance(0.4)) write.size('process.size', someSize(random, 1500, 4000));
    },
  ];
  random.pick(rules)();
  return random.chance(0.02) ? {} : write.options;
}

/** Sometimes makes one option odd, or turns a range around. */
function spoil(random: Random, options: MemoryConfig): MemoryConfig {
  const keys = Object.keys(options);
  if (keys.length === 0 || random.chance(0.92)) return options;
  const key = random.pick(keys);
  if (key.endsWith('fraction')) return { ...options, [key]: random.pick(ODD_FRACTIONS) };
  if (key.endsWith('-limit')) return { ...options, [key]: random.pick(['yes', '', ' true']) };
  const max = keys.find((name) => name.endsWith('.max'));
  if (max !== undefined && random.chance(0.5))
    return { ...options, [max]: writeSize(random, BigInt(random.int(0, 2000))) };
  return { ...options, [key]: random.pick(ODD_SIZES) };
}

/** Texts of memory sizes, most of them valid: every notation, the limits of every unit, and odd ones. */
export function sizeTexts(seed: number, count: number): string[] {
  const random = new Random(seed);
  const powers = [0n, 10n, 20n, 30n, 40n, 50n, 62n].map((power) => 2n ** power);
  const limits = [0n, 2n ** 63n - 1n, ...powers.flatMap((size) => [size - 1n, size, size + 1n, 3n * (size / 2n)])];
  const spaced = [
    '\u00a02g',
    '2\u00a0g',
    '2 \u212a',
    '\u0000\u001f2\u0001mb\u0002',
    '\u0662g',
    'bytes',
    '7 BYTES',
    '8 Tebibytes',
  ];
  const some = Array.from({ length: count }, () => writeSize(random, someSize(random, 0, 2 ** random.int(1, 30))));
  return [...limits.map(String), ...ODD_SIZES, ...spaced, ...some];
}
