import { isDeepStrictEqual } from 'node:util';
import { own } from '../../json';
import { problem, type Path, type Problem } from '../../problem';
import { computed } from '../cel';
import type { Rule } from '../rules';
import { controlRules } from './control-rules';
import { normalise } from './normalise';
import { withoutSavepoint, wrongGeneration } from './savepoint-rules';
import type { FlinkClusterStatus } from './status-types';
import type { FlinkClusterResource, NormalFlinkCluster } from './types';

/** The part of a status that says whether the resource may change. */
export type FlinkClusterStatusView = Pick<FlinkClusterStatus, 'control' | 'components'>;

/** A FlinkCluster before and after a change, and what is known of its job. */
export interface FlinkClusterUpdate {
  readonly old: NormalFlinkCluster;
  readonly new: NormalFlinkCluster;
  readonly annotations: Readonly<Record<'old' | 'new', Readonly<Record<string, string>>>>;
  /** What was observed of the old one. @default - nothing yet */
  readonly status?: FlinkClusterStatusView | undefined;
  /** Milliseconds since 1970, for the age of savepoints. */
  readonly now: number;
}

/** What {@link FLINK_CLUSTER_UPDATE_RULES} look at. The rules about a resource hold for the new one as well. */
export function flinkClusterUpdate(
  old: FlinkClusterResource,
  next: FlinkClusterResource,
  status: FlinkClusterStatusView | undefined,
  now: number,
): FlinkClusterUpdate {
  const annotations = { old: old.metadata.annotations ?? {}, new: next.metadata.annotations ?? {} };
  return { old: normalise(old), new: normalise(next), annotations, status, now };
}

const inJob = (name: string): Path => ['spec', 'job', name];

// The kind of the cluster, its workload and its availability, each with its words for the API server.

const kindOf = ({ job }: NormalFlinkCluster) => (job === undefined ? 'session' : 'job');
const celKind = (self: string) => `(has(${self}.job) ? "job" : "session")`;
const otherKind = (from: string, to: string) =>
  problem('ImmutableField', ['spec', 'job'], { what: 'the kind of the cluster', from, to });

// An empty one is what the operator stored before it had another.
const workloadOf = ({ taskManager }: NormalFlinkCluster) => (taskManager.deploymentType as string) || 'StatefulSet';
const celWorkload = (self: string) =>
  `(has(${self}.deploymentType) && ${self}.deploymentType != '' ? ${self}.deploymentType : 'StatefulSet')`;
const otherWorkload = (from: string, to: string) =>
  problem('ImmutableField', ['spec', 'taskManager', 'deploymentType'], {
    what: 'the workload of the TaskManagers',
    from,
    to,
  });

/** High availability as the operator recognises it, which is not by the newer key `high-availability.type`. */
const HA_KEYS = ['kubernetes.cluster-id', 'high-availability.storageDir'];
const availabilityOf = ({ flinkProperties = {} }: NormalFlinkCluster) => {
  const type = own(flinkProperties, 'high-availability');
  const filled = HA_KEYS.every((key) => own(flinkProperties, key)?.trim());
  return type !== undefined && type.toLowerCase() !== 'none' && filled ? 'on' : 'off';
};
const celAvailability = (self: string) => {
  const properties = `${self}.flinkProperties`;
  const has = (key: string) => `'${key}' in ${properties}`;
  const filled = HA_KEYS.map((key) => `${has(key)} && ${properties}['${key}'].trim() != ''`).join(' && ');
  const type = `${has('high-availability')} && ${properties}['high-availability'].lowerAscii() != 'none'`;
  return `(has(${properties}) && ${type} && ${filled} ? "on" : "off")`;
};
const otherAvailability = (from: string, to: string) =>
  problem('ImmutableField', ['spec', 'flinkProperties'], { what: 'high availability', from, to });

/**
 * Whether a FlinkCluster may become another one: the rules of the operator's webhook. The rules about requests look at every
 * change, the others at changes of the spec; a new `savepointGeneration` alone is not one that the job is updated for.
 */
