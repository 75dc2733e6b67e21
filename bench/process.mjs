import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deployment } from './cluster.mjs';
import { flinkCluster } from './flink-cluster.mjs';
import { timed } from './measure.mjs';

/**
 * Milliseconds of whole processes, taking turns: the CLI rendering a file with one cluster, and Node doing nothing.
 *
 * @param bin the CLI's file
 */
export function processTimes(bin, runs) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-bench-'));
  try {
    const files = [deployment('orders'), flinkCluster('orders')].map((document) => {
      const file = path.join(folder, `${document.kind}.yaml`);
      // JSON is YAML.
      writeFileSync(file, JSON.stringify(document, null, 2));
      return [document.kind, file];
    });
    const times = { render: Object.fromEntries(files.map(([kind]) => [kind, []])), nothing: [] };
    for (let i = 0; i < runs; i++) {
      for (const [kind, file] of files) times.render[kind].push(timed(() => node([bin, 'render', '-f', file])));
      times.nothing.push(timed(() => node(['-e', '0'])));
    }
    return times;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function node(args) {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
}
