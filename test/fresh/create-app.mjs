// Makes what a new user has: a CommonJS app as `cdk8s init typescript-app` makes it, with this package installed from the
// archive that `npm pack` makes, and nothing that the package does not ask for.
//
//   node test/fresh/create-app.mjs FOLDER
//
// The app is in FOLDER/app. Its main.ts is the first example of the README. Packages that npm would fetch are links to
// those of this repo.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleCli } from '../../scripts/bundle-cli.mjs';

/** Folder of the repo. */
export const root = path.join(import.meta.dirname, '..', '..');
const installed = path.join(root, 'node_modules');
const template = path.join(installed, 'cdk8s-cli', 'templates', 'typescript-app');
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The first example of the README. */
export function firstExample() {
  const block = /^```ts\n([^]*?)^```$/m.exec(readFileSync(path.join(root, 'README.md'), 'utf8'))?.[1];
  if (block === undefined) throw new Error('the README has no example');
  return block;
}

/**
 * Builds the package as `npm run build` does, away from the sources, and packs it.
 *
 * @param {string} folder
 * @returns {string} the archive
 */
export async function pack(folder) {
  const dist = path.join(folder, 'package', 'dist');
  mkdirSync(path.join(dist, 'bin'), { recursive: true });
  node(
    path.join(installed, 'typescript', 'bin', 'tsc'),
    '-p',
    path.join(root, 'tsconfig.build.json'),
    '--outDir',
    dist,
  );
  await bundleCli(path.join(dist, 'bin', 'cdk8s-flink.js'));
  const files = readdirSync(root).filter((name) => name === 'package.json' || /^[A-Z]+(\.md)?$/.test(name));
  for (const name of files) cpSync(path.join(root, name), path.join(folder, 'package', name));
  const npm = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const answer = execFileSync('npm', npm, {
    cwd: path.join(folder, 'package'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return path.join(folder, JSON.parse(answer)[0].filename);
}

/**
 * Makes an app.
 *
 * @param {string} folder
 * @param {{ archive?: string, main: string, packages?: string[] }} content `archive` of this package, if it has it; `main`
 *   is the program; `packages` are those that it uses beside cdk8s
 */
export function createApp(folder, { archive, main, packages = [] }) {
  const modules = path.join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(path.join(template, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
  writeFileSync(
    path.join(folder, 'package.json'),
    '{ "name": "fresh", "version": "1.0.0", "main": "main.js", "private": true }\n',
  );
  writeFileSync(path.join(folder, 'main.ts'), main);
  const needed = ['cdk8s', 'constructs', '@types/node', '@types/jest', ...packages];
  if (archive !== undefined) {
    const own = path.join(modules, 'cdk8s-flink');
    mkdirSync(own);
    execFileSync('tar', ['-xzf', archive, '-C', own, '--strip-components=1']);
    const {
      dependencies = {},
      peerDependencies = {},
      peerDependenciesMeta = {},
    } = readJson(path.join(own, 'package.json'));
    // npm leaves optional peers out.
    const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    needed.push(...Object.keys(dependencies), ...peers);
  }
  for (const name of new Set(needed)) {
    const link = path.join(modules, name);
    if (!existsSync(path.join(installed, name))) throw new Error(`${name} is not installed here`);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(installed, name), link, 'dir');
  }
}

function node(...args) {
  execFileSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = path.resolve(process.argv[2] ?? '');
  createApp(path.join(folder, 'app'), { archive: await pack(folder), main: firstExample() });
}
