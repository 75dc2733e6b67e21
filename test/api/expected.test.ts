import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { Manifest } from '../../lib/manifest';
import { SAMPLES } from '../support/samples';
import { ApiClient } from './client';

// Objects that the Apache operator really sent: the server takes or refuses each as it did when they were recorded.

const client = new ApiClient();
const folder = join(SAMPLES, 'expected');
const files = readdirSync(join(folder, 'apache'));
const recorded = refusals();

test('there are recorded objects, and one of them was refused', () => {
  expect(files.length).toBeGreaterThan(0);
  expect([...recorded.keys()]).toEqual([
    'standalone-pod-templates-three-layers.yaml Deployment/layered-sa-taskmanager',
  ]);
});

test.each(files)('the server takes the objects of %s as it did when they were recorded', async (file) => {
  const manifests = documents(join(folder, 'apache', file));
  const messages = new Map<string, string>();
  const expected = new Map<string, string>();
  for (const manifest of manifests) {
    const id = `${file} ${manifest.kind}/${manifest.metadata.name}`;
    await client.createNamespace(manifest.metadata.namespace ?? 'default');
    messages.set(id, (await client.dryRun(manifest)).message);
    expected.set(id, recorded.get(id) ?? '');
  }
  expect(messages).toEqual(expected);
});

function refusals(): Map<string, string> {
  const { apache } = parse(readFileSync(join(folder, 'rejected.yaml'), 'utf8')) as {
    apache: { input: string; resource: string; by: string; message: string }[];
  };
  const children = apache.filter(({ by }) => by === 'api server, child object');
  return new Map(children.map(({ input, resource, message }) => [`${input} ${resource}`, message]));
}

/** Without the child resources of a FlinkBlueGreenDeployment: this server does not have the operator's kinds. */
function documents(file: string): Manifest[] {
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null)
    .filter(({ apiVersion }) => !apiVersion.startsWith('flink.apache.org/'));
}
