// What a user's type check costs with this package, against the same app without it: ratios that hold on any machine.
// Processor time, because the machine may be busy with other things.
//
//   node bench/typecheck.mjs [ROUNDS]      builds into a temporary folder, then measures
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp, firstExample, pack } from '../test/fresh/create-app.mjs';
import { median, spread } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 7);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-bench-'));

const EMPTY = `import { App, Chart } from 'cdk8s';

const app = new App();
const chart = new Chart(app, 'orders', { namespace: 'streams' });
console.log(chart.node.path);
app.synth();
`;
const KUBERNETES = `import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { NetworkPolicyPeer } from 'kubernetes-types/networking/v1';

export const template: PodTemplateSpec = {};
export const peer: NetworkPolicyPeer = {};
`;

try {
  const archive = await pack(folder);
  const apps = {
    'cdk8s alone': { main: EMPTY },
    'and kubernetes-types': { main: `${KUBERNETES}${EMPTY}`, packages: ['kubernetes-types'] },
    'and cdk8s-flink': { main: firstExample(), archive },
  };
  const names = Object.keys(apps);
  for (const [i, name] of names.entries()) createApp(path.join(folder, `app-${i}`), apps[name]);

  for (const [title, options] of [
    ['Type check, CPU seconds', []],
    ['With skipLibCheck, CPU seconds', ['--skipLibCheck']],
  ]) {
    const runs = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = -1; round < rounds; round++) {
      for (let i = 0; i < names.length; i++) {
        const at = (round + 1 + i) % names.length;
        const run = typeCheck(path.join(folder, `app-${at}`), options);
        // The first round fills the caches of the file system.
        if (round >= 0) runs[names[at]].push(run);
      }
    }
    report(title, runs, names);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** What the compiler takes, in seconds of a processor, and says about itself. @throws Error when the app has errors */
function typeCheck(cwd, options) {
  const hook = 'process.on("exit", () => process.stderr.write(JSON.stringify(process.cpuUsage())))';
  const args = [`--import=data:text/javascript,${encodeURIComponent(hook)}`, tsc, '--noEmit', '--extendedDiagnostics'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, ...options], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
  const { user, system } = JSON.parse(stderr);
  const number = (name) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)[1]);
  const [files, types, memory] = ['Files', 'Types', 'Memory used'].map(number);
  return { seconds: (user + system) / 1e6, files, types, memory };
}

function report(title, runs, [alone, kubernetes, ours]) {
  print(`\n${title}`, 'median', 'min .. max', 'relative', 'files', 'types', 'MiB');
  const times = (name) => runs[name].map(({ seconds }) => seconds);
  const relative = (name) => median(times(name).map((time, round) => time / times(alone)[round]));
  for (const name of [alone, kubernetes, ours]) {
    const { median: middle, min, max } = spread(times(name));
    const [{ files, types, memory }] = runs[name];
    const columns = [middle.toFixed(2), `${min.toFixed(2)} .. ${max.toFixed(2)}`, `${relative(name).toFixed(2)}x`];
    print(name, ...columns, String(files), String(types), (memory / 1024).toFixed(0));
  }
  const added = (name) => median(times(name).map((time, round) => time - times(alone)[round]));
  const share = (100 * added(kubernetes)) / added(ours);
  console.log(`cdk8s-flink adds ${added(ours).toFixed(2)} s, of which kubernetes-types ${share.toFixed(0)} %`);
}

function print(first, ...others) {
  console.log(`${first.padEnd(32)}${others.map((cell) => cell.padStart(15)).join('')}`.trimEnd());
}
