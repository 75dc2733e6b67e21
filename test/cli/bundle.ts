import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Result } from './command';

const ROOT = path.join(__dirname, '..', '..');

/** Bundles the CLI into a folder, as the build does. @returns the folder to put on the PATH */
export function bundleInto(folder: string): string {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  // In a process of its own: esbuild refuses the globals of a test environment.
  const script = `import(process.argv[1]).then((m) => m.bundleCli(process.argv[2]))`;
  execFileSync(process.execPath, [
    '-e',
    script,
    path.join(ROOT, 'scripts', 'bundle-cli.mjs'),
    path.join(bin, 'cdk8s-flink'),
  ]);
  execFileSync('chmod', ['755', path.join(bin, 'cdk8s-flink')]);
  return bin;
}

/** Runs a line of bash with a folder in front of the PATH. */
export function bash(line: string, bin: string, cwd: string, env: Record<string, string> = {}): Result {
  const PATH = [bin, path.dirname(process.execPath), process.env.PATH ?? ''].join(path.delimiter);
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/COLOR|^NODE_OPTIONS$/.test(key)),
  );
  const options = { cwd, encoding: 'utf8', env: { ...inherited, ...env, PATH } } as const;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], options);
  return { code: status ?? -1, stdout, stderr };
}
