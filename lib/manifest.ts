/** A JSON value, as it travels to and from an API server. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON object. Keys such as `__proto__` are data: read and write it with {@link own} and {@link put}. */
export type JsonObject = { [key: string]: Json };

/** Metadata of a Kubernetes object, the part that is written here. */
export interface ManifestMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
}

/** An owner of an object, see the Kubernetes documentation on garbage collection. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/**
 * A Kubernetes object in wire form: the JSON that the API server speaks.
 *
 * Quantities are the author's strings; defaults that the API server would add, empty maps and nulls are absent.
 */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
  readonly [field: string]: unknown;
}
