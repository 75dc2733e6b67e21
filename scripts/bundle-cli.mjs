import path from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles the CLI into one file that runs on Node 20 without node_modules.
 * @param {string} outfile
 */
export async function bundleCli(outfile) {
  await build({
    entryPoints: [path.join(import.meta.dirname, '..', 'cli', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    // Licences of the libraries stay in the file.
    legalComments: 'eof',
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
  });
}
