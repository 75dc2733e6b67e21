import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { configFileName, writeConfigFile, type ConfigEntries } from '../../lib/flink/config-file';
import type { FlinkVersion } from '../../lib/flink/version';
import { flinkHome, hasJava } from '../env/flink/memory-probe';

/** What Flink reads from a configuration file that we wrote. */
interface Answer {
  readonly options: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

const ARGS = '$internal.application.program-args';

/** Texts that a careless writer gets wrong. */
const AWKWARD = ['', '007', 'true', 'no', 'null', '~', '1e3', '0x1F', '12:30', '2020-01-01', '.5', '=', '<<', '- a'];
const QUOTED = ['{a}', '[1, 2]', 'a: b', 'a:', "it's", '"q"', '%d &x !t @u `v`', '*:*:*', 'ünï', '<host>.jm', '$HOME'];

/** The legacy parser has no quotes, cuts at `#` and trims: those texts are refused or warned about elsewhere. */
const legacyText = fc.string({ unit: 'grapheme' }).filter((s) => /^[^#\p{C}\p{Z}]+$/u.test(s) && !/["']/.test(s));
const anyText = fc.oneof(fc.constantFrom(...AWKWARD, ...QUOTED, ' a ', 'a # b', 'a\nb', 'a\tb'), fc.string());

function configs(version: FlinkVersion, count: number): ConfigEntries[] {
  const legacy = configFileName(version) === 'flink-conf.yaml';
  const value = legacy ? fc.oneof(legacyText, fc.constantFrom('a b', 'a: b', '{a}', '[1', 'x;y', 'ünï')) : anyText;
  const key = fc.constantFrom('a', 'b.c', 'b.d', 'x-y.z', 'm.n.o', 'yes.no', 'on', 'true.false', 'n.1.2');
  const items = legacy ? fc.oneof(legacyText, fc.constantFrom('a;b', "it's", 'a "b"')) : anyText;
  const entries = fc.tuple(fc.dictionary(key, value), fc.array(items, { minLength: 1, maxLength: 4 }));
  return fc.sample(entries, { seed: 7, numRuns: count }).map(([map, args]) => {
    const pairs: [string, string | readonly string[]][] = Object.entries(map);
    return new Map([...pairs, [ARGS, args]]);
  });
}

function ask(home: string, version: FlinkVersion, all: readonly ConfigEntries[]): Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-flink-'));
  try {
    const folders = all.map((entries, i) => {
      const dir = join(folder, String(i));
      mkdirSync(dir);
      writeFileSync(join(dir, configFileName(version)), writeConfigFile(version, entries));
      return dir;
    });
    const classPath = [join(home, 'bin', 'bash-java-utils.jar'), join(home, 'lib', '*')].join(delimiter);
    const program = join(__dirname, '..', 'env', 'flink', 'ConfigProbe.java');
    const input = folders.map((dir) => `${dir}\n`).join('');
    const run = spawnSync('java', ['-Dfile.encoding=UTF-8', '-cp', classPath, program], {
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const lines = run.stdout.split('\n').filter((line) => line !== '');
    if (lines.length !== all.length) throw new Error(`Flink read ${lines.length} files: ${run.stderr.slice(-2000)}`);
    return lines.map((line) => JSON.parse(line) as Answer);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What Flink should read: the options as they are, and the arguments as a list. */
function expected(entries: ConfigEntries): Answer {
  const options = [...entries].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { options: Object.fromEntries(options), args: entries.get(ARGS) as readonly string[] };
}

const RELEASES: readonly (readonly [release: string, version: FlinkVersion])[] = [
  ['1.20.5', 'v1_20'],
  ['2.2.1', 'v2_2'],
  ['2.3.0', 'v2_3'],
];

for (const [release, version] of RELEASES) {
  const home = hasJava() ? flinkHome(release) : undefined;
  const test = home === undefined ? it.skip : it;
  test(`is read by Flink ${release} as it was written`, () => {
    const all = configs(version, 300);
    const answers = ask(home ?? '', version, all).map(({ options, args }) => ({
      options: Object.fromEntries(Object.entries(options).filter(([key]) => key !== ARGS)),
      args,
    }));
    expect(answers).toEqual(all.map(expected));
  }, 60_000);
}
