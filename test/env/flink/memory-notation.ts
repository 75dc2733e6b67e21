import { Random } from './random';

/** 2^20 bytes. */
export const MIB = 2n ** 20n;

const UNITS: readonly (readonly [bytes: bigint, names: readonly string[]])[] = [
  [1n, ['', 'b', 'bytes', ' bytes']],
  [2n ** 10n, ['k', 'kb', 'kibibytes']],
  [MIB, ['m', 'mb', 'mebibytes']],
  [2n ** 30n, ['g', 'gb', 'gibibytes']],
  [2n ** 40n, ['t', 'tb', 'tebibytes']],
];

/** Texts that are no size, and texts of sizes at the end of 64 bits, some of them valid. */
export const ODD_SIZES: readonly string[] = [
  ...[
    '',
    ' ',
    'b',
    'mb',
    '1.5g',
    '2.0 gb',
    '-1',
    '-5m',
    '+1g',
    '1 2g',
    '1g!',
    '10%',
    '2Gi',
    '1024Ki',
    '512Mi',
    '1gigabyte',
  ],
  ...[
    '1e9',
    '0x10',
    '1_000',
    'x',
    'm512',
    '512 m b',
    '9223372036854775808',
    '99999999999999999999',
    '8388608t',
    '9007199254740993k',
  ],
  ...['9223372036854775807', '8388607t', '4611686018427387904', '9007199254740993'],
];

/** Texts that are no fraction from 0 to below 1. */
export const ODD_FRACTIONS: readonly string[] = [
  ...['1', '1.0', '1.5', '-0.1', '-1e-9', '0.99999999', '100', '1e400'],
  ...['10%', '0,1', '', 'abc', '0.1.2', '1/2'],
];

const FRACTIONS: readonly string[] = [
  ...[
    '0',
    '0.0',
    '-0.0',
    '0.05',
    '0.1',
    '0.15',
    '0.2',
    '0.25',
    '0.3',
    '0.33',
    '0.4',
    '0.5',
    '0.6',
    '0.7',
    '0.9',
    '0.99',
  ],
  ...['1e-1', '.2', '0.1f', ' 0.3 ', '2E-2d', '0.30000001', '0.9999999', '00.125', '1e-8', '0.'],
];

/** A size in a notation that Flink reads as exactly these bytes. */
export function writeSize(random: Random, bytes: bigint): string {
  const [unit, names] = random.pick(UNITS.filter(([size]) => bytes % size === 0n));
  const name = random.pick(names);
  const shape = random.pick([name, name, name.toUpperCase(), name.slice(0, 1).toUpperCase() + name.slice(1)]);
  const gap = random.pick(['', '', '', ' ', '  ', '\t']);
  const text = `${random.chance(0.05) ? '00' : ''}${bytes / unit}${gap}${shape}`;
  return random.chance(0.06) ? ` ${text}\n` : text;
}

/** A fraction that Flink accepts. */
export function writeFraction(random: Random): string {
  return random.chance(0.6) ? random.pick(FRACTIONS) : random.next().toFixed(random.int(1, 12)).replace(/^1/, '0');
}

/** A size of that many MiB, or a little beside it. */
export function someSize(random: Random, fromMiB: number, toMiB: number): bigint {
  const size = BigInt(random.int(fromMiB, toMiB)) * MIB;
  if (random.chance(0.6)) return size;
  return size + BigInt(random.chance(0.5) ? random.int(0, 1023) * 1024 : random.int(0, 2 ** 20));
}
