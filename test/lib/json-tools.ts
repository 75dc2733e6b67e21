import fc from 'fast-check';
import { isObject } from '../../lib/json';
import type { Json, JsonObject } from '../../lib/manifest';

/** Keys at which a program that takes objects for maps goes wrong. */
export const HOSTILE_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'length',
  '0',
  '10',
  '9',
  '-1',
  '',
  ' ',
  'a.b',
  'yes',
  'null',
  '~',
  '名前',
  'größe',
  'İ',
  '\u{1f980}',
];

/** An object whose keys are all its own, `__proto__` too. */
export function objectOf(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries);
}

/** Any key: hostile, made of letters, or anything. */
export const anyKey = fc.oneof(
  fc.constantFrom(...HOSTILE_KEYS),
  fc.stringMatching(/^[a-z]{1,3}$/),
  fc.string({ unit: 'grapheme', maxLength: 5 }).filter((key) => key !== '<<'),
);

/** Any text, control characters and words that YAML takes for something else included. */
export const anyText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'true',
    'no',
    'Off',
    'y',
    '~',
    'null',
    '1',
    '010',
    '0x1F',
    '1e3',
    '1:30',
    '.inf',
    '2001-01-01',
  ),
  fc.constantFrom(
    'a: b',
    'a #b',
    '#',
    '- a',
    ': ',
    'a:',
    '{',
    '[1]',
    '*a',
    '&a',
    '!!str',
    '%',
    '@',
    '`',
    '|',
    '>',
    '?',
    '=',
  ),
  fc.constantFrom(
    "it's",
    '"',
    "'",
    '\\',
    ' a',
    'a ',
    'a\nb',
    '\n',
    'a\r\nb',
    '\t',
    'größe',
    '名前',
    '\u0085',
    '\u2028',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }).filter((text) => !/\p{Cs}/u.test(text)),
);

const scalar = fc.oneof(
  anyText,
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }),
);

/** An object of any keys and the given values. */
export function objectArbitrary(
  value: fc.Arbitrary<Json>,
  key: fc.Arbitrary<string> = anyKey,
): fc.Arbitrary<JsonObject> {
  return fc
    .uniqueArray(fc.tuple(key, value), { selector: ([k]) => k, maxLength: 4 })
    .map((entries) => objectOf(entries));
}

/** Any JSON without nulls. */
export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    scalar as fc.Arbitrary<Json>,
    objectArbitrary(tie('json')),
    fc.array(tie('json'), { maxLength: 3 }),
  ),
})).json;

/** A list of objects with distinct names. */
export function namedList(item: fc.Arbitrary<JsonObject>): fc.Arbitrary<Json> {
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', '__proto__'), item), { selector: ([n]) => n, maxLength: 3 })
    .map((items) => items.map(([name, rest]) => ({ ...rest, name })));
}

/** A step to a value: a key, an index or, in a list of objects with distinct names, `{name}`. */
export type Step = string | number | { readonly named: string };

/** A value that has nothing inside, and the way to it. */
export interface Leaf {
  readonly path: readonly Step[];
  readonly value: Json;
}

/** Every scalar, empty object and empty list of a value. */
export function leaves(value: Json, path: readonly Step[] = []): Leaf[] {
  const inside = children(value);
  return inside.length === 0 ? [{ path, value }] : inside.flatMap(([step, child]) => leaves(child, [...path, step]));
}

/** The value at a path, of own keys only; undefined when there is none. */
export function valueAt(value: Json | undefined, path: readonly Step[]): Json | undefined {
  return path.reduce<Json | undefined>((at, step) => {
    if (at === undefined) return undefined;
    if (typeof step === 'object') return Array.isArray(at) ? at.find((item) => nameOf(item) === step.named) : undefined;
    if (typeof step === 'number') return Array.isArray(at) ? at[step] : undefined;
    return isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }, value);
}

function children(value: Json): [Step, Json][] {
  if (isObject(value)) return Object.entries(value);
  if (!Array.isArray(value)) return [];
  const names = value.map(nameOf);
  const named = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return value.map((item, i) => [named ? { named: names[i] ?? '' } : i, item]);
}

function nameOf(item: Json): string | undefined {
  return isObject(item) && typeof item.name === 'string' ? item.name : undefined;
}

/** A value as text that does not depend on the order of keys, and shows keys such as `__proto__`. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    // A list of pairs, because an object does not keep keys such as `10` and `9` in any order but its own.
    isObject(v) ? { entries: Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)) } : v,
  );
}

/** A value that throws when somebody writes to it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

/** Fails when something was written to the prototype that all objects share. */
export function expectNoPollution(): void {
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(PROTOTYPE);
  expect(Object.keys(Object.prototype)).toEqual([]);
}

const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).sort();
