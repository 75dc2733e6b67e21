import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bash, bundleInto } from './bundle';
import { command, configMap, deployment, temporaryFolder } from './command';

const folder = temporaryFolder();
const bin = bundleInto(folder);
const run = (line: string, env?: Record<string, string>) => bash(line, bin, folder, env);
writeFileSync(path.join(folder, 'orders.yaml'), deployment('orders'));
writeFileSync(path.join(folder, 'many.yaml'), Array.from({ length: 5000 }, (_, i) => configMap(`c${i}`)).join('---\n'));
writeFileSync(path.join(folder, 'bad.yaml'), configMap('a', 'b: *c\n'));

test('the bundle needs nothing beside it, and what contacts a cluster is in files of its own', () => {
  const file = path.join(bin, 'cdk8s-flink');
  expect(readdirSync(bin)).toEqual(['LICENSES.txt', 'cdk8s-flink', 'cluster.js', 'kubeconfig.js']);
  expect(readFileSync(file, 'utf8')).not.toMatch(/node_modules\/(undici|@kubernetes)/);
  expect(readFileSync(file, 'utf8').split('\n', 1)).toEqual(['#!/usr/bin/env node']);
  expect(statSync(file).mode & 0o111).toBe(0o111);
  const licences = readFileSync(path.join(bin, 'LICENSES.txt'), 'utf8');
  const packages = licences.match(/^[@\w/-]+ \d+\.\d+\.\d+ \(.+\)$/gm) ?? [];
  const names = [
    'cdk8s',
    'commander',
    'constructs',
    'fast-json-patch',
    'yaml',
    'zod',
    'undici',
    '@kubernetes/client-node',
  ];
  expect(packages.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(names));
  const { version } = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(run('cdk8s-flink --version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('renders the same from a file, a pipe and a substituted process, as in this process', async () => {
  const { stdout } = await command(['render', '-f', '-'], deployment('orders'));
  for (const line of ['-f orders.yaml', '-f - <orders.yaml', '-f <(cat orders.yaml)', '-f /dev/stdin <orders.yaml']) {
    expect(run(`cdk8s-flink render ${line}`)).toEqual({ code: 0, stdout, stderr: '' });
  }
});

test('a reader that stops early leaves no stack trace', () => {
  const { stdout, stderr } = run('cdk8s-flink render -f many.yaml | head -n 1');
  expect([stdout, stderr]).toEqual(['apiVersion: v1\n', '']);
  expect(run('{ cdk8s-flink render -f bad.yaml 2>&1 >&3 | true; } 3>/dev/null').stderr).toBe('');
});

test('refuses endless input without reading it', () => {
  for (const input of ['-f /dev/zero', '-f - </dev/zero']) {
    const { code, stdout, stderr } = run(`cdk8s-flink render ${input}`);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/error FileTooLarge: /);
  }
});

test('a defect of the program is one line, and exit code 70; the stack only on request', () => {
  const preload = path.join(folder, 'defect.js');
  writeFileSync(preload, "process.stdout.write = () => { throw new TypeError('a defect\\nof two lines'); };\n");
  const line = `node -r ${preload} ${path.join(bin, 'cdk8s-flink')} render -f orders.yaml`;
  const message = 'cdk8s-flink: internal error: a defect. Please report it.\n';
  expect(run(line)).toEqual({ code: 70, stdout: '', stderr: message });
  const { code, stderr } = run(line, { CDK8S_FLINK_DEBUG: '1' });
  expect(code).toBe(70);
  expect(stderr.startsWith(message)).toBe(true);
  expect(stderr).toMatch(/^ {4}at /m);
});

describe('the completion for bash', () => {
  /** What is offered for a line whose last word is under the cursor. */
  const complete = (...words: string[]) => {
    const list = words.map((word) => `'${word}'`).join(' ');
    const line = `source <(cdk8s-flink completion bash) && COMP_WORDS=(${list}) COMP_CWORD=${words.length - 1} && { _cdk8s_flink; echo "\${COMPREPLY[@]}"; }`;
    const { code, stdout, stderr } = run(line);
    expect([code, stderr]).toEqual([0, '']);
    return stdout.trim();
  };

  test.each([
    ['a command', ['cdk8s-flink', 're'], 'render'],
    [
      'all commands',
      ['cdk8s-flink', ''],
      'render check convert savepoint launch-guard await-job fetch completion --help --version',
    ],
    ['an option', ['cdk8s-flink', 'render', '--out'], '--output-dir'],
    ['an option of one command only', ['cdk8s-flink', 'check', '--out'], '--output'],
    ['an option after others', ['cdk8s-flink', 'render', '-f', 'a.yaml', '--len'], '--lenient'],
    ['a shell', ['cdk8s-flink', 'completion', 'z'], 'zsh'],
    ['a command of a command', ['cdk8s-flink', 'savepoint', ''], 'trigger list dispose'],
    [
      'an option of a command of a command',
      ['cdk8s-flink', 'savepoint', 'trigger', '--keep-'],
      '--keep-count --keep-age',
    ],
    ['nothing of its own for a file', ['cdk8s-flink', 'render', '-f', 'ord'], ''],
  ])('offers %s', (_, words, expected) => expect(complete(...words)).toBe(expected));

  test('leaves files to bash', () => {
    expect(run('source <(cdk8s-flink completion bash) && complete -p cdk8s-flink').stdout).toMatch(
      /-o default .*-F _cdk8s_flink cdk8s-flink/,
    );
  });
});
