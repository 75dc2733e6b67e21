import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../../lib/manifest';
import { temporaryFolder } from '../../cli/command';
import { readDocuments, SAMPLES } from '../../support/samples';
import { generatedCrds } from './generated';

// `cdk8s import` makes classes of the definitions: with them the resources of two samples compile, and come out as they
// are; mistakes do not compile.

const MODULES = path.join(__dirname, '..', '..', '..', 'node_modules');
const tool = (...file: string[]) => path.join(MODULES, ...file);
const crds = [...generatedCrds().values()];
const folder = temporaryFolder();

const specOf = (file: string, name: string) =>
  readDocuments(path.join(SAMPLES, 'variants', file)).find(({ metadata }) => (metadata as JsonObject).name === name)
    ?.spec;

const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

/** What the compiler has against a program. */
function compile(program: string): string {
  writeFileSync(path.join(folder, 'main.ts'), program);
  const options = ['--strict', '--skipLibCheck', '--module', 'commonjs', '--target', 'es2022', '--types', 'node'];
  return node(tool('typescript', 'bin', 'tsc'), ...options, 'main.ts').stdout;
}

const PROGRAM = `
import { Chart, Testing } from 'cdk8s';
import * as apache from './flink.apache.org';
import * as cluster from './flinkoperator.k8s.io';

const chart = new Chart(Testing.app(), 'chart');
new apache.FlinkDeployment(chart, 'a', {
  metadata: { name: 'orders' },
  spec: {
    image: 'flink:1.20',
    imagePullPolicy: apache.FlinkDeploymentSpecImagePullPolicy.ALWAYS,
    flinkVersion: apache.FlinkDeploymentSpecFlinkVersion.V1_UNDERSCORE_20,
    serviceAccount: 'flink',
    flinkConfiguration: {
      'taskmanager.numberOfTaskSlots': '2',
      'high-availability.type': 'kubernetes',
      'high-availability.storageDir': 's3://bucket/ha',
      'state.checkpoints.dir': 's3://bucket/checkpoints',
      'state.savepoints.dir': 's3://bucket/savepoints',
      'execution.checkpointing.interval': '30 s',
    },
    jobManager: { replicas: 2, resource: { memory: '2Gi', cpu: 0.5 } },
    taskManager: { resource: { memory: '4Gi', cpu: 2 } },
    job: {
      jarUri: 'local:///opt/flink/usrlib/orders.jar',
      entryClass: 'com.example.orders.Main',
      args: ['--topic', 'orders', '--mode=exactly once', '--empty', ''],
      parallelism: 4,
      upgradeMode: apache.FlinkDeploymentSpecJobUpgradeMode.LAST_HYPHEN_STATE,
      state: apache.FlinkDeploymentSpecJobState.RUNNING,
    },
  },
});
new cluster.FlinkCluster(chart, 'b', {
  metadata: { name: 'both-files' },
  spec: {
    flinkVersion: '1.15',
    image: { name: 'x' },
    job: { jarFile: '/a.jar', pyFile: '/b.py', savepointGeneration: 4, autoSavepointSeconds: 60 },
  },
});
console.log(JSON.stringify(chart.toJson()));
`;

beforeAll(() => {
  mkdirSync(path.join(folder, 'node_modules'));
  for (const name of ['cdk8s', 'constructs', '@types'])
    symlinkSync(tool(name), path.join(folder, 'node_modules', name));
  const groups = new Map(
    crds.map(({ crd }) => [crd.spec.group, crds.filter((o) => o.crd.spec.group === crd.spec.group)]),
  );
  for (const [group, members] of groups) {
    // One import writes one file a group.
    const file = path.join(folder, `${group}.yaml`);
    writeFileSync(file, members.map(({ text }) => text).join('---\n'));
    const args = [tool('cdk8s-cli', 'bin', 'cdk8s'), 'import', file, '--output', folder, '--language', 'typescript'];
    execFileSync(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  }
}, 120_000);

it('gives classes that compile samples and write them as they are', () => {
  expect(compile(PROGRAM)).toBe('');
  const { stdout, stderr } = node('main.js');
  expect(stderr).toBe('');
  const written = (JSON.parse(stdout) as JsonObject[]).map(({ spec }) => spec);
  expect(written[0]).toEqual(specOf('apache/native-app-ha.yaml', 'orders'));
  expect(written[1]).toEqual(specOf('spotify/names-and-odd-versions.yaml', 'both-files'));
}, 120_000);

it('gives a class for every kind', () => {
  const uses = crds.map(({ crd: { spec } }) => {
    const from = spec.group === 'flink.apache.org' ? 'apache' : 'cluster';
    return `console.log(${from}.${spec.names.kind}.GVK.kind);`;
  });
  expect(compile(PROGRAM.split('const chart')[0] + uses.join('\n'))).toBe('');
}, 120_000);

it.each([
  ['a misspelt field', 'serviceAccount:', 'servicAccount:', 'servicAccount'],
  ['a number for a text', "flinkVersion: '1.15'", 'flinkVersion: 1.15', "'number' is not assignable to type 'string'"],
])(
  'gives classes that do not compile %s',
  (_, right, wrong, message) => {
    expect(compile(PROGRAM.replace(right, wrong))).toContain(message);
  },
  120_000,
);
