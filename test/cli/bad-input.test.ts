import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command, configMap, deployment, temporaryFolder } from './command';

const folder = temporaryFolder();
const laughs = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]\n`);
const merges = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}], k${i}: 1}\n`);

/** Bad texts: the code of the first problem and the line it is at. */
const TEXTS: readonly (readonly [what: string, text: string | Buffer, code: string, line?: number])[] = [
  ['a flow map without an end', configMap('a', 'data: {a: b\n'), 'InvalidYaml', 6],
  ['a map in the line of a key', configMap('a', 'data: b: c\n'), 'InvalidYaml', 5],
  ['a tab for indentation', configMap('a', 'data:\n\ta: b\n'), 'InvalidYaml', 6],
  ['a key that is there twice', configMap('a', 'data:\n  a: b\n  a: c\n'), 'DuplicateKey', 7],
  ['keys that are one in JSON', configMap('a', 'data:\n  1: b\n  "1": c\n'), 'DuplicateKey', 7],
  ['a list as key', configMap('a', '? [a]\n: 1\n'), 'NotJson', 5],
  ['a billion laughs', configMap('a', `a0: &a0 [x, x]\n${laughs.join('')}`), 'TooManyAliases', 5],
  ['merges that double', configMap('a', `a0: &a0 {k: 1}\n${merges.join('')}`), 'TooManyAliases'],
  [
    'long text a thousand times',
    configMap('a', `a: &a ${'x'.repeat(9999)}\nb: [${Array(1000).fill('*a').join()}]\n`),
    'TooManyAliases',
  ],
  ['an alias of nothing', configMap('a', 'b: *a\n'), 'InvalidAlias', 5],
  ['an anchor that contains itself', configMap('a', 'b: &b [*b]\n'), 'InvalidAlias', 5],
  ['10,000 lists in lists', configMap('a', `b: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`), 'TooDeep'],
  ['10,000 maps in maps', configMap('a', `b: ${'{a: '.repeat(10_000)}1${'}'.repeat(10_000)}\n`), 'TooDeep'],
  ['10,000 dashes', configMap('a', `b:\n  ${'- '.repeat(10_000)}1\n`), 'TooDeep'],
  ['501 levels', configMap('a', `b: ${'['.repeat(501)}${']'.repeat(501)}\n`), 'TooDeep', 5],
  ['10 MB', configMap('a', `#${'x'.repeat(10_000_000)}\n`), 'FileTooLarge'],
  ['nothing', '', 'EmptyInput'],
  ['comments only', '# a\n---\n# b\n', 'EmptyInput'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]), 'NotText'],
  ['Latin-1', Buffer.from(configMap('a', 'b: caf\u00e9\n'), 'latin1'), 'NotText'],
  ['UTF-16', Buffer.from(`\ufeff${configMap('a')}`, 'utf16le'), 'NotText'],
  ['a scalar', 'hello\n', 'NotAnObject', 1],
  ['a list', '- apiVersion: v1\n', 'NotAnObject', 1],
  ['a list of a scalar', 'apiVersion: v1\nkind: List\nitems:\n  - 1\n', 'NotAnObject', 4],
  ['a List without items', 'apiVersion: v1\nkind: List\n', 'MissingField', 1],
  ['no apiVersion', 'kind: ConfigMap\nmetadata: {name: a}\n', 'MissingField', 1],
  ['no kind', 'apiVersion: v1\nmetadata: {name: a}\n', 'MissingField', 1],
  ['no name', '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels: {}\n', 'MissingField', 4],
  ['a name that is a number', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: 12\n', 'WrongType', 4],
  [
    'a misspelt kind',
    'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeploymnet\nmetadata: {name: a}\n',
    'UnknownKind',
    2,
  ],
  [
    'a wrong version',
    'apiVersion: flink.apache.org/v1\nkind: FlinkDeployment\nmetadata: {name: a}\n',
    'UnknownApiVersion',
    1,
  ],
  ['a misspelt field', deployment('a', ['jobManger: {}']), 'UnknownField'],
  ['two of one name', `${configMap('a')}---\n${configMap('a')}`, 'DuplicateObject', 9],
];

