import { parseQuantity, type Decimal } from './quantity';

/** An amount and the notation in which Kubernetes writes it: the one of the text that it was read from. */
export interface Amount {
  readonly decimal: Decimal;
  readonly notation: 'decimal' | 'binary' | 'exponent';
}

const ZERO: Decimal = { digits: 0n, scale: 0 };

/**
 * Reads a Kubernetes quantity. What is finer than a nano is rounded up, as the API server does.
 *
 * @returns undefined when the text is not a quantity
 */
export function readAmount(text: string): Amount | undefined {
  const decimal = parseQuantity(text);
  if (decimal === undefined) return undefined;
  const trimmed = text.trim();
  const notation = trimmed.endsWith('i') ? 'binary' : /[eE][+-]?\d+$/.test(trimmed) ? 'exponent' : 'decimal';
  return { decimal: atMostNano(decimal), notation };
}

function atMostNano({ digits, scale }: Decimal): Decimal {
  if (scale <= 9) return { digits, scale };
  const unit = 10n ** BigInt(scale - 9);
  const nanos = digits / unit;
  const rest = digits % unit;
  return { digits: rest === 0n ? nanos : nanos + (digits < 0n ? -1n : 1n), scale: 9 };
}

/** The sum, in the notation of the first that is not zero. */
export function addAmounts(a: Amount, b: Amount): Amount {
  const scale = Math.max(a.decimal.scale, b.decimal.scale);
  const digits = ({ decimal }: Amount) => decimal.digits * 10n ** BigInt(scale - decimal.scale);
  return {
    decimal: { digits: digits(a) + digits(b), scale },
    notation: a.decimal.digits === 0n ? b.notation : a.notation,
  };
}

/** The smallest integer that is not less than an amount: `Value()` of a quantity in Go. */
export function wholeAmount({ decimal: { digits, scale } }: Amount): bigint {
  const unit = 10n ** BigInt(scale);
  const whole = digits / unit;
  return digits > 0n && digits % unit !== 0n ? whole + 1n : whole;
}

/**
 * The one text in which Kubernetes stores a quantity: no fraction, the largest suffix that keeps it whole (`0.5` becomes
 * `500m`, `1024Mi` becomes `1Gi`). From `Quantity.CanonicalizeBytes` of Kubernetes' apimachinery.
 */
export function writeAmount({ decimal, notation }: Amount): string {
  const { digits, scale } = decimal;
  if (digits === 0n) return '0';
  const unit = 10n ** BigInt(scale);
  const whole = digits % unit === 0n;
  // Binary suffixes are for whole numbers from 1024 on; anything else would lose something.
  const binary = notation === 'binary' && whole && magnitude(digits / unit) >= 1024n;
  return binary ? writeBinary(digits / unit) : writeDecimal(decimal, notation === 'exponent');
}

/**
 * A quantity's text as Kubernetes writes it after reading it: {@link writeAmount}, but for texts that it takes for
 * canonical and keeps, such as `1.500` and `+5`. A text that is no quantity stays as it is.
 */
export function canonicalQuantity(text: string): string {
  const amount = readAmount(text);
  return amount === undefined || isKept(text, amount) ? text : writeAmount(amount);
}

/** The short cut of `ParseQuantity` in Kubernetes' apimachinery: digits and exponent that look canonical. */
function isKept(text: string, { notation }: Amount): boolean {
  const match = /^[+-]?0*(\d*)\.?(\d*)(?:[eE]([+-]?\d+)|([numkMGTPE]?))$/.exec(text);
  if (notation === 'binary' || match === null) return false;
  const [, whole = '', fraction = '', exponent, suffix = ''] = match;
  const digits = `${whole || '0'}${fraction}`;
  const power = exponent === undefined ? exponentOf(suffix) : Number(exponent);
  const scale = power - fraction.length;
  return digits.length <= 18 && scale >= -9 && scale % 3 === 0 && !/^0|000$/.test(digits);
}

const exponentOf = (suffix: string) => [...DECIMAL_SUFFIXES].find(([, s]) => s === suffix)?.[0] ?? 0;

/** An amount of nothing. */
export const NOTHING: Amount = { decimal: ZERO, notation: 'decimal' };

const magnitude = (value: bigint) => (value < 0n ? -value : value);

function writeBinary(value: bigint): string {
  const suffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
  let rest = value;
  let step = 0;
  while (step < suffixes.length - 1 && rest % 1024n === 0n) {
    rest /= 1024n;
    step++;
  }
  return `${rest}${suffixes[step] ?? ''}`;
}

const DECIMAL_SUFFIXES: ReadonlyMap<number, string> = new Map([
  [-9, 'n'],
  [-6, 'u'],
  [-3, 'm'],
  [0, ''],
  [3, 'k'],
  [6, 'M'],
  [9, 'G'],
  [12, 'T'],
  [15, 'P'],
  [18, 'E'],
]);

function writeDecimal({ digits, scale }: Decimal, exponential: boolean): string {
  let rest = digits;
  let exponent = -scale;
  while (rest % 10n === 0n) {
    rest /= 10n;
    exponent++;
  }
  while (exponent % 3 !== 0 || exponent > 18) {
    rest *= 10n;
    exponent--;
  }
  if (!exponential) return `${rest}${DECIMAL_SUFFIXES.get(exponent) ?? ''}`;
  return exponent === 0 ? String(rest) : `${rest}e${exponent}`;
}
