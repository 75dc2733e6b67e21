import type { FlinkConfig } from '../../flink/config';
import type { JsonObject } from '../../manifest';
import type { CheckContext, Checked } from '../context';
import { runRules } from '../rules';
import { checkShape } from '../shape';
import { templateOf } from './blue-green-child';
import { BLUE_GREEN_RULES } from './blue-green-rules';
import { effectiveConfig, userConfig } from './effective-config';
import { flinkBlueGreenDeploymentSchema } from './schema';
import { TEMPLATE_RULES } from './template-rules';
import type { FlinkBlueGreenDeploymentResource } from './types';

/** A checked FlinkBlueGreenDeployment with the configuration that its first FlinkDeployment, the blue one, comes to. */
export interface CheckedBlueGreen extends Checked<FlinkBlueGreenDeploymentResource> {
  readonly configuration: FlinkConfig | undefined;
}

/** Checks a FlinkBlueGreenDeployment, its template with all the rules about a FlinkDeployment. */
export function checkBlueGreen(document: JsonObject, { operatorConfig }: CheckContext): CheckedBlueGreen {
  const shape = checkShape(flinkBlueGreenDeploymentSchema, document);
  const resource = shape.value as FlinkBlueGreenDeploymentResource | undefined;
  if (resource === undefined) return { problems: shape.problems, resource, configuration: undefined };
  const child = templateOf(resource, 'blue');
  const { name, namespace = 'default' } = child.metadata;
  const input = { name, namespace, spec: child.spec };
  const config = userConfig(input, operatorConfig);
  const effective = effectiveConfig(input, operatorConfig, config);
  const wrong = shape.problems.map((p) => p.path);
  const found = runRules(BLUE_GREEN_RULES, { resource, config }, wrong);
  // Without a template there is one thing to say, not one for each of its fields.
  if (resource.spec.template?.spec !== undefined) {
    found.push(...runRules(TEMPLATE_RULES, { resource: child, config, effective }, wrong));
  }
  return { problems: [...shape.problems, ...found], resource, configuration: effective };
}
