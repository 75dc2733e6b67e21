import { isObject, own } from '../../json';
import type { JsonObject, Manifest } from '../../manifest';
import type { FlinkClusterModel } from '../../model/flinkcluster';
import type { Launch } from '../../model/launch';
import { clusterLabels, objectNames, revisionLabels } from './names';

/** The PodDisruptionBudget over all pods of the cluster: the author's selector gains the cluster's labels. */
export function disruptionBudget(model: FlinkClusterModel, budget: JsonObject, launch: Launch): Manifest {
  const selector = own(budget, 'selector');
  const given = isObject(selector) ? selector : {};
  const matchLabels = { ...(isObject(given.matchLabels) ? given.matchLabels : {}), ...clusterLabels(model) };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(model, launch),
    spec: { ...budget, selector: { ...given, matchLabels } },
  };
}

/** The HorizontalPodAutoscaler, which scales the custom resource, and so the TaskManagers. */
export function autoscaler(model: FlinkClusterModel, spec: JsonObject, launch: Launch): Manifest {
  const { apiVersion, kind, name } = model.resource;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(model, launch),
    spec: { ...spec, scaleTargetRef: { apiVersion, kind, name } },
  };
}

function metadata(model: FlinkClusterModel, launch: Launch): Manifest['metadata'] {
  return {
    name: objectNames(model.name).policies,
    namespace: model.namespace,
    labels: { ...clusterLabels(model), ...revisionLabels(model, launch) },
  };
}
