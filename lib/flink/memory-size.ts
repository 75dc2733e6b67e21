/** The largest number of bytes that Flink can hold, a Java `long`. */
export const MAX_MEMORY_SIZE = 2n ** 63n - 1n;

const UNITS: ReadonlyMap<string, bigint> = new Map(
  [
    ['', 'b', 'bytes'],
    ['k', 'kb', 'kibibytes'],
    ['m', 'mb', 'mebibytes'],
    ['g', 'gb', 'gibibytes'],
    ['t', 'tb', 'tebibytes'],
  ].flatMap((names, power) => names.map((name) => [name, 1024n ** BigInt(power)] as const)),
);

/** Units as Flink prints them, smallest first. */
const PRINTED_UNITS = ['bytes', 'kb', 'mb', 'gb', 'tb'];

/** The ways in which a text is no memory size; keys of the error table. */
export type MemorySizeErrorCode =
  'MemorySizeEmpty' | 'MemorySizeNumberMissing' | 'MemorySizeUnitUnknown' | 'MemorySizeOverflow';

/** What {@link parseMemorySize} makes of a text; `args` are for the words of the error table. */
export type MemorySizeResult =
  | { readonly ok: true; readonly bytes: bigint }
  | {
      readonly ok: false;
      readonly code: MemorySizeErrorCode;
      readonly args: { readonly value: string; readonly unit: string };
    };

/**
 * Reads a size as Flink does: digits, optional blanks, a unit in any case. All units are powers of 1024, no unit means
 * bytes, fractions do not exist. Kubernetes' `Mi` and `Gi` are not units of Flink.
 *
 * @returns bytes as a bigint, because Flink counts in 64 bits and texts such as `9223372036854775807` (no limit) occur
 */
export function parseMemorySize(text: string): MemorySizeResult {
  // Java's trim removes what is not above U+0020, and nothing else.
  const start = firstAbove(text, 0);
  if (start === text.length) return { ok: false, code: 'MemorySizeEmpty', args: { value: text, unit: '' } };
  const number = /^[0-9]*/.exec(text.slice(start))?.[0] ?? '';
  const unit = text.slice(firstAbove(text, start + number.length), lastAbove(text)).toLowerCase();
  const args = { value: text, unit };
  if (number === '') return { ok: false, code: 'MemorySizeNumberMissing', args };
  if (BigInt(number) > MAX_MEMORY_SIZE) return { ok: false, code: 'MemorySizeOverflow', args };
  const multiplier = UNITS.get(unit);
  if (multiplier === undefined) return { ok: false, code: 'MemorySizeUnitUnknown', args };
  const bytes = BigInt(number) * multiplier;
  return bytes > MAX_MEMORY_SIZE ? { ok: false, code: 'MemorySizeOverflow', args } : { ok: true, bytes };
}

function firstAbove(text: string, from: number): number {
  let index = from;
  while (index < text.length && text.charAt(index) <= ' ') index++;
  return index;
}

function lastAbove(text: string): number {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) <= ' ') end--;
  return end;
}

/**
 * Writes a size as Flink prints it: in the largest unit that divides it, such as `2 gb`, `1740 mb` or `123 bytes`.
 * What every unit divides, zero and whole `tb`, Flink prints in bytes. Flink reads all of these back.
 */
export function formatMemorySize(bytes: bigint): string {
  const remainder = PRINTED_UNITS.findIndex((_, power) => bytes % 1024n ** BigInt(power) !== 0n);
  const power = remainder === -1 ? 0 : remainder - 1;
  return `${bytes / 1024n ** BigInt(power)} ${PRINTED_UNITS[power] ?? ''}`;
}
