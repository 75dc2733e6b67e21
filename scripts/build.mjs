// Compiles the library with its types into dist, and bundles the CLI into dist/bin.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bundleCli } from './bundle-cli.mjs';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
// Manifests and CRDs in dist are made by other commands.
for (const part of ['lib', 'constructs', 'apps', 'bin', 'index.js', 'index.d.ts']) {
  rmSync(path.join(dist, part), { recursive: true, force: true });
}
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
const bin = path.join(dist, 'bin', 'cdk8s-flink.js');
await bundleCli(bin);
chmodSync(bin, 0o755);
