import type { EnvVar, EnvVarSource, Volume } from 'kubernetes-types/core/v1';
import type * as kplus from 'cdk8s-plus-27';
import { isObject, withoutNulls } from '../lib/json';

/**
 * An object that exists, by name or as an object of cdk8s-plus (`ServiceAccount`, `ConfigMap`, `Secret`, ...).
 */
export type NamedObject = string | { readonly name: string };

/**
 * A value of an environment variable: text, wire form (`{ valueFrom: { secretKeyRef: ... } }`), or an `EnvValue` of
 * cdk8s-plus.
 */
export type EnvironmentValue =
  string | { readonly value?: string | undefined; readonly valueFrom?: object | undefined };

/**
 * What a volume is made of: wire form such as `{ emptyDir: {} }`, or an object of cdk8s-plus: a `PersistentVolumeClaim`,
 * `ConfigMap`, `Secret` or `Volume`.
 */
export type VolumeSource = Omit<Volume, 'name'> | KubernetesObject | VolumeObject;

/** A Kubernetes object of which kind and name are known, such as a `PersistentVolumeClaim` of cdk8s-plus. */
export interface KubernetesObject {
  /** Its kind, such as `Secret`. */
  readonly kind: string;
  /** Its name. */
  readonly name: string;
}

/** A `Volume` of cdk8s-plus. */
export interface VolumeObject {
  /** Name of the volume in the pod. */
  readonly name: string;
  /** The volume itself. */
  asVolume(): unknown;
}

/** The name of an object. */
export function nameOf(object: NamedObject): string {
  return typeof object === 'string' ? object : object.name;
}

/** The names of objects, each once. */
export function namesOf(objects: readonly NamedObject[]): string[] {
  return [...new Set(objects.map(nameOf))];
}

/** An environment variable in wire form. */
export function envVar(name: string, value: EnvironmentValue): EnvVar {
  if (typeof value === 'string') return { name, value };
  if (value.valueFrom === undefined) return { name, value: value.value ?? '' };
  // Plain objects are wire form; an EnvValue of cdk8s-plus holds its own notation.
  const plain = Object.getPrototypeOf(value) === Object.prototype;
  const valueFrom = plain ? value.valueFrom : generated().toJson_EnvVarSource(value.valueFrom);
  return { name, valueFrom: withoutNulls(valueFrom) as EnvVarSource };
}

/**
 * A volume in wire form, with the name that it suggests.
 *
 * @returns undefined for an object that no volume can be made of
 */
export function volumeOf(source: VolumeSource): Volume | undefined {
  if ('asVolume' in source) {
    const volume = source.asVolume() as { _toKube(): object };
    return withoutNulls(generated().toJson_Volume(volume._toKube() as never)) as unknown as Volume;
  }
  if (!('kind' in source)) return { name: suggestedName(source), ...source };
  const { kind, name } = source;
  switch (kind) {
    case 'PersistentVolumeClaim':
      return { name: volumeName('claim', name), persistentVolumeClaim: { claimName: name } };
    case 'ConfigMap':
      return { name: volumeName('configmap', name), configMap: { name } };
    case 'Secret':
      return { name: volumeName('secret', name), secret: { secretName: name } };
    default:
      return undefined;
  }
}

/** A name from the type of a volume and what it refers to, so that two of a type can be told apart. */
function suggestedName(source: Omit<Volume, 'name'>): string {
  const [type = 'volume', details] = Object.entries(source)[0] ?? [];
  const names: readonly unknown[] = isObject(details) ? [details.claimName, details.secretName, details.name] : [];
  const name = names.find((n) => typeof n === 'string');
  return name === undefined ? type.toLowerCase() : volumeName(type.toLowerCase(), name);
}

/** A DNS label of at most 63 characters. */
function volumeName(prefix: string, name: string): string {
  const text = `${prefix}-${name}`.toLowerCase().replace(/[^a-z0-9-]/g, '-');
  return text.slice(0, 63).replace(/-+$/, '');
}

/** The functions of cdk8s-plus that write wire form; loaded only for somebody who has given one of its objects. */
function generated(): typeof kplus.k8s {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an optional peer
  return (require('cdk8s-plus-27') as typeof kplus).k8s;
}
