import { customResourceDefinition, type CustomResourceDefinition } from './definition';
import { CRD_SOURCES } from './kinds';

export type { CrdSource, CustomResourceDefinition } from './definition';
export { customResourceDefinition } from './definition';
export { CRD_SOURCES } from './kinds';
export type { Structural, ServerRule } from './structural';

/** The meaning of each field by kind and path, as `npm run crds` reads it from the doc comments. */
export type Descriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The CRDs of all kinds.
 *
 * @throws Error that lists the fields without a description
 */
export function customResourceDefinitions(descriptions: Descriptions): CustomResourceDefinition[] {
  return CRD_SOURCES.map((source) => customResourceDefinition(source, descriptions[source.kind] ?? {}));
}
