import { App, Chart } from 'cdk8s';
import { checkDeployment, checkSessionJob, type CheckContext } from '../lib/api';
import { toModel } from '../lib/api/apache/to-model';
import { own } from '../lib/json';
import type { JsonObject, Manifest } from '../lib/manifest';
import { firstLaunch } from '../lib/model/launch';
import { FlinkError } from '../lib/problem';
import { ClusterObjects } from './cluster-objects';

/** How to render. */
export interface RenderOptions {
  /** Render although the resource has fields that its kind does not have. @default false */
  readonly lenient?: boolean;
}

/**
 * The Kubernetes objects that a resource becomes, for its first launch. A FlinkSessionJob becomes none: it is submitted
 * to its cluster over REST.
 *
 * @throws FlinkError with every problem of the resource
 */
export function renderResource(document: JsonObject, context: CheckContext, options: RenderOptions = {}): Manifest[] {
  const fatal = (problems: FlinkError['problems']) =>
    problems.filter((p) => p.severity === 'error' && !(options.lenient === true && p.code === 'UnknownField'));
  const refuse = (problems: FlinkError['problems']) => {
    if (fatal(problems).length > 0) throw new FlinkError(fatal(problems));
  };
  if (own(document, 'kind') === 'FlinkSessionJob') {
    refuse(checkSessionJob(document, context).problems);
    return [];
  }
  const { problems, resource, configuration } = checkDeployment(document, context.operatorConfig);
  refuse(problems);
  if (resource === undefined) throw new FlinkError(problems);
  const model = toModel(resource, context.operatorConfig, configuration);
  // A new App for each resource: one App with many charts takes quadratic time.
  const chart = new Chart(new App({ outdir: 'dist', recordConstructMetadata: false }), 'chart', {
    disableResourceNameHashes: true,
  });
  const objects = new ClusterObjects(chart, 'cluster', model, firstLaunch(model));
  return objects.all.map((object) => object.toJson());
}
