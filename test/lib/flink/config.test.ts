import fc from 'fast-check';
import { flattenConfig, parseList, parseMap, parseMapList } from '../../../lib/flink/config';
import type { Json, JsonObject } from '../../../lib/manifest';
import { anyText, deepFreeze, expectNoPollution, HOSTILE_KEYS, objectOf } from '../json-tools';

const step = fc.oneof(
  fc.constantFrom('state', 'dir', 'a', 'b'),
  fc.constantFrom(...HOSTILE_KEYS.filter((k) => k !== '')),
);
const scalar = fc.oneof(anyText, fc.integer(), fc.boolean(), fc.array(anyText, { maxLength: 3 })) as fc.Arbitrary<Json>;

/** Options by their steps, none of which is the beginning of another: what a tree can hold. */
const options = fc
  .uniqueArray(fc.tuple(fc.array(step, { minLength: 1, maxLength: 4 }), scalar), {
    selector: ([steps]) => steps.join('.'),
    maxLength: 8,
  })
  .map((all) =>
    all.filter(([s], i) => !all.some(([t], j) => i !== j && `${s.join('.')}.`.startsWith(`${t.join('.')}.`))),
  );

/** Options as a tree, where each may be cut into keys at any of its dots. */
function asTree(entries: readonly (readonly [readonly string[], Json])[], cut: (depth: number) => boolean): JsonObject {
  const root = new Map<string, unknown>();
  for (const [steps, value] of entries) {
    let node = root;
    let key = '';
    steps.forEach((s, depth) => {
      key = key === '' ? s : `${key}.${s}`;
      if (depth === steps.length - 1) node.set(key, value);
      else if (cut(depth)) {
        const next = node.get(key) ?? new Map<string, unknown>();
        node.set(key, next);
        node = next as Map<string, unknown>;
        key = '';
      }
    });
  }
  const toObject = (map: Map<string, unknown>): JsonObject =>
    objectOf(
      [...map].map(([k, v]): [string, Json] => [
        k,
        v instanceof Map ? toObject(v as Map<string, unknown>) : (v as Json),
      ]),
    );
  return toObject(root);
}

afterEach(expectNoPollution);

describe('a flattened configuration', () => {
  it('is the same for flat, nested and mixed keys', () => {
    fc.assert(
      fc.property(options, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (entries, cuts) => {
        const flat = flattenConfig(deepFreeze(asTree(entries, () => false)));
        expect(flat.size).toBe(entries.length);
        expect(Object.fromEntries(flattenConfig(asTree(entries, () => true)))).toEqual(Object.fromEntries(flat));
        expect(Object.fromEntries(flattenConfig(asTree(entries, (d) => cuts[d] ?? false)))).toEqual(
          Object.fromEntries(flat),
        );
      }),
    );
  });

  it.each<[string, unknown, Record<string, string>]>([
    ['flat keys', { 'a.b': '1', c: '2' }, { 'a.b': '1', c: '2' }],
    ['nested keys', { a: { b: { c: '1', d: '2' } } }, { 'a.b.c': '1', 'a.b.d': '2' }],
    ['both in one key', { 'a.b': { 'c.d': '1' } }, { 'a.b.c.d': '1' }],
    [
      'numbers and booleans',
      { a: 1, b: 1.5, c: true, d: 0, e: 1e21 },
      { a: '1', b: '1.5', c: 'true', d: '0', e: '1e+21' },
    ],
    ['lists', { a: ['x', 1, true], b: [], c: ['x'] }, { a: 'x;1;true', b: '', c: 'x' }],
    ['lists of objects, as JSON', { a: [{ b: 1 }] }, { a: '{"b":1}' }],
    ['nothing for nulls and empty objects', { a: null, b: undefined, c: {} }, {}],
    ['empty text', { a: '' }, { a: '' }],
    ['no configuration', undefined, {}],
    ['a key that is a prefix of another', { a: '1', 'a.b': '2' }, { a: '1', 'a.b': '2' }],
  ])('has %s', (_, tree, expected) => {
    expect(Object.fromEntries(flattenConfig(tree))).toEqual(expected);
  });

  it.each([
    ['the longer key', { 'state.dir': 'flat', state: { dir: 'nested' } }],
    ['the longer key, written last', { state: { dir: 'nested' }, 'state.dir': 'flat' }],
  ])('takes %s where one option is written twice, in any order', (_, tree) => {
    expect([...flattenConfig(tree)]).toEqual([['state.dir', 'flat']]);
  });
});

