import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { command, configMap, deployment, temporaryFolder } from './command';

const folder = temporaryFolder();
const place = (...names: string[]) => path.join(folder, ...names);

const cluster = (name: string) => `apiVersion: flinkoperator.k8s.io/v1beta1
kind: FlinkCluster
metadata:
  name: ${name}
  namespace: streams
spec:
  flinkVersion: "1.20"
  image: {name: flink:1.20}
  job: {mode: Application, className: com.example.Job, cleanupPolicy: {afterJobFails: DeleteCluster}}
`;
const sessionJob = `apiVersion: flink.apache.org/v1beta1
kind: FlinkSessionJob
metadata: {name: report, namespace: streams}
spec:
  deploymentName: pool
  job: {jarURI: "https://example.com/a.jar", parallelism: 1}
`;

const objects = (text: string) =>
  parseAllDocuments(text).map((d) =>
    (d as { toJS(): { kind: string; metadata: { name: string }; spec?: object } }).toJS(),
  );
const kinds = (text: string) => objects(text).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
const convert = (to: string, input: string, ...more: string[]) =>
  command(['convert', '-f', '-', '--to', to, ...more], input);

test('turns a FlinkCluster into a FlinkDeployment, and tells what is lost where it is written', async () => {
  const { code, stdout, stderr } = await convert('FlinkDeployment', `${cluster('orders')}---\n${configMap('other')}`);
  expect(code).toBe(0);
  expect(kinds(stdout)).toEqual(['FlinkDeployment orders', 'ConfigMap other']);
  expect(stderr).toMatch(
    /^<stdin>:9:\d+: warning NotCarriedOver: spec\.job\.cleanupPolicy: not in the FlinkDeployment: /m,
  );
  expect(stderr).not.toMatch(/ error /);
});

test('turns a FlinkDeployment into a FlinkCluster', async () => {
  const { code, stdout, stderr } = await convert('FlinkCluster', deployment('orders'));
  expect(code).toBe(0);
  expect(kinds(stdout)).toEqual(['FlinkCluster orders']);
  expect(stderr).toContain('warning NeededAfterConversion: spec.job: the FlinkCluster still needs job.className. ');
});

test.each([
  ['FlinkDeployment', deployment('orders', ['restartNonce: 1'])],
  ['FlinkCluster', cluster('orders')],
])('leaves a %s as it is', async (kind, input) => {
  const { code, stdout, stderr } = await convert(kind, input);
  expect([code, stderr]).toEqual([0, '']);
  expect(objects(stdout)).toEqual(objects(input));
});

test('tells of kinds that only the Apache operator has', async () => {
  const pool = deployment('pool').replace(/ {2}job: .*\n/, '');
  const { code, stdout, stderr } = await convert('FlinkCluster', `${pool}---\n${sessionJob}`);
  expect(code).toBe(0);
  expect(kinds(stdout)).toEqual(['FlinkCluster pool', 'FlinkSessionJob report']);
  expect(stderr).toMatch(/warning NotConverted: kind: a FlinkSessionJob stays as it is/);
});

test('writes out the defaults of an operator that is given, and only then', async () => {
  mkdirSync(place('conf'));
  writeFileSync(
    place('conf', 'config.yaml'),
    'state.backend.type: rocksdb\nkubernetes.operator.reconcile.interval: 15 s\n',
  );
  const given = await convert('FlinkCluster', deployment('orders'), '--config', place('conf'));
  const without = await convert('FlinkCluster', deployment('orders'));
  expect(given.stdout).toContain('state.backend.type: rocksdb');
  expect(without.stdout).not.toMatch(/rocksdb|java/);
});

test('turns resources into code', async () => {
  const { code, stdout, stderr } = await convert('typescript', `${cluster('orders')}---\n${configMap('other')}`);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^import \{ App, Chart \} from 'cdk8s';\nimport \{ FlinkCluster, ManifestObject, type Manifest \}/,
  );
  expect(stdout).toContain("new FlinkCluster(this, 'orders', {");
});

test('code wants a namespace, and is told which', async () => {
  const input = cluster('orders').replace('  namespace: streams\n', '');
  const bare = await convert('typescript', input);
  expect(bare.stdout).toContain("namespace: 'default'");
  expect(bare.stderr).toMatch(/^<stdin>:3:1: warning MeaningChanged: metadata: .*Give it with -n/);
  const named = await convert('typescript', input, '-n', 'elsewhere');
  expect([named.stdout.includes("namespace: 'elsewhere'"), named.stderr]).toEqual([true, '']);
});

test.each(['FlinkDeployment', 'FlinkCluster', 'typescript'])('bad input gives no %s', async (to) => {
  const out = place(`none-${to}`);
  const input = `${deployment('orders', ['jobManger: {}'])}---\n${cluster('9digit')}`;
  const { code, stdout, stderr } = await convert(to, input, '-o', out);
  expect([code, stdout, existsSync(out)]).toEqual([1, '', false]);
  expect(stderr).toContain('error UnknownField: spec.jobManger: ');
  expect(stderr).toContain('error InvalidClusterName: metadata.name: ');
});

test('an unknown field that is a warning only is told as lost', async () => {
  const { code, stderr } = await convert('FlinkCluster', deployment('orders', ['jobManger: {a: b}']), '--lenient');
  expect(code).toBe(0);
  expect(stderr).toMatch(/warning UnknownField: spec\.jobManger/);
  expect(stderr).toMatch(/warning NotCarriedOver: spec\.jobManger\.a: /);
});

test('-o writes a file for each resource, or one with code', async () => {
  const input = `${cluster('orders')}---\n${configMap('other')}`;
  await convert('FlinkDeployment', input, '-o', place('out'));
  expect(readdirSync(place('out'))).toEqual(['configmap-other.yaml', 'flinkdeployment-streams-orders.yaml']);
  const result = await convert('typescript', input, '-o', place('out', 'code'));
  expect([result.code, result.stdout]).toEqual([0, '']);
  const { stdout } = await convert('typescript', input);
  expect(readFileSync(place('out', 'code', 'flink-resources.ts'), 'utf8')).toBe(stdout);
});

test('-o tells when the folder cannot be written', async () => {
  mkdirSync(place('blocked', 'flinkdeployment-streams-orders.yaml'), { recursive: true });
  mkdirSync(place('blocked', 'flink-resources.ts'));
  for (const to of ['FlinkDeployment', 'typescript']) {
    const { code, stderr } = await convert(to, cluster('orders'), '-o', place('blocked'));
    expect([code, stderr.includes('error UnwritableFolder')]).toEqual([1, true]);
  }
});

test.each([[['convert', '-f', '-']], [['convert', '-f', '-', '--to', 'Flink']], [['convert', '--to', 'typescript']]])(
  '%j is wrong usage',
  async (argv) => {
    const { code, stdout } = await command(argv);
    expect([code, stdout]).toEqual([2, '']);
  },
);

test('it is in the completion and the help', async () => {
  const { stdout } = await command(['completion', 'bash']);
  expect(stdout).toMatch(/convert\) flags='.*--to.*--output-dir.*'/);
  expect((await command(['convert', '--help'])).stdout).toContain('--to <form>');
});
