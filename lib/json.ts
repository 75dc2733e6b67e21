import type { JsonObject } from './manifest';

/** True for a JSON object, false for lists, null and scalars. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an own key, so that `constructor` and `__proto__` are ordinary keys. */
export function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets an own key. An assignment to `__proto__` would change the object's prototype instead. */
export function put<T>(object: Record<string, T>, key: string, value: T): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
}

/**
 * A copy without nulls, undefined values and, in lists, undefined items: what the API server keeps of an object whose
 * schema has no nullable fields. Empty objects and lists stay.
 */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.filter((v) => v !== undefined).map((v: unknown) => withoutNulls(v)) as T;
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) {
    const field = value[key];
    if (field !== null && field !== undefined) put(copy, key, withoutNulls(field));
  }
  return copy as T;
}

/** A value that should be a string; anything else counts as empty. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The JSON type of a value in words, for messages. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number';
  return typeof value === 'boolean' ? 'a boolean' : typeof value === 'string' ? 'a string' : typeof value;
}
