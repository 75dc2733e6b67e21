import { isObject } from '../../lib/json';
import type { Json, JsonObject } from '../../lib/manifest';
import type { Path } from '../../lib/problem';

/** A part of a document and where it is in it. */
export interface Part {
  readonly item: Json;
  readonly path: Path;
}

/**
 * The resources of a document, in order: the items of a `List`, of lists in it and of lists of one kind such as
 * `ConfigMapList`, or the document itself. As for kubectl, an object is a list when its kind says so and it has `items`;
 * items of a list of one kind may leave out what the list says.
 */
export function flattenList(document: Json, path: Path = []): Part[] {
  if (!isObject(document)) return [{ item: document, path }];
  const { kind, items } = document;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [{ item: document, path }];
  return items.flatMap((item, i) => flattenList(named(item, document, kind), [...path, 'items', i]));
}

function named(item: Json, { apiVersion }: JsonObject, listKind: string): Json {
  const kind = listKind.slice(0, -'List'.length);
  if (kind === '' || !isObject(item) || item.kind !== undefined || apiVersion === undefined) return item;
  return { apiVersion, kind, ...item };
}
