import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { App, Chart } from 'cdk8s';
import { stringify } from 'yaml';
import { checkFlinkCluster } from '../../lib/api/flinkcluster/check';
import { flinkClusterModel } from '../../lib/api/flinkcluster/to-model';
import { asText } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { firstLaunch } from '../../lib/model/launch';
import { ClusterObjects } from '../../constructs/cluster-objects';
import { FLINK_CLUSTER_VARIANTS } from '../support/samples';

const FOLDER = path.join(__dirname, '..', 'golden', 'spotify');

/** `UPDATE_GOLDEN=1 npm test` writes the files anew; read what has changed before you commit them. */
const update = process.env.UPDATE_GOLDEN === '1';

/** What the resources of a variant render; refused ones leave their codes. */
function rendered(documents: readonly JsonObject[]): string {
  const parts = documents.flatMap((document) => {
    const { problems, resource, spec } = checkFlinkCluster(document);
    const errors = problems.filter((p) => p.severity === 'error').map((p) => p.code);
    if (errors.length > 0 || resource === undefined || spec === undefined) {
      return [`# ${asText((document.metadata as JsonObject).name)}: ${errors.join(', ')}\n`];
    }
    const model = flinkClusterModel(resource, spec);
    const { all } = new ClusterObjects(new Chart(new App(), 'chart'), 'cluster', model, firstLaunch(model));
    return all.map((object) => stringify(object.toJson(), { aliasDuplicateObjects: false, lineWidth: 0 }));
  });
  return parts.join('---\n');
}

beforeAll(() => {
  if (update) for (const file of readdirSync(FOLDER)) rmSync(path.join(FOLDER, file));
});

it.each(FLINK_CLUSTER_VARIANTS)('renders $name as in the golden file', ({ name, documents }) => {
  const actual = rendered(documents);
  const golden = path.join(FOLDER, name);
  if (update) writeFileSync(golden, actual);
  expect(existsSync(golden)).toBe(true);
  expect(actual).toBe(readFileSync(golden, 'utf8'));
});

it('has no golden file without a variant', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(FLINK_CLUSTER_VARIANTS.map(({ name }) => name));
});
