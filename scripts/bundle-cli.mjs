import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');

/**
 * Bundles the CLI into one file that runs on Node 20 without node_modules. The licences of the libraries in it go into a
 * text file beside it.
 * @param {string} outfile
 */
export async function bundleCli(outfile) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [path.join('cli', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Names stay: stacks and error names are readable, and it loads no slower.
    minifySyntax: true,
    minifyWhitespace: true,
    // cdk8s brings a copy of its own.
    alias: { yaml: path.join(root, 'node_modules', 'yaml') },
    legalComments: 'none',
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
    metafile: true,
  });
  writeFileSync(path.join(path.dirname(outfile), 'LICENSES.txt'), licences(Object.keys(metafile.inputs)));
}

/**
 * @param {string[]} files of the bundle
 * @returns {string} name, version and licence of each package that they are from
 */
function licences(files) {
  const folders = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? '' : readFileSync(path.join(root, folder, file), 'utf8');
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
