import type { JsonObject } from '../../manifest';
import type { Checked } from '../context';
import { runRules } from '../rules';
import { checkShape } from '../shape';
import { normalise } from './normalise';
import { FLINK_CLUSTER_RULES } from './rules';
import { flinkClusterSchema } from './schema';
import type { FlinkClusterResource, NormalFlinkCluster } from './types';

/** A checked FlinkCluster with its spec in the newest form, all defaults set. */
export interface CheckedFlinkCluster extends Checked<FlinkClusterResource> {
  readonly spec: NormalFlinkCluster | undefined;
}

/** Checks a FlinkCluster. */
export function checkFlinkCluster(document: JsonObject): CheckedFlinkCluster {
  const shape = checkShape(flinkClusterSchema, document);
  const resource = shape.value as FlinkClusterResource | undefined;
  if (resource === undefined) return { problems: shape.problems, resource, spec: undefined };
  const spec = normalise(resource);
  const found = runRules(
    FLINK_CLUSTER_RULES,
    { resource, spec },
    shape.problems.map((p) => p.path),
  );
  return { problems: [...shape.problems, ...found], resource, spec };
}
