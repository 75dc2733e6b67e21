import type { FlinkConfig } from '../../flink/config';
import { explicit, OPTIONS } from '../../flink/options';
import { atLeast, type FlinkVersion } from '../../flink/version';
import { problem, type Path, type Problem } from '../../problem';
import { computed } from '../cel';
import type { Rule } from '../rules';
import { invalidName, invalidNamespace, isDnsName } from './deployment-rules';
import type { FlinkStateSnapshotResource, FlinkStateSnapshotSpec } from './types';

/** What is known of the job of a snapshot. */
export interface SnapshotTarget {
  /** True for a FlinkDeployment without a job. */
  readonly session: boolean;
  /** Configuration of the job; undefined when the cluster of a session job is not among the inputs. */
  readonly config: FlinkConfig | undefined;
  readonly flinkVersion: FlinkVersion | undefined;
}

/** What the rules about a FlinkStateSnapshot look at. */
export interface SnapshotInput {
  readonly resource: FlinkStateSnapshotResource;
  /** The job, when it is among the inputs. */
  readonly target: SnapshotTarget | undefined;
}

const REFERENCE: Path = ['spec', 'jobReference'];
const SAVEPOINT: Path = ['spec', 'savepoint'];

/** CEL for a `savepoint` called `self` that is there already. */
const EXISTS = 'has(self.alreadyExists) && self.alreadyExists';

const REFERENCE_MISSING = missing('spec.jobReference', 'kind and name of the resource that runs the job');
const KIND_MISSING = missing('spec.jobReference.kind', 'FlinkDeployment or FlinkSessionJob');
const NAME_MISSING = missing('spec.jobReference.name', 'the name of the resource that runs the job');
const PATH_MISSING = missing('spec.savepoint.path', 'the savepoint that is there already');

/** Every rule about a FlinkStateSnapshot that its schema cannot say. */
export const SNAPSHOT_RULES: readonly Rule<SnapshotInput>[] = [
  {
    code: 'InvalidObjectName',
    path: 'metadata.name',
    needs: 'spec',
    test: ({ resource: { metadata } }) =>
      isDnsName(metadata.name) ? [] : [problem('InvalidObjectName', ['metadata', 'name'], { name: metadata.name })],
  },
  {
    code: 'InvalidNamespace',
    path: 'metadata.namespace',
    needs: 'spec',
    test: ({ resource: { metadata } }) => invalidNamespace(metadata.namespace),
  },
  {
    code: 'SnapshotTypeRequired',
    path: 'spec',
    needs: 'spec',
    test: ({ resource: { spec } }) => {
      if ((spec.savepoint === undefined) !== (spec.checkpoint === undefined)) return [];
      // At a field, not at `spec`: what is wrong elsewhere in the spec must not hide it.
      return spec.savepoint === undefined
        ? [problem('SnapshotTypeRequired', SAVEPOINT, { found: 'neither is set' })]
        : [problem('SnapshotTypeRequired', ['spec', 'checkpoint'], { found: 'both are set' })];
    },
    cel: [
      {
        at: 'spec',
        rule: 'has(self.savepoint) != has(self.checkpoint)',
        problem: problem('SnapshotTypeRequired', ['spec'], {
          found: computed(`has(self.savepoint) ? 'both are set' : 'neither is set'`),
        }),
      },
    ],
  },
  {
    code: 'MissingField',
    path: 'spec.jobReference',
    needs: 'spec',
    test: ({ resource: { spec } }) => {
      if (spec.jobReference === undefined) return exists(spec) ? [] : [REFERENCE_MISSING];
      const { kind, name } = spec.jobReference;
      return [...(kind === undefined ? [KIND_MISSING] : []), ...(name === undefined ? [NAME_MISSING] : [])];
    },
    cel: [
      {
        at: 'spec',
        rule:
          'has(self.jobReference) || ' +
          '(has(self.savepoint) && has(self.savepoint.alreadyExists) && self.savepoint.alreadyExists)',
        problem: REFERENCE_MISSING,
      },
      { at: 'spec.jobReference', rule: 'has(self.kind)', problem: KIND_MISSING },
      { at: 'spec.jobReference', rule: 'has(self.name)', problem: NAME_MISSING },
    ],
  },
  {
    code: 'InvalidReference',
    path: 'spec.jobReference.name',
    needs: 'spec',
    test: ({ resource: { spec } }) => {
      const { kind, name } = spec.jobReference ?? {};
      if (kind === undefined || name === undefined) return [];
      const valid = kind === 'FlinkDeployment' ? invalidName(name, []).length === 0 : isDnsName(name);
      return valid ? [] : [problem('InvalidReference', [...REFERENCE, 'name'], { name, kind })];
    },
    cel: [
      {
        at: 'spec.jobReference',
        rule:
          `!has(self.kind) || !has(self.name) || (self.kind == 'FlinkDeployment' ` +
          `? self.name.matches('^[a-z]([-a-z0-9]{0,43}[a-z0-9])?$') ` +
          `: self.name.size() <= 253 && self.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'))`,
        problem: problem('InvalidReference', [...REFERENCE, 'name'], {
          name: computed('self.name'),
          kind: computed('self.kind'),
        }),
      },
    ],
  },
  {
    code: 'TooSmall',
    path: 'spec.backoffLimit',
    needs: 'spec',
    test: ({ resource: { spec } }) =>
      spec.backoffLimit === undefined || spec.backoffLimit >= -1 ? [] : [tooSmall(spec.backoffLimit)],
    cel: [
      {
        at: 'spec.backoffLimit',
        rule: 'self >= -1',
        problem: tooSmall(computed<number>('string(self)')),
      },
    ],
  },
  {
    code: 'MissingField',
    path: 'spec.savepoint.path',
    needs: 'spec',
    test: ({ resource: { spec } }) => (exists(spec) && !spec.savepoint?.path?.trim() ? [PATH_MISSING] : []),
    cel: [
      {
        at: 'spec.savepoint',
        rule: `!(${EXISTS}) || (has(self.path) && self.path.trim() != '')`,
        problem: PATH_MISSING,
      },
    ],
  },
  {
    code: 'UnknownValue',
    path: 'spec.savepoint.formatType',
    needs: 'spec',
    // Flink's own name for a format that nobody knows, which it cannot write.
    test: ({ resource: { spec } }) =>
      spec.savepoint?.formatType !== 'UNKNOWN' || exists(spec) ? [] : [unknownFormat()],
    cel: [
      {
        at: 'spec.savepoint',
        rule: `!has(self.formatType) || self.formatType != 'UNKNOWN' || (${EXISTS})`,
        problem: unknownFormat(),
      },
    ],
  },
  { code: 'FieldWithoutEffect', path: 'spec', needs: 'spec', test: withoutEffect },
  {
    code: 'SnapshotTargetNotFound',
    path: 'spec.jobReference',
    needs: 'others',
    test: ({ resource: { metadata, spec }, target }) => {
      const { kind, name } = spec.jobReference ?? {};
      if (kind === undefined || name === undefined || target !== undefined || exists(spec)) return [];
      const { namespace = 'default' } = metadata;
      return [problem('SnapshotTargetNotFound', [...REFERENCE, 'name'], { kind, name, namespace }, 'warning')];
    },
  },
  {
    code: 'SnapshotOfSessionCluster',
    path: 'spec.jobReference',
    needs: 'others',
    test: ({ resource: { spec }, target }) =>
      target?.session === true && !exists(spec)
        ? [problem('SnapshotOfSessionCluster', [...REFERENCE, 'name'], { cluster: spec.jobReference?.name ?? '' })]
        : [],
  },
  { code: 'SavepointDirectoryRequired', path: 'spec.savepoint', needs: 'others', test: savepointDirectory },
  {
    code: 'NewerFlinkRequired',
    path: 'spec.checkpoint',
    needs: 'others',
    // The call that triggers a checkpoint came with Flink 1.17.
    test: ({ resource: { spec }, target }) => {
      const version = target?.flinkVersion;
      if (spec.checkpoint === undefined || version === undefined || atLeast(version, 'v1_17')) return [];
      const feature = 'a checkpoint on demand';
      return [problem('NewerFlinkRequired', ['spec', 'checkpoint'], { feature, version, oldest: 'v1_17' })];
    },
  },
];

