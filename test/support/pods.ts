import { isObject } from '../../lib/json';
import type { JsonObject, Manifest } from '../../lib/manifest';
import type { Path } from '../../lib/problem';

/** A pod, or the template of pods, inside an object. */
export interface PodTemplate {
  /** Where it is in the object; empty for a Pod. */
  readonly path: Path;
  /** Namespace of the object, `default` when it names none. */
  readonly namespace: string;
  /** Absent counts as empty. */
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
}

/** Where the kinds that make pods have their template. */
const TEMPLATES: Readonly<Record<string, Path>> = {
  'v1 Pod': [],
  'v1 PodTemplate': ['template'],
  'v1 ReplicationController': ['spec', 'template'],
  'apps/v1 DaemonSet': ['spec', 'template'],
  'apps/v1 Deployment': ['spec', 'template'],
  'apps/v1 ReplicaSet': ['spec', 'template'],
  'apps/v1 StatefulSet': ['spec', 'template'],
  'batch/v1 CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch/v1 Job': ['spec', 'template'],
};

/** The pod that an object of Kubernetes is or makes; undefined for other objects, custom resources included. */
export function podTemplateOf(manifest: Manifest): PodTemplate | undefined {
  const path = TEMPLATES[`${manifest.apiVersion} ${manifest.kind}`];
  if (path === undefined) return undefined;
  const template = path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), manifest);
  if (!isObject(template) || !isObject(template.spec)) return undefined;
  const metadata = isObject(template.metadata) ? template.metadata : {};
  return { path, namespace: manifest.metadata.namespace ?? 'default', metadata, spec: template.spec };
}

/** All containers of a pod, with their place in it. */
export function containersOf(spec: JsonObject): { readonly path: Path; readonly container: JsonObject }[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    objects(spec[list]).map((container, i) => ({ path: ['spec', list, i], container })),
  );
}

/** The objects of a list; anything else is an empty list. */
export function objects(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The fields of an object; anything else has none. */
export function fields(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
