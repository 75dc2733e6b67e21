import { problem, type Path, type Problem } from '../../problem';
import type { Rule } from '../rules';
import type { FlinkDeploymentResource, FlinkSessionJobResource } from './types';

/** A resource before and after a change. */
export interface Update<Resource> {
  readonly old: Resource;
  readonly new: Resource;
}

const immutable = (path: Path, what: string, from: string, to: string): Problem[] =>
  from === to ? [] : [problem('ImmutableField', path, { what, from, to })];

const clusterKind = ({ spec }: FlinkDeploymentResource) => (spec.job === undefined ? 'session' : 'application');

/** Whether a deployed FlinkDeployment may become the new one. `old` is what was deployed last. */
export const DEPLOYMENT_UPDATE_RULES: readonly Rule<Update<FlinkDeploymentResource>>[] = [
  {
    code: 'ImmutableField',
    path: 'spec.job',
    needs: 'old',
    test: (change) =>
      immutable(['spec', 'job'], 'the kind of the cluster', clusterKind(change.old), clusterKind(change.new)),
  },
  {
    code: 'ImmutableField',
    path: 'spec.mode',
    needs: 'old',
    test: (change) =>
      immutable(['spec', 'mode'], 'the mode', change.old.spec.mode ?? 'native', change.new.spec.mode ?? 'native'),
  },
  { code: 'InitialSavepointRequired', path: 'spec.job.savepointRedeployNonce', needs: 'old', test: redeploy },
  {
    code: 'VersionChangeAfterLastState',
    path: 'spec.flinkVersion',
    needs: 'old',
    test: ({ old, new: next }) => {
      const [from, to] = [old.spec.flinkVersion, next.spec.flinkVersion];
      const suspended = old.spec.job?.state === 'suspended' && old.spec.job.upgradeMode === 'last-state';
      const stateless = (next.spec.job?.upgradeMode ?? 'stateless') === 'stateless';
      if (!suspended || stateless || from === undefined || to === undefined || from === to) return [];
      return [problem('VersionChangeAfterLastState', ['spec', 'flinkVersion'], { from, to })];
    },
  },
];

/** Whether a submitted FlinkSessionJob may become the new one. */
export const SESSION_JOB_UPDATE_RULES: readonly Rule<Update<FlinkSessionJobResource>>[] = [
  {
    code: 'ImmutableField',
    path: 'spec.deploymentName',
    needs: 'old',
    test: ({ old, new: next }) =>
      immutable(
        ['spec', 'deploymentName'],
        'the session cluster',
        old.spec.deploymentName ?? '(none)',
        next.spec.deploymentName ?? '(none)',
      ),
  },
  { code: 'InitialSavepointRequired', path: 'spec.job.savepointRedeployNonce', needs: 'old', test: redeploy },
];

function redeploy({ old, new: next }: Update<FlinkDeploymentResource | FlinkSessionJobResource>): Problem[] {
  const nonce = next.spec.job?.savepointRedeployNonce;
  if (nonce === undefined || nonce === old.spec.job?.savepointRedeployNonce) return [];
  if (next.spec.job?.initialSavepointPath?.trim()) return [];
  return [problem('InitialSavepointRequired', ['spec', 'job', 'initialSavepointPath'], {})];
}
