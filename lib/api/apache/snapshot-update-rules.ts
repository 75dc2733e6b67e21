import { problem, type Path } from '../../problem';
import { computed } from '../cel';
import type { Rule } from '../rules';
import { exists } from './snapshot-rules';
import type { FlinkStateSnapshotResource, FlinkStateSnapshotSpec, SavepointSpec } from './types';
import type { Update } from './update-rules';

type SnapshotUpdate = Update<FlinkStateSnapshotResource>;

/** A field of a savepoint that is read once, when it is taken, and how people read its value. */
function savepointField(field: keyof SavepointSpec, what: string, unset: string): Rule<SnapshotUpdate> {
  const path: Path = ['spec', 'savepoint', field];
  const value = (spec: FlinkStateSnapshotSpec) => String(spec.savepoint?.[field] ?? unset);
  const preset = field === 'path' || field === 'formatType' ? `'${unset}'` : unset;
  const cel = (self: string) => `(has(${self}.${field}) ? ${self}.${field} : ${preset})`;
  return {
    code: 'ImmutableField',
    path: path.join('.'),
    needs: 'old',
    test: ({ old, new: next }) => {
      // Of a snapshot that becomes a checkpoint there is more to say than its path.
      if (old.spec.savepoint === undefined || next.spec.savepoint === undefined) return [];
      const [from, to] = [value(old.spec), value(next.spec)];
      return from === to ? [] : [problem('ImmutableField', path, { what, from, to })];
    },
    cel: [
      {
        at: 'spec.savepoint',
        rule: `${cel('self')} == ${cel('oldSelf')}`,
        problem: problem('ImmutableField', path, {
          what,
          from: computed(cel('oldSelf')),
          to: computed(cel('self')),
        }),
      },
    ],
  };
}

const typeOf = ({ spec }: FlinkStateSnapshotResource) => (spec.savepoint === undefined ? 'checkpoint' : 'savepoint');

const jobOf = ({ spec: { jobReference: job } }: FlinkStateSnapshotResource) =>
  job === undefined ? '(none)' : `${job.kind ?? ''} ${job.name ?? ''}`;

const CEL_TYPE = (self: string) => `(has(${self}.savepoint) ? 'savepoint' : 'checkpoint')`;

const CEL_EXISTS = (self: string) =>
  `has(${self}.savepoint) && has(${self}.savepoint.alreadyExists) && ${self}.savepoint.alreadyExists`;

const CEL_JOB = (self: string) =>
  `(!has(${self}.jobReference) ? '(none)' : ` +
  `(has(${self}.jobReference.kind) ? ${self}.jobReference.kind : '') + ' ' + ` +
  `(has(${self}.jobReference.name) ? ${self}.jobReference.name : ''))`;

/**
 * Whether a FlinkStateSnapshot may become another one. It is one operation: the operator reads what to take of which job
 * once and never looks again, so a later change would be kept and do nothing. What it reads again, `backoffLimit` and
 * `disposeOnDelete`, may change; so may the job of a savepoint that was there before, which only deletes the data.
 */
export const SNAPSHOT_UPDATE_RULES: readonly Rule<SnapshotUpdate>[] = [
  {
    code: 'ImmutableField',
    path: 'spec',
    needs: 'old',
    test: ({ old, new: next }) => {
      const [from, to] = [typeOf(old), typeOf(next)];
      return from === to ? [] : [problem('ImmutableField', ['spec'], { what: 'the type of the snapshot', from, to })];
    },
    cel: [
      {
        at: 'spec',
        rule: `${CEL_TYPE('self')} == ${CEL_TYPE('oldSelf')}`,
        problem: problem('ImmutableField', ['spec'], {
          what: 'the type of the snapshot',
          from: computed(CEL_TYPE('oldSelf')),
          to: computed(CEL_TYPE('self')),
        }),
      },
    ],
  },
  {
    code: 'ImmutableField',
    path: 'spec.jobReference',
    needs: 'old',
    test: ({ old, new: next }) => {
      const [from, to] = [jobOf(old), jobOf(next)];
      if (from === to || (exists(old.spec) && exists(next.spec))) return [];
      return [problem('ImmutableField', ['spec', 'jobReference'], { what: 'the job', from, to })];
    },
    cel: [
      {
        at: 'spec',
        rule: `(${CEL_EXISTS('self')} && ${CEL_EXISTS('oldSelf')}) || ` + `${CEL_JOB('self')} == ${CEL_JOB('oldSelf')}`,
        problem: problem('ImmutableField', ['spec', 'jobReference'], {
          what: 'the job',
          from: computed(CEL_JOB('oldSelf')),
          to: computed(CEL_JOB('self')),
        }),
      },
    ],
  },
  savepointField('path', 'the path of the savepoint', '(none)'),
  savepointField('formatType', 'the format of the savepoint', 'CANONICAL'),
  savepointField('alreadyExists', 'whether the savepoint was there already', 'false'),
];
