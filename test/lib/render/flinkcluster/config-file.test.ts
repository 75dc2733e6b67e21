import fc from 'fast-check';
import { parse } from 'yaml';
import { configFile } from '../../../../lib/render/flinkcluster/config-file';

const lineOf = (value: string, key = 'k') => configFile('v2_0', new Map([[key, value]]))[1];

/** What Flink 2 makes of the file: every scalar's text. */
const read = (text: string) => parse(text, { version: '1.2', schema: 'core' }) as Record<string, unknown>;

it.each<[version: Parameters<typeof configFile>[0], name: string]>([
  [undefined, 'flink-conf.yaml'],
  ['v1_13', 'flink-conf.yaml'],
  ['v1_20', 'flink-conf.yaml'],
  ['v2_0', 'config.yaml'],
  ['v2_4', 'config.yaml'],
])('is, for %s, %s', (version, name) => {
  expect(configFile(version, new Map())[0]).toBe(name);
});

it('writes the lines of Flink 1 as they are, sorted', () => {
  const config = new Map([
    ['b', '*'],
    ['a', "'x: y'"],
    ['B', ''],
  ]);
  expect(configFile('v1_20', config)[1]).toBe("B: \na: 'x: y'\nb: *\n");
});

// What the operator writes and Flink 2 reads stays, byte by byte.
it.each([
  ...['1639m', '6123', '0', 'true', 'false', 's3://bucket/path', 'a;b;c', 'key1:value1,key2:value2', '-Xmx1g -Dx=y'],
  ...['a b', 'yes', 'on', '[a, b]', '[]', "'*:*:*'", '"a # b"', 'org.apache.X$Y', '10 min', '1.2.3', '-1', 'ä'],
])('leaves %s as it is', (value) => {
  expect(lineOf(value)).toBe(`k: ${value}\n`);
});

it.each([
  ...['*:*:*', 'a: b # c', 'a: b', '#x', 'x #y', '[x', '{', '- a', '&a b', '!tag x', '@x', '`x', '%x', '| x', '> x'],
  ...['', '~', 'null', 'Null', 'True', 'FALSE', '1.10', '1.0', '0x10', '0o7', '1e3', '.inf', '.NaN', '007', '+5'],
  ...[' x', 'x ', 'a:', "it's", "'", '"', 'a\tb', 'a\nb', 'a\r\nb', '\u0085', '? x', '---', '...', ', x', ']'],
  ...["'a' b", '[a] b', '99999999999999999999', '{a}', '{a: 1}', '{}', '[a, ~]', "'a' # b", '[a] #b', '[[a]]'],
])('lets Flink 2 read %j as that text', (value) => {
  expect(read(lineOf(value))).toEqual({ k: value });
});

it.each(['a b', 'weird: key', '#k', '*', '', '~', '1', 'true', 'a:', ' k', '__proto__', "'q'", '[k]', 'a\nb'])(
  'keeps the key %j',
  (key) => {
    expect(lineOf('v', key)).toMatch(new RegExp(`^(?:['"]|${key.replace(/\W/g, '\\$&')}: v)`));
    expect(Object.keys(read(lineOf('v', key)))).toEqual([key]);
  },
);

it('keeps every text that is not YAML by intention', () => {
  const text = fc.string({ unit: 'binary' }).filter((s) => !/^[['"]/.test(s) && !/^(?:true|false|-?\d+)$/.test(s));
  fc.assert(
    fc.property(text, (value) => expect(read(lineOf(value))).toEqual({ k: value })),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(text, (key) => expect(Object.keys(read(lineOf('v', key)))).toEqual([key])),
    { numRuns: 300 },
  );
});