describe.each(['render', 'check'])('%s', (name) => {
  test.each(TEXTS.map(([what, text, code, line = 0]) => ({ what, text, code, line })))(
    'refuses $what',
    async ({ text, code, line }) => {
      const { code: exit, stdout, stderr } = await command([name, '-f', '-'], text);
      const report = name === 'render' ? stderr : stdout;
      expect(exit).toBe(1);
      expect(report.split('\n')[0]).toMatch(new RegExp(`^<stdin>[^ ]* .*\\b${code}: `));
      if (line > 0) expect(report).toMatch(new RegExp(`^<stdin>:${line}:\\d+: `));
      expect(report).not.toMatch(/^ +at /m);
      expect(name === 'render' ? stdout : stderr).toBe('');
    },
  );

  test.each([
    ['a file that is not there', 'nowhere.yaml', 'UnreadableFile'],
    ['a folder without resources', 'empty', 'EmptyInput'],
    ['a path through a file', 'file.txt/a.yaml', 'UnreadableFile'],
  ])('refuses %s', async (_, file, code) => {
    mkdirSync(path.join(folder, 'empty'), { recursive: true });
    writeFileSync(path.join(folder, 'file.txt'), 'no resource');
    const { code: exit, stdout, stderr } = await command([name, '-f', path.join(folder, file)]);
    expect(exit).toBe(1);
    expect(name === 'render' ? stderr : stdout).toContain(`${code}: `);
    expect(name === 'render' ? stdout : stderr).toBe('');
  });

  test.each([
    ['an unknown option', ['--colour']],
    ['no input', []],
    ['an option without its value', ['-f']],
    ['an argument', ['-f', '-', 'more']],
  ])('exits with 2 for %s', async (_, options) => {
    const { code, stdout, stderr } = await command([name, ...options]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: /);
  });
});

test('reports all problems of all files at once', async () => {
  writeFileSync(path.join(folder, 'a.yaml'), `${configMap('a', 'b: *c\nd: *e\n')}---\nkind: X\n`);
  writeFileSync(path.join(folder, 'b.yaml'), deployment('b', ['x: 1', 'y: 2']));
  const files = [
    '-f',
    path.join(folder, 'a.yaml'),
    '-f',
    path.join(folder, 'b.yaml'),
    '-f',
    path.join(folder, 'c.yaml'),
  ];
  const { stdout, stderr } = await command(['render', ...files]);
  expect(stdout).toBe('');
  const codes = stderr.split('\n').map((line) => /(\w+): /.exec(line.replace(/^\S+ \S+ ?/, ''))?.[1] ?? line);
  expect(codes.filter((code) => code === 'InvalidAlias')).toHaveLength(2);
  expect(stderr.match(/MissingField|UnknownField|UnreadableFile/g)).toHaveLength(5);
});

test.each([
  ['a UTF-8 mark', `\ufeff${configMap('a')}`, 'a'],
  ['anchors and aliases', configMap('a', `d: &d {x: "1"}\nl: [${Array(300).fill('*d').join(', ')}]\n`), 'a'],
  ['JSON', '{"apiVersion": "v1", "kind": "ConfigMap",\n\t"metadata": {"name": "a"}}', 'a'],
  [
    'a List',
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMapList\n  items: [{metadata: {name: a}}]\n',
    'a',
  ],
  ['500 levels', configMap('a', `b: ${'['.repeat(497)}${']'.repeat(497)}\n`), 'a'],
])('reads %s', async (_, text, name) => {
  const { code, stdout, stderr } = await command(['render', '-f', '-'], text);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain(`kind: ConfigMap\nmetadata:\n  name: ${name}\n`);
});

test('an empty List is no resource and no problem', async () => {
  const result = await command(['render', '-f', '-'], 'apiVersion: v1\nkind: List\nitems: []\n');
  expect(result).toEqual({ code: 0, stdout: '', stderr: '' });
});
