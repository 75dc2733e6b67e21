/** Errors of memory options: what Flink would refuse to start with. */
export const MEMORY_ERRORS = {
  /** A memory size without any character. */
  MemorySizeEmpty: (a: { value: string }) => ({
    message: `${JSON.stringify(a.value)} is no memory size`,
    hint: 'Write a size such as 1728m or 2g, or remove the option',
  }),
  /** A memory size that begins with something else than a digit. */
  MemorySizeNumberMissing: (a: { value: string }) => ({
    message: `${JSON.stringify(a.value)} is no memory size: it does not begin with a number`,
    hint: 'Write a size such as 1728m or 2g',
  }),
  /** A memory size with a unit that Flink does not know, which includes every decimal point. */
  MemorySizeUnitUnknown: (a: { value: string; unit: string }) => ({
    message: `${JSON.stringify(a.value)} is no memory size: unknown unit ${JSON.stringify(a.unit)}`,
    hint: 'Write a whole number and b, k, m, g or t, which are powers of 1024',
  }),
  /** A memory size of 2^63 bytes or more. */
  MemorySizeOverflow: (a: { value: string }) => ({
    message: `${JSON.stringify(a.value)} is more than 64 bits of bytes`,
    hint: 'Write a smaller size',
  }),
  /** A memory size, or a number of buffers, below zero. */
  MemorySizeNegative: (a: { value: string }) => ({
    message: `${a.value} is negative, and no size can be`,
    hint: 'Write zero or more',
  }),
  /** A memory option that is no size and does not parse. */
  MemoryOptionInvalid: (a: { value: string; expected: string }) => ({
    message: `${JSON.stringify(a.value)} is not ${a.expected}`,
    hint: `Write ${a.expected}`,
  }),
  /** A share of memory that is not a share. */
  MemoryFractionOutOfRange: (a: { value: string }) => ({
    message: `the fraction ${a.value} is not at least 0 and, rounded to a Java float, less than 1`,
    hint: 'Write a fraction such as 0.1',
  }),
  /** A smallest size above the largest. */
  MemoryRangeReversed: (a: { min: string; max: string }) => ({
    message: `the smallest size, ${a.min}, is above the largest, ${a.max}`,
    hint: 'Set both options, with min not above max',
  }),
  /** No size that the others could be derived from. */
  MemorySizeMissing: (a: { process: string; flink: string; parts: readonly string[] }) => ({
    message: `no memory size is set: neither ${a.process} nor ${a.flink} nor ${a.parts.join(' with ')}`,
    hint: `Set ${a.process}`,
  }),
  /** Sizes that add up to 2^63 bytes or more. */
  MemorySumOverflow: () => ({
    message: 'the memory sizes add up to more than 64 bits of bytes',
    hint: 'Set smaller sizes',
  }),
  /** A process too small for its JVM, whatever Flink needs. */
  MemoryProcessExceeded: (a: { metaspace: string; overhead: string; process: string }) => ({
    message: `JVM metaspace (${a.metaspace}) and JVM overhead (${a.overhead}) exceed the process memory (${a.process})`,
    hint: 'Increase the process memory',
  }),
  /** A process too small for the Flink memory in it. */
  MemoryProcessTooSmall: (a: { process: string; flink: string; metaspace: string }) => ({
    message: `the process memory (${a.process}) is less than Flink memory (${a.flink}) and JVM metaspace (${a.metaspace})`,
    hint: 'Increase the process memory, or set only one of process and Flink memory',
  }),
  /** Process and Flink memory that leave too little or too much for the JVM overhead. */
  MemoryOverheadOutOfRange: (a: { overhead: string; min: string; max: string }) => ({
    message: `the configured sizes leave ${a.overhead} for the JVM overhead, which must be ${a.min} to ${a.max}`,
    hint: 'Set only one of process and Flink memory, or change the limits of the overhead',
  }),
  /** Parts that need more than the Flink memory. */
  MemoryFlinkExceeded: (a: { parts: readonly string[]; sum: string; flink: string }) => ({
    message: `the parts need ${a.sum} (${a.parts.join(', ')}), the Flink memory has ${a.flink}`,
    hint: 'Increase the process or Flink memory, or decrease a part',
  }),
  /** Parts that leave too little or too much for the network. */
  MemoryNetworkOutOfRange: (a: { network: string; min: string; max: string }) => ({
    message: `the configured sizes leave ${a.network} for the network, which must have ${a.min} to ${a.max}`,
    hint: 'Remove one of the configured sizes, or change the limits of the network memory',
  }),
  /** Parts that leave something else for the network than the configured number of buffers needs. */
  MemoryNetworkMismatch: (a: { network: string; buffers: string }) => ({
    message: `the configured sizes leave ${a.network} for the network, the number of buffers says ${a.buffers}`,
    hint: 'Remove the number of buffers',
  }),
  /** A size of network buffers that Flink cannot use. */
  MemorySegmentSizeInvalid: (a: { bytes: string }) => ({
    message: `${a.bytes} bytes is no size of a memory segment`,
    hint: 'Write a power of two from 4kb to 1gb',
  }),
  /** A JobManager heap above the Flink memory it is a part of. */
  MemoryHeapExceedsFlink: (a: { heap: string; flink: string }) => ({
    message: `the JVM heap (${a.heap}) exceeds the Flink memory (${a.flink})`,
    hint: 'Set only one of the two',
  }),
  /** JobManager parts that are not the Flink memory. */
  MemoryFlinkMismatch: (a: { heap: string; offHeap: string; flink: string }) => ({
    message: `JVM heap (${a.heap}) and off-heap (${a.offHeap}) are not together the Flink memory (${a.flink})`,
    hint: 'Set only two of the three',
  }),
  /** A JobManager without any heap. */
  MemoryOffHeapExceedsFlink: (a: { offHeap: string; flink: string }) => ({
    message: `off-heap memory (${a.offHeap}) leaves no heap in the Flink memory (${a.flink})`,
    hint: 'Increase the process or Flink memory',
  }),
} as const;
