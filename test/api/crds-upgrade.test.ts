import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CustomResourceDefinition } from '../../lib/api/crd';
import { withoutNulls } from '../../lib/json';
import type { JsonObject, Manifest } from '../../lib/manifest';
import { generatedCrds } from '../lib/crd/generated';
import { readDocuments } from '../support/samples';
import { ApiClient } from './client';
import { OLDER_CLUSTERS } from './crds-older-clusters';
import { placed, STORED, type SampleResource } from './crds-samples';

// Whoever has resources of the published definitions puts ours in their place: what is stored stays, and can be changed.
// A server of its own, as the others have our definitions from the start.

const { start, stop } = jest.requireActual<{
  start: (folder: string) => Promise<string>;
  stop: (folder: string) => void;
}>('../env/server.js');

const folder = mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-upgrade-'));
const crds = generatedCrds();
let client: ApiClient;

/** The published definitions that can be had as a package; undefined where Maven is missing. */
const published = publishedCrds();

/** Stands for those that cannot be had so: it keeps all that the recorded resources have, as their own did. */
function standIn({ metadata, spec }: CustomResourceDefinition): Manifest {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const versions = spec.versions.map((version) => ({ ...version, schema }));
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata,
    spec: { ...spec, versions },
  };
}

function publishedCrds(): readonly Manifest[] | undefined {
  try {
    const script = path.join(__dirname, '..', 'env', 'published-crds');
    const found = execFileSync(script, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
    return readdirSync(found).flatMap((file) => readDocuments(path.join(found, file))) as unknown as Manifest[];
  } catch {
    return undefined;
  }
}

const kindOf = (crd: Manifest) => (crd.spec as CustomResourceDefinition['spec']).names.kind;

beforeAll(async () => {
  client = new ApiClient(await start(folder));
}, 60_000);

afterAll(() => stop(folder));

/** What is stored of a resource, without what the server keeps for itself. */
async function read(resource: Manifest): Promise<Manifest> {
  const { metadata, ...rest } = (await client.get(resource)).body as Manifest & { metadata: JsonObject };
  return {
    ...rest,
    metadata: without(metadata, 'managedFields', 'resourceVersion', 'generation'),
  } as unknown as Manifest;
}

const without = (object: JsonObject, ...keys: string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** Replaces a resource, or its status, by what is stored with something more. */
async function change(resource: Manifest, more: (stored: JsonObject) => JsonObject, part?: 'status'): Promise<string> {
  const stored = (await client.get(resource)).body as JsonObject;
  return (await client.replace(more(stored) as unknown as Manifest, part)).message;
}

const annotated = (stored: JsonObject): JsonObject => ({
  ...stored,
  metadata: { ...(stored.metadata as JsonObject), annotations: { upgraded: 'yes' }, finalizers: ['example.com/kept'] },
});

const ENGINE = { version: 1, steps: [{ savepoint: { triggerId: 'a1' }, at: 1.5 }], open: { any: ['thing', null, {}] } };

const recorded = (stored: JsonObject): JsonObject => ({
  ...stored,
  status: { ...(stored.status as JsonObject | undefined), observedGeneration: 1, engine: withoutNulls(ENGINE) },
});

describe.each(['release', 'stand-in'] as const)('an upgrade in place from a %s', (source) => {
  const before = [...crds.values()].flatMap(({ crd }) => {
    const release = published?.find((other) => kindOf(other) === crd.spec.names.kind);
    if (source === 'release') return release === undefined ? [] : [release];
    // The release knows only the oldest of the fields, so its kinds are upgraded from both.
    return [standIn(crd)];
  });
  const kinds = before.map(kindOf);
  const samples: readonly SampleResource[] = [...STORED, ...(source === 'release' ? [] : OLDER_CLUSTERS)].filter(
    ({ document }) => kinds.includes(document.kind as string),
  );
  const stored: { resource: Manifest; content: Manifest }[] = [];
  const test = published === undefined && source === 'release' ? it.skip : it;

  test('keeps every field of what was stored, and lets it be changed', async () => {
    for (const crd of before) await client.applyCrd(crd);
    for (const [i, sample] of samples.entries()) {
      const namespace = `${source}-${i}`;
      await client.createNamespace(namespace);
      const { status, ...resource } = placed(sample, namespace) as Manifest & { status?: JsonObject };
      // The definitions of a release refuse, strictly asked, what is newer.
      if (!(await client.apply(resource)).ok) continue;
      const { apiVersion, kind, metadata } = resource;
      const kept = source === 'release' ? without(status ?? {}, 'conditions') : status;
      const name = { name: metadata.name, namespace };
      if (kept !== undefined) await client.applyStatus({ apiVersion, kind, metadata: name, status: kept });
      stored.push({ resource: resource, content: await read(resource) });
    }
    expect(stored.length).toBeGreaterThan(source === 'release' ? 20 : 60);
    expect(stored.filter(({ content }) => content.status !== undefined).length).toBeGreaterThan(stored.length / 2);

    for (const crd of before) {
      const ours = crds.get(kindOf(crd))?.crd as Manifest;
      const message = await change(ours, (old) => ({
        ...(ours as unknown as JsonObject),
        metadata: {
          ...(ours.metadata as unknown as JsonObject),
          resourceVersion: (old.metadata as JsonObject).resourceVersion ?? '',
        },
      }));
      expect(message).toBe('');
    }
    await inForce();

    for (const { resource, content } of stored) {
      // Published defaults may come to what is older than they are.
      const now = await read(resource);
      expect(now).toMatchObject(content);
      expect([resource.metadata.name, await change(resource, annotated)]).toEqual([resource.metadata.name, '']);
      expect([resource.metadata.name, await change(resource, recorded, 'status')]).toEqual([
        resource.metadata.name,
        '',
      ]);
      const { spec, status } = await read(resource);
      expect(spec).toEqual(now.spec);
      expect(status).toEqual({
        ...(content.status as JsonObject | undefined),
        observedGeneration: 1,
        engine: withoutNulls(ENGINE),
      });
      // What could not be made anew can be deleted.
      await change(resource, (old) => ({ ...old, metadata: { ...(old.metadata as JsonObject), finalizers: [] } }));
      expect((await client.delete(resource)).ok).toBe(true);
      expect((await client.get(resource)).status).toBe(404);
    }
  }, 240_000);

  /** Waits until the server refuses, for every kind, what only our definitions refuse. */
  async function inForce(): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (const crd of before) {
      const { group, names } = crd.spec as CustomResourceDefinition['spec'];
      const metadata = { name: 'empty', namespace: 'default' };
      const empty = { apiVersion: `${group}/v1beta1`, kind: names.kind, metadata, spec: {} };
      while ((await client.dryRun(empty)).ok && Date.now() < deadline)
        await new Promise((done) => setTimeout(done, 50));
    }
  }
});
