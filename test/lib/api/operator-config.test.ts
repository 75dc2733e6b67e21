import fc from 'fast-check';
import { BUILT_IN_OPERATOR_CONFIG, operatorConfigFrom } from '../../../lib/api';
import { effectiveConfig, userConfig } from '../../../lib/api/apache/effective-config';
import { defaultConfig } from '../../../lib/api/operator-config';
import { FLINK_VERSIONS, type FlinkVersion } from '../../../lib/flink/version';
import { HOSTILE_KEYS } from '../json-tools';

const PREFIX = 'kubernetes.operator.default-configuration.';
const operator = (config: Record<string, string>) => ({ config: new Map(Object.entries(config)), logFiles: new Map() });

/** Five layers that all set `x`, and each an option of its own. */
const LAYERS: readonly (readonly [layer: string, prefix: string])[] = [
  ['base', ''],
  ['namespace', `${PREFIX}namespace.streams.`],
  ['since 1.18', `${PREFIX}flink-version.v1_18+.`],
  ['since 1.20', `${PREFIX}flink-version.v1_20+.`],
  ['exactly 1.20', `${PREFIX}flink-version.v1_20.`],
];

describe('the default configuration of a cluster', () => {
  it.each<[string, FlinkVersion | undefined, string[]]>([
    ['streams', 'v1_20', ['base', 'namespace', 'since 1.18', 'since 1.20', 'exactly 1.20']],
    ['streams', 'v2_0', ['base', 'namespace', 'since 1.18', 'since 1.20']],
    ['streams', 'v1_19', ['base', 'namespace', 'since 1.18']],
    ['streams', 'v1_18', ['base', 'namespace', 'since 1.18']],
    ['streams', 'v1_17', ['base', 'namespace']],
    ['other', 'v1_20', ['base', 'since 1.18', 'since 1.20', 'exactly 1.20']],
    ['stream', 'v1_17', ['base']],
    ['streams', undefined, ['base', 'namespace']],
  ])('of namespace %s and version %s is laid over each other in the order %j', (namespace, version, layers) => {
    const entries = LAYERS.flatMap(([layer, prefix]) => [
      [`${prefix}x`, layer] as const,
      [`${prefix}${layer}`, layer] as const,
    ]);
    // The order of the file is not that of the layers.
    for (const config of [new Map(entries), new Map([...entries].reverse())]) {
      const result = defaultConfig({ config, logFiles: new Map() }, namespace, version);
      expect(result.get('x')).toBe(layers.at(-1));
      expect([...result.keys()].sort()).toEqual(['x', ...layers].sort());
    }
  });

  it('is overlaid by the options of the resource, flat or nested', () => {
    const spec = { flinkVersion: 'v1_20' as const, flinkConfiguration: { a: { b: 'mine' } } };
    const config = userConfig({ name: 'c', namespace: 'ns', spec }, operator({ 'a.b': 'base', c: 'base' }));
    expect(Object.fromEntries(config)).toEqual({ 'a.b': 'mine', c: 'base' });
  });

  it('brings the module flags of Java 17 to the versions that need them', () => {
    const flags = FLINK_VERSIONS.map((version) => {
      const config = defaultConfig(BUILT_IN_OPERATOR_CONFIG, 'ns', version);
      return ['env.java.opts.all', 'env.java.default-opts.all'].filter((key) =>
        config.get(key)?.includes('--add-opens'),
      );
    });
    const old = FLINK_VERSIONS.indexOf('v1_18');
    expect(flags.slice(0, old).flat()).toEqual([]);
    expect(flags[old]).toEqual(['env.java.opts.all']);
    expect(flags.slice(old + 1).every((keys) => keys.join() === 'env.java.default-opts.all')).toBe(true);
  });

  it.each(HOSTILE_KEYS)('may have an option %j of a namespace', (key) => {
    const result = defaultConfig(operator({ [`${PREFIX}namespace.ns.${key}`]: 'x' }), 'ns', undefined);
    expect([...result]).toEqual([[key, 'x']]);
  });
});

