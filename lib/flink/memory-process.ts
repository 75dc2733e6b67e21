import { add, isWithin, shareBeside, shareOf } from './memory-arithmetic';
import type { JOBMANAGER_OPTIONS, MemoryOptions, SizeOption } from './memory-options';
import { refuse } from './memory-refusal';
import { formatMemorySize } from './memory-size';

/** The options that every Flink process has. */
type ProcessOptions = Pick<typeof JOBMANAGER_OPTIONS, 'metaspace' | 'overhead'> & {
  readonly process: SizeOption;
  readonly flink: SizeOption;
};

/** The sizes that every Flink process has, in bytes: process = flink + metaspace + overhead. */
export interface ProcessMemory {
  /** What a container needs at least. */
  readonly process: bigint;
  /** Heap and off-heap memory that Flink accounts for. */
  readonly flink: bigint;
  readonly metaspace: bigint;
  /** Threads, code cache and other native memory; no JVM argument limits it. */
  readonly overhead: bigint;
}

/** How one kind of process divides its Flink memory. */
export interface FlinkSplit<P> {
  /** Options that say all there is to say, so that neither total is needed. */
  readonly required: readonly SizeOption[];
  /** The parts and their sum, from the required options. */
  fromParts(): { readonly flink: bigint; readonly parts: P };
  /** The parts of a given Flink memory. */
  fromTotal(flink: bigint): P;
}

/**
 * Sizes of a process by the first rule that applies: all parts configured, else Flink's total, else the process' total.
 * What the other rules would need is then only checked. Source: Flink's `ProcessMemoryUtils`.
 */
export function processMemory<P>(
  config: MemoryOptions,
  options: ProcessOptions,
  split: FlinkSplit<P>,
): { readonly sizes: ProcessMemory; readonly parts: P } {
  if (split.required.every((option) => config.has(option))) {
    const { flink, parts } = split.fromParts();
    return { sizes: aroundFlink(config, options, flink), parts };
  }
  const flink = config.size(options.flink);
  if (flink !== undefined) {
    const parts = split.fromTotal(flink);
    return { sizes: aroundFlink(config, options, flink), parts };
  }
  const process = config.size(options.process);
  if (process !== undefined) {
    const sizes = withinProcess(config, options, process);
    return { sizes, parts: split.fromTotal(sizes.flink) };
  }
  const parts = split.required.map((option) => option.key);
  const all = [options.process.key, options.flink.key, ...parts];
  return refuse('MemorySizeMissing', { process: options.process.key, flink: options.flink.key, parts }, all);
}

function withinProcess(config: MemoryOptions, options: ProcessOptions, process: bigint): ProcessMemory {
  const metaspace = config.size(options.metaspace);
  const overhead = shareOf(process, config.range(options.overhead));
  const jvm = add(metaspace, overhead);
  if (jvm > process) {
    const args = {
      metaspace: formatMemorySize(metaspace),
      overhead: formatMemorySize(overhead),
      process: formatMemorySize(process),
    };
    refuse('MemoryProcessExceeded', args, config.keys(options.process, options.metaspace, options.overhead.min));
  }
  return { process, flink: process - jvm, metaspace, overhead };
}

function aroundFlink(config: MemoryOptions, options: ProcessOptions, flink: bigint): ProcessMemory {
  const metaspace = config.size(options.metaspace);
  const heapAndMetaspace = add(flink, metaspace);
  const process = config.size(options.process);
  if (process === undefined) {
    const overhead = shareBeside(heapAndMetaspace, config.range(options.overhead));
    return { process: add(heapAndMetaspace, overhead), flink, metaspace, overhead };
  }
  if (process < heapAndMetaspace) {
    const args = {
      process: formatMemorySize(process),
      flink: formatMemorySize(flink),
      metaspace: formatMemorySize(metaspace),
    };
    refuse('MemoryProcessTooSmall', args, config.keys(options.process, options.flink, options.metaspace));
  }
  const overhead = process - heapAndMetaspace;
  const range = config.range(options.overhead);
  if (!isWithin(overhead, range)) {
    const args = {
      overhead: formatMemorySize(overhead),
      min: formatMemorySize(range.min),
      max: formatMemorySize(range.max),
    };
    const { min, max } = options.overhead;
    refuse('MemoryOverheadOutOfRange', args, config.keys(options.process, options.flink, options.metaspace, min, max));
  }
  return { process, flink, metaspace, overhead };
}
