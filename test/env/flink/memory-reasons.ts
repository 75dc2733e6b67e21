import type { MemoryErrorCode } from '../../../lib/flink/memory';

/** How Flink begins or words the innermost cause of a refusal, and our code for it. */
const REASONS: readonly (readonly [words: RegExp, code: MemoryErrorCode])[] = [
  [/empty- or whitespace-only/, 'MemorySizeEmpty'],
  [/does not start with a number/, 'MemorySizeNumberMissing'],
  [/^Memory size unit/, 'MemorySizeUnitUnknown'],
  [/numeric overflow/, 'MemorySizeOverflow'],
  [/must not be less than 0|must be >= 0/, 'MemorySizeNegative'],
  [/^For input string|^multiple points|^empty String|^Unrecognized option for boolean/, 'MemoryOptionInvalid'],
  [/^fraction must be in range/, 'MemoryFractionOutOfRange'],
  [/^min value must be less/, 'MemoryRangeReversed'],
  [/^Either required fine-grained memory/, 'MemorySizeMissing'],
  [/^long overflow/, 'MemorySumOverflow'],
  [/^Sum of configured JVM Metaspace/, 'MemoryProcessExceeded'],
  [/^The configured Total Process Memory size .* is less/, 'MemoryProcessTooSmall'],
  [/^Derived JVM Overhead size/, 'MemoryOverheadOutOfRange'],
  [/^Sum of configured Framework Heap/, 'MemoryFlinkExceeded'],
  [/^Derived Network Memory size .* is not in/, 'MemoryNetworkOutOfRange'],
  [/^Derived Network Memory size .* does not match/, 'MemoryNetworkMismatch'],
  [/taskmanager\.memory\.segment-size/, 'MemorySegmentSizeInvalid'],
  [/^The configured JVM Heap Memory .* exceeds/, 'MemoryHeapExceedsFlink'],
  [/^Sum of the configured JVM Heap/, 'MemoryFlinkMismatch'],
  [/^The configured Total Flink Memory .* is less/, 'MemoryOffHeapExceedsFlink'],
];

/** Every code that a memory configuration can be refused with. */
export const MEMORY_CODES: readonly MemoryErrorCode[] = REASONS.map(([, code]) => code);

/** Our code for a refusal of Flink. */
export function reason(message: string): MemoryErrorCode {
  const found = REASONS.find(([words]) => words.test(message));
  if (found === undefined) throw new Error(`Flink refuses for a reason that is not known here: ${message}`);
  return found[1];
}
