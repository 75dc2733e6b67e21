import { type MemoryOptions, TASKMANAGER_OPTIONS } from './memory-options';
import { refuse } from './memory-refusal';
import { atLeast } from './version';

/** A number of network buffers instead of a size; read by Flink 1 when no other network option is set. */
export const NETWORK_BUFFERS = 'taskmanager.network.numberOfBuffers';

const SEGMENT_SIZE = { key: 'taskmanager.memory.segment-size', default: 32n * 1024n };
const MIN_SEGMENT_SIZE = 4096n;
const MAX_INTEGER = 2n ** 31n - 1n;

/** Network memory in bytes as the legacy number of buffers says; undefined when Flink does not look at it. */
export function legacyNetworkMemory(config: MemoryOptions): bigint | undefined {
  const { min, max, fraction } = TASKMANAGER_OPTIONS.network;
  if (atLeast(config.version, 'v2_0') || config.has(min) || config.has(max) || config.has(fraction)) return undefined;
  const buffers = config.integer(NETWORK_BUFFERS);
  if (buffers === undefined) return undefined;
  const size = config.size(SEGMENT_SIZE);
  const isPowerOfTwo = (size & (size - 1n)) === 0n;
  if (size < MIN_SEGMENT_SIZE || size > MAX_INTEGER || !isPowerOfTwo) {
    refuse('MemorySegmentSizeInvalid', { bytes: String(size) }, config.keys(SEGMENT_SIZE));
  }
  if (buffers < 0n) refuse('MemorySizeNegative', { value: String(buffers) }, [NETWORK_BUFFERS]);
  return buffers * size;
}
