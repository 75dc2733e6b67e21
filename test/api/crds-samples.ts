import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { asText, isObject } from '../../lib/json';
import type { Json, JsonObject, Manifest } from '../../lib/manifest';
import { PUBLISHED, readDocuments, SAMPLES } from '../support/samples';

/** A resource of a sample. */
export interface SampleResource {
  readonly title: string;
  readonly document: JsonObject;
  /** True when neither the published schema nor its operator refused it. */
  readonly good: boolean;
}

const KINDS = /^(FlinkDeployment|FlinkSessionJob|FlinkStateSnapshot|FlinkBlueGreenDeployment|FlinkCluster)$/;

/** Times in milliseconds since 1970; those of snapshots and all others are text. */
const NUMBERS = ['reconciliationTimestamp', 'triggerTimestamp', 'timeStamp'];

const refused = new Set<string>();
const rejected = parse(readFileSync(path.join(SAMPLES, 'expected', 'rejected.yaml'), 'utf8')) as Record<
  string,
  readonly { input: string; resource: string }[]
>;
for (const { input, resource } of Object.values(rejected).flat()) refused.add(`${input} ${resource}`);

const roots = [SAMPLES, ...(PUBLISHED === undefined ? [] : [PUBLISHED])];

/** What was recorded of our variants is beside the published samples too. */
const once = (all: readonly SampleResource[]) => [...new Map(all.map((sample) => [sample.title, sample])).values()];

/** Resources as their authors wrote them: our variants, and the published samples where they are there. */
export const AUTHORED: readonly SampleResource[] = roots.flatMap((root) =>
  ['apache', 'spotify'].flatMap((dialect) =>
    resourcesOf(path.join(root, root === SAMPLES ? 'variants' : '', dialect), /(?<!\.cr)\.yaml$/),
  ),
);

/** The same as they were stored by the published definitions, with the status that their operators wrote. */
export const STORED: readonly SampleResource[] = once(
  roots.flatMap((root) =>
    ['apache', 'spotify'].flatMap((dialect) => resourcesOf(path.join(root, 'expected', dialect), /\.cr\.yaml$/)),
  ),
);

function resourcesOf(folder: string, name: RegExp): SampleResource[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => name.test(file));
  return files.flatMap((file) =>
    readDocuments(path.join(folder, file))
      .filter((document) => KINDS.test(asText(document.kind)))
      .map((document) => {
        const id = `${asText(document.kind)}/${asText((document.metadata as JsonObject).name)}`;
        const title = `${file} ${id}`;
        return { title, document: timed(document), good: !refused.has(title.replace('.cr.yaml', '.yaml')) };
      }),
  );
}

/** With times and ports where the samples have a placeholder for them. */
function timed(document: JsonObject): JsonObject {
  const numbers = document.kind === 'FlinkStateSnapshot' ? [] : NUMBERS;
  const fill = (value: Json, key: string): Json => {
    if (value === '<time>') return numbers.includes(key) ? 1_700_000_000_000 : '2026-01-01T00:00:00Z';
    if (value === '<port>') return 30_080;
    if (Array.isArray(value)) return value.map((item) => fill(item, ''));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([k, child]) => [k, fill(child, k)]));
  };
  return fill(document, '') as JsonObject;
}

/** A resource alone in a namespace: without owner and finalizers, which nobody would serve. */
export function placed({ document }: SampleResource, namespace: string): Manifest {
  const { name, labels, annotations } = document.metadata as JsonObject;
  const metadata = { name, namespace, ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) };
  return { ...document, metadata } as unknown as Manifest;
}