export const FLINK_CLUSTER_UPDATE_RULES: readonly Rule<FlinkClusterUpdate>[] = [
  ...controlRules,
  {
    code: 'CancelIsFinal',
    path: 'spec.job.cancelRequested',
    needs: 'old',
    test: ({ old, new: next }) =>
      next.job !== undefined && old.job?.cancelRequested === true && next.job.cancelRequested !== true
        ? [problem('CancelIsFinal', inJob('cancelRequested'), {})]
        : [],
    cel: [
      {
        at: 'spec.job',
        rule: '!has(oldSelf.cancelRequested) || !oldSelf.cancelRequested || (has(self.cancelRequested) && self.cancelRequested)',
        problem: problem('CancelIsFinal', inJob('cancelRequested'), {}),
      },
    ],
  },
  {
    code: 'ChangedWithOthers',
    path: 'spec.job.cancelRequested',
    needs: 'old',
    test: ({ old, new: next }) =>
      old.job?.cancelRequested !== true && next.job?.cancelRequested === true
        ? changedWithOthers(old, next, 'cancelRequested')
        : [],
  },
  { code: 'WrongSavepointGeneration', path: 'spec.job.savepointGeneration', needs: 'old', test: wrongGeneration },
  {
    code: 'ChangedWithOthers',
    path: 'spec.job.savepointGeneration',
    needs: 'old',
    test: ({ old, new: next }) =>
      old.job?.savepointGeneration === next.job?.savepointGeneration
        ? []
        : changedWithOthers(old, next, 'savepointGeneration'),
  },
  {
    code: 'ImmutableField',
    path: 'spec.taskManager.deploymentType',
    needs: 'old',
    test: ({ old, new: next }) => changed(workloadOf(old), workloadOf(next), otherWorkload),
    cel: [
      {
        at: 'spec.taskManager',
        rule: `${celWorkload('self')} == ${celWorkload('oldSelf')}`,
        problem: otherWorkload(computed(celWorkload('oldSelf')), computed(celWorkload('self'))),
      },
    ],
  },
  {
    code: 'ImmutableField',
    path: 'spec.job',
    needs: 'old',
    test: ({ old, new: next }) => changed(kindOf(old), kindOf(next), otherKind),
    cel: [
      {
        at: 'spec',
        rule: 'has(self.job) == has(oldSelf.job)',
        problem: otherKind(computed(celKind('oldSelf')), computed(celKind('self'))),
      },
    ],
  },
  {
    // Not for API servers: they ask their rules about a new scale too, about which the webhook is not asked.
    code: 'SavepointsDirRequired',
    path: 'spec.job.savepointsDir',
    needs: 'old',
    test: jobUpdate(({ old }) =>
      old.job?.savepointsDir
        ? []
        : [problem('SavepointsDirRequired', inJob('savepointsDir'), { what: 'an update of a job' })],
    ),
  },
  {
    code: 'SavepointsDirRemoved',
    path: 'spec.job.savepointsDir',
    needs: 'old',
    test: jobUpdate(({ old, new: next }) => {
      const from = old.job?.savepointsDir;
      if (!from || next.job?.savepointsDir) return [];
      return [problem('SavepointsDirRemoved', inJob('savepointsDir'), { from })];
    }),
    cel: [
      {
        at: 'spec.job',
        rule: "!has(oldSelf.savepointsDir) || oldSelf.savepointsDir == '' || (has(self.savepointsDir) && self.savepointsDir != '')",
        problem: problem('SavepointsDirRemoved', inJob('savepointsDir'), { from: computed('oldSelf.savepointsDir') }),
      },
    ],
  },
  {
    code: 'ImmutableField',
    path: 'spec.flinkProperties',
    needs: 'old',
    test: jobUpdate(({ old, new: next }) => changed(availabilityOf(old), availabilityOf(next), otherAvailability)),
    cel: [
      {
        at: 'spec',
        rule: `!has(self.job) || !has(oldSelf.job) || ${celAvailability('self')} == ${celAvailability('oldSelf')}`,
        problem: otherAvailability(computed(celAvailability('oldSelf')), computed(celAvailability('self'))),
      },
    ],
  },
  { code: 'NoUpToDateSavepoint', path: 'spec.job', needs: 'old', test: jobUpdate(withoutSavepoint) },
];

function changed(from: string, to: string, found: (from: string, to: string) => Problem): Problem[] {
  return from === to ? [] : [found(from, to)];
}

type Immediate = 'cancelRequested' | 'savepointGeneration';

function changedWithOthers(old: NormalFlinkCluster, next: NormalFlinkCluster, field: Immediate): Problem[] {
  if (old.job === undefined || next.job === undefined || isDeepStrictEqual(without(old, field), without(next, field))) {
    return [];
  }
  return [problem('ChangedWithOthers', inJob(field), { field })];
}

function without({ job, ...spec }: NormalFlinkCluster, field: Immediate): object {
  return { ...spec, job: { ...job, [field]: undefined } };
}

/** A test of what is an update of a job: another spec, which differs in more than the number of a savepoint. */
function jobUpdate(test: (update: FlinkClusterUpdate) => Problem[]): (update: FlinkClusterUpdate) => Problem[] {
  return (update) => {
    const { old, new: next } = update;
    const same = isDeepStrictEqual(without(old, 'savepointGeneration'), without(next, 'savepointGeneration'));
    return same || old.job === undefined || next.job === undefined ? [] : test(update);
  };
}
