import { isObject } from '../json';
import type { JsonObject } from '../manifest';
import type { Problem } from '../problem';
import type { OperatorConfig } from './operator-config';

/** What a resource is checked against. */
export interface CheckContext {
  readonly operatorConfig: OperatorConfig;
  /** All resources of the input, so that a session job can find its cluster. */
  readonly resources: readonly JsonObject[];
}

/** A checked resource: typed, when its shape allows. */
export interface Checked<Resource> {
  readonly problems: readonly Problem[];
  readonly resource: Resource | undefined;
}

/** Group and version of the kinds of the Apache operator. */
export const FLINK_APACHE = 'flink.apache.org/v1beta1';

/** A resource of the Apache operator among the inputs, if it is there. Without a namespace it is in `default`. */
export function findApache(
  resources: readonly JsonObject[],
  kind: string,
  namespace: string,
  name: string | undefined,
): JsonObject | undefined {
  return resources.find(
    (resource) =>
      resource.apiVersion === FLINK_APACHE &&
      resource.kind === kind &&
      isObject(resource.metadata) &&
      resource.metadata.name === name &&
      (resource.metadata.namespace ?? 'default') === namespace,
  );
}
