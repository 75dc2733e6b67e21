import fc from 'fast-check';
import { BUILT_IN_OPERATOR_CONFIG, checkDeployment } from '../../../lib/api';
import type { FlinkDeploymentResource } from '../../../lib/api/apache/types';
import { checkFlinkCluster } from '../../../lib/api/flinkcluster/check';
import type { FlinkClusterResource } from '../../../lib/api/flinkcluster/types';
import { toFlinkCluster } from '../../../lib/convert/to-flink-cluster';
import { toFlinkDeployment } from '../../../lib/convert/to-flink-deployment';
import type { JsonObject } from '../../../lib/manifest';
import { formatProblem } from '../../../lib/problem';
import { deepFreeze, expectNoPollution } from '../json-tools';
import { clusters, deployments } from './arbitrary';
import { CLUSTER, DEPLOYMENT } from './everything';
import { renderedCluster, renderedDeployment, unordered } from './rendered';

const asDeployment = (document: JsonObject) => document as unknown as FlinkDeploymentResource;
const asCluster = (document: JsonObject) => document as unknown as FlinkClusterResource;
const errors = (problems: readonly { readonly severity: string }[]) =>
  problems.filter(({ severity }) => severity === 'error').map((p) => formatProblem(p as never));

test('a FlinkDeployment comes back from a FlinkCluster with the same manifests, where both can say it', () => {
  fc.assert(
    fc.property(deployments, (document) => {
      const deployment = asDeployment(deepFreeze(document));
      const { resource: cluster } = toFlinkCluster(deployment);
      expect(errors(checkFlinkCluster(cluster as unknown as JsonObject).problems)).toEqual([]);
      const { resource: back } = toFlinkDeployment(cluster);
      expect(errors(checkDeployment(back as unknown as JsonObject, BUILT_IN_OPERATOR_CONFIG).problems)).toEqual([]);
      expect(renderedDeployment(back)).toEqual(renderedDeployment(deployment));
    }),
    { numRuns: 60 },
  );
  expectNoPollution();
});

test('a FlinkCluster comes back from a FlinkDeployment with the same manifests, where both can say it', () => {
  fc.assert(
    fc.property(clusters, (document) => {
      const cluster = asCluster(deepFreeze(document));
      expect(errors(checkFlinkCluster(document).problems)).toEqual([]);
      const { resource: back } = toFlinkCluster(toFlinkDeployment(cluster).resource);
      expect(renderedCluster(back)).toEqual(renderedCluster(cluster));
    }),
    { numRuns: 60 },
  );
  expectNoPollution();
});

test('what was told once is all: there and back again changes nothing more', () => {
  const first = toFlinkCluster(asDeployment(DEPLOYMENT)).resource;
  const second = toFlinkCluster(toFlinkDeployment(first).resource).resource;
  expect(unordered(renderedCluster(second))).toEqual(unordered(renderedCluster(first)));

  const deployment = toFlinkDeployment(asCluster(CLUSTER)).resource;
  delete deployment.spec.flinkConfiguration?.['kubernetes.my-option'];
  const again = toFlinkDeployment(toFlinkCluster(deployment).resource).resource;
  expect(unordered(renderedDeployment(again))).toEqual(unordered(renderedDeployment(deployment)));
});
