import { Document, isScalar, visit } from 'yaml';
import { isObject } from '../lib/json';

/**
 * Objects as YAML documents that every reader takes for the same: strings that a YAML 1.1 or 1.2 parser could read as
 * something else are quoted. Keys come in the given order, but apiVersion, kind and metadata first.
 */
export function toYaml(objects: readonly unknown[]): string {
  return objects.map((object) => stringify(conventional(object))).join('---\n');
}

function stringify(object: unknown): string {
  const document = new Document(object, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      // Anything that starts like a number is quoted: readers disagree on octals, underscores and sexagesimals.
      if (isScalar(node) && typeof node.value === 'string' && /^[-+]?\.?\d[^\n]*$/.test(node.value)) {
        node.type = 'QUOTE_DOUBLE';
      }
    },
  });
  return document.toString({ lineWidth: 0, directives: false });
}

function conventional(object: unknown): unknown {
  if (!isObject(object)) return object;
  const first = ['apiVersion', 'kind', 'metadata'].filter((key) => Object.hasOwn(object, key));
  const head = first.map((key): [string, unknown] => [key, key === 'metadata' ? named(object[key]) : object[key]]);
  return Object.fromEntries([...head, ...Object.entries(object).filter(([key]) => !first.includes(key))]);
}

function named(metadata: unknown): unknown {
  if (!isObject(metadata)) return metadata;
  const first = ['name', 'namespace'].filter((key) => Object.hasOwn(metadata, key));
  const rest = Object.entries(metadata).filter(([key]) => !first.includes(key));
  return Object.fromEntries([...first.map((key): [string, unknown] => [key, metadata[key]]), ...rest]);
}
