import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bash, bundleInto } from './bundle';
import { command, configMap, deployment, temporaryFolder } from './command';

const folder = temporaryFolder();
const place = (...names: string[]) => path.join(folder, ...names);
const write = (name: string, text: string | Buffer) => {
  mkdirSync(path.dirname(place(name)), { recursive: true });
  writeFileSync(place(name), text);
  return place(name);
};

const replaced = (from: string, to: string) => deployment('orders').replace(from, to);
const sessionJob = (cluster: string) =>
  [
    'apiVersion: flink.apache.org/v1beta1',
    'kind: FlinkSessionJob',
    'metadata: {name: report, namespace: streams}',
    'spec:',
    `  deploymentName: ${cluster}`,
    '  job: {jarURI: "https://repo.example.com/report.jar", parallelism: 1, upgradeMode: stateless}',
    '',
  ].join('\n');

/** Mistakes in the text of one file, and how the one line of the report begins and ends. */
const MISTAKES: readonly (readonly [what: string, text: string, begin: string, hint: string])[] = [
  [
    'a misspelt field of an object in a line',
    replaced('cpu: 1}}', 'cpus: 1}}'),
    ':10:40: error UnknownField: spec.jobManager.resource.cpus: ',
    'Did you mean "cpu"?',
  ],
  [
    'a misspelt value',
    replaced('stateless', 'statelss'),
    ':12:57: error UnknownValue: spec.job.upgradeMode: ',
    'Did you mean "stateless"?',
  ],
  [
    'a word for a number',
    replaced('parallelism: 1', 'parallelism: one'),
    ':12:41: error WrongType: spec.job.parallelism: must be an integer, not a string ("one"). ',
    'Write an integer.',
  ],
  [
    'a list for an object',
    replaced('{resource: {memory: 1Gi, cpu: 1}}', '[1]'),
    ':10:3: error WrongType: spec.jobManager: must be an object, not a list. ',
    'Write an object.',
  ],
  [
    'memory that is no size',
    replaced('memory: 1Gi', 'memory: lots'),
    ':10:27: error InvalidMemory: spec.jobManager.resource.memory: "lots" is no memory size',
    '1536Mi.',
  ],
  [
    'memory that Flink refuses',
    replaced('memory: 1Gi', 'memory: 200m'),
    ':10:3: error MemoryProcess',
    'Increase the process memory.',
  ],
  [
    'a name that is too long',
    deployment('o'.repeat(46)),
    ':4:3: error InvalidName: metadata.name: ',
    'ending with a letter or digit.',
  ],
  [
    'a version that is no more run',
    replaced('v1_19', 'v1_14'),
    ':8:3: error UnsupportedFlinkVersion: spec.flinkVersion: ',
    'or newer.',
  ],
];

test.each(MISTAKES)('%s is reported with its place and what to do', async (_, text, begin, hint) => {
  const { code, stdout, stderr } = await command(['render', '-f', '-'], text);
  expect([code, stdout]).toEqual([1, '']);
  const [line = '', ...rest] = stderr.split('\n');
  expect(rest).toEqual(['']);
  expect(line.slice(0, `<stdin>${begin}`.length)).toBe(`<stdin>${begin}`);
  expect(line.endsWith(` ${hint}`)).toBe(true);
});

test('the number of the document is that in the file, whatever was before it', async () => {
  const text = `# a comment\n---\n${configMap('a')}---\n---\n${deployment('orders', ['x: 1'])}`;
  const { stdout } = await command(['check', '-f', '-', '--output', 'json'], text);
  const { problems } = JSON.parse(stdout) as { problems: { document: number; line: number }[] };
  expect(problems).toMatchObject([{ document: 3, line: 21 }]);
});

test('one object in two files is an error that names the other file', async () => {
  const one = write('one.yaml', deployment('orders'));
  const two = write('two.yaml', deployment('orders'));
  const { code, stdout, stderr } = await command(['render', '-f', one, '-f', two]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.startsWith(`${two}:4:3: error DuplicateObject: metadata.name: `)).toBe(true);
  expect(stderr).toContain(`comes from ${one}, document 1. `);
});

