import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bash, bundleInto } from './bundle';
import { temporaryFolder } from './command';

/**
 * Runs the examples of the pages about commands, each in a folder of its own. In a `console` block, a line with `$ ` is run by bash, and what follows is its output,
 * errors behind the rest; a line `...` stands for any lines, `(exit code N)` ends a command that fails. A `yaml` block
 * that begins with a comment of a file name is that file.
 */
const PAGES = ['cli.md', 'migration.md'];

const folder = temporaryFolder();
const bin = bundleInto(folder);

const examples = PAGES.flatMap((page) => {
  const text = readFileSync(path.join(__dirname, '..', '..', 'docs', page), 'utf8');
  const blocks = (language: string) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map((m) => m[1] ?? '');
  const cwd = path.join(folder, page);
  mkdirSync(cwd);
  for (const block of blocks('yaml')) {
    const name = /^# (\S+\.yaml)\n/.exec(block)?.[1];
    if (name !== undefined) writeFileSync(path.join(cwd, name), block);
  }
  return blocks('console').flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((example) => {
        const [line = '', ...output] = example.replace(/\n$/, '').split('\n');
        return { page, cwd, line, output };
      }),
  );
});

test('there are examples of each command', () => {
  for (const name of ['render', 'check', 'convert', 'completion']) {
    expect(examples.filter(({ line }) => line.includes(`cdk8s-flink ${name} `)).length).toBeGreaterThan(0);
  }
});

test.each(examples)('$page: $line', ({ cwd, line, output }) => {
  const { code, stdout, stderr } = bash(line, bin, cwd);
  const found = [...`${stdout}${stderr}`.split('\n').slice(0, -1), ...(code === 0 ? [] : [`(exit code ${code})`])];
  const pattern = output
    .map((l) => (l === '...' ? '(?:.*\\n)*?' : `${l.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\n`))
    .join('');
  expect(found.map((l) => `${l}\n`).join('')).toMatch(new RegExp(`^${pattern}$`));
});
