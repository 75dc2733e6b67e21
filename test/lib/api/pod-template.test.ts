import fc from 'fast-check';
import {
  mergedTemplate,
  mergePodTemplates,
  withMainContainer,
  withOtherResources,
  withStartupProbe,
} from '../../../lib/api/apache/pod-template';
import { isObject } from '../../../lib/json';
import type { Json, JsonObject } from '../../../lib/manifest';
import {
  anyKey,
  anyText,
  anyJson,
  canonical,
  deepFreeze,
  expectNoPollution,
  leaves,
  namedList,
  objectArbitrary,
  objectOf,
  valueAt,
  type Step,
} from '../json-tools';

jest.setTimeout(60_000);

/** Objects, scalars and lists of named objects, on few keys so that two of them have many in common. */
const key = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('x', 'y', '__proto__', 'constructor', '0') },
  { weight: 1, arbitrary: anyKey },
);
const tree: fc.Arbitrary<JsonObject> = fc.letrec<{ object: JsonObject; value: Json }>((tie) => ({
  object: objectArbitrary(tie('value'), key),
  value: fc.oneof(
    { depthSize: 'medium', maxDepth: 4 },
    fc.oneof(anyText, fc.integer(), fc.boolean()) as fc.Arbitrary<Json>,
    tie('object'),
    namedList(tie('object')),
  ),
})).object;

const anything = objectArbitrary(anyJson, key);

/** `object`, `named list` or `leaf`: two values of one kind are merged, of two kinds the right one wins. */
const kind = (value: Json) => (Array.isArray(value) ? 'list' : isObject(value) ? 'object' : 'leaf');

/** Whether the other template has a say in the value at a path: it is there too, or replaces something around it. */
function touched(path: readonly Step[], own: JsonObject, other: JsonObject): boolean {
  for (let length = 0; length <= path.length; length++) {
    const theirs = valueAt(other, path.slice(0, length));
    if (theirs === undefined) return false;
    if (length === path.length || kind(theirs) !== kind(valueAt(own, path.slice(0, length)) ?? null)) return true;
  }
  return false;
}

afterEach(expectNoPollution);

describe('two pod templates whose lists have names', () => {
  it('keep every value of the base that the other does not touch', () => {
    fc.assert(
      fc.property(tree, tree, (base, over) => {
        const merged = mergePodTemplates(base, over, true) ?? {};
        for (const { path, value } of leaves(base)) {
          if (!touched(path, base, over)) expect(canonical(valueAt(merged, path))).toBe(canonical(value));
        }
      }),
    );
  });

  it('have every value of the override', () => {
    fc.assert(
      fc.property(tree, tree, (base, over) => {
        const merged = mergePodTemplates(base, over, true) ?? {};
        for (const { path, value } of leaves(over)) {
          const actual = valueAt(merged, path);
          // An empty object adds nothing to the object that is there already; an empty list nothing to a list.
          const stays = kind(value) !== 'leaf' && kind(valueAt(base, path) ?? null) === kind(value);
          if (stays) expect(kind(actual ?? null)).toBe(kind(value));
          else expect(canonical(actual)).toBe(canonical(value));
        }
      }),
    );
  });

  it('have no value that neither of them has', () => {
    fc.assert(
      fc.property(tree, tree, (base, over) => {
        for (const { path, value } of leaves(mergePodTemplates(base, over, true) ?? {})) {
          const sources = [valueAt(base, path), valueAt(over, path)].map((v) => canonical(v));
          expect(sources).toContain(canonical(value));
        }
      }),
    );
  });

  it('lose no entry of a list and keep the order: the base first, then what is new', () => {
    const list = namedList(anything);
    fc.assert(
      fc.property(list, list, (base, over) => {
        const names = (items: Json | undefined) => (items as JsonObject[]).map((item) => item.name);
        const merged = mergePodTemplates({ env: base }, { env: over }, true);
        expect(names(merged?.env)).toEqual([...new Set([...names(base), ...names(over)])]);
      }),
    );
  });
});

describe.each([true, false])('merging any templates, by name: %s', (byName) => {
  it('with nothing or an empty template changes nothing', () => {
    fc.assert(
      fc.property(anything, (template) => {
        const same = canonical(template);
        expect(canonical(mergePodTemplates(template, undefined, byName))).toBe(same);
        expect(canonical(mergePodTemplates(undefined, template, byName))).toBe(same);
        expect(canonical(mergePodTemplates(template, {}, byName))).toBe(same);
        expect(canonical(mergePodTemplates({}, template, byName))).toBe(same);
        expect(canonical(mergePodTemplates(template, template, byName))).toBe(same);
      }),
    );
    expect(mergePodTemplates(undefined, undefined, byName)).toBeUndefined();
  });

  it('does not write to them', () => {
    fc.assert(
      fc.property(anything, anything, (base, over) => {
        const before = canonical([base, over]);
        deepFreeze([base, over]);
        mergePodTemplates(base, over, byName);
        withStartupProbe(withOtherResources(mergedTemplate(base, over, byName), { gpu: '1' }, { gpu: '1' }));
        expect(canonical([base, over])).toBe(before);
      }),
    );
  });

  it('loses no key of an object', () => {
    fc.assert(
      fc.property(anything, anything, (base, over) => {
        const merged = mergePodTemplates(base, over, byName) ?? {};
        expect(Object.keys(merged).sort()).toEqual([...new Set([...Object.keys(base), ...Object.keys(over)])].sort());
        expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
      }),
    );
  });
});

