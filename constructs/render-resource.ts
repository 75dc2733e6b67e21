import { App, Chart } from 'cdk8s';
import {
  checkBlueGreen,
  checkDeployment,
  checkFlinkCluster,
  checkSessionJob,
  checkSnapshot,
  type CheckContext,
  type Checked,
} from '../lib/api';
import { activeIngress, blueGreenChild } from '../lib/api/apache/blue-green-child';
import { toModel } from '../lib/api/apache/to-model';
import { flinkClusterModel } from '../lib/api/flinkcluster/to-model';
import { asText, own } from '../lib/json';
import type { JsonObject, Manifest } from '../lib/manifest';
import { firstLaunch } from '../lib/model/launch';
import { FlinkError } from '../lib/problem';
import { ingressManifest } from '../lib/render/ingress';
import { ClusterObjects } from './cluster-objects';
import { ManifestObject } from './manifest-object';

/** How to render. */
export interface RenderOptions {
  /** Render although the resource has fields that its kind does not have. @default false */
  readonly lenient?: boolean;
}

/** Gives the resource that was checked, or throws what keeps it from being rendered. */
type Accept = <R>(checked: Checked<R>) => R;

type Render = (document: JsonObject, context: CheckContext, accept: Accept) => ManifestObject[];

/** What becomes of each kind. */
const RENDERERS: ReadonlyMap<string, Render> = new Map<string, Render>([
  ['FlinkDeployment', renderDeployment],
  ['FlinkBlueGreenDeployment', renderBlueGreen],
  ['FlinkCluster', renderFlinkCluster],
  ['FlinkSessionJob', withoutObjects(checkSessionJob)],
  ['FlinkStateSnapshot', withoutObjects(checkSnapshot)],
]);

/**
 * The Kubernetes objects that a resource becomes, for its first launch. A FlinkBlueGreenDeployment becomes its first
 * FlinkDeployment, the blue one, and what that becomes. A FlinkSessionJob and a FlinkStateSnapshot become none: their
 * clusters are asked for them over REST.
 *
 * @throws FlinkError with every problem of the resource
 */
export function renderResource(document: JsonObject, context: CheckContext, options: RenderOptions = {}): Manifest[] {
  const render = RENDERERS.get(asText(own(document, 'kind'))) ?? renderDeployment;
  const accept: Accept = ({ problems, resource }) => {
    const fatal = problems.filter(
      (p) => p.severity === 'error' && !(options.lenient === true && p.code === 'UnknownField'),
    );
    if (fatal.length > 0 || resource === undefined) throw new FlinkError(fatal.length > 0 ? fatal : problems);
    return resource;
  };
  return render(document, context, accept).map((object) => object.toJson());
}

function withoutObjects(check: (document: JsonObject, context: CheckContext) => Checked<unknown>): Render {
  return (document, context, accept) => {
    accept(check(document, context));
    return [];
  };
}

/** A new App for each resource: one App with many charts takes quadratic time. */
function newChart(): Chart {
  const app = new App({ outdir: 'dist', recordConstructMetadata: false });
  return new Chart(app, 'chart', { disableResourceNameHashes: true });
}

function renderDeployment(document: JsonObject, { operatorConfig }: CheckContext, accept: Accept): ManifestObject[] {
  const checked = checkDeployment(document, operatorConfig);
  const model = toModel(accept(checked), operatorConfig, checked.configuration);
  return [...new ClusterObjects(newChart(), 'cluster', model, firstLaunch(model)).all];
}

function renderFlinkCluster(document: JsonObject, _context: CheckContext, accept: Accept): ManifestObject[] {
  const checked = checkFlinkCluster(document);
  const resource = accept(checked);
  if (checked.spec === undefined) throw new FlinkError(checked.problems);
  const model = flinkClusterModel(resource, checked.spec);
  return [...new ClusterObjects(newChart(), 'cluster', model, firstLaunch(model)).all];
}

/** As the operator, nothing is made of a suspended job, not even the FlinkDeployment. */
function renderBlueGreen(document: JsonObject, context: CheckContext, accept: Accept): ManifestObject[] {
  const { operatorConfig } = context;
  const checked = checkBlueGreen(document, context);
  const resource = accept(checked);
  const child = blueGreenChild(resource, 'blue');
  const model = toModel(child, operatorConfig, checked.configuration);
  if (model.job?.suspended === true) return [];
  const chart = newChart();
  const objects = [
    new ManifestObject(chart, 'resource', { ...child }),
    ...new ClusterObjects(chart, 'cluster', model, firstLaunch(model)).all,
  ];
  const ingress = activeIngress(resource, child, operatorConfig, model.configuration);
  if (ingress !== undefined) {
    const { metadata, ...rest } = ingressManifest(model, ingress, model.configuration);
    const named = { ...rest, metadata: { ...metadata, name: resource.metadata.name } } as Manifest;
    objects.push(new ManifestObject(chart, 'ingress', named));
  }
  return objects;
}
