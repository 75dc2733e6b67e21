import { parseDocument } from 'yaml';
import { isObject } from './json';
import type { JsonObject } from './manifest';

/** Parses one YAML 1.2 document that has to be an object. @returns the object, or in words why it is none */
export function parseYamlObject(text: string): JsonObject | string {
  const document = parseDocument(text, { prettyErrors: true, stringKeys: true });
  const [error] = document.errors;
  if (error !== undefined) return error.message.split('\n')[0] ?? error.message;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (thrown) {
    // Aliases without an anchor, or that expand to too much.
    return thrown instanceof RangeError ? 'it is nested too deeply' : (thrown as Error).message;
  }
  if (value === null || value === undefined) return {};
  return isObject(value) ? value : 'the file is not a map of options';
}
