import { parse, parseAllDocuments } from 'yaml';
import { renderResource } from '../../constructs/render-resource';
import { BUILT_IN_OPERATOR_CONFIG } from '../../lib/api';
import type { JsonObject, Manifest } from '../../lib/manifest';
import { command, configMap, deployment } from './command';

const objects = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as Manifest);
const named = (text: string) =>
  objects(text).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);

/** A blue/green deployment of what `deployment` makes, with more lines in its spec. */
function blueGreen(name: string, lines: readonly string[] = [], ofTemplate: readonly string[] = []): string {
  const [head = '', spec = ''] = deployment(name, ofTemplate).split('spec:\n');
  const template = spec.replace(/^(?=.)/gm, '    ');
  const more = lines.map((line) => `  ${line}\n`).join('');
  return `${head.replace('FlinkDeployment', 'FlinkBlueGreenDeployment')}spec:\n${more}  template:\n    spec:\n${template}`;
}

function snapshot(job: string, lines: readonly string[] = []): string {
  const head =
    'apiVersion: flink.apache.org/v1beta1\nkind: FlinkStateSnapshot\nmetadata: {name: one, namespace: streams}\n';
  const more = ['checkpoint: {}', ...lines].map((line) => `  ${line}\n`).join('');
  return `${head}spec:\n  jobReference: {kind: FlinkDeployment, name: ${job}}\n${more}`;
}

const CLUSTER = [
  'FlinkDeployment streams/orders-blue',
  'ConfigMap streams/flink-config-orders-blue',
  'Service streams/orders-blue',
  'Service streams/orders-blue-rest',
  'Deployment streams/orders-blue',
];

describe('render', () => {
  test('makes the first FlinkDeployment of a blue/green deployment, and what that becomes', async () => {
    const { code, stdout, stderr } = await command(['render', '-f', '-'], blueGreen('orders'));
    expect([code, stderr]).toEqual([0, '']);
    expect(named(stdout).sort()).toEqual([...CLUSTER].sort());
    const [child, ...others] = objects(stdout);
    expect([child?.kind, child?.metadata.labels]).toEqual([
      'FlinkDeployment',
      { 'flink/blue-green-deployment-type': 'BLUE' },
    ]);
    // The objects are those that the FlinkDeployment becomes when it is rendered itself.
    const rendered = await command(['render', '-f', '-'], JSON.stringify(child));
    expect(objects(rendered.stdout)).toEqual(others);
  });

  test('leads the Ingress of a blue/green deployment to the blue one, which may have its own', async () => {
    const text = blueGreen(
      'orders',
      ['ingress: {template: "{{name}}.example.com", className: nginx, labels: {a: b}}'],
      ['ingress: {template: "{{name}}.example.com"}', 'flinkConfiguration: {rest.port: "9999"}'],
    );
    const { stdout, stderr } = await command(['render', '-f', '-'], text);
    expect(stderr).toBe('');
    const [own, front] = objects(stdout).filter(({ kind }) => kind === 'Ingress');
    const backend = { service: { name: 'orders-blue-rest', port: { number: 9999 } } };
    const rules = (host: string) => [{ host, http: { paths: [{ pathType: 'ImplementationSpecific', backend }] } }];
    expect(own).toMatchObject({
      metadata: { name: 'orders-blue' },
      spec: { rules: rules('blue-orders-blue.example.com') },
    });
    expect(front).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'orders', namespace: 'streams', labels: { a: 'b', component: 'ingress' } },
      spec: { ingressClassName: 'nginx', rules: rules('orders.example.com') },
    });
    const unmanaged = text.replace(
      'flinkConfiguration: {',
      'flinkConfiguration: {kubernetes.operator.ingress.manage: "false", ',
    );
    expect(named((await command(['render', '-f', '-'], unmanaged)).stdout).sort()).toEqual([...CLUSTER].sort());
  });

  test('makes nothing of a suspended blue/green deployment, and says so', async () => {
    const text = blueGreen('orders').replace('parallelism:', 'state: suspended, parallelism:');
    const { code, stdout, stderr } = await command(['render', '-f', '-'], text);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain(
      'warning NoObjects: FlinkBlueGreenDeployment streams/orders has no objects of its own: the job is suspended.',
    );
  });

  test('makes nothing of a snapshot, and says so', async () => {
    const { code, stdout, stderr } = await command(
      ['render', '-f', '-'],
      `${deployment('orders')}---\n${snapshot('orders')}`,
    );
    expect([code, named(stdout).some((name) => name.includes('one'))]).toEqual([0, false]);
    expect(stderr).toMatch(
      /^<stdin>:\d+:1: warning NoObjects: FlinkStateSnapshot streams\/one has no objects of its own: it is taken by its job.*\n$/,
    );
  });

  test('refuses a FlinkDeployment that the blue/green deployment makes too', async () => {
    const text = `${blueGreen('orders')}---\n${deployment('orders-blue')}`;
    const { code, stdout, stderr } = await command(['render', '-f', '-'], text);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error DuplicateObject: metadata.name: Deployment streams/orders-blue is there twice');
  });

  test('--lenient renders a blue/green deployment with an unknown option', async () => {
    const text = blueGreen('orders', ['configuration: {kubernetes.operator.bluegreen.abort.grace: 1 s}']);
    const strict = await command(['render', '-f', '-'], text);
    expect([strict.code, strict.stdout]).toEqual([1, '']);
    expect(strict.stderr).toContain(
      'error UnknownField: spec.configuration["kubernetes.operator.bluegreen.abort.grace"]: ',
    );
    const lenient = await command(['render', '-f', '-', '--lenient'], text);
    expect([lenient.code, lenient.stderr.includes('warning UnknownField')]).toEqual([0, true]);
    expect(named(lenient.stdout)).toContain('Deployment streams/orders-blue');
  });

  test('-n gives all kinds a namespace', async () => {
    const text = blueGreen('orders').replace(/^ {2}namespace: streams\n/m, '');
    const { stdout } = await command(['render', '-f', '-', '-n', 'sales'], text);
    expect(objects(stdout).map(({ metadata }) => metadata.namespace)).toEqual(CLUSTER.map(() => 'sales'));
  });
});

