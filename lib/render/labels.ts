import type { ClusterModel } from '../model/cluster';

/** The labels of every object of a cluster but the Ingress. */
export function commonLabels(model: ClusterModel): Record<string, string> {
  return { type: `flink-${model.layout}-kubernetes`, app: model.name };
}

/** The labels by which the pods of a component are found. */
export function selectorLabels(model: ClusterModel, component: 'jobmanager' | 'taskmanager'): Record<string, string> {
  return { ...commonLabels(model), component };
}

/** A map as a field of an object, or nothing when it is empty. */
export function field<K extends string, V>(key: K, map: Readonly<Record<string, V>>): { [P in K]?: Record<string, V> } {
  return (Object.keys(map).length === 0 ? {} : { [key]: { ...map } }) as { [P in K]?: Record<string, V> };
}
