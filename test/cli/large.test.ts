import { command, configMap } from './command';

test('brackets without end are refused before they take all memory', async () => {
  for (const text of ['['.repeat(4_000_000), '{a: '.repeat(1_000_000), `a: "["\nb: # [\n  - ${'['.repeat(600)}`]) {
    const { code, stdout, stderr } = await command(['render', '-f', '-'], text);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^<stdin>:\d+:\d+: error TooDeep: .*\n$/);
  }
});

test('the place of a bracket too deep is that of the bracket', async () => {
  const { stderr } = await command(['render', '-f', '-'], `a: "[[[["\nb:\n  - ${'['.repeat(600)}`);
  // The 501st of those that begin in column 5.
  expect(stderr).toMatch(/^<stdin>:3:505: error TooDeep: /);
});

test('brackets in text and in comments are not nested', async () => {
  const brackets = '['.repeat(1000);
  const { code, stdout, stderr } = await command(
    ['render', '-f', '-'],
    configMap('a', `data:\n  a: "${brackets}" # ${brackets}\n  b: |\n    ${brackets}\n  c: x${brackets}\n`),
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.split('[')).toHaveLength(3001);
});

test('each of very many problems is reported', async () => {
  const count = 150_000;
  const { code, stdout } = await command(['check', '-f', '-'], configMap('a', 'a: 1\n'.repeat(count + 1)));
  expect(code).toBe(1);
  expect(stdout.split('\n')).toHaveLength(count + 2);
  expect(stdout).toMatch(/\n150000 errors, 0 resources in 1 file\n$/);
});

test('a text of very many lines is passed through', async () => {
  const text = 'line\n'.repeat(200_000);
  const { code, stdout } = await command(
    ['render', '-f', '-'],
    configMap('a', `data:\n  a: ${JSON.stringify(text)}\n`),
  );
  expect(code).toBe(0);
  expect(stdout).toBe(configMap('a', `data:\n  a: |\n${'    line\n'.repeat(200_000)}`));
});

test('what cannot be read is quoted in the report, but not at any length', async () => {
  const { stderr } = await command(['render', '-f', '-'], '!'.repeat(100_000));
  expect(stderr).toMatch(/^<stdin>:1:1: error InvalidYaml: the document is no valid YAML: The !+/);
  expect(stderr.split('\n').every((line) => line.length < 300)).toBe(true);
});

test('what an input holds neither moves the cursor nor starts a line of the report', async () => {
  const object = configMap(String.raw`"a\e[2J\n\u0085b\u202e"`);
  const { stderr } = await command(['render', '-f', '-'], `${object}---\n${object}`, { FORCE_COLOR: '1' });
  expect(stderr).toMatch(/^[^\n]* ConfigMap a\\u001b\[2J\\u000a\\u0085b\\u202e is there twice[^\n]*\n$/);
});
