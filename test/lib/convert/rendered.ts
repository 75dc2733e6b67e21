import { renderResource } from '../../../constructs';
import { BUILT_IN_OPERATOR_CONFIG } from '../../../lib/api';
import type { FlinkDeploymentResource } from '../../../lib/api/apache/types';
import { normalise } from '../../../lib/api/flinkcluster/normalise';
import { flinkClusterModel } from '../../../lib/api/flinkcluster/to-model';
import type { FlinkClusterResource } from '../../../lib/api/flinkcluster/types';
import type { Json, JsonObject } from '../../../lib/manifest';
import { renderFlinkCluster } from '../../../lib/render/flinkcluster/cluster';
import { canonical } from '../json-tools';

/** The manifests of a FlinkDeployment. */
export function renderedDeployment(resource: FlinkDeploymentResource): unknown {
  const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: [] };
  return renderResource(resource as unknown as JsonObject, context);
}

/** The manifests of a FlinkCluster, less the hash of its spec, which is another one for each way to write the same. */
export function renderedCluster(resource: FlinkClusterResource): unknown {
  const model = { ...flinkClusterModel(resource, normalise(resource)), revision: 'orders-0' };
  const restorePath = model.job?.initialSavepointPath;
  return renderFlinkCluster(model, { generation: 1, jobId: '0'.repeat(32), restorePath, resultStoreId: '' }).map(
    ({ manifest }) => manifest,
  );
}

/** The same, whatever order volumes, mounts, variables and lines of the configuration are in. */
export function unordered(value: unknown): unknown {
  if (typeof value === 'string') return value.split('\n').sort().join('\n');
  if (Array.isArray(value)) return value.map(unordered).sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as Record<string, Json>).map(([key, v]) => [key, unordered(v)]));
}
