import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import type { Launch } from '../lib/model/launch';
import type { Rendered } from '../lib/render/rendered';
import type { AnyCluster } from './cluster-layout';
import { launchRecord } from './companions';
import { withInitContainer, type OwnContainer } from './own-container';

/**
 * The objects of a cluster whose JobManager has a launch guard, and what the guard needs of the Role.
 *
 * @param revision text that differs when the job has to start anew
 */
export function guarded(
  objects: readonly Rendered[],
  model: AnyCluster,
  launch: Launch,
  revision: string,
  own: OwnContainer,
): { readonly objects: Rendered[]; readonly rules: PolicyRule[] } {
  const guard = own('launch-guard', [
    'launch-guard',
    ...['--cluster', model.name, '--namespace', model.namespace],
    ...['--job-id', launch.jobId, '--launch', revision],
    ...(launch.restorePath === undefined ? [] : ['--restore-path', launch.restorePath]),
  ]);
  return {
    objects: objects.map((object) => (object.role === 'job-manager' ? withInitContainer(object, guard) : object)),
    rules: [
      {
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: [launchRecord(model.name)],
        verbs: ['get', 'update'],
      },
    ],
  };
}
