import type { Manifest } from '../../lib/manifest';
import { generatedCrds } from '../lib/crd/generated';
import { ApiClient } from './client';
import { AUTHORED, placed, STORED } from './crds-samples';

// The definitions take what the published ones and their operators take, as it is written and as it is stored.

const client = new ApiClient();
const crds = generatedCrds();
const namespaceOf = (i: number) => `crds-stored-${i}`;
const stored = STORED.filter(({ good }) => good);

beforeAll(async () => {
  await client.createNamespace('crds-authored');
  for (const { crd } of crds.values()) await client.applyCrd(crd);
});

it.each([...crds.keys()])('is a structural schema that the server serves: %s', async (kind) => {
  const { body } = await client.get(crds.get(kind)?.crd as Manifest);
  const { conditions } = (body as { status: { conditions: { type: string; status: string }[] } }).status;
  const holding = conditions.filter(({ status }) => status === 'True').map(({ type }) => type);
  expect(holding).toEqual(expect.arrayContaining(['NamesAccepted', 'Established']));
  expect(holding).not.toContain('NonStructuralSchema');
});

it.each(AUTHORED.filter(({ good }) => good))('takes $title as it was written', async (sample) => {
  const answer = await client.dryRun(placed(sample, 'crds-authored'));
  expect(answer.message).toBe('');
});

it.each(stored.map((sample, i) => ({ ...sample, namespace: namespaceOf(i) })))(
  'takes $title as it was stored, with its status',
  async ({ namespace, ...sample }) => {
    await client.createNamespace(namespace);
    const { status, ...resource } = placed(sample, namespace);
    expect((await client.apply(resource)).message).toBe('');
    const { apiVersion, kind, metadata } = resource;
    const name = { name: metadata.name, namespace };
    if (status !== undefined) {
      expect((await client.applyStatus({ apiVersion, kind, metadata: name, status })).message).toBe('');
      expect((await client.get(resource)).body).toMatchObject({ status });
    }
  },
);

it('has asked about resources of every kind', () => {
  const kinds = new Set([...AUTHORED, ...stored].map(({ document }) => document.kind));
  expect([...kinds].sort()).toEqual([...crds.keys()].sort());
  expect(AUTHORED.filter(({ good }) => good).length).toBeGreaterThan(60);
  expect(stored.length).toBeGreaterThan(60);
});

it.each([
  ['FlinkDeployment', 'taskManager.replicas', { taskManager: { replicas: 3, labelSelector: 'component=taskmanager' } }],
  [
    'FlinkCluster',
    'components.taskManager.replicas',
    { components: { taskManager: { replicas: 3, selector: 'component=taskmanager' } } },
  ],
])('scales a %s, whose status says %s', async (kind, _, status) => {
  const namespace = `crds-scale-${kind.toLowerCase()}`;
  await client.createNamespace(namespace);
  const sample = stored.find(({ document }) => document.kind === kind && 'taskManager' in (document.spec as object));
  const { apiVersion, metadata, spec } = placed(sample as (typeof stored)[number], namespace);
  const { taskManager } = spec as { taskManager: object };
  const resource = {
    apiVersion,
    kind,
    metadata,
    spec: { ...(spec as object), taskManager: { ...taskManager, replicas: 2 } },
  };
  await client.apply(resource);
  expect((await client.applyStatus({ apiVersion, kind, metadata, status })).message).toBe('');
  const scale = (await client.getPart(resource, 'scale')).body as Manifest;
  expect(scale).toMatchObject({ status: { replicas: 3, selector: 'component=taskmanager' } });
  expect((await client.replace({ ...scale, spec: { replicas: 5 } }, 'scale', resource)).message).toBe('');
  expect((await client.get(resource)).body).toMatchObject({ spec: { taskManager: { replicas: 5 } } });
  // The rules hold for `kubectl scale` as well.
  const none = { ...((await client.getPart(resource, 'scale')).body as Manifest), spec: { replicas: 0 } };
  expect((await client.replace(none, 'scale', resource)).message).toContain('TaskManager replicas must be at least 1');
});
