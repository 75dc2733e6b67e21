import { isObject, own, withoutNulls } from '../../json';
import type { Json, JsonObject } from '../../manifest';
import { MAIN_CONTAINER } from '../../flink/names';

/**
 * Merges a pod template over another: objects deeply, the right one wins.
 *
 * Lists merge by index, which is the operator's default and mixes unrelated entries, or by name. Two lists of scalars
 * keep the left one's items where both have one, as the operator does.
 */
export function mergePodTemplates(
  base: JsonObject | undefined,
  over: JsonObject | undefined,
  byName: boolean,
): JsonObject | undefined {
  if (base === undefined || over === undefined) return base ?? over;
  return mergeObjects(base, over, byName);
}

/** {@link mergePodTemplates} for templates as they are written in a resource. */
export function mergedTemplate(
  base: object | undefined,
  over: object | undefined,
  byName: boolean,
): JsonObject | undefined {
  const json = (template: object | undefined) =>
    template === undefined ? undefined : (withoutNulls(template) as JsonObject);
  return mergePodTemplates(json(base), json(over), byName);
}

function mergeObjects(base: JsonObject, over: JsonObject, byName: boolean): JsonObject {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) merged.set(key, merge(own(base, key), value, byName));
  return Object.fromEntries(merged);
}

function merge(base: Json | undefined, over: Json, byName: boolean): Json {
  if (Array.isArray(base) && Array.isArray(over)) return mergeLists(base, over, byName);
  if (isObject(base) && isObject(over)) return mergeObjects(base, over, byName);
  return over;
}

function mergeLists(base: readonly Json[], over: readonly Json[], byName: boolean): Json[] {
  const key = byName ? listKey(base, over) : undefined;
  if (key !== undefined) return mergeByKey(base, over, key);
  const length = Math.max(base.length, over.length);
  return Array.from({ length }, (_, i) => {
    const [left, right] = [base[i], over[i]];
    if (left === undefined) return right ?? null;
    return right !== undefined && typeof left === 'object' ? merge(left, right, byName) : left;
  });
}

type Key = (item: Json) => string | undefined;

const name: Key = (item) => (isObject(item) && typeof item.name === 'string' ? item.name : undefined);

/** A volume may be mounted twice, so mounts with one name are told apart by path. */
const mount: Key = (item) =>
  isObject(item) && typeof item.mountPath === 'string' ? JSON.stringify([item.name, item.mountPath]) : undefined;

/** The key by which every entry of both lists can be told from the others of its list. */
function listKey(base: readonly Json[], over: readonly Json[]): Key | undefined {
  const tells = (key: Key) => (list: readonly Json[]) =>
    list.every((item) => key(item) !== undefined) && new Set(list.map(key)).size === list.length;
  return [name, mount].find((key) => tells(key)(base) && tells(key)(over));
}

function mergeByKey(base: readonly Json[], over: readonly Json[], key: Key): Json[] {
  const merged = new Map(base.map((item) => [key(item), item]));
  for (const item of over) {
    const left = merged.get(key(item));
    merged.set(key(item), left === undefined ? item : merge(left, item, true));
  }
  return [...merged.values()];
}

/** A pod template with `change` applied to its main container, which is appended when there is none. */
export function withMainContainer(
  template: JsonObject | undefined,
  change: (container: JsonObject) => JsonObject,
): JsonObject {
  const spec = isObject(template?.spec) ? template.spec : {};
  const containers = Array.isArray(spec.containers) ? spec.containers : [];
  const isMain = (item: Json) => isObject(item) && item.name === MAIN_CONTAINER;
  const changed = containers.some(isMain)
    ? containers.map((item) => (isMain(item) && isObject(item) ? change(item) : item))
    : [...containers, change({ name: MAIN_CONTAINER })];
  return { ...template, spec: { ...spec, containers: changed } };
}

/** Adds requests and limits that are neither CPU nor memory to the main container. */
export function withOtherResources(
  template: JsonObject | undefined,
  requests: Readonly<Record<string, string>>,
  limits: Readonly<Record<string, string>>,
): JsonObject | undefined {
  if (Object.keys(requests).length + Object.keys(limits).length === 0) return template;
  return withMainContainer(template, (container) => {
    const resources = isObject(container.resources) ? container.resources : {};
    const add = (key: string, values: Readonly<Record<string, string>>): JsonObject => {
      const old = own(resources, key);
      const all = { ...(isObject(old) ? old : {}), ...values };
      return Object.keys(all).length === 0 ? {} : { [key]: all };
    };
    return { ...container, resources: { ...resources, ...add('requests', requests), ...add('limits', limits) } };
  });
}

/**
 * The probe that keeps a JobManager from being ready before its REST API answers. Never fails for good: how long a
 * recovery takes is nobody's guess.
 */
const STARTUP_PROBE: JsonObject = {
  failureThreshold: 2147483647,
  httpGet: { path: '/config', port: 'rest' },
  periodSeconds: 1,
};

/** Adds the startup probe unless the main container has one. */
export function withStartupProbe(template: JsonObject | undefined): JsonObject {
  return withMainContainer(template, (container) =>
    own(container, 'startupProbe') === undefined ? { ...container, startupProbe: STARTUP_PROBE } : container,
  );
}
