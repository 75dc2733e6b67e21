import { add, isWithin, type RangeFraction, shareBeside, shareOf } from './memory-arithmetic';
import { type MemoryOptions, type SizeOption, TASKMANAGER_OPTIONS } from './memory-options';
import { legacyNetworkMemory, NETWORK_BUFFERS } from './memory-network-buffers';
import type { FlinkSplit } from './memory-process';
import { refuse } from './memory-refusal';
import { formatMemorySize } from './memory-size';

/** The parts of a TaskManager's Flink memory, in bytes. */
export interface TaskManagerParts {
  /** Heap that Flink itself uses. */
  readonly frameworkHeap: bigint;
  /** Direct and native memory that Flink itself uses. */
  readonly frameworkOffHeap: bigint;
  /** Heap for operators and user code. */
  readonly taskHeap: bigint;
  /** Direct and native memory for operators and user code. */
  readonly taskOffHeap: bigint;
  /** Native memory for RocksDB, batch algorithms and Python; no JVM argument limits it. */
  readonly managed: bigint;
  /** Direct memory for network buffers. */
  readonly network: bigint;
}

/** Parts that never depend on the total. */
type FixedParts = Pick<TaskManagerParts, 'frameworkHeap' | 'frameworkOffHeap' | 'taskOffHeap'>;

const options = TASKMANAGER_OPTIONS;

/** How a TaskManager divides its Flink memory. Source: `TaskExecutorFlinkMemoryUtils`. */
export function taskManagerSplit(config: MemoryOptions): FlinkSplit<TaskManagerParts> {
  return {
    required: [options.taskHeap, options.managed],
    fromParts: () => {
      const taskHeap = config.size(options.taskHeap) ?? 0n;
      const managed = config.size(options.managed) ?? 0n;
      const others = { ...fixedParts(config), taskHeap, managed };
      const flink = config.size(options.flink);
      if (flink !== undefined) return { flink, parts: { ...others, network: restForNetwork(config, flink, others) } };
      const base = add(...Object.values(others));
      const network = legacyNetworkMemory(config) ?? shareBeside(base, config.range(options.network));
      return { flink: add(base, network), parts: { ...others, network } };
    },
    fromTotal: (flink) => {
      const fixed = fixedParts(config);
      const taskHeap = config.size(options.taskHeap);
      const managed = config.size(options.managed) ?? shareOf(flink, config.range(options.managedShare));
      if (taskHeap !== undefined) {
        const others = { ...fixed, taskHeap, managed };
        return { ...others, network: restForNetwork(config, flink, others) };
      }
      const network = legacyNetworkMemory(config) ?? shareOf(flink, config.range(options.network));
      const others = { ...fixed, managed, network };
      return { ...others, taskHeap: rest(config, flink, others) };
    },
  };
}

function fixedParts(config: MemoryOptions): FixedParts {
  return {
    frameworkHeap: config.size(options.frameworkHeap),
    frameworkOffHeap: config.size(options.frameworkOffHeap),
    taskOffHeap: config.size(options.taskOffHeap),
  };
}

/** What a total has left beside the other parts; refuses when these need more. */
function rest(config: MemoryOptions, flink: bigint, others: Partial<TaskManagerParts>): bigint {
  const sum = add(...Object.values(others));
  if (sum > flink) {
    const names = Object.keys(others) as (keyof TaskManagerParts)[];
    const args = {
      parts: names.map((name) => `${PART_NAMES[name]} ${formatMemorySize(others[name] ?? 0n)}`),
      sum: formatMemorySize(sum),
      flink: formatMemorySize(flink),
    };
    const parts = names.map((name) => partOption(config, name));
    refuse('MemoryFlinkExceeded', args, config.keys(total(config), ...parts));
  }
  return flink - sum;
}

function restForNetwork(config: MemoryOptions, flink: bigint, others: Omit<TaskManagerParts, 'network'>): bigint {
  const network = rest(config, flink, others);
  const buffers = legacyNetworkMemory(config);
  if (buffers !== undefined) {
    if (buffers !== network) {
      const args = { network: formatMemorySize(network), buffers: formatMemorySize(buffers) };
      refuse('MemoryNetworkMismatch', args, [...config.keys(total(config), options.taskHeap), NETWORK_BUFFERS]);
    }
    return network;
  }
  const range: RangeFraction = config.range(options.network);
  if (!isWithin(network, range)) {
    const args = {
      network: formatMemorySize(network),
      min: formatMemorySize(range.min),
      max: formatMemorySize(range.max),
    };
    const { min, max } = options.network;
    refuse('MemoryNetworkOutOfRange', args, config.keys(total(config), options.taskHeap, min, max));
  }
  return network;
}

const PART_NAMES: Readonly<Record<keyof TaskManagerParts, string>> = {
  frameworkHeap: 'framework heap',
  frameworkOffHeap: 'framework off-heap',
  taskHeap: 'task heap',
  taskOffHeap: 'task off-heap',
  managed: 'managed',
  network: 'network',
};

function partOption(config: MemoryOptions, part: keyof TaskManagerParts): SizeOption {
  if (part === 'network') return options.network.min;
  if (part === 'managed' && !config.has(options.managed)) return { key: options.managedShare.fraction.key };
  return options[part];
}

function total(config: MemoryOptions): SizeOption {
  return config.has(options.flink) ? options.flink : options.process;
}
