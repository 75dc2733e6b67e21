import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkFlinkCluster } from '../../lib/api/flinkcluster/check';
import { revisionName } from '../../lib/api/flinkcluster/revision';
import { flinkClusterModel } from '../../lib/api/flinkcluster/to-model';
import { asText, isObject } from '../../lib/json';
import type { Json, JsonObject, Manifest } from '../../lib/manifest';
import { firstLaunch } from '../../lib/model/launch';
import { canonicalQuantity } from '../../lib/quantity-text';
import { renderCluster } from '../../lib/render/cluster';
import { withOwner } from '../../lib/render/rendered';
import { FLINK_CLUSTER_VARIANTS, PUBLISHED_FLINK_CLUSTERS, readDocuments, type Sample } from '../support/samples';
import { compareRecorded, type Comparison } from './compare';
import { KNOWN_FLINK_CLUSTER_DIFFERENCES } from './flinkcluster-known-differences';

const SAMPLES = [...FLINK_CLUSTER_VARIANTS, ...PUBLISHED_FLINK_CLUSTERS];

const uids = { resource: 'uid', jobManager: 'uid' };

/** A file's resources that pass their rules. The operator never sees a field that its CRD does not have. */
function accepted({ documents }: Sample) {
  return documents.flatMap((document) => {
    const { problems, resource, spec } = checkFlinkCluster(document);
    const refused = problems.some((p) => p.severity === 'error' && p.code !== 'UnknownField');
    return refused || resource === undefined || spec === undefined ? [] : [{ resource, spec }];
  });
}

/** The objects of a file's clusters, as a controller would own them. */
function objectsOf(sample: Sample): Manifest[] {
  return accepted(sample).flatMap(({ resource, spec }) => {
    const model = flinkClusterModel(resource, spec);
    const objects = renderCluster(model, firstLaunch(model)).map((rendered) => withOwner(model, rendered, uids));
    return objects.map((object) => canonical(object as unknown as JsonObject) as unknown as Manifest);
  });
}

/** Quantities as an API server stores them; the operator sends them so. */
function canonical(value: Json, key = ''): Json {
  if (Array.isArray(value)) return value.map((item) => canonical(item));
  if (!isObject(value)) return value;
  const quantities = key === 'limits' || key === 'requests';
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => [k, quantities ? canonicalQuantity(asText(v)) : canonical(v, k)]),
  );
}

let found: Comparison;

beforeAll(() => {
  found = compareRecorded(SAMPLES, objectsOf);
}, 60_000);

it('renders what the operator sent to an API server, but for the differences with a reason', () => {
  const known = KNOWN_FLINK_CLUSTER_DIFFERENCES;
  expect(found.differences.filter((text) => !known.some(({ pattern }) => pattern.test(text)))).toEqual([]);
  expect(found.objects).toBeGreaterThan(220);
});

it.each(KNOWN_FLINK_CLUSTER_DIFFERENCES)(
  'has a reason in the docs for a difference that exists: $heading',
  ({ heading, pattern }) => {
    expect(found.differences.some((text) => pattern.test(text))).toBe(true);
    const docs = path.join(__dirname, '..', '..', 'docs', 'compatibility-flinkcluster.md');
    expect(readFileSync(docs, 'utf8')).toContain(`### ${heading}\n`);
  },
);

(PUBLISHED_FLINK_CLUSTERS.length > 0 ? it : it.skip)('has compared the published samples too', () => {
  expect(PUBLISHED_FLINK_CLUSTERS).toHaveLength(3);
});

const revisions = SAMPLES.flatMap((sample) =>
  readDocuments(sample.recorded)
    .filter(({ kind }) => kind === 'ControllerRevision')
    .map(({ metadata }) => {
      const { name, ownerReferences } = metadata as { name: string; ownerReferences: { name: string }[] };
      return { sample, name, cluster: ownerReferences[0]?.name };
    }),
);

it.each(revisions)(
  'names the revision of $cluster in $sample.name as the operator does',
  ({ sample, name, cluster }) => {
    const document = sample.documents.find((d) => nameOf(d) === cluster);
    const { resource } = checkFlinkCluster(document ?? {});
    if (resource === undefined || cluster === undefined) throw new Error('is not among the resources');
    expect(revisionName(cluster, resource.spec)).toBe(name);
  },
);

/** The published CRD dropped a field of this one that is read here. */
const PRUNED = 'service-annotations';

const stored = SAMPLES.flatMap((sample) =>
  readDocuments(sample.recorded.replace(/\.yaml$/, '.cr.yaml'))
    .map((document) => ({ sample, document, name: nameOf(document) }))
    .filter(({ name }) => name !== PRUNED),
);

// What a controller reads back: after the defaults of CRD and webhook, in Go's words.
it.each(stored)('renders the stored $name of $sample.name as its author wrote it', ({ sample, document, name }) => {
  const author = objectsOf({ ...sample, documents: sample.documents.filter((d) => nameOf(d) === name) });
  expect(objectsOf({ ...sample, documents: [document] })).toEqual(author);
});

function nameOf({ metadata }: JsonObject): string {
  return asText((metadata as JsonObject).name);
}
