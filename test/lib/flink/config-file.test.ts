import fc from 'fast-check';
import { isMap, isScalar, isSeq, parseDocument, type ParsedNode } from 'yaml';
import { configFileName, overlappingKeys, writeConfigFile, type ConfigEntries } from '../../../lib/flink/config-file';
import { FLINK_VERSIONS } from '../../../lib/flink/version';
import { anyText, expectNoPollution, HOSTILE_KEYS } from '../json-tools';

jest.setTimeout(60_000);

const step = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('a', 'b', 'state') },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_KEYS, '<<') },
  { weight: 1, arbitrary: anyText },
);
const key = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('.'));
const value = fc.oneof(anyText, fc.array(anyText, { maxLength: 3 }));

/** Options of any kind that nested YAML can hold together. */
const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([k]) => k, maxLength: 8 }).map((all) => {
  const overlapping = new Set(overlappingKeys(all.map(([k]) => k)).map(([, longer]) => longer));
  return new Map<string, string | readonly string[]>(all.filter(([k]) => !overlapping.has(k)));
});

/** A document flattened again. Every scalar has to be text by itself, whatever its schema makes of plain words. */
function readBack(text: string, version: '1.1' | '1.2'): Map<string, string | string[]> {
  const schema = version === '1.1' ? 'yaml-1.1' : 'core';
  const document = parseDocument(text, { version, schema, merge: false });
  expect(document.errors).toEqual([]);
  expect(document.warnings).toEqual([]);
  const flat = new Map<string, string | string[]>();
  const asText = (node: unknown): string => {
    if (!isScalar(node)) throw new Error('no scalar');
    expect(typeof node.value).toBe('string');
    return node.value as string;
  };
  const walk = (node: ParsedNode | null, path: readonly string[]) => {
    if (isMap(node)) for (const pair of node.items) walk(pair.value, [...path, asText(pair.key)]);
    else if (isSeq(node)) flat.set(path.join('.'), node.items.map(asText));
    else flat.set(path.join('.'), asText(node));
  };
  if (document.contents !== null) walk(document.contents, []);
  return flat;
}

afterEach(expectNoPollution);

it.each(FLINK_VERSIONS.map((version) => [version, version.startsWith('v2') ? 'config.yaml' : 'flink-conf.yaml']))(
  'Flink %s reads %s',
  (version, name) => {
    expect(configFileName(version)).toBe(name);
  },
);

describe('config.yaml', () => {
  it.each(['1.1', '1.2'] as const)('is read as YAML %s with every option as it was', (version) => {
    fc.assert(
      fc.property(entries, (options) => {
        const text = writeConfigFile('v2_0', options);
        expect([...readBack(text, version)].sort()).toEqual([...options].sort());
      }),
      { numRuns: 500 },
    );
  });

  it('has the keys in code unit order, whatever the order in which they come', () => {
    fc.assert(
      fc.property(entries, (options) => {
        const text = writeConfigFile('v2_0', options);
        expect(writeConfigFile('v2_0', new Map([...options].reverse()))).toBe(text);
      }),
    );
    const keys = ['b.a', 'B', 'a.b', 'a.B', 'ä', 'a.a', 'z', 'b.a1'];
    const text = writeConfigFile('v2_0', new Map(keys.map((k) => [k, 'x'])));
    expect([...readBack(text, '1.2').keys()]).toEqual(['B', 'a.B', 'a.a', 'a.b', 'b.a', 'b.a1', 'z', 'ä']);
  });

  it('is what people would write, with quotes where a parser needs them', () => {
    const options: ConfigEntries = new Map<string, string | string[]>([
      ['taskmanager.numberOfTaskSlots', '2'],
      ['taskmanager.memory.process.size', '2 gb'],
      ['state.backend.type', 'rocksdb'],
      ['web.cancel.enable', 'false'],
      ['high-availability.storageDir', 's3://bucket/ha'],
      ['$internal.application.program-args', ['--input', 's3://a b', '1', '']],
      ['pipeline.jars', []],
      ['env.java.opts.all', '-Dx="y" #z'],
      ['metrics.text', 'a\nb'],
    ]);
    expect(writeConfigFile('v2_0', options)).toBe(
      [
        '$internal:',
        '  application:',
        '    program-args:',
        "    - '--input'",
        '    - s3://a b',
        "    - '1'",
        "    - ''",
        'env:',
        '  java:',
        '    opts:',
        '      all: \'-Dx="y" #z\'',
        'high-availability:',
        '  storageDir: s3://bucket/ha',
        'metrics:',
        '  text: "a\\nb"',
        'pipeline:',
        '  jars: []',
        'state:',
        '  backend:',
        '    type: rocksdb',
        'taskmanager:',
        '  memory:',
        '    process:',
        "      size: '2 gb'",
        "  numberOfTaskSlots: '2'",
        'web:',
        '  cancel:',
        "    enable: 'false'",
        '',
      ].join('\n'),
    );
  });

  it('is empty without options', () => {
    expect(writeConfigFile('v2_0', new Map())).toBe('');
  });
});

describe('flink-conf.yaml', () => {
  it('has a line for each option, values as they are, keys in code unit order', () => {
    const options = new Map<string, string | readonly string[]>([
      ['b', ' "quoted" '],
      ['a.b', '2'],
      ['a', '1: #'],
      ['A', ''],
      ['z', ['x', 'y;z', "it's", '"', '']],
    ]);
    expect(writeConfigFile('v1_20', options)).toBe("A: \na: 1: #\na.b: 2\nb:  \"quoted\" \nz: x;'y;z';'it''s';'\"';\n");
    expect(writeConfigFile('v1_20', new Map())).toBe('');
  });
});

describe('overlapping keys', () => {
  it.each<[string[], [string, string][]]>([
    [['a', 'a.b'], [['a', 'a.b']]],
    [['a.b', 'a'], [['a', 'a.b']]],
    [['a', 'ab', 'a-b'], []],
    [['a.b', 'a.c'], []],
    [
      ['a', 'a.b', 'a.b.c'],
      [
        ['a', 'a.b'],
        ['a', 'a.b.c'],
        ['a.b', 'a.b.c'],
      ],
    ],
    [['a.b', 'a.b.c.d'], [['a.b', 'a.b.c.d']]],
    [['high-availability', 'high-availability.storageDir'], [['high-availability', 'high-availability.storageDir']]],
    [['__proto__', '__proto__.a', 'constructor.a'], [['__proto__', '__proto__.a']]],
    [[], []],
  ])('of %j are %j', (keys, pairs) => {
    expect(overlappingKeys(keys)).toEqual(pairs);
  });

  it('are found in every set of keys that a tree cannot hold, and in no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 6 }), (keys) => {
        const holds = !keys.some((a) => keys.some((b) => b.startsWith(`${a}.`)));
        expect(overlappingKeys(keys).length === 0).toBe(holds);
      }),
    );
  });
});
