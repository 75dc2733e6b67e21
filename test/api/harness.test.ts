import type { Manifest } from '../../lib/manifest';
import { ApiClient } from './client';

// A harness that takes everything proves nothing: these are the refusals that the other suites rely on.

const client = new ApiClient();
const containing = (text: string): unknown => expect.stringContaining(text);
const namespace = 'harness';

beforeAll(() => client.createNamespace(namespace));

const container = { name: 'main', image: 'flink:2.2', ports: [{ name: 'rest', containerPort: 8081 }] };

function deployment(change: { metadata?: object; spec?: object; podSpec?: object } = {}): Manifest {
  const labels = { app: 'demo' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'demo', namespace, labels, ...change.metadata },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container], ...change.podSpec } },
      ...change.spec,
    },
  };
}

const twoPorts = (first: object, second: object) => ({ containers: [{ ...container, ports: [first, second] }] });

const refused: [why: string, manifest: Manifest, message: string][] = [
  [
    'an unknown field',
    deployment({ podSpec: { contianers: [] } }),
    '.spec.template.spec.contianers: field not declared in schema',
  ],
  [
    'two ports of one name',
    deployment({ podSpec: twoPorts({ name: 'rest', containerPort: 8081 }, { name: 'rest', containerPort: 8082 }) }),
    'spec.template.spec.containers[0].ports[1].name: Duplicate value: "rest"',
  ],
  [
    'two ports of one number',
    deployment({ podSpec: twoPorts({ name: 'rest', containerPort: 8081 }, { name: 'ui', containerPort: 8081 }) }),
    '.spec.template.spec.containers[name="main"].ports: duplicate entries for key [containerPort=8081,protocol="TCP"]',
  ],
  ['a string for a number', deployment({ spec: { replicas: 'one' } }), '.spec.replicas: expected numeric'],
  ['a number for a label', deployment({ metadata: { labels: { app: 1 } } }), '.metadata.labels.app: expected string'],
  [
    'a label that is no label',
    deployment({ metadata: { labels: { app: 'not a label' } } }),
    'metadata.labels: Invalid value: "not a label"',
  ],
  [
    'a quantity that is none',
    deployment({ podSpec: { containers: [{ ...container, resources: { limits: { memory: '1gb' } } }] } }),
    'quantities must match the regular expression',
  ],
  [
    'a missing field',
    deployment({ podSpec: { containers: [{ name: 'main' }] } }),
    'spec.template.spec.containers[0].image: Required value',
  ],
  [
    'a selector that does not match',
    deployment({ spec: { selector: { matchLabels: { app: 'other' } } } }),
    'spec.template.metadata.labels: Invalid value',
  ],
  [
    'a name that is no DNS name',
    deployment({ metadata: { name: 'Demo_1' } }),
    'metadata.name: Invalid value: "Demo_1"',
  ],
  [
    'a namespace that is not there',
    deployment({ metadata: { namespace: 'nowhere' } }),
    'namespaces "nowhere" not found',
  ],
  [
    'a kind that the server does not have',
    { ...deployment(), apiVersion: 'apps/v1beta1' },
    'the API server has no kind Deployment in apps/v1beta1',
  ],
];

test.each(refused)('%s is refused, with the field in the message', async (_why, manifest, message) => {
  const answer = await client.dryRun(manifest);
  expect(answer).toMatchObject({ ok: false, message: containing(message) });
  expect(answer.status).toBeGreaterThanOrEqual(400);
});

test('a good Deployment is accepted by a dry run, which stores nothing', async () => {
  expect(await client.dryRun(deployment())).toMatchObject({ ok: true, status: 201, message: '' });
  expect(await client.get(deployment())).toMatchObject({ ok: false, status: 404 });
});

test('an applied object is stored with the defaults of the server, and applying it again changes nothing', async () => {
  const stored = deployment({ metadata: { name: 'stored' } });
  expect(await client.apply(stored)).toMatchObject({ ok: true, status: 201 });
  const first = await client.get(stored);
  expect(first).toMatchObject({
    ok: true,
    body: { metadata: { uid: containing('-') }, spec: { revisionHistoryLimit: 10 } },
  });
  expect(await client.apply(stored)).toMatchObject({ ok: true, status: 200 });
  expect((await client.get(stored)).body).toEqual(first.body);
});

test('an object without a namespace goes to "default", a cluster-wide one to none', async () => {
  await client.createNamespace('default');
  const role = (kind: string) => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, rules: [] });
  expect(await client.dryRun({ ...role('Role'), metadata: { name: 'r' } })).toMatchObject({
    ok: true,
    body: { metadata: { namespace: 'default' } },
  });
  const wide = await client.dryRun({ ...role('ClusterRole'), metadata: { name: 'r' } });
  expect(wide).toMatchObject({ ok: true, body: { metadata: { name: 'r' } } });
  expect(wide.body).not.toHaveProperty('metadata.namespace');
});

test('a custom resource is held against the schema of its definition as soon as that is applied', async () => {
  const widget = (spec: object) => ({
    apiVersion: 'harness.test/v1',
    kind: 'Widget',
    metadata: { name: 'w', namespace },
    spec,
  });
  expect(await client.dryRun(widget({}))).toMatchObject({ ok: false, status: 404 });

  const spec = { type: 'object', properties: { size: { type: 'integer', maximum: 3 } } };
  await client.applyCrd({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.harness.test' },
    spec: {
      group: 'harness.test',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        },
      ],
    },
  });
  expect(await client.dryRun(widget({ size: 3 }))).toMatchObject({ ok: true });
  expect(await client.dryRun(widget({ size: 4 }))).toMatchObject({
    ok: false,
    message: containing('spec.size: Invalid value: 4'),
  });
  expect(await client.dryRun(widget({ sise: 3 }))).toMatchObject({
    ok: false,
    message: containing('.spec.sise: field not declared in schema'),
  });
});

test('a definition that the server refuses is an error, not a wait', async () => {
  const crd = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'x' } };
  await expect(client.applyCrd({ ...crd, spec: { group: 'harness.test', versions: [] } })).rejects.toThrow(
    /the API server answered 4\d\d/,
  );
});
