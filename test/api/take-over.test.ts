import { checkFlinkCluster } from '../../lib/api';
import { flinkClusterModel } from '../../lib/api/flinkcluster/to-model';
import type { JsonObject, Manifest } from '../../lib/manifest';
import { firstLaunch } from '../../lib/model/launch';
import { renderCluster } from '../../lib/render/cluster';
import { withOwner } from '../../lib/render/rendered';
import { FLINK_CLUSTER_VARIANTS, PUBLISHED_FLINK_CLUSTERS, readDocuments } from '../support/samples';
import { ApiClient } from './client';
import { VOLCANO_POD_GROUPS } from './volcano';

// The objects that Spotify's operator sent are in the cluster; ours are applied over them. What the server then says has
// not changed does not roll a pod.

const client = new ApiClient();
const UID = '00000000-0000-0000-0000-000000000001';

/** What does change; docs/compatibility-flinkcluster.md has the reasons. Configuration files roll no pods. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  // A Job that has run is not applied again.
  'det-full': ['Job det-full-job-submitter is refused: field is immutable'],
  'service-annotations': ['Service service-annotations-jobmanager changes'],
  // The API server refuses what the operator made of it.
  'probe-http': [
    'Service probe-http-jobmanager is new',
    'Service probe-http-taskmanager is new',
    'StatefulSet probe-http-jobmanager is new',
    'StatefulSet probe-http-taskmanager is new',
  ],
};

const clusters = [...FLINK_CLUSTER_VARIANTS, ...PUBLISHED_FLINK_CLUSTERS].flatMap((sample) =>
  sample.documents.flatMap((document) => {
    const { problems, resource, spec } = checkFlinkCluster(document);
    if (problems.some((p) => p.severity === 'error') || resource === undefined || spec === undefined) return [];
    const recorded = readDocuments(sample.recorded) as unknown as Manifest[];
    return [{ name: resource.metadata.name, recorded, model: flinkClusterModel(resource, spec) }];
  }),
);

const idOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;

function placed(object: Manifest, namespace: string): Manifest {
  const text = JSON.stringify({ ...object, metadata: { ...object.metadata, namespace } });
  return JSON.parse(text.replaceAll('<uid>', UID)) as Manifest;
}

beforeAll(() => client.applyCrd(VOLCANO_POD_GROUPS));

it.each(clusters)('changes nothing of $name that is there but its files', async ({ name, recorded, model }) => {
  const namespace = `taken-over-${name}`.slice(0, 60);
  await client.createNamespace(namespace);
  const before = new Map<string, JsonObject>();
  const theirs = recorded.filter(
    (o) => o.kind !== 'ControllerRevision' && o.metadata.ownerReferences?.[0]?.name === name,
  );
  for (const object of theirs) {
    const { ok, body } = await client.apply(placed(object, namespace));
    if (ok) before.set(idOf(object), body as JsonObject);
  }

  const changes: string[] = [];
  for (const rendered of renderCluster(model, firstLaunch(model))) {
    const object = withOwner(model, rendered, { resource: UID, jobManager: UID });
    const { ok, message, body } = await client.apply(placed(object, namespace));
    const old = before.get(idOf(object));
    if (!ok) changes.push(`${idOf(object)} is refused: ${/field is immutable/.exec(message)?.[0] ?? message}`);
    else if (old === undefined) changes.push(`${idOf(object)} is new`);
    else if (object.kind !== 'ConfigMap' && versionOf(old) !== versionOf(body as JsonObject)) {
      changes.push(`${idOf(object)} changes`);
    }
  }
  expect(changes.sort()).toEqual(CHANGES[name] ?? []);
});

it('has taken over clusters of every kind of workload', () => {
  const kinds = new Set(
    clusters.flatMap(({ model }) => renderCluster(model, firstLaunch(model)).map((r) => r.manifest.kind)),
  );
  expect([...kinds]).toEqual(expect.arrayContaining(['StatefulSet', 'Deployment', 'Job', 'PodGroup', 'Ingress']));
  expect(clusters.length).toBeGreaterThan(30);
});

/** Another one means that the server stored something else. */
function versionOf({ metadata }: JsonObject): unknown {
  return (metadata as JsonObject).resourceVersion;
}