test('the library call refuses what the command refuses, unless it is lenient', () => {
  const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: [] };
  const document = parse(blueGreen('orders', ['ingres: {}'])) as JsonObject;
  expect(() => renderResource(document, context)).toThrow('UnknownField: spec.ingres: ');
  expect(renderResource(document, context, { lenient: true })).toHaveLength(CLUSTER.length);
  const job = parse(snapshot('orders', ['savepoint: {}'])) as JsonObject;
  expect(() => renderResource(job, context, { lenient: true })).toThrow('SnapshotTypeRequired: ');
});

describe('check', () => {
  test('points at the field of the template that is wrong', async () => {
    const text = blueGreen('orders')
      .replace('memory: 1Gi', 'memory: lots')
      .replace('flinkVersion: v1_19', 'flinkVersion: v1_14');
    const { code, stdout } = await command(['check', '-f', '-'], text);
    expect(code).toBe(1);
    const lines = text.split('\n');
    const lineOf = (words: string) => 1 + lines.findIndex((line) => line.includes(words));
    expect(stdout).toContain(
      `<stdin>:${lineOf('v1_14')}:7: error UnsupportedFlinkVersion: spec.template.spec.flinkVersion: `,
    );
    expect(stdout).toContain(`<stdin>:${lineOf('memory: lots')}:`);
  });

  test('finds the job of a snapshot among the inputs, the FlinkDeployments of a blue/green deployment too', async () => {
    const check = async (...texts: string[]) => (await command(['check', '-f', '-'], texts.join('---\n'))).stdout;
    expect(await check(snapshot('orders'), deployment('orders'))).toMatch(/^no problems, 2 resources/);
    expect(await check(snapshot('orders-green'), blueGreen('orders'))).toMatch(/^no problems, 2 resources/);
    expect(await check(snapshot('order'), deployment('orders'))).toContain('warning SnapshotTargetNotFound: ');
    expect(await check(snapshot('orders', ['savepoint: {}']), configMap('a'))).toContain(
      'error SnapshotTypeRequired: ',
    );
  });
});
