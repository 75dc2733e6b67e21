import type { Problem } from '../problem';

/**
 * What the API server checks itself, in CEL, so that a resource that breaks the rule is not even stored. CEL sees nothing
 * but the resource: rules that need the operator's configuration or other resources have none.
 */
export interface CelRule {
  /** Node of the schema at which the rule stands and that it calls `self`, such as `spec.job`; empty for the root. */
  readonly at: string;
  /** True for what is allowed. `oldSelf` is the former value in rules about updates. */
  readonly rule: string;
  /** What the API server says: the words of the error table, with {@link computed} texts in them. */
  readonly problem: Problem;
}

// Between these an expression is encoded, so that words may quote it: JSON.stringify leaves it as it is.
const [START, END] = ['\uE000', '\uE001'];

/**
 * An argument of an error that the API server computes when it checks a resource. The words of the error may quote it and
 * ask for its length, as of a text.
 *
 * @param expression CEL that yields a string
 */
export function computed<T = string>(expression: string): T {
  return new Computed(expression) as unknown as T;
}

class Computed {
  constructor(private readonly expression: string) {}

  get length(): Computed {
    return new Computed(`string(size(${this.expression}))`);
  }

  toString(): string {
    return `${START}${encodeURIComponent(this.expression)}${END}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** True for words with something {@link computed} in them. */
export function isComputed(words: string): boolean {
  return words.includes(START);
}

/**
 * Words as a CEL expression that yields a string, with what is {@link computed} put in. The API server estimates what an
 * expression costs: `format` is cheap, where each `+` after a number made text counts as endless.
 */
export function messageExpression(words: string): string {
  const [texts, values] = [[] as string[], [] as string[]];
  words.split(new RegExp(`[${START}${END}]`)).forEach((part, i) => {
    if (i % 2 === 0) texts.push(part.replaceAll('%', '%%'));
    else values.push(decodeURIComponent(part));
  });
  return `${quoted(texts.join('%s'))}.format([${values.join(', ')}])`;
}

/** A CEL string literal. */
export function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
