import { problem, type Path, type Problem } from '../../problem';
import { computed, type CelRule } from '../cel';
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

const SAVEPOINT_REQUIRED = problem('InitialSavepointRequired', ['spec', 'job', 'initialSavepointPath'], {});

const REDEPLOY: Rule<Update<FlinkDeploymentResource | FlinkSessionJobResource>> = {
  code: 'InitialSavepointRequired',
  path: 'spec.job.savepointRedeployNonce',
  needs: 'old',
  test: redeploy,
  cel: [
    {
      at: 'spec',
      rule: [
        '!has(self.job) || !has(self.job.savepointRedeployNonce)',
        '(has(oldSelf.job) && has(oldSelf.job.savepointRedeployNonce)' +
          ' && oldSelf.job.savepointRedeployNonce == self.job.savepointRedeployNonce)',
        `(has(self.job.initialSavepointPath) && self.job.initialSavepointPath.trim() != '')`,
      ].join(' || '),
      problem: SAVEPOINT_REQUIRED,
    },
  ],
};

/** Whether a deployed FlinkDeployment may become the new one. `old` is what was deployed last. */
export const DEPLOYMENT_UPDATE_RULES: readonly Rule<Update<FlinkDeploymentResource>>[] = [
  {
    code: 'ImmutableField',
    path: 'spec.job',
    needs: 'old',
    test: (change) =>
      immutable(['spec', 'job'], 'the kind of the cluster', clusterKind(change.old), clusterKind(change.new)),
    cel: unchanged(
      ['spec', 'job'],
      'the kind of the cluster',
      (spec) => `has(${spec}.job) ? 'application' : 'session'`,
    ),
  },
  {
    code: 'ImmutableField',
    path: 'spec.mode',
    needs: 'old',
    test: (change) =>
      immutable(['spec', 'mode'], 'the mode', change.old.spec.mode ?? 'native', change.new.spec.mode ?? 'native'),
    cel: unchanged(['spec', 'mode'], 'the mode', (spec) => `has(${spec}.mode) ? ${spec}.mode : 'native'`),
  },
  REDEPLOY,
  {
    code: 'VersionChangeAfterLastState',
    path: 'spec.flinkVersion',
    needs: 'old',
    test: ({ old, new: next }) => {
      const [from, to] = [old.spec.flinkVersion, next.spec.flinkVersion];
      const suspended = old.spec.job?.state === 'suspended' && old.spec.job.upgradeMode === 'last-state';
      const stateless = (next.spec.job?.upgradeMode ?? 'stateless') === 'stateless';
      if (!suspended || stateless || from === undefined || to === undefined || from === to) return [];
      return [versionChange(from, to)];
    },
    cel: [
      {
        at: 'spec',
        rule: [
          '!has(oldSelf.flinkVersion) || !has(self.flinkVersion) || self.flinkVersion == oldSelf.flinkVersion',
          `!has(oldSelf.job) || !has(oldSelf.job.state) || oldSelf.job.state != 'suspended'`,
          `!has(oldSelf.job.upgradeMode) || oldSelf.job.upgradeMode != 'last-state'`,
          `!has(self.job) || !has(self.job.upgradeMode) || self.job.upgradeMode == 'stateless'`,
        ].join(' || '),
        problem: versionChange(computed('oldSelf.flinkVersion'), computed('self.flinkVersion')),
      },
    ],
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
    cel: unchanged(
      ['spec', 'deploymentName'],
      'the session cluster',
      (spec) => `has(${spec}.deploymentName) ? ${spec}.deploymentName : '(none)'`,
    ),
  },
  REDEPLOY,
];

/** The rule that what an expression makes of the spec does not change. */
function unchanged(path: Path, what: string, of: (spec: string) => string): readonly CelRule[] {
  const [from, to] = [of('oldSelf'), of('self')];
  const args = { what, from: computed(from), to: computed(to) };
  return [{ at: 'spec', rule: `(${from}) == (${to})`, problem: problem('ImmutableField', path, args) }];
}

function versionChange(from: string, to: string): Problem {
  return problem('VersionChangeAfterLastState', ['spec', 'flinkVersion'], { from, to });
}

function redeploy({ old, new: next }: Update<FlinkDeploymentResource | FlinkSessionJobResource>): Problem[] {
  const nonce = next.spec.job?.savepointRedeployNonce;
  if (nonce === undefined || nonce === old.spec.job?.savepointRedeployNonce) return [];
  if (next.spec.job?.initialSavepointPath?.trim()) return [];
  return [SAVEPOINT_REQUIRED];
}
