/** A JSON value that is no object and no list. */
export type ScalarValue = null | boolean | number | string;

/** What a scalar means, or in words why it has no meaning in JSON. */
export type ScalarMeaning = { readonly value: ScalarValue } | { readonly refused: string };

const WORDS = new Map<string, ScalarValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, ScalarValue] => [word, null]),
  ...['y', 'yes', 'on', 'true'].flatMap((word) => spellings(word).map((w): [string, ScalarValue] => [w, true])),
  ...['n', 'no', 'off', 'false'].flatMap((word) => spellings(word).map((w): [string, ScalarValue] => [w, false])),
]);
const NOT_A_NUMBER = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/;
const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const LARGEST_INTEGER = 2n ** 64n - 1n;
const SMALLEST_INTEGER = -(2n ** 63n);

/**
 * The meaning of a plain scalar, one without quotes, to `kubectl apply`, whose reader (sigs.k8s.io/yaml) knows most of
 * YAML 1.1: `yes` and `on` are true, `0777`, `0o777` and `0x1F` are integers, `1_000` is 1000; but `12:30` and dates
 * are text. Integers that a double cannot hold are refused, for they would reach the cluster as other numbers.
 */
export function plainMeaning(text: string): ScalarMeaning {
  const word = WORDS.get(text);
  if (word !== undefined) return { value: word };
  if (NOT_A_NUMBER.test(text)) return { refused: 'JSON has no infinity and no NaN' };
  if (text.startsWith('.')) return FLOAT.test(text) ? float(text) : { value: text };
  // Underscores separate digits anywhere, even at the end, but do not start a number.
  return /^[-+0-9]/.test(text) ? number(text.replaceAll('_', ''), text) : { value: text };
}

/** The meaning of a scalar with a tag, such as `!!str 12`: tags of others are ignored, and leave a text. */
export function taggedMeaning(tag: string, text: string): ScalarMeaning {
  const type = /^tag:yaml\.org,2002:(int|float|bool|null)$/.exec(tag)?.[1];
  if (tag === 'tag:yaml.org,2002:binary') return { refused: 'JSON has no binary values' };
  if (type === undefined) return { value: text };
  const meaning = plainMeaning(text);
  if ('refused' in meaning) return meaning;
  const { value } = meaning;
  const fits =
    type === 'int'
      ? typeof value === 'number' && isIntegerText(text)
      : type === 'null'
        ? value === null
        : typeof value === (type === 'bool' ? 'boolean' : 'number');
  return fits ? meaning : { refused: `it is no !!${type}` };
}

/**
 * The meaning of a plain scalar as a key: JSON has text keys only, so `on: 1` is `{"true": 1}`. Numbers whose text form
 * depends on the reader are refused.
 */
export function keyMeaning(text: string): { readonly value: string } | { readonly refused: string } {
  const meaning = plainMeaning(text);
  if ('refused' in meaning) return meaning;
  const { value } = meaning;
  if (value === null) return { refused: 'null is no key' };
  if (typeof value === 'number' && !(isIntegerText(text) && Number.isSafeInteger(value))) {
    const plain = value === 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6);
    if (!plain || Number(value.toPrecision(6)) !== value) return { refused: 'its text form as a key is not certain' };
  }
  return { value: String(value) };
}

function number(digits: string, text: string): ScalarMeaning {
  const [, sign, magnitude = ''] = INTEGER.exec(digits) ?? [];
  if (sign !== undefined) {
    const octal = /^0[0-7]+$/.test(magnitude) ? `0o${magnitude.slice(1)}` : magnitude.toLowerCase();
    const value = sign === '-' ? -BigInt(octal) : BigInt(octal);
    if (value <= LARGEST_INTEGER && value >= SMALLEST_INTEGER) {
      return Number.isSafeInteger(Number(value))
        ? { value: Number(value) }
        : { refused: 'it has more digits than a JSON number keeps' };
    }
  }
  return FLOAT.test(digits) ? float(digits, text) : { value: text };
}

/** A number out of the range of a double is text. */
function float(digits: string, text = digits): ScalarMeaning {
  const value = Number(digits);
  return { value: Number.isFinite(value) ? value : text };
}

function isIntegerText(text: string): boolean {
  return INTEGER.test(text.replaceAll('_', ''));
}

function spellings(word: string): string[] {
  return [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()];
}
