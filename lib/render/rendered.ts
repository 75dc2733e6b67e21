import { isObject } from '../json';
import type { JsonObject, Manifest, OwnerReference } from '../manifest';
import type { ClusterModel } from '../model/cluster';
import type { FlinkClusterModel } from '../model/flinkcluster';

/** Who owns an object: the custom resource, or the JobManager's Deployment, which the custom resource owns. */
export type Owner = 'resource' | 'jobManager';

/** What an object is to its cluster; a cluster has at most one of each. */
export type Role =
  | 'configuration'
  | 'pod-template'
  | 'internal-service'
  | 'rest-service'
  | 'job-manager'
  | 'task-manager'
  | 'ingress'
  // In the layout flinkcluster only.
  | 'pod-group'
  | 'disruption-budget'
  | 'autoscaler'
  | 'task-manager-service'
  | 'submitter';

/** An object of a cluster and its place in the owner structure. */
export interface Rendered {
  readonly role: Role;
  readonly manifest: Manifest;
  readonly owner: Owner;
  /** `controller` of the owner reference, as the operator writes it. */
  readonly controller: boolean;
}

/**
 * The object with its owner reference. A reference needs the owner's uid, which only a cluster knows; offline there is
 * none, and the objects are printed without.
 */
export function withOwner(
  model: ClusterModel | FlinkClusterModel,
  rendered: Rendered,
  uids: Readonly<Record<Owner, string>>,
): Manifest {
  const owner =
    rendered.owner === 'resource' ? model.resource : { apiVersion: 'apps/v1', kind: 'Deployment', name: model.name };
  const reference: OwnerReference = {
    ...owner,
    uid: uids[rendered.owner],
    controller: rendered.controller,
    blockOwnerDeletion: model.layout !== 'flinkcluster',
  };
  const { manifest } = rendered;
  const owned = { ...manifest, metadata: { ...manifest.metadata, ownerReferences: [reference] } };
  return manifest.kind === 'StatefulSet' ? withOwnedClaims(owned, reference) : owned;
}

/** The templates of a StatefulSet's claims name the owner too: its operator deletes volumes with the resource. */
function withOwnedClaims(manifest: Manifest, reference: OwnerReference): Manifest {
  const spec = manifest.spec as JsonObject;
  const { volumeClaimTemplates } = spec;
  if (!Array.isArray(volumeClaimTemplates)) return manifest;
  const owned = volumeClaimTemplates.map((claim) => {
    const template = isObject(claim) ? claim : {};
    const metadata = isObject(template.metadata) ? template.metadata : {};
    return { ...template, metadata: { ...metadata, ownerReferences: [{ ...reference }] } };
  });
  return { ...manifest, spec: { ...spec, volumeClaimTemplates: owned } };
}
