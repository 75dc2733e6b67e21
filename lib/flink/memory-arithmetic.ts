import { MAX_MEMORY_SIZE } from './memory-size';

/** Thrown where Flink's 64-bit arithmetic would overflow; caught before it leaves the memory model. */
export class LongOverflow extends Error {
  override readonly name = 'LongOverflow';
}

/** A share of some base, kept within limits. */
export interface RangeFraction {
  /** Bytes. */
  readonly min: bigint;
  /** Bytes. */
  readonly max: bigint;
  /** 0 <= fraction < 1, a Java `float` widened to a double. */
  readonly fraction: number;
}

function inLong(bytes: bigint): bigint {
  if (bytes > MAX_MEMORY_SIZE) throw new LongOverflow('more than 2^63 - 1 bytes');
  return bytes;
}

/** The sum of sizes. @throws LongOverflow */
export function add(...sizes: readonly bigint[]): bigint {
  return sizes.reduce((total, size) => inLong(total + size), 0n);
}

/**
 * `bytes` times `factor` without rounding, less the fraction of a byte. As in Flink the factor counts with its shortest
 * decimal, so that 0.1 as a float is 0.10000000149011612. @throws LongOverflow
 */
export function multiply(bytes: bigint, factor: number): bigint {
  const [mantissa = '', exponent = '0'] = String(factor).split('e');
  const [whole = '', decimals = ''] = mantissa.split('.');
  const digits = bytes * BigInt(whole + decimals);
  const shift = Number(exponent) - decimals.length;
  if (shift >= 0) return inLong(digits * 10n ** BigInt(shift));
  const scale = 10n ** BigInt(-shift);
  // Flink compares before it truncates, so a fraction of a byte above the limit is too much.
  if (digits > MAX_MEMORY_SIZE * scale) throw new LongOverflow('more than 2^63 - 1 bytes');
  return digits / scale;
}

function clamp(bytes: bigint, range: RangeFraction): bigint {
  if (bytes > range.max) return range.max;
  return bytes < range.min ? range.min : bytes;
}

/** The part that is `fraction` of `base`, within the range. @throws LongOverflow */
export function shareOf(base: bigint, range: RangeFraction): bigint {
  return clamp(multiply(base, range.fraction), range);
}

/** The part that is `fraction` of itself and `rest` together, within the range. @throws LongOverflow */
export function shareBeside(rest: bigint, range: RangeFraction): bigint {
  return clamp(multiply(rest, range.fraction / (1 - range.fraction)), range);
}

/** True when the range allows the size. */
export function isWithin(bytes: bigint, range: RangeFraction): boolean {
  return bytes >= range.min && bytes <= range.max;
}
