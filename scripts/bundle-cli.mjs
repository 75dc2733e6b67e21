import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');

/** Parts of the CLI that are loaded when they are needed, each into a file of its own beside the first. */
const PARTS = [
  { name: 'cluster', source: 'cli/cluster/index.ts', required: /\/cluster$/ },
  { name: 'kubeconfig', source: 'controller/kube/kubeconfig.mts', required: /\/kubeconfig\.mjs$/ },
];

/**
 * Bundles the CLI into files that run on Node 20 without node_modules: one for what works offline, and beside it one for
 * what contacts a cluster, and one for kubeconfigs. The licences of the libraries in them go into a text file there.
 * @param {string} outfile
 */
export async function bundleCli(outfile) {
  const folder = path.dirname(outfile);
  const bundles = [
    await bundle('cli/main.ts', outfile, { banner: { js: '#!/usr/bin/env node' } }),
    ...(await Promise.all(PARTS.map(({ name, source }) => bundle(source, path.join(folder, `${name}.js`))))),
  ];
  const files = new Set(bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
  writeFileSync(path.join(folder, 'LICENSES.txt'), licences([...files]));
}

/**
 * @param {string} source
 * @param {string} outfile
 * @param {import('esbuild').BuildOptions} options
 */
function bundle(source, outfile, options = {}) {
  return build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Names stay: stacks and error names are readable, and it loads no slower.
    minifySyntax: true,
    minifyWhitespace: true,
    alias: {
      // cdk8s brings a copy of its own.
      yaml: path.join(root, 'node_modules', 'yaml'),
      // Newer versions of Node warn of their own.
      punycode: path.join(root, 'node_modules', 'punycode', 'punycode.js'),
    },
    plugins: [{ name: 'parts', setup: leaveOut }],
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    ...options,
  });
}

/** @param {import('esbuild').PluginBuild} build */
function leaveOut({ onResolve }) {
  for (const { name, required } of PARTS) {
    onResolve({ filter: required }, ({ kind }) =>
      kind === 'require-call' ? { path: `./${name}.js`, external: true } : undefined,
    );
  }
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