/** True for a savepoint that is recorded, not taken. */
export function exists(spec: FlinkStateSnapshotSpec): boolean {
  return spec.savepoint?.alreadyExists === true;
}

function missing(field: string, purpose: string): Problem {
  return problem('MissingField', field.split('.'), { field, purpose });
}

function tooSmall(actual: number): Problem {
  const what = 'the number of retries';
  return problem('TooSmall', ['spec', 'backoffLimit'], { what, minimum: -1, actual });
}

function unknownFormat(): Problem {
  const allowed = ['CANONICAL', 'NATIVE'];
  return problem('UnknownValue', [...SAVEPOINT, 'formatType'], { value: 'UNKNOWN', allowed });
}

/** Nothing is taken of a savepoint that is there, so nothing is written and nothing tried again. */
function withoutEffect({ resource: { spec } }: SnapshotInput): Problem[] {
  if (!exists(spec)) return [];
  const none = (path: Path, reason: string) =>
    problem('FieldWithoutEffect', path, { field: path.join('.'), reason }, 'warning');
  const taken = 'the savepoint is there already and is not taken';
  const problems: Problem[] = [];
  if (spec.backoffLimit !== undefined) problems.push(none(['spec', 'backoffLimit'], taken));
  if (spec.savepoint?.disposeOnDelete === true && spec.jobReference === undefined) {
    problems.push(none([...SAVEPOINT, 'disposeOnDelete'], 'the data is deleted by a job, and jobReference names none'));
  }
  return problems;
}

function savepointDirectory({ resource: { spec }, target }: SnapshotInput): Problem[] {
  if (spec.savepoint === undefined || exists(spec) || target?.config === undefined || target.session) return [];
  if (spec.savepoint.path?.trim() || explicit(target.config, OPTIONS.savepointsDir)?.trim()) return [];
  return [problem('SavepointDirectoryRequired', SAVEPOINT, { feature: 'a savepoint without a path of its own' })];
}
