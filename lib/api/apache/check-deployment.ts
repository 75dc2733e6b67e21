import type { FlinkConfig } from '../../flink/config';
import type { JsonObject } from '../../manifest';
import type { Checked } from '../context';
import type { OperatorConfig } from '../operator-config';
import { runRules } from '../rules';
import { checkShape } from '../shape';
import { DEPLOYMENT_RULES } from './deployment-rules';
import { effectiveConfig, userConfig } from './effective-config';
import { flinkDeploymentSchema } from './schema';
import type { FlinkDeploymentResource } from './types';

/** A checked FlinkDeployment with the configuration that it comes to. */
export interface CheckedDeployment extends Checked<FlinkDeploymentResource> {
  readonly configuration: FlinkConfig | undefined;
}

/** Checks a FlinkDeployment. */
export function checkDeployment(document: JsonObject, operator: OperatorConfig): CheckedDeployment {
  const shape = checkShape(flinkDeploymentSchema, document);
  const resource = shape.value as FlinkDeploymentResource | undefined;
  if (resource === undefined) return { problems: shape.problems, resource, configuration: undefined };
  const { name, namespace = 'default' } = resource.metadata;
  const input = { name, namespace, spec: resource.spec };
  const config = userConfig(input, operator);
  const effective = effectiveConfig(input, operator, config);
  const found = runRules(
    DEPLOYMENT_RULES,
    { resource, config, effective },
    shape.problems.map((p) => p.path),
  );
  return { problems: [...shape.problems, ...found], resource, configuration: effective };
}
