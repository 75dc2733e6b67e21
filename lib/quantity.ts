const SUFFIXES: ReadonlyMap<string, readonly [base: bigint, exponent: number]> = new Map([
  ['', [10n, 0]],
  ['n', [10n, -9]],
  ['u', [10n, -6]],
  ['m', [10n, -3]],
  ['k', [10n, 3]],
  ['K', [10n, 3]], // fabric8 reads it; the API server does not
  ['M', [10n, 6]],
  ['G', [10n, 9]],
  ['T', [10n, 12]],
  ['P', [10n, 15]],
  ['E', [10n, 18]],
  ['Ki', [2n, 10]],
  ['Mi', [2n, 20]],
  ['Gi', [2n, 30]],
  ['Ti', [2n, 40]],
  ['Pi', [2n, 50]],
  ['Ei', [2n, 60]],
]);

/** An exact decimal number: `digits` / 10^`scale`. `scale` is that of the text, so `1.50` has scale 2. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/**
 * Reads a Kubernetes quantity such as `500m`, `2Gi` or `1e6`, exactly.
 *
 * @returns undefined when the text is not a quantity
 */
export function parseQuantity(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,3})|([numkKMGTPE]i?))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, number = '', exponent, suffix = ''] = match;
  const unit = SUFFIXES.get(suffix);
  if (unit === undefined) return undefined;
  const [whole = '', fraction = ''] = number.split('.');
  let digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  let scale = fraction.length;
  const [base, power] = unit;
  const shift = exponent === undefined ? (base === 10n ? power : 0) : Number(exponent);
  if (base === 2n) digits *= 2n ** BigInt(power);
  if (shift >= scale) {
    // As in Java's BigDecimal, multiplying keeps the scale of the text.
    digits *= 10n ** BigInt(shift);
  } else {
    scale -= shift;
  }
  return { digits, scale };
}

/** The nearest double of a decimal. */
export function toNumber(decimal: Decimal): number {
  return Number(`${decimal.digits}e${-decimal.scale}`);
}
