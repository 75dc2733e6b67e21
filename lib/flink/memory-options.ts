import { parseJavaDouble } from '../java';
import type { FlinkConfig } from './config';
import { type RangeFraction } from './memory-arithmetic';
import { refuse } from './memory-refusal';
import { formatMemorySize, MAX_MEMORY_SIZE, parseMemorySize } from './memory-size';
import { atLeast, type FlinkVersion } from './version';

/** Another key that Flink reads when the option's own is absent. */
interface Alias {
  readonly key: string;
  /** The last version that reads it. @default every version */
  readonly until?: FlinkVersion;
  /** The value is a whole number of MiB. @default false */
  readonly mebibytes?: boolean;
}

/** An option that is a size. */
export interface SizeOption {
  readonly key: string;
  readonly aliases?: readonly Alias[];
  /** Bytes. @default none: the size is absent */
  readonly default?: bigint | ((version: FlinkVersion) => bigint);
}

/** An option that is a Java `float`. */
export interface FractionOption {
  readonly key: string;
  readonly aliases?: readonly Alias[];
  readonly default: number;
}

/** The three options of a {@link RangeFraction}. Without `min` and `max` there are no limits. */
export interface RangeOptions {
  readonly min?: SizeOption;
  readonly max?: SizeOption;
  readonly fraction: FractionOption;
}

/** 2^20 bytes. */
export const MEBIBYTE = 2n ** 20n;
const FLINK_1 = 'v1_20';

/** The options that JobManager and TaskManager have in common. */
function processOptions(process: 'jobmanager' | 'taskmanager') {
  return {
    process: { key: `${process}.memory.process.size` },
    metaspace: { key: `${process}.memory.jvm-metaspace.size`, default: 256n * MEBIBYTE },
    overhead: {
      min: { key: `${process}.memory.jvm-overhead.min`, default: 192n * MEBIBYTE },
      max: { key: `${process}.memory.jvm-overhead.max`, default: 1024n * MEBIBYTE },
      fraction: { key: `${process}.memory.jvm-overhead.fraction`, default: 0.1 },
    },
  };
}

function legacyHeap(process: 'jobmanager' | 'taskmanager'): readonly Alias[] {
  return [
    { key: `${process}.heap.size`, until: FLINK_1 },
    { key: `${process}.heap.mb`, until: FLINK_1, mebibytes: true },
  ];
}

/** The memory options of a JobManager. Up to 1.20 the start scripts take a legacy heap size for the JVM heap. */
export const JOBMANAGER_OPTIONS = {
  ...processOptions('jobmanager'),
  flink: { key: 'jobmanager.memory.flink.size' },
  heap: { key: 'jobmanager.memory.heap.size', aliases: legacyHeap('jobmanager') },
  offHeap: { key: 'jobmanager.memory.off-heap.size', default: 128n * MEBIBYTE },
} as const;

/** The memory options of a TaskManager. Up to 1.20 the start scripts take a legacy heap size for the Flink memory. */
export const TASKMANAGER_OPTIONS = {
  ...processOptions('taskmanager'),
  flink: { key: 'taskmanager.memory.flink.size', aliases: legacyHeap('taskmanager') },
  frameworkHeap: { key: 'taskmanager.memory.framework.heap.size', default: 128n * MEBIBYTE },
  frameworkOffHeap: { key: 'taskmanager.memory.framework.off-heap.size', default: 128n * MEBIBYTE },
  taskHeap: { key: 'taskmanager.memory.task.heap.size' },
  taskOffHeap: { key: 'taskmanager.memory.task.off-heap.size', default: 0n },
  managed: { key: 'taskmanager.memory.managed.size', aliases: [{ key: 'taskmanager.memory.size' }] },
  managedShare: { fraction: { key: 'taskmanager.memory.managed.fraction', default: 0.4 } },
  network: {
    min: {
      key: 'taskmanager.memory.network.min',
      aliases: [{ key: 'taskmanager.network.memory.min' }],
      default: 64n * MEBIBYTE,
    },
    max: {
      key: 'taskmanager.memory.network.max',
      aliases: [{ key: 'taskmanager.network.memory.max' }],
      default: (version: FlinkVersion) => (atLeast(version, 'v1_17') ? MAX_MEMORY_SIZE : 1024n * MEBIBYTE),
    },
    fraction: {
      key: 'taskmanager.memory.network.fraction',
      aliases: [{ key: 'taskmanager.network.memory.fraction' }],
      default: 0.1,
    },
  },
} as const;

