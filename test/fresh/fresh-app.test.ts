import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../lib/manifest';
import { temporaryFolder } from '../cli/command';

// What a new user does with the package: install it into a new app, paste the README's example, compile it without
// `skipLibCheck`, synthesize it, and test it with jest. Packages that the package does not ask for are not there.

const ROOT = path.join(__dirname, '..', '..');
const folder = temporaryFolder();
const app = path.join(folder, 'app');
const own = path.join(app, 'node_modules', 'cdk8s-flink');
const tool = (...file: string[]) => path.join(ROOT, 'node_modules', ...file);

/** Custom resources, whose types are those of the package and of what it names. */
const RESOURCES = `
import { App, Chart } from 'cdk8s';
import { FlinkCluster, FlinkDeployment, type FlinkClusterSpec, type FlinkDeploymentSpec } from 'cdk8s-flink';

const spec: FlinkDeploymentSpec = {
  image: 'shop/orders:1.0',
  flinkVersion: 'v1_20',
  serviceAccount: 'flink',
  podTemplate: { spec: { containers: [{ name: 'flink-main-container', env: [{ name: 'A', value: '1' }] }] } },
};
const cluster: FlinkClusterSpec = { image: { name: 'shop/orders:1.0' }, jobManager: { accessScope: 'Cluster' } };
const chart = new Chart(new App(), 'resources', { namespace: 'streams' });

// @ts-expect-error -- a typo in a pod template
export const typo: FlinkDeploymentSpec = { podTemplate: { spec: { containers: [{ name: 'a', enviroment: [] }] } } };
export const deployment = new FlinkDeployment(chart, 'orders', { metadata: { name: 'orders' }, spec });
export const flinkCluster = () => new FlinkCluster(chart, 'clicks', { metadata: { name: 'clicks' }, spec: cluster });
`;

/** Runs a program of Node in the app. @returns its standard output @throws Error when it fails */
function node(...args: string[]): string {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(JEST_|NODE_OPTIONS$|NODE_ENV$|NODE_PATH$|CDK8S_)/.test(key)),
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: app, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

const read = (file: string) => readFileSync(path.join(app, file), 'utf8');

beforeAll(() => {
  const script = path.join(__dirname, 'create-app.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [, chart] = /^const (\w+) = new \w*Chart\(/m.exec(read('main.ts')) ?? [];
  if (chart === undefined) throw new Error('the example has no chart');
  writeFileSync(path.join(app, 'main.ts'), `${read('main.ts')}\nexport { ${chart} as chart };\n`);
  writeFileSync(path.join(app, 'resources.ts'), RESOURCES);
  const lines = [
    `import { Testing } from 'cdk8s';`,
    `import { chart } from './main';`,
    `test('the manifests stay as they are', () => {`,
    `  expect(Testing.synth(chart)).toMatchSnapshot();`,
    `  expect(Testing.synth(chart)).toMatchSnapshot();`,
    `});`,
  ];
  writeFileSync(path.join(app, 'main.test.ts'), lines.join('\n'));
}, 180_000);

it('has nothing that the package does not ask for', () => {
  expect(existsSync(path.join(app, 'node_modules', 'cdk8s-plus-27'))).toBe(false);
  const { files } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
  const always = ['package.json', 'README.md', 'LICENSE'];
  const allowed = new Set([...files, ...always].map((file) => file.split('/')[0]));
  expect(readdirSync(own).filter((file) => !allowed.has(file))).toEqual([]);
  expect(readdirSync(path.join(own, 'dist')).sort()).toEqual(['bin', 'constructs', 'index.d.ts', 'index.js', 'lib']);
});

it('loads every module of the package', () => {
  const files = ['lib', 'constructs'].flatMap((part) =>
    readdirSync(path.join(own, 'dist', part), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .map((file) => `cdk8s-flink/dist/${part}/${file}`),
  );
  expect(files.length).toBeGreaterThan(30);
  // By their paths: the package exports but one.
  const paths = files.map((file) => path.join(app, 'node_modules', file));
  node('-e', 'process.argv.slice(1).forEach((file) => require(file))', ...paths);
}, 60_000);

it('runs the command', () => {
  const { version } = JSON.parse(readFileSync(path.join(own, 'package.json'), 'utf8')) as { version: string };
  expect(node(path.join(own, 'dist', 'bin', 'cdk8s-flink.js'), '--version')).toBe(`${version}\n`);
});

describe('the example of the README', () => {
  it('compiles, types of libraries included, and custom resources beside it', () => {
    expect(JSON.parse(read('tsconfig.json'))).toMatchObject({ compilerOptions: { module: 'CommonJS', strict: true } });
    expect(read('tsconfig.json')).not.toContain('skipLibCheck');
    expect(node(tool('typescript', 'bin', 'tsc'))).toBe('');
  }, 120_000);

  it('is synthesized', () => {
    node('main.js');
    const [file, ...others] = readdirSync(path.join(app, 'dist'));
    expect(others).toEqual([]);
    const objects = parseAllDocuments(read(`dist/${file}`)).map((document) => document.toJS() as JsonObject);
    const kinds = objects.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['ConfigMap', 'Deployment', 'Service']));
  });

  it('has a snapshot that jest writes and finds again', () => {
    const config = JSON.stringify({ rootDir: app, testMatch: ['**/*.test.js'], transform: {} });
    const jest = (...args: string[]) =>
      JSON.parse(node(tool('jest', 'bin', 'jest.js'), '--config', config, '--json', ...args)) as {
        numPassedTests: number;
        snapshot: { added: number; matched: number };
      };
    expect(jest('--ci=false')).toMatchObject({ numPassedTests: 1, snapshot: { added: 2, matched: 0 } });
    const [first = '', second] = read('__snapshots__/main.test.js.snap')
      .split(/^exports\[.*\] = /m)
      .slice(1);
    expect(first.length).toBeGreaterThan(1000);
    expect(second?.trim()).toBe(first.trim());
    node('main.js');
    expect(jest('--ci')).toMatchObject({ numPassedTests: 1, snapshot: { added: 0, matched: 2 } });
  }, 60_000);
});
