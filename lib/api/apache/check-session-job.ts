import type { JsonObject } from '../../manifest';
import { findApache, type CheckContext, type Checked } from '../context';
import { defaultConfig } from '../operator-config';
import { runRules } from '../rules';
import { checkShape } from '../shape';
import { userConfig } from './effective-config';
import { flinkDeploymentSchema, flinkSessionJobSchema } from './schema';
import { SESSION_JOB_RULES, sessionJobConfig } from './session-job-rules';
import type { FlinkDeploymentResource, FlinkSessionJobResource } from './types';

/** Checks a FlinkSessionJob, together with its cluster when that is among the resources. */
export function checkSessionJob(document: JsonObject, context: CheckContext): Checked<FlinkSessionJobResource> {
  const shape = checkShape(flinkSessionJobSchema, document);
  const resource = shape.value as FlinkSessionJobResource | undefined;
  if (resource === undefined) return { problems: shape.problems, resource };
  const { namespace = 'default' } = resource.metadata;
  const cluster = findDeployment(context.resources, namespace, resource.spec.deploymentName);
  const operator = context.operatorConfig;
  const base =
    cluster === undefined
      ? defaultConfig(operator, namespace, undefined)
      : userConfig({ name: cluster.metadata.name, namespace, spec: cluster.spec }, operator);
  const config = sessionJobConfig(resource, base);
  const found = runRules(
    SESSION_JOB_RULES,
    { resource, cluster, config, operator: operator.config },
    shape.problems.map((p) => p.path),
  );
  return { problems: [...shape.problems, ...found], resource };
}

/** A FlinkDeployment among the inputs, without what is wrong in it. */
export function findDeployment(
  resources: readonly JsonObject[],
  namespace: string,
  name: string | undefined,
): FlinkDeploymentResource | undefined {
  const document = findApache(resources, 'FlinkDeployment', namespace, name);
  return document === undefined
    ? undefined
    : (checkShape(flinkDeploymentSchema, document).value as FlinkDeploymentResource | undefined);
}