/** Reads memory options as one version of Flink does: only when asked, so an unused option may hold anything. */
export class MemoryOptions {
  constructor(
    private readonly config: FlinkConfig,
    readonly version: FlinkVersion,
  ) {}

  private source(option: SizeOption | FractionOption): (Alias & { text: string }) | undefined {
    const text = this.config.get(option.key);
    if (text !== undefined) return { key: option.key, text };
    for (const alias of option.aliases ?? []) {
      const text = this.config.get(alias.key);
      const readable = alias.until === undefined || atLeast(alias.until, this.version);
      if (text !== undefined && readable) return { ...alias, text };
    }
    return undefined;
  }

  /** True when the configuration has the option, by whichever key. */
  has(option: SizeOption | FractionOption): boolean {
    return this.source(option) !== undefined;
  }

  /** The keys of options, as the configuration spells them. */
  keys(...options: readonly (SizeOption | FractionOption)[]): string[] {
    return options.map((option) => this.source(option)?.key ?? option.key);
  }

  /** Bytes, or the default. Refuses what is no size. */
  size(option: SizeOption & { default: NonNullable<SizeOption['default']> }): bigint;
  /** Bytes; undefined when not configured. Refuses what is no size. */
  size(option: SizeOption): bigint | undefined;
  size(option: SizeOption): bigint | undefined {
    const source = this.source(option);
    if (source === undefined)
      return typeof option.default === 'function' ? option.default(this.version) : option.default;
    if (source.mebibytes === true) {
      const mebibytes = this.integer(source.key) ?? 0n;
      if (mebibytes < 0n) refuse('MemorySizeNegative', { value: source.text }, [source.key]);
      return mebibytes * MEBIBYTE;
    }
    const size = parseMemorySize(source.text);
    return size.ok ? size.bytes : refuse(size.code, size.args, [source.key]);
  }

  /**
   * A fraction and its limits. Refuses limits in the wrong order, and a fraction that is not 0 <= fraction < 1.
   * Java's hexadecimal floats (`0x1p-2`) are not read, Flink would.
   */
  range(options: RangeOptions): RangeFraction {
    const min = options.min === undefined ? 0n : (this.size(options.min) ?? 0n);
    const max = options.max === undefined ? MAX_MEMORY_SIZE : (this.size(options.max) ?? MAX_MEMORY_SIZE);
    const source = this.source(options.fraction);
    const number = source === undefined ? options.fraction.default : parseJavaDouble(source.text);
    if (number === undefined) {
      refuse('MemoryOptionInvalid', { value: source?.text ?? '', expected: 'a number' }, this.keys(options.fraction));
    }
    if (min > max) {
      const limits = [options.min, options.max].filter((o) => o !== undefined);
      refuse('MemoryRangeReversed', { min: formatMemorySize(min), max: formatMemorySize(max) }, this.keys(...limits));
    }
    const fraction = Math.fround(number);
    if (!(fraction >= 0 && fraction < 1)) {
      refuse('MemoryFractionOutOfRange', { value: source?.text ?? String(number) }, this.keys(options.fraction));
    }
    return { min, max, fraction };
  }

  /** A whole number of 32 bits; undefined when not configured. Refuses everything else. */
  integer(key: string): bigint | undefined {
    const text = this.config.get(key);
    if (text === undefined) return undefined;
    const number = /^[+-]?[0-9]+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
    if (number === undefined || BigInt.asIntN(32, number) !== number) {
      refuse('MemoryOptionInvalid', { value: text, expected: 'a whole number of 32 bits' }, [key]);
    }
    return number;
  }

  /** True or false in any case. Refuses everything else. @default false */
  flag(key: string): boolean {
    const text = this.config.get(key) ?? 'false';
    const flag = text.toLowerCase();
    if (flag !== 'true' && flag !== 'false') {
      refuse('MemoryOptionInvalid', { value: text, expected: 'true or false' }, [key]);
    }
    return flag === 'true';
  }
}