// What Flink 1.20 reads of the same texts. Where it refuses a text, the note says so, and ours is the nearest reading.
describe('a list option', () => {
  it.each<[string, string[]]>([
    ['a;b', ['a', 'b']],
    [' a ; b ', ['a', 'b']],
    ['a', ['a']],
    ['', []],
    [';a;', ['a']],
    ["';';b", [';', 'b']],
    ['"a;b";c', ['a;b', 'c']],
    ["a'b;c", ["a'b", 'c']],
    ["'it''s';x", ["it's", 'x']],
    ["'a;''b;c''';d", ["a;'b;c'", 'd']],
    ['"a""b;""c";d', ['a"b;"c', 'd']],
    ['\'a"b;\';"it\'s;"', ['a"b;', "it's;"]],
    ["''", []],
    // Flink: illegal quoting, quoting not closed.
    ["'a'b;c", ["'a'b", 'c']],
    ["'unclosed;b", ["'unclosed;b"]],
  ])('%j has the items %j', (text, items) => {
    expect(parseList(text)).toEqual(items);
  });

  it('gives back what was quoted', () => {
    const item = anyText.filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.array(item), fc.constantFrom("'", '"'), (items, quote) => {
        const quoted = items.map((i) => quote + i.replaceAll(quote, quote + quote) + quote);
        expect(parseList(quoted.join(';'))).toEqual(items);
      }),
    );
  });
});

describe('a map option', () => {
  it.each<[string, [string, string][]]>([
    [
      'a:1,b:2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      ' a : 1 , b : 2 ',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['', []],
    [
      "'a:1,2',b:3",
      [
        ['a', '1,2'],
        ['b', '3'],
      ],
    ],
    [
      "a:'x',b:2",
      [
        ['a', 'x'],
        ['b', '2'],
      ],
    ],
    ["a:'it''s'", [['a', "it's"]]],
    ["a:'x:y'", [['a', 'x:y']]],
    ["'a:b'", [['a', 'b']]],
    [
      "'a:''x,y''',b:1",
      [
        ['a', 'x,y'],
        ['b', '1'],
      ],
    ],
    [
      '\'a:{"x":1,"y":2}\',b:1',
      [
        ['a', '{"x":1,"y":2}'],
        ['b', '1'],
      ],
    ],
    // Flink: a key twice, two colons, no key, no value, no pair. The first colon separates, what has none is dropped.
    ['a:1,a:2', [['a', '2']]],
    ['a:http://x', [['a', 'http://x']]],
    [':1,b:2', [['b', '2']]],
    [
      'a:,b:2',
      [
        ['a', ''],
        ['b', '2'],
      ],
    ],
    ['a,b:2', [['b', '2']]],
    [
      '__proto__:x,constructor:y',
      [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
    ],
  ])('%j has the pairs %j', (text, pairs) => {
    expect([...parseMap(text)]).toEqual(pairs);
  });
});

describe('a list of maps', () => {
  it.each<[string, Record<string, string>[]]>([
    ['key:a,operator:Exists;key:b', [{ key: 'a', operator: 'Exists' }, { key: 'b' }]],
    [
      'key:a,effect:NoSchedule,operator:Equal,value:v',
      [{ key: 'a', effect: 'NoSchedule', operator: 'Equal', value: 'v' }],
    ],
    ['env:A,secret:s,key:k', [{ env: 'A', secret: 's', key: 'k' }]],
    ['', []],
  ])('%j has the maps %j', (text, maps) => {
    expect(parseMapList(text).map((map) => Object.fromEntries(map))).toEqual(maps);
  });
});
