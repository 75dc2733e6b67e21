import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { command, configMap, deployment, temporaryFolder } from './command';

const folder = temporaryFolder();
const good = deployment('orders');
const bad = `${deployment('orders', ['jobManger: {}'])}---\n${configMap('a', 'b: .nan\n')}`;

test('a right input has no problems', async () => {
  const { code, stdout, stderr } = await command(['check', '-f', '-'], good);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'no problems, 1 resource in 1 file\n', stderr: '' });
});

test('the report for people names file, line, column, code, field, and what to do', async () => {
  const { code, stdout } = await command(['check', '-f', '-'], bad);
  expect(code).toBe(1);
  expect(stdout.split('\n').sort()).toEqual([
    '',
    '2 errors, 1 resource in 1 file',
    '<stdin>:13:3: error UnknownField: spec.jobManger: unknown field "jobManger". Did you mean "jobManager"?',
    '<stdin>:19:4: error NotJson: b: .nan cannot be sent to an API server: JSON has no infinity and no NaN. Put it in quotes if it is meant as text.',
  ]);
});

test('unknown fields are warnings with --lenient, and warnings are no failure', async () => {
  const { code, stdout } = await command(['check', '-f', '-', '--lenient'], deployment('orders', ['jobManger: {}']));
  expect(code).toBe(0);
  expect(stdout).toMatch(/: warning UnknownField: .*\n1 warning, 1 resource in 1 file\n$/);
});

test.each([
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '0' }, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  [{}, false],
])('with %j away from a terminal, colours are %p', async (env, colours) => {
  const { stdout } = await command(['check', '-f', '-'], bad, env);
  expect(stdout.includes('\u001b[')).toBe(colours);
});

test('the report for programs has a stable form', async () => {
  const { code, stdout, stderr } = await command(
    ['check', '-f', '-', '--output', 'json'],
    deployment('a', ['jobManger: {}']),
  );
  expect([code, stderr]).toEqual([1, '']);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    files: 1,
    resources: 1,
    problems: [
      {
        code: 'UnknownField',
        severity: 'error',
        file: '<stdin>',
        document: 1,
        line: 13,
        column: 3,
        path: 'spec.jobManger',
        message: 'unknown field "jobManger"',
        hint: 'Did you mean "jobManager"?',
      },
    ],
  });
});

test('SARIF has what version 2.1.0 requires, and its indexes point right', async () => {
  const file = path.join(folder, 'with space.yaml');
  writeFileSync(file, bad);
  const { code, stdout } = await command([
    'check',
    '-f',
    file,
    '-f',
    path.join(folder, 'none.yaml'),
    '--output',
    'sarif',
  ]);
  expect(code).toBe(1);
  const log = JSON.parse(stdout) as Sarif;
  expect(log.version).toBe('2.1.0');
  expect(log.$schema).toMatch(/sarif-2\.1\.0/);
  expect(log.runs).toHaveLength(1);
  const [{ tool, results }] = log.runs;
  expect(tool.driver.name).toBe('cdk8s-flink');
  expect(tool.driver.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(results.map((r) => r.ruleId).sort()).toEqual(['NotJson', 'UnknownField', 'UnreadableFile']);
  expect(new Set(tool.driver.rules.map((r) => r.id)).size).toBe(tool.driver.rules.length);
  for (const result of results) {
    expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(['none', 'note', 'warning', 'error']).toContain(result.level);
    expect(result.message.text).not.toBe('');
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(artifactLocation.uri).toMatch(/^[^\s\\]+$/);
    if (result.ruleId !== 'UnreadableFile') {
      expect(artifactLocation.uri.endsWith('with%20space.yaml')).toBe(true);
      expect(region?.startLine).toBeGreaterThanOrEqual(1);
      expect(region?.startColumn).toBeGreaterThanOrEqual(1);
    }
  }
});

test('SARIF of a right input has an empty list of results', async () => {
  const { stdout } = await command(['check', '-f', '-', '--output', 'sarif'], good);
  expect((JSON.parse(stdout) as Sarif).runs[0].results).toEqual([]);
});

test('problems behind an alias are where the value is written', async () => {
  const text = deployment('orders')
    .replace('jobManager: {resource: {memory: 1Gi, cpu: 1}}', 'jobManager: &jm {resource: {memory: 1Gi, cpus: 1}}')
    .replace(/taskManager: \{.*\}\n/, 'taskManager: *jm\n');
  const { stdout } = await command(['check', '-f', '-', '--output', 'json'], text);
  const { problems } = JSON.parse(stdout) as { problems: { path: string; line: number }[] };
  const lines = problems.filter((p) => p.path.endsWith('.cpus')).map((p) => p.line);
  expect(lines).toEqual([10, 10]);
});

test('--help of each command shows an example', async () => {
  for (const name of ['render', 'check', 'completion']) {
    const { code, stdout, stderr } = await command([name, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`Examples?:\\n {2}.*cdk8s-flink ${name} `));
  }
});

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly name: string;
          readonly version: string;
          readonly rules: readonly { readonly id: string }[];
        };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly [
          {
            readonly physicalLocation: {
              readonly artifactLocation: { readonly uri: string };
              readonly region?: { readonly startLine: number; readonly startColumn: number };
            };
          },
        ];
      }[];
    },
  ];
}