test('a session job is checked against its cluster of another file', async () => {
  const session = deployment('workbench').replace(/^ {2}job: .*\n/m, '');
  const check = async (cluster: string, text: string) =>
    command(['check', '-f', write('job.yaml', sessionJob(cluster)), '-f', write('cluster.yaml', text)]);
  expect((await check('workbench', session)).stdout).toBe('no problems, 2 resources in 2 files\n');
  const application = await check('workbench', deployment('workbench'));
  expect([application.code, application.stdout]).toEqual([1, expect.stringContaining('error NotASessionCluster: ')]);
  const missing = await check('workbensch', session);
  expect([missing.code, missing.stdout]).toEqual([0, expect.stringContaining('warning SessionClusterNotFound: ')]);
});

test('a session job has no objects, which render says without failing', async () => {
  const { code, stdout, stderr } = await command(['render', '-f', '-'], sessionJob('workbench'));
  expect([code, stdout]).toEqual([0, '']);
  expect(stderr).toContain('warning NoObjects: FlinkSessionJob streams/report has no objects of its own: ');
});

describe('--config', () => {
  test.each([
    ['a file', 'flink-conf.yaml', 'a: b\n', 'UnreadableFile'],
    ['YAML that ends early', 'c1/config.yaml', 'a: {b\n', 'InvalidOperatorConfig'],
    ['a list', 'c2/config.yaml', '- a\n', 'InvalidOperatorConfig'],
    ['a list as key', 'c7/config.yaml', '[a]: b\n', 'InvalidOperatorConfig'],
    ['an alias of nothing', 'c3/config.yaml', 'a: *b\n', 'InvalidOperatorConfig'],
    ['lists in lists', 'c4/config.yaml', `a: ${'['.repeat(20_000)}\n`, 'InvalidOperatorConfig'],
    ['Latin-1', 'c5/flink-conf.yaml', Buffer.from('a: caf\u00e9\n', 'latin1'), 'NotText'],
    ['a log file that is no text', 'c6/log4j-console.properties', Buffer.from([0, 1, 2]), 'NotText'],
  ])('refuses %s', async (_, name, text, expected) => {
    const file = write(name, text);
    const config = name.includes('/') ? path.dirname(file) : file;
    const { code, stdout, stderr } = await command(['render', '-f', '-', '--config', config], deployment('orders'));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`^${config}[^ ]*: error ${expected}: .*\\n$`));
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('is overlaid by namespace, then by version', async () => {
    const prefix = 'kubernetes.operator.default-configuration';
    write(
      'overlay/flink-conf.yaml',
      [
        'rest.port: 1001',
        `${prefix}.namespace.streams.rest.port: 1002`,
        `${prefix}.flink-version.v1_19+.rest.port: 1003`,
        `${prefix}.flink-version.v1_18.rest.port: 1004`,
        `${prefix}.namespace.streams.web.history: 5`,
        `${prefix}.namespace.others.web.history: 6`,
        '',
      ].join('\n'),
    );
    const { stdout, stderr } = await command(
      ['render', '-f', '-', '--config', place('overlay')],
      deployment('orders', ['flinkConfiguration: {web.timeout: 7 s}']),
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ +rest\.port: 1003$/m);
    expect(stdout).toMatch(/^ +web\.history: 5$/m);
    expect(stdout).toMatch(/^ +web\.timeout: 7 s$/m);
  });
});

test('a folder and a file that may not be read are errors', () => {
  write('closed/a.yaml', configMap('a'));
  write('open/b.yaml', configMap('b'));
  chmodSync(place('closed'), 0);
  chmodSync(place('open', 'b.yaml'), 0);
  chmodSync(folder, 0o755);
  const bin = bundleInto(folder);
  // Root may read everything, so it becomes somebody else.
  const user = process.getuid?.() === 0 ? 'setpriv --reuid 65534 --regid 65534 --clear-groups ' : '';
  const { code, stdout, stderr } = bash(`${user}cdk8s-flink render -f closed -f open`, bin, folder);
  chmodSync(place('closed'), 0o755);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.split('\n').map((line) => line.replace(/ Give .*/, ''))).toEqual([
    'closed: error UnreadableFile: the input cannot be read: permission denied.',
    'open/b.yaml: error UnreadableFile: the input cannot be read: permission denied.',
    '',
  ]);
});