describe('lists', () => {
  const named = (name: string, rest: JsonObject = {}) => ({ name, ...rest });

  it.each<[string, boolean, Json[], Json[], Json[]]>([
    ['objects by index, the right one wins', false, [{ a: 1, b: 1 }], [{ b: 2, c: 2 }], [{ a: 1, b: 2, c: 2 }]],
    ['unrelated entries by index', false, [named('a', { x: 1 })], [named('b')], [named('b', { x: 1 })]],
    ['a longer right list by index', false, [named('a')], [named('a'), named('b')], [named('a'), named('b')]],
    ['a longer left list by index', false, [named('a'), named('b')], [named('c')], [named('c'), named('b')]],
    ['scalars by index, where the left one stays', false, ['a', 'b'], ['x', 'y', 'z'], ['a', 'b', 'z']],
    ['zero and the empty text, which are scalars too', false, [0, '', false], [1, 'x', true], [0, '', false]],
    ['a null by index, where the right one wins', false, [null, 'b'], ['x'], ['x', 'b']],
    ['a scalar on the left and an object on the right by index', false, ['a'], [{ x: 1 }], ['a']],
    ['an object on the left and a scalar on the right by index', false, [{ x: 1 }], ['a'], ['a']],
    [
      'entries by name',
      true,
      [named('a', { x: 1 }), named('b')],
      [named('b', { y: 2 })],
      [named('a', { x: 1 }), named('b', { y: 2 })],
    ],
    [
      'entries by name in another order',
      true,
      [named('a'), named('b')],
      [named('b'), named('a')],
      [named('a'), named('b')],
    ],
    ['scalars even by name, by index', true, ['a'], ['x', 'y'], ['a', 'y']],
    ['entries of which one has no name, by index', true, [{ x: 1 }], [named('b')], [named('b', { x: 1 })]],
    [
      'entries of which two have one name, by index',
      true,
      [named('a', { x: 1 }), named('a')],
      [named('b')],
      [named('b', { x: 1 }), named('a')],
    ],
    ['names that are no text, by index', true, [{ name: 1, x: 1 }], [{ name: 2 }], [{ name: 2, x: 1 }]],
    [
      'mounts of one volume by path',
      true,
      [named('v', { mountPath: '/a', subPath: 'a' }), named('v', { mountPath: '/b' })],
      [named('v', { mountPath: '/b', readOnly: true }), named('v', { mountPath: '/c' })],
      [
        named('v', { mountPath: '/a', subPath: 'a' }),
        named('v', { mountPath: '/b', readOnly: true }),
        named('v', { mountPath: '/c' }),
      ],
    ],
    ['an empty list on the left', true, [], [named('a')], [named('a')]],
    ['an empty list on the right', true, [named('a')], [], [named('a')]],
  ])('merge %s', (_, byName, base, over, expected) => {
    expect(mergePodTemplates({ list: base }, { list: over }, byName)).toEqual({ list: expected });
  });

  it.each([
    ['a list', 'an object', [1], { a: 1 }],
    ['an object', 'a list', { a: 1 }, [1]],
    ['an object', 'a scalar', { a: 1 }, 'x'],
    ['a scalar', 'a list', 'x', ['y']],
  ])('or objects that meet another kind of value give way: %s to %s', (_, __, base, over) => {
    expect(mergePodTemplates({ x: base as Json }, { x: over as Json }, true)).toEqual({ x: over });
  });
});

it('drops nulls of both templates before it merges them, so that a null takes nothing away', () => {
  const base = { spec: { nodeSelector: { a: '1', b: null }, x: null }, metadata: null };
  const over = { spec: { nodeSelector: { a: null, c: '3' } } };
  expect(mergedTemplate(base, over, true)).toEqual({ spec: { nodeSelector: { a: '1', c: '3' } } });
});

describe('the main container', () => {
  const main = (rest: JsonObject = {}) => ({ name: 'flink-main-container', ...rest });

  it.each<[string, JsonObject | undefined, Json]>([
    ['is added where there is no template', undefined, { spec: { containers: [main({ x: 1 })] } }],
    [
      'is added behind the others',
      { spec: { containers: [{ name: 'a' }] } },
      { spec: { containers: [{ name: 'a' }, main({ x: 1 })] } },
    ],
    [
      'keeps its place',
      { spec: { containers: [main({ y: 1 }), { name: 'a' }] } },
      { spec: { containers: [main({ y: 1, x: 1 }), { name: 'a' }] } },
    ],
    [
      'leaves the rest alone',
      { metadata: { a: 1 }, spec: { b: 1 } },
      { metadata: { a: 1 }, spec: { b: 1, containers: [main({ x: 1 })] } },
    ],
  ])('%s', (_, template, expected) => {
    expect(withMainContainer(template, (container) => ({ ...container, x: 1 }))).toEqual(expected);
  });

  it('gets the startup probe unless it has one of its own', () => {
    const probe = { httpGet: { path: '/', port: 1 } };
    const own = { spec: { containers: [main({ startupProbe: probe })] } };
    expect(withStartupProbe(own)).toEqual(own);
    expect(withStartupProbe(undefined)).toEqual({
      spec: {
        containers: [
          main({
            startupProbe: {
              failureThreshold: 2147483647,
              httpGet: { path: '/config', port: 'rest' },
              periodSeconds: 1,
            },
          }),
        ],
      },
    });
  });

  it('gets other resources, which replace those of the template', () => {
    const template = { spec: { containers: [main({ resources: { requests: { gpu: '1', fpga: '1' }, claims: [] } })] } };
    expect(
      withOtherResources(template, { gpu: '2' }, objectOf([['__proto__', '3']]) as Record<string, string>),
    ).toEqual({
      spec: {
        containers: [
          main({
            resources: { requests: { gpu: '2', fpga: '1' }, limits: objectOf([['__proto__', '3']]), claims: [] },
          }),
        ],
      },
    });
    expect(withOtherResources(template, {}, {})).toBe(template);
  });
});
