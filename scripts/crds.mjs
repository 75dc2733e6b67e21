// Writes the custom resource definitions into dist/crds: one file a kind, from the shapes and rules of lib/api and the
// doc comments of its types.
//
//   node scripts/crds.mjs               writes dist/crds
//   node scripts/crds.mjs --out FOLDER  writes another folder
//
// Fails when a field has no doc comment.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { stringify } from 'yaml';
import { readDescriptions } from './crds-read.mjs';

const root = path.join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { out: { type: 'string', default: path.join(root, 'dist', 'crds') } } });

const apache = (resource) => ({
  file: 'lib/api/apache/types.ts',
  resource: `${resource}Resource`,
  status: { file: 'lib/api/apache/status-types.ts', type: `${resource}Status` },
});

const APACHE = ['FlinkDeployment', 'FlinkSessionJob', 'FlinkStateSnapshot', 'FlinkBlueGreenDeployment'];

const descriptions = readDescriptions(root, {
  ...Object.fromEntries(APACHE.map((kind) => [kind, apache(kind)])),
  FlinkCluster: {
    file: 'lib/api/flinkcluster/types.ts',
    resource: 'FlinkClusterResource',
    status: { file: 'lib/api/flinkcluster/status-types.ts', type: 'FlinkClusterStatus' },
  },
});

try {
  mkdirSync(values.out, { recursive: true });
  for (const crd of (await generator()).customResourceDefinitions(descriptions)) {
    const text = stringify(crd, { lineWidth: 0, aliasDuplicateObjects: false });
    writeFileSync(path.join(values.out, `${crd.metadata.name}.yaml`), text);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** lib/api/crd, compiled. */
async function generator() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-crds-'));
  try {
    const outfile = path.join(folder, 'crd.cjs');
    const entry = path.join(root, 'lib', 'api', 'crd', 'index.ts');
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
