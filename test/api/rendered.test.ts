import { App, Chart } from 'cdk8s';
import { examples } from '../../apps/examples';
import { renderResource } from '../../constructs/render-resource';
import { BUILT_IN_OPERATOR_CONFIG, isKnownKind } from '../../lib/api';
import type { JsonObject, Manifest } from '../../lib/manifest';
import { FlinkError } from '../../lib/problem';
import {
  FLINK_CLUSTER_VARIANTS,
  PUBLISHED_FLINK_CLUSTERS,
  PUBLISHED_SAMPLES,
  VARIANTS,
  type Sample,
} from '../support/samples';
import { ApiClient } from './client';
import { VOLCANO_POD_GROUPS } from './volcano';

const client = new ApiClient();

/** Every object that a file's resources become, FlinkDeployments in one mode; refused resources become none. */
function objectsOf({ documents }: Sample, mode?: string): Manifest[] {
  const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: documents };
  return documents.filter(isKnownKind).flatMap((document) => {
    const moded = mode !== undefined && document.kind === 'FlinkDeployment';
    const spec = { ...(document.spec as JsonObject), ...(moded ? { mode } : {}) };
    try {
      // The child of a FlinkBlueGreenDeployment needs its definition, which has tests of its own.
      return renderResource({ ...document, spec }, context, { lenient: true }).filter(isNoFlinkResource);
    } catch (error) {
      if (error instanceof FlinkError) return [];
      throw error;
    }
  });
}

const samples = [...VARIANTS, ...PUBLISHED_SAMPLES].flatMap((sample) =>
  ['native', 'standalone'].map((mode) => ({ title: `${sample.name}, ${mode}`, objects: objectsOf(sample, mode) })),
);

const clusters = [...FLINK_CLUSTER_VARIANTS, ...PUBLISHED_FLINK_CLUSTERS].map((sample) => ({
  title: sample.name,
  objects: objectsOf(sample),
}));

const app = new App();
examples(app);
const apps = app.node
  .findAll()
  .filter((node) => Chart.isChart(node))
  .map((chart) => ({
    title: `app ${chart.node.id}`,
    // Resources are for a controller, which brings their definitions.
    objects: (chart.toJson() as Manifest[]).filter(isNoFlinkResource),
  }));

const cases = [...samples, ...clusters, ...apps].filter(({ objects }) => objects.length > 0);

function isNoFlinkResource({ apiVersion }: Manifest): boolean {
  return !/^flink(\.apache\.org|operator\.k8s\.io)\//.test(apiVersion);
}

beforeAll(async () => {
  await client.applyCrd(VOLCANO_POD_GROUPS);
  const namespaces = new Set(cases.flatMap(({ objects }) => objects.map((o) => o.metadata.namespace ?? 'default')));
  for (const namespace of namespaces) if (namespace !== 'default') await client.createNamespace(namespace);
});

it.each(cases)('has every object of $title accepted with strict field validation', async ({ objects }) => {
  const answers = await Promise.all(objects.map((object) => client.dryRun(object)));
  const refused = answers.flatMap((answer, i) =>
    answer.ok ? [] : [`${objects[i]?.kind} ${objects[i]?.metadata.name}: ${answer.message}`],
  );
  expect(refused).toEqual([]);
});

it('has asked about all kinds of objects that are rendered', () => {
  const kinds = new Set(cases.flatMap(({ objects }) => objects.map((object) => object.kind)));
  const workloads = ['Deployment', 'StatefulSet', 'Job', 'CronJob', 'HorizontalPodAutoscaler', 'PodGroup'];
  const policies = ['NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount', 'Role', 'RoleBinding'];
  const others = ['ConfigMap', 'Ingress', 'Service'];
  expect([...kinds]).toEqual(expect.arrayContaining([...workloads, ...policies, ...others]));
  expect(cases.length).toBeGreaterThan(60);
});
