import type { Container } from 'kubernetes-types/core/v1';
import { isObject } from '../lib/json';
import type { Json, JsonObject } from '../lib/manifest';
import type { Rendered } from '../lib/render/rendered';
import { CONTAINER_SECURITY } from './resource/pod-security';

/** Makes a container that runs a command of cdk8s-flink. */
export type OwnContainer = (name: string, args: readonly string[]) => Container;

/**
 * Containers of our own image.
 *
 * @param secured whether they have to pass the Pod Security profile `restricted`
 */
export function ownContainer(image: string, secured: boolean): OwnContainer {
  return (name, args) => ({
    name,
    image,
    args: [...args],
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    ...(secured ? { securityContext: { ...CONTAINER_SECURITY, readOnlyRootFilesystem: true } } : {}),
  });
}

/** The workload with another spec of its pods. */
export function withPodSpec(object: Rendered, change: (spec: JsonObject) => JsonObject): Rendered {
  const spec = object.manifest.spec as JsonObject;
  const template = isObject(spec.template) ? spec.template : {};
  const pod = isObject(template.spec) ? template.spec : {};
  const changed = { ...spec, template: { ...template, spec: change(pod) } };
  return { ...object, manifest: { ...object.manifest, spec: changed } };
}

/** The workload with one more init container, which runs last. */
export function withInitContainer(object: Rendered, container: Container): Rendered {
  return withPodSpec(object, (spec) => ({
    ...spec,
    initContainers: [...items(spec.initContainers), container as unknown as JsonObject],
  }));
}

/** A list, empty when there is none. */
export function items(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
