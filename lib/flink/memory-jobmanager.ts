import { add } from './memory-arithmetic';
import { JOBMANAGER_OPTIONS, type MemoryOptions } from './memory-options';
import type { FlinkSplit } from './memory-process';
import { refuse } from './memory-refusal';
import { formatMemorySize } from './memory-size';

/** The parts of a JobManager's Flink memory, in bytes. */
export interface JobManagerParts {
  /** The JVM heap. Flink warns below 128 mb. */
  readonly heap: bigint;
  /** Direct and native memory. The JVM is told this limit only on request. */
  readonly offHeap: bigint;
}

/** How a JobManager divides its Flink memory: what is not off-heap is heap. Source: `JobManagerFlinkMemoryUtils`. */
export function jobManagerSplit(config: MemoryOptions): FlinkSplit<JobManagerParts> {
  const options = JOBMANAGER_OPTIONS;
  return {
    required: [options.heap],
    fromParts: () => {
      const heap = config.size(options.heap) ?? 0n;
      const offHeap = config.size(options.offHeap);
      const flink = config.size(options.flink);
      if (flink === undefined) return { flink: add(heap, offHeap), parts: { heap, offHeap } };
      if (!config.has(options.offHeap)) {
        if (heap > flink) {
          const args = { heap: formatMemorySize(heap), flink: formatMemorySize(flink) };
          refuse('MemoryHeapExceedsFlink', args, config.keys(options.heap, options.flink));
        }
        return { flink, parts: { heap, offHeap: flink - heap } };
      }
      if (add(heap, offHeap) !== flink) {
        const args = {
          heap: formatMemorySize(heap),
          offHeap: formatMemorySize(offHeap),
          flink: formatMemorySize(flink),
        };
        refuse('MemoryFlinkMismatch', args, config.keys(options.heap, options.offHeap, options.flink));
      }
      return { flink, parts: { heap, offHeap } };
    },
    fromTotal: (flink) => {
      const offHeap = config.size(options.offHeap);
      if (flink <= offHeap) {
        const args = { offHeap: formatMemorySize(offHeap), flink: formatMemorySize(flink) };
        const total = config.has(options.flink) ? options.flink : options.process;
        refuse('MemoryOffHeapExceedsFlink', args, config.keys(options.offHeap, total));
      }
      return { heap: flink - offHeap, offHeap };
    },
  };
}
