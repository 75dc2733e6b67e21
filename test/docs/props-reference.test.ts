import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../cli/command';

const ROOT = path.join(__dirname, '..', '..');
const API = path.join(__dirname, 'fixtures', 'api.ts');
const PAGE = path.join(temporaryFolder(), 'props.md');

/** Runs the script. @returns its exit code, and what it complains about */
function run(...args: string[]): { code: number | null; complaints: string[] } {
  const script = path.join(ROOT, 'scripts', 'props-reference.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { code: status, complaints: stderr.split('\n').filter((line) => line !== '') };
}

test('docs/props.md is up to date, and everything in it has a doc comment and a default', () => {
  expect(run('--check')).toEqual({ code: 0, complaints: [] });
}, 60_000);

describe('of a small module', () => {
  const first = run('--entry', API, '--out', PAGE);
  const page = readFileSync(PAGE, 'utf8');

  test('every mistake is found', () => {
    expect(first).toEqual({
      code: 1,
      complaints: [
        'test/docs/fixtures/bad.ts: BadProps names Secret, which is not exported',
        'test/docs/fixtures/bad.ts: Bad.silent has no doc comment',
        'test/docs/fixtures/bad.ts: BadProps has no doc comment',
        'test/docs/fixtures/bad.ts: BadProps.silent has no doc comment',
        'test/docs/fixtures/bad.ts: BadProps.open has no @default',
        'test/docs/fixtures/bad.ts: BadProps.onlyDefault has no doc comment',
      ],
    });
  });

  test.each([
    ['required', "| `name` | `string` | **required** | Its name, in two lines. |"],
    ['a value', '| `level` | [`Level`](#level) | `"quiet"` | How loud. |'],
    [
      'described in words, links and all',
      '| `kept` | [`readonly Kept[]`](#kept) | all of [Kept](#kept) | **deprecated** What is kept.<br>Second paragraph. |',
    ],
    ['with a bar in it', '| `pattern` | `string` | none | A bar: `a\\|b`, and the [Level](#level). |'],
    ['inherited, which is there once', 'Also has the props of [GoodProps](#goodprops).'],
    ['a part of what another has', 'Has `name`, `level` of [GoodProps](#goodprops).'],
    ['one of a set', "```ts\n'quiet' | 'loud'\n```"],
    ['a value of a class', '| `Good.USUAL` | The usual one. |'],
    ['made by a class', '| `Good.of(name: string, ...more: readonly string[])` | Any other.<br>`name`: of it |'],
    ['made by a constructor', '`new Good(props: GoodProps)`, see [GoodProps](#goodprops)'],
    ['a getter', '| `name` | `string` | The name. |'],
    ['an example', "```ts\nnew Good({ name: 'x' });\n```"],
  ])('a prop is shown when it is %s', (_, line) => {
    expect(`${page}\n`).toContain(`${line}\n`);
  });

  test('what nobody can use is not shown', () => {
    expect(page).not.toMatch(/hidden|secret\(|UNLISTED|### Narrow\n|### Secret/);
    expect(page.match(/^### .*/gm)).toEqual([
      ...['### Good', '### Bad', '### GoodProps', '### NarrowProps', '### OnlyProps', '### BadProps'],
      ...['### Kept', '### Level'],
    ]);
  });

  test('the same sources make the same page, and another page is out of date', () => {
    const stale = expect.stringMatching(/props\.md is not up to date: /) as unknown;
    expect(run('--check', '--entry', API, '--out', PAGE).complaints).not.toContainEqual(stale);
    writeFileSync(PAGE, page.replace('How loud', 'How quiet'));
    expect(run('--check', '--entry', API, '--out', PAGE).complaints).toContainEqual(stale);
    expect(readFileSync(PAGE, 'utf8')).toContain('How quiet');
  }, 60_000);
});
