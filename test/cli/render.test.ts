import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { command, configMap, deployment, temporaryFolder } from './command';

const folder = temporaryFolder();
const place = (...names: string[]) => path.join(folder, ...names);

function write(name: string, text: string): string {
  mkdirSync(path.dirname(place(name)), { recursive: true });
  writeFileSync(place(name), text);
  return place(name);
}

const objects = (text: string) =>
  parseAllDocuments(text).map((d) =>
    (d as { toJS(): { kind: string; metadata: { name: string; namespace?: string } } }).toJS(),
  );

test('renders a FlinkDeployment to its objects and passes other kinds through', async () => {
  const input = `${deployment('orders')}---\n${configMap('other', 'data: {on: "yes"}\n')}`;
  const { code, stdout, stderr } = await command(['render', '-f', '-'], input);
  expect([code, stderr]).toEqual([0, '']);
  const found = objects(stdout);
  expect(found.map((o) => o.kind)).toEqual(expect.arrayContaining(['Deployment', 'Service', 'ConfigMap']));
  expect(found.at(-1)).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'other' },
    data: { true: 'yes' },
  });
});

test('the same input gives the same bytes, whichever way it comes in', async () => {
  const file = write('same/a.yaml', deployment('orders'));
  const results = [
    await command(['render', '-f', file]),
    await command(['render', '-f', '-'], deployment('orders')),
    await command(['render', '-f', place('same')]),
  ];
  expect(new Set(results.map((r) => r.stdout)).size).toBe(1);
});

test('folders are read in order, without hidden files and node_modules', async () => {
  for (const name of [
    'b.yml',
    'a.yaml',
    'c/d.json',
    '.hidden.yaml',
    '.git/x.yaml',
    'node_modules/y.yaml',
    'notes.txt',
  ]) {
    write(`tree/${name}`, configMap(name.replace(/\W/g, '')));
  }
  write('tree/c/d.json', '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "cdjson"}}');
  const { stdout } = await command(['render', '-f', place('tree')]);
  expect(objects(stdout).map((o) => o.metadata.name)).toEqual(['ayaml', 'byml', 'cdjson']);
});

test('-n is the namespace of Flink resources that name none', async () => {
  const without = deployment('orders').replace('  namespace: streams\n', '');
  const { stdout } = await command(
    ['render', '-f', '-', '-n', 'elsewhere'],
    `${without}---\n${deployment('named')}---\n${configMap('x')}`,
  );
  const namespaces = new Map(objects(stdout).map((o) => [o.metadata.name, o.metadata.namespace]));
  expect(namespaces.get('orders')).toBe('elsewhere');
  expect(namespaces.get('named')).toBe('streams');
  expect(namespaces.get('x')).toBeUndefined();
});

test('--lenient makes warnings of unknown fields', async () => {
  const input = deployment('orders', ['jobManger: {}']);
  const { code, stdout, stderr } = await command(['render', '-f', '-', '--lenient'], input);
  expect(code).toBe(0);
  expect(stdout).toBe((await command(['render', '-f', '-'], deployment('orders'))).stdout);
  expect(stderr).toMatch(/^<stdin>:\d+:3: warning UnknownField: spec\.jobManger: .* Did you mean "jobManager"\?\n$/);
});

test('--config is the configuration of the operator', async () => {
  write('conf/config.yaml', 'state:\n  backend:\n    type: rocksdb\n');
  const { code, stdout } = await command(['render', '-f', '-', '--config', place('conf')], deployment('orders'));
  expect(code).toBe(0);
  expect(stdout).toContain('rocksdb');
});

test.each([
  ['a folder that is not there', 'nowhere', 'UnreadableFile'],
  ['a folder without a configuration', 'bare', 'MissingOperatorConfig'],
])('--config refuses %s', async (_, name, code) => {
  mkdirSync(place('bare'), { recursive: true });
  const result = await command(['render', '-f', '-', '--config', place(name)], deployment('orders'));
  expect([result.code, result.stdout]).toEqual([1, '']);
  expect(result.stderr).toContain(`error ${code}: `);
});

test('-o writes a file for each resource, and gives a second run the same bytes', async () => {
  const input = `${deployment('orders')}---\n${configMap('other')}`;
  const run = () => command(['render', '-f', '-', '-o', place('out', 'deep')], input);
  expect(await run()).toEqual({ code: 0, stdout: '', stderr: '' });
  const names = ['configmap-other.yaml', 'flinkdeployment-streams-orders.yaml'];
  expect(readdirSync(place('out', 'deep')).sort()).toEqual(names);
  const read = () => names.map((name) => readFileSync(place('out', 'deep', name), 'utf8'));
  const before = read();
  await run();
  expect(read()).toEqual(before);
  expect([before[1], before[0]].join('---\n')).toBe((await command(['render', '-f', '-'], input)).stdout);
});

test.each([
  ['an error in one resource', `${configMap('a')}---\n${deployment('b', ['x: 1'])}`, 'UnknownField'],
  [
    'two resources of one file name',
    `${configMap('b-c')}---\n${configMap('c').replace('name: c', 'name: c\n  namespace: b')}`,
    'DuplicateFile',
  ],
])('-o writes nothing for %s', async (what, input, code) => {
  const out = place(what.replace(/ /g, '-'));
  const result = await command(['render', '-f', '-', '-o', out], input);
  expect([result.code, result.stdout]).toEqual([1, '']);
  expect(result.stderr).toContain(`error ${code}: `);
  expect(existsSync(out)).toBe(false);
});

test('-o takes no file for a folder', async () => {
  writeFileSync(place('file'), 'mine');
  const result = await command(['render', '-f', '-', '-o', place('file')], configMap('a'));
  expect([result.code, result.stdout]).toEqual([1, '']);
  expect(result.stderr).toContain('error UnwritableFolder: ');
  expect(readFileSync(place('file'), 'utf8')).toBe('mine');
});

test('-o leaves no file behind when it cannot write all', async () => {
  mkdirSync(place('blocked', 'configmap-b.yaml'), { recursive: true });
  const result = await command(
    ['render', '-f', '-', '-o', place('blocked')],
    `${configMap('a')}---\n${configMap('b')}`,
  );
  expect([result.code, result.stdout]).toEqual([1, '']);
  expect(result.stderr).toContain('UnwritableFolder');
  expect(readdirSync(place('blocked'))).toEqual(['configmap-b.yaml']);
});

test('-o stays in its folder, whatever a resource is called', async () => {
  const input = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: ../../system:x\n';
  expect((await command(['render', '-f', '-', '-o', place('names')], input)).code).toBe(0);
  expect(readdirSync(place('names'))).toEqual(['clusterrole-..-..-system-x.yaml']);
});

test('objects that two resources render alike are an error that names both', async () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: orders-rest\n  namespace: streams\n';
  const { code, stdout, stderr } = await command(['render', '-f', '-'], `${deployment('orders')}---\n${service}`);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(
    /<stdin>:\d+:3: error DuplicateObject: metadata\.name: Service streams\/orders-rest .*FlinkDeployment streams\/orders/,
  );
});