describe('the configuration folder of an operator', () => {
  const read = (files: Record<string, string>) => operatorConfigFrom(new Map(Object.entries(files)));

  it.each<[string, string, Record<string, string>]>([
    ['lines', 'a: 1\nb.c: x y\n', { a: '1', 'b.c': 'x y' }],
    ['Windows line ends', 'a: 1\r\nb: 2\r\n', { a: '1', b: '2' }],
    ['blanks around both', '  a :  1  \n', { a: '1' }],
    ['comments', '# a: 1\nb: 2 # two\n  #c: 3\nd: a#b\n', { b: '2', d: 'a' }],
    ['colons in a value', 'a: b: c\nd: http://x\n', { a: 'b: c', d: 'http://x' }],
    ['quotes, which belong to the value', 'a: "1"\n', { a: '"1"' }],
    ['no option without a blank behind the colon', 'a:1\nb:\tx\n', {}],
    ['no option without key or value', ': 1\na: \nb: # x\nc\n', {}],
    ['the last of two', 'a: 1\na: 2\n', { a: '2' }],
    ['keys such as __proto__', '__proto__: 1\n', Object.fromEntries([['__proto__', '1']])],
  ])('has in flink-conf.yaml %s', (_, text, expected) => {
    const { config, problems } = read({ 'flink-conf.yaml': text });
    expect(problems).toEqual([]);
    expect([...config.config]).toEqual(Object.entries(expected));
  });

  it.each<[string, string, Record<string, string>]>([
    ['nested keys', 'a:\n  b: 1\n  c: [x, y]\n', { 'a.b': '1', 'a.c': 'x;y' }],
    ['flat keys', 'a.b: "1"\n', { 'a.b': '1' }],
    ['nothing', '', {}],
    ['comments only', '# a: 1\n', {}],
    ['keys such as __proto__', '__proto__:\n  a: 1\n', { '__proto__.a': '1' }],
  ])('has in config.yaml %s', (_, text, expected) => {
    const { config, problems } = read({ 'config.yaml': text });
    expect(problems).toEqual([]);
    expect([...config.config]).toEqual(Object.entries(expected));
  });

  it.each<[string, Record<string, string>, string]>([
    ['neither file', {}, 'MissingOperatorConfig'],
    ['log files only', { 'log4j-console.properties': 'x' }, 'MissingOperatorConfig'],
    ['a config.yaml that is no YAML', { 'config.yaml': 'a: [' }, 'InvalidOperatorConfig'],
    ['a config.yaml that is a list', { 'config.yaml': '- a' }, 'InvalidOperatorConfig'],
    ['a config.yaml that is a text', { 'config.yaml': 'a' }, 'InvalidOperatorConfig'],
    ['a config.yaml with a key twice', { 'config.yaml': 'a: 1\na: 2' }, 'InvalidOperatorConfig'],
  ])('with %s is refused', (_, files, code) => {
    const { config, problems } = read(files);
    expect(problems.map((p) => [p.severity, p.code])).toEqual([['error', code]]);
    expect(config.config.size).toBe(0);
  });

  it('with both files is that of the older one, as with Flink', () => {
    expect([...read({ 'flink-conf.yaml': 'a: 1', 'config.yaml': 'a: [' }).config.config]).toEqual([['a', '1']]);
  });

  it('has the two log files of Flink and no other', () => {
    const { config } = read({ 'config.yaml': '', 'logback-console.xml': '<x/>', 'log4j.properties': 'y' });
    expect([...config.logFiles]).toEqual([['logback-console.xml', '<x/>']]);
  });

  it('is the same in both formats for plain options', () => {
    const key = fc.stringMatching(/^[a-z]{1,4}$/);
    const value = fc.stringMatching(/^[a-z][a-z0-9 ]{0,5}[a-z]$/).filter((v) => !/^(true|false|null)$/.test(v));
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (options) => {
        const text = Object.entries(options)
          .map(([k, v]) => `${k}: ${v}\n`)
          .join('');
        const [legacy, modern] = [read({ 'flink-conf.yaml': text }), read({ 'config.yaml': text })];
        expect([...legacy.config.config].sort()).toEqual([...modern.config.config].sort());
      }),
    );
  });
});

it('the order in which options are written decides nothing', () => {
  const options = fc.dictionary(
    fc.constantFrom(
      'taskmanager.numberOfTaskSlots',
      'rest.port',
      'containerized.master.env.A',
      'parallelism.default',
      'a.b',
    ),
    fc.constantFrom('1', '2', '3'),
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(options, options, (base, own) => {
      const effective = (reverse: boolean) => {
        const turn = (o: Record<string, string>) =>
          Object.fromEntries(reverse ? Object.entries(o).reverse() : Object.entries(o));
        const spec = { flinkVersion: 'v1_20' as const, flinkConfiguration: turn(own), job: { parallelism: 2 } };
        return [...effectiveConfig({ name: 'c', namespace: 'ns', spec }, operator(turn(base)))].sort();
      };
      expect(effective(true)).toEqual(effective(false));
    }),
  );
});
