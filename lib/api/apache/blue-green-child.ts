import type { FlinkConfig } from '../../flink/config';
import type { JsonObject, OwnerReference } from '../../manifest';
import type { IngressModel } from '../../model/cluster';
import { FLINK_APACHE, findApache } from '../context';
import type { OperatorConfig } from '../operator-config';
import { checkShape } from '../shape';
import { flinkBlueGreenDeploymentSchema } from './schema';
import { toModel } from './to-model';
import type { FlinkBlueGreenDeploymentResource, FlinkDeploymentResource, FlinkDeploymentSpec } from './types';

/** The two FlinkDeployments of a blue/green deployment. Blue is the first. */
export type Colour = 'blue' | 'green';

/** The FlinkDeployment of a colour as the template has it, on which the rules about FlinkDeployments are checked. */
export function templateOf(
  { metadata: { name, namespace = 'default' }, spec: { template } }: FlinkBlueGreenDeploymentResource,
  colour: Colour,
): FlinkDeploymentResource {
  return {
    apiVersion: FLINK_APACHE,
    kind: 'FlinkDeployment',
    metadata: { name: `${name}-${colour}`, namespace },
    spec: template?.spec ?? {},
  };
}

/**
 * The FlinkDeployment of a colour as the operator makes it for the first time: the template with the operator's own
 * defaults written out, and an Ingress of its own. Labels and annotations of the parent and of the template stay behind.
 */
export function blueGreenChild(resource: FlinkBlueGreenDeploymentResource, colour: Colour): FlinkDeploymentResource {
  const child = templateOf(resource, colour);
  return {
    ...child,
    metadata: { ...child.metadata, labels: { 'flink/blue-green-deployment-type': colour.toUpperCase() } },
    spec: withDefaults(child.spec, colour),
  };
}

/** The owner of both FlinkDeployments and of the Ingress that leads to them. */
export function parentReference(
  { apiVersion, kind, metadata: { name } }: FlinkBlueGreenDeploymentResource,
  uid: string,
): OwnerReference {
  return { apiVersion, kind, name, uid, controller: false, blockOwnerDeletion: true };
}

function withDefaults(spec: FlinkDeploymentSpec, colour: Colour): FlinkDeploymentSpec {
  const { job, jobManager, ingress } = spec;
  return {
    ...spec,
    flinkConfiguration: spec.flinkConfiguration ?? {},
    ...(job && { job: { args: [], parallelism: 0, state: 'running', upgradeMode: 'stateless', ...job } }),
    ...(jobManager && { jobManager: { replicas: 1, ...jobManager } }),
    ...(ingress?.template && { ingress: { ...ingress, template: colouredHost(ingress.template, colour) } }),
  };
}

/**
 * An ingress template with the colour before its host, so that the two do not collide. The operator puts it before the
 * whole text, which makes no address of one that has a scheme or begins with a path; a path has `{{name}}` for that.
 */
export function colouredHost(template: string, colour: Colour): string {
  const [, scheme = '', rest = ''] = /^\s*((?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\/)?(.*)$/s.exec(template) ?? [];
  return /^(:\d*)?([/?#]|$)/.test(rest) ? template : `${scheme}${colour}-${rest}`;
}

/**
 * The Ingress of the blue/green deployment itself: it has the name of the parent, and leads to the colour that is active.
 *
 * @param configuration the configuration of that colour
 */
export function activeIngress(
  { metadata: { name }, spec }: FlinkBlueGreenDeploymentResource,
  child: FlinkDeploymentResource,
  operator: OperatorConfig,
  configuration: FlinkConfig,
): IngressModel | undefined {
  if (spec.ingress === undefined) return undefined;
  const front = { ...child, metadata: { ...child.metadata, name }, spec: { ...child.spec, ingress: spec.ingress } };
  return toModel(front, operator, configuration).ingress;
}

/** A FlinkDeployment that one of the blue/green deployments among the inputs makes. */
export function childAmong(
  resources: readonly JsonObject[],
  namespace: string,
  name: string,
): FlinkDeploymentResource | undefined {
  const [, parent, colour] = /^(.*)-(blue|green)$/.exec(name) ?? [];
  const document = findApache(resources, 'FlinkBlueGreenDeployment', namespace, parent);
  if (document === undefined) return undefined;
  const { value } = checkShape(flinkBlueGreenDeploymentSchema, document);
  return value && templateOf(value as FlinkBlueGreenDeploymentResource, colour as Colour);
}
