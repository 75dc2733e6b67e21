import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What Flink answers for one process. */
export type ProbeAnswer =
  | { readonly jvmArgs: readonly string[]; readonly dynamicConfigs: Readonly<Record<string, string>> }
  | { readonly errors: readonly (string | null)[] };

/** What Flink answers for one configuration. */
export interface ProbeAnswers {
  readonly jobmanager: ProbeAnswer;
  readonly taskmanager: ProbeAnswer;
}

/** What Flink answers for one memory size. */
export type SizeAnswer =
  { readonly bytes: string; readonly text: string } | { readonly errors: readonly (string | null)[] };

/** True when a Java that can run the probe is on the path. */
export function hasJava(): boolean {
  return spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;
}

/** `1.20.5` and `v1_20` alike: `1_20`. */
function minor(version: string): string {
  return version.replace(/^v/, '').split(/[._]/).slice(0, 2).join('_');
}

/** FLINK_HOME for a version such as `1.20.5`: from `FLINK_HOME_1_20`, else where `dist` keeps it; undefined if neither. */
export function flinkHome(version: string): string | undefined {
  const configured = process.env[`FLINK_HOME_${minor(version)}`];
  if (configured !== undefined) return configured;
  const cached = join(cacheFolder(), `flink-${version}`);
  return existsSync(cached) ? cached : undefined;
}

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cdk8s-flink');
}

/** How resources spell the version: `v1_20` for `1.20.5`. */
export function resourceVersion(version: string): string {
  return `v${minor(version)}`;
}

/** Asks the Flink in `home`: configurations (objects) or memory sizes (strings), answered in their order. */
export function probe(home: string, questions: readonly (Readonly<Record<string, string>> | string)[]): unknown[] {
  const classPath = [join(home, 'bin', 'bash-java-utils.jar'), join(home, 'lib', '*')].join(delimiter);
  const run = spawnSync('java', ['-Dfile.encoding=UTF-8', '-cp', classPath, join(__dirname, 'MemoryProbe.java')], {
    input: questions.map((question) => JSON.stringify(question) + '\n').join(''),
    // Heap sizes in the environment of the caller would count as configuration.
    env: { ...process.env, FLINK_JM_HEAP: undefined, FLINK_TM_HEAP: undefined },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const answers = run.stdout.split('\n').filter((line) => line !== '');
  if (answers.length !== questions.length) {
    throw new Error(
      `the probe answered ${answers.length} of ${questions.length} questions: ${run.stderr.slice(-2000)}`,
    );
  }
  return answers.map((line) => JSON.parse(line) as unknown);
}
