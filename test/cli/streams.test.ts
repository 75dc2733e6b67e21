import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bash, bundleInto } from './bundle';
import { command, configMap, temporaryFolder } from './command';

const folder = temporaryFolder();
const bin = bundleInto(folder);
const run = (line: string) => bash(line, bin, folder);
const problems = 20_000;
writeFileSync(path.join(folder, 'bad.yaml'), configMap('a', 'a: 1\n'.repeat(problems + 1)));
writeFileSync(
  path.join(folder, 'large.yaml'),
  configMap('a', `data:\n${'  # text\n'.repeat(9)}  a: ${'x'.repeat(4e6)}\n`),
);

test('a large output to a slow reader arrives to its last byte', () => {
  const { stdout } = run('cdk8s-flink render -f large.yaml | { sleep 0.3; tail -c 20; } | wc -c');
  expect(stdout.trim()).toBe('20');
  expect(run('cdk8s-flink check -f bad.yaml | wc -l').stdout.trim()).toBe(String(problems + 1));
});

test('a reader that stops early does not turn bad input into good', () => {
  const { stdout, stderr } = run('cdk8s-flink check -f bad.yaml | head -n 1 >&2; echo "${PIPESTATUS[0]}"');
  expect(stdout).toBe('1\n');
  expect(stderr).toMatch(/^bad\.yaml:6:1: error DuplicateKey: [^\n]*\n$/);
});

const full = existsSync('/dev/full') ? test : test.skip;
full('a full disk is one line, and exit code 1', () => {
  const { code, stderr } = run('cdk8s-flink render -f large.yaml >/dev/full');
  expect(code).toBe(1);
  expect(stderr).toBe('cdk8s-flink: the output cannot be written: the disk is full.\n');
});

describe.each(['bash', 'zsh', 'fish'])('the completion for %s', (shell) => {
  const syntax = run(`command -v ${shell}`).code === 0 ? test : test.skip;
  syntax('has the syntax of the shell', () => {
    expect(run(`cdk8s-flink completion ${shell} >script && ${shell} -n script`)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('knows each command and each of its long options', async () => {
    const { stdout: script } = await command(['completion', shell]);
    for (const name of ['render', 'check', 'completion']) {
      const { stdout: help } = await command([name, '--help']);
      const flags = [...help.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map((m) => m[1] ?? '');
      expect(flags.length).toBeGreaterThan(0);
      const lines = script.split('\n').filter((line) => line.includes(name));
      for (const flag of flags) expect(lines.join('\n')).toMatch(new RegExp(`(--|-l )${flag}\\b`));
    }
    for (const other of ['bash', 'zsh', 'fish']) expect(script).toContain(other);
  });
});
