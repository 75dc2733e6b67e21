import { isObject } from '../json';
import type { FlinkConfig } from '../flink/config';
import type { JsonObject } from '../manifest';
import type { Problem } from '../problem';
import { DEPLOYMENT_RULES } from './apache/deployment-rules';
import { effectiveConfig, userConfig } from './apache/effective-config';
import { flinkDeploymentSchema, flinkSessionJobSchema } from './apache/schema';
import { SESSION_JOB_RULES, sessionJobConfig } from './apache/session-job-rules';
import type { FlinkDeploymentResource, FlinkSessionJobResource } from './apache/types';
import { defaultConfig, type OperatorConfig } from './operator-config';
import { runRules } from './rules';
import { checkShape } from './shape';

/** What a resource is checked against. */
export interface CheckContext {
  readonly operatorConfig: OperatorConfig;
  /** All resources of the input, so that a session job can find its cluster. */
  readonly resources: readonly JsonObject[];
}

/** A checked resource: typed, when its shape allows. */
export interface Checked<Resource> {
  readonly problems: readonly Problem[];
  readonly resource: Resource | undefined;
}

/** A checked FlinkDeployment with the configuration that it comes to. */
export interface CheckedDeployment extends Checked<FlinkDeploymentResource> {
  readonly configuration: FlinkConfig | undefined;
}

const GROUP_VERSION = 'flink.apache.org/v1beta1';

/** True for a document whose kind can be checked and rendered. */
export function isKnownKind(document: { readonly apiVersion?: unknown; readonly kind?: unknown }): boolean {
  const { apiVersion, kind } = document;
  return apiVersion === GROUP_VERSION && (kind === 'FlinkDeployment' || kind === 'FlinkSessionJob');
}

/** Every problem of a document of a known kind, all at once. */
export function checkResource(document: JsonObject, context: CheckContext): readonly Problem[] {
  return document.kind === 'FlinkSessionJob'
    ? checkSessionJob(document, context).problems
    : checkDeployment(document, context.operatorConfig).problems;
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

/** Checks a FlinkSessionJob, together with its cluster when that is among the resources. */
export function checkSessionJob(document: JsonObject, context: CheckContext): Checked<FlinkSessionJobResource> {
  const shape = checkShape(flinkSessionJobSchema, document);
  const resource = shape.value as FlinkSessionJobResource | undefined;
  if (resource === undefined) return { problems: shape.problems, resource };
  const { namespace = 'default' } = resource.metadata;
  const cluster = findCluster(context.resources, namespace, resource.spec.deploymentName);
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

function findCluster(
  resources: readonly JsonObject[],
  namespace: string,
  name: string | undefined,
): FlinkDeploymentResource | undefined {
  const document = resources.find(
    ({ apiVersion, kind, metadata }) =>
      apiVersion === GROUP_VERSION &&
      kind === 'FlinkDeployment' &&
      isObject(metadata) &&
      metadata.name === name &&
      (metadata.namespace ?? 'default') === namespace,
  );
  return document === undefined
    ? undefined
    : (checkShape(flinkDeploymentSchema, document).value as FlinkDeploymentResource | undefined);
}
