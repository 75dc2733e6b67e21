import type { JsonObject } from '../../../../lib/manifest';
import { application, session, sessionJob, type Changes } from '../../resources';
import { given, type Case } from './case';
import { changed, type UpdateCase } from './updates';

/** A savepoint of the application `app`, which is among {@link SNAPSHOT_JOBS}, with other fields. */
export function snapshot(spec: Changes = {}, metadata: Changes = {}): JsonObject {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkStateSnapshot',
    metadata: { name: 'before-sale', namespace: 'streams', ...metadata },
    spec: { jobReference: { kind: 'FlinkDeployment', name: 'app' }, savepoint: {}, ...spec },
  };
}

const of = (name: string, kind = 'FlinkDeployment') => ({ jobReference: { kind, name } });
const CHECKPOINT = { savepoint: undefined, checkpoint: {} };
const EXISTS = { alreadyExists: true, path: 's3://bucket/savepoint-1' };
const DIRECTORY = { 'state.savepoints.dir': 's3://bucket/savepoints' };

const named = (document: JsonObject, name: string, namespace = 'streams'): JsonObject => ({
  ...document,
  metadata: { name, namespace },
});

/** The jobs that the cases name. */
export const SNAPSHOT_JOBS: readonly JsonObject[] = [
  named(application({}, { flinkConfiguration: DIRECTORY }), 'app'),
  named(application(), 'no-directory'),
  named(application({}, { flinkVersion: 'v1_16' }), 'old'),
  named(application({}, { flinkConfiguration: DIRECTORY }), 'elsewhere', 'default'),
  named(session(), 'cluster'),
  named(session({ flinkConfiguration: DIRECTORY }), 'cluster-with-directory'),
  sessionJob({}, { deploymentName: 'cluster' }, { name: 'job' }),
  sessionJob({}, { deploymentName: 'cluster-with-directory' }, { name: 'job-with-directory' }),
  sessionJob({}, { deploymentName: 'cluster', flinkConfiguration: DIRECTORY }, { name: 'job-with-its-own' }),
  sessionJob({}, { deploymentName: 'nowhere' }, { name: 'job-of-unknown-cluster' }),
  {
    ...named(application(), 'two-tone'),
    kind: 'FlinkBlueGreenDeployment',
    spec: { template: { spec: application().spec ?? null } },
  },
];

const NOT_FOUND = 'warning SnapshotTargetNotFound spec.jobReference.name';
const NO_DIRECTORY = 'SavepointDirectoryRequired spec.savepoint';
const NAME = 'InvalidReference spec.jobReference.name';

/** The shape of a FlinkStateSnapshot and the rules about it. */
export const SNAPSHOT_CASES: readonly Case[] = [
  given('nothing wrong', snapshot()),
  given('every field', snapshot({ savepoint: { path: 's3://x', formatType: 'NATIVE', disposeOnDelete: false } })),
  given('a status', { ...snapshot(), status: { state: 'COMPLETED' } }),
  given('a checkpoint', snapshot(CHECKPOINT)),
  given(
    'a field that checkpoints do not have',
    snapshot({ savepoint: undefined, checkpoint: { path: 's3://x' } }),
    'UnknownField spec.checkpoint.path',
  ),
  given('a misspelt field', snapshot({ savepoint: { pathh: 's3://x' } }), 'UnknownField spec.savepoint.pathh'),
  given('no spec', { ...snapshot(), spec: null }, 'WrongType spec'),
  given('a name with dots', snapshot({}, { name: 'before.sale-2024' })),
  given('a name in upper case', snapshot({}, { name: 'Before' }), 'InvalidObjectName metadata.name'),
  given('a name with two dots together', snapshot({}, { name: 'a..b' }), 'InvalidObjectName metadata.name'),
  given('a name of 254 characters', snapshot({}, { name: 'a'.repeat(254) }), 'InvalidObjectName metadata.name'),
  given(
    'a namespace in upper case',
    snapshot({}, { namespace: 'A' }),
    'InvalidNamespace metadata.namespace',
    NOT_FOUND,
  ),

  given('neither savepoint nor checkpoint', snapshot({ savepoint: undefined }), 'SnapshotTypeRequired spec.savepoint'),
  given('a null for the savepoint', snapshot({ savepoint: null }), 'SnapshotTypeRequired spec.savepoint'),
  given('a number for the savepoint', snapshot({ savepoint: 1 }), 'WrongType spec.savepoint'),
  given('both', snapshot({ checkpoint: {} }), 'SnapshotTypeRequired spec.checkpoint'),
  given(
    'nothing at all',
    snapshot({ savepoint: undefined, jobReference: undefined }),
    'SnapshotTypeRequired spec.savepoint',
    'MissingField spec.jobReference',
  ),
  given('no job', snapshot({ jobReference: undefined }), 'MissingField spec.jobReference'),
  given(
    'no job, although it says that nothing exists',
    snapshot({ jobReference: undefined, savepoint: { alreadyExists: false, path: 's3://x' } }),
    'MissingField spec.jobReference',
  ),
  given(
    'an empty job',
    snapshot({ jobReference: {} }),
    'MissingField spec.jobReference.kind',
    'MissingField spec.jobReference.name',
  ),
  given('a job without a kind', snapshot({ jobReference: { name: 'app' } }), 'MissingField spec.jobReference.kind'),
  given(
    'a job without a name',
    snapshot({ jobReference: { kind: 'FlinkDeployment' } }),
    'MissingField spec.jobReference.name',
  ),
  given('a job of an unknown kind', snapshot(of('app', 'FlinkJob')), 'UnknownValue spec.jobReference.kind'),
  given('a cluster whose name is too long', snapshot(of('a'.repeat(46))), NAME, NOT_FOUND),
  given('a cluster with a dot', snapshot(of('a.b')), NAME, NOT_FOUND),
  given('a session job with a dot', snapshot(of('a.b', 'FlinkSessionJob')), NOT_FOUND),
  given('a session job in upper case', snapshot(of('A', 'FlinkSessionJob')), NAME, NOT_FOUND),
  given('a session job whose name is too long', snapshot(of('a'.repeat(254), 'FlinkSessionJob')), NAME, NOT_FOUND),

  given('endless retries', snapshot({ backoffLimit: -1 })),
  given('no retries', snapshot({ backoffLimit: 0 })),
  given('fewer retries than none', snapshot({ backoffLimit: -2 }), 'TooSmall spec.backoffLimit'),
  given('half a retry', snapshot({ backoffLimit: 0.5 }), 'WrongType spec.backoffLimit'),

  given('a savepoint that is there', snapshot({ jobReference: undefined, savepoint: EXISTS })),
  given('a savepoint that is there, of a job that is not', snapshot({ ...of('nowhere'), savepoint: EXISTS })),
  given('a savepoint that is there, of a session cluster', snapshot({ ...of('cluster'), savepoint: EXISTS })),
  given(
    'a savepoint that is nowhere',
    snapshot({ savepoint: { alreadyExists: true } }),
    'MissingField spec.savepoint.path',
  ),
  given(
    'a savepoint at a blank path',
    snapshot({ savepoint: { alreadyExists: true, path: ' ' } }),
    'MissingField spec.savepoint.path',
  ),
  given(
    'retries of a savepoint that is there',
    snapshot({ backoffLimit: 3, savepoint: EXISTS }),
    'warning FieldWithoutEffect spec.backoffLimit',
  ),
  given(
    'a savepoint that nobody deletes',
    snapshot({ jobReference: undefined, savepoint: { ...EXISTS, disposeOnDelete: true } }),
    'warning FieldWithoutEffect spec.savepoint.disposeOnDelete',
  ),
  given('a savepoint that a job deletes', snapshot({ savepoint: { ...EXISTS, disposeOnDelete: true } })),
  given(
    'the unknown format',
    snapshot({ savepoint: { formatType: 'UNKNOWN' } }),
    'UnknownValue spec.savepoint.formatType',
  ),
  given(
    'the unknown format of a savepoint that is there',
    snapshot({ savepoint: { ...EXISTS, formatType: 'UNKNOWN' } }),
  ),
  given(
    'a format that is none',
    snapshot({ savepoint: { formatType: 'native' } }),
    'UnknownValue spec.savepoint.formatType',
  ),

  given('a job that is not there', snapshot(of('nowhere')), NOT_FOUND),
  given('a job of another namespace', snapshot(of('elsewhere')), NOT_FOUND),
  given('the default namespace for both', snapshot(of('elsewhere'), { namespace: undefined })),
  given('a session job that is a cluster', snapshot(of('app', 'FlinkSessionJob')), NOT_FOUND),
  given('a session cluster', snapshot(of('cluster')), 'SnapshotOfSessionCluster spec.jobReference.name'),
  given('no savepoint directory', snapshot(of('no-directory')), NO_DIRECTORY),
  given('no savepoint directory, but a path', snapshot({ ...of('no-directory'), savepoint: { path: 's3://x' } })),
  given(
    'no savepoint directory, and a blank path',
    snapshot({ ...of('no-directory'), savepoint: { path: ' ' } }),
    NO_DIRECTORY,
  ),
  given('a checkpoint and no savepoint directory', snapshot({ ...of('no-directory'), ...CHECKPOINT })),
  given('a session job without a directory', snapshot(of('job', 'FlinkSessionJob')), NO_DIRECTORY),
  given('a session job with the directory of its cluster', snapshot(of('job-with-directory', 'FlinkSessionJob'))),
  given('a session job with a directory of its own', snapshot(of('job-with-its-own', 'FlinkSessionJob'))),
  given('a session job of a cluster that is not there', snapshot(of('job-of-unknown-cluster', 'FlinkSessionJob'))),
  given('a checkpoint of Flink 1.16', snapshot({ ...of('old'), ...CHECKPOINT }), 'NewerFlinkRequired spec.checkpoint'),
  given('a savepoint of Flink 1.16', snapshot({ ...of('old'), savepoint: { path: 's3://x' } })),
  given('the green cluster of a blue/green deployment', snapshot(of('two-tone-green')), NO_DIRECTORY),
  given('a colour that there is not', snapshot(of('two-tone-red')), NOT_FOUND),
  given('the blue/green deployment itself', snapshot(of('two-tone')), NOT_FOUND),
  given(
    'many things wrong at once',
    snapshot({ ...of('A'), checkpoint: {}, savepoint: { alreadyExists: true, formatType: 1 }, backoffLimit: -9, x: 1 }),
    'UnknownField spec.x',
    'WrongType spec.savepoint.formatType',
    'SnapshotTypeRequired spec.checkpoint',
    NAME,
    'TooSmall spec.backoffLimit',
    'MissingField spec.savepoint.path',
    'warning FieldWithoutEffect spec.backoffLimit',
  ),
];

const TYPE = 'ImmutableField spec';
const JOB = 'ImmutableField spec.jobReference';

/** The rules about a change of a FlinkStateSnapshot. */
export const SNAPSHOT_UPDATE_CASES: readonly UpdateCase[] = [
  changed('nothing', snapshot(), snapshot()),
  changed('what is read again', snapshot(), snapshot({ backoffLimit: 3, savepoint: { disposeOnDelete: false } })),
  changed(
    'no format to the default',
    snapshot(),
    snapshot({ savepoint: { formatType: 'CANONICAL', alreadyExists: false } }),
  ),
  changed('a savepoint to a checkpoint', snapshot({ savepoint: { path: 's3://x' } }), snapshot(CHECKPOINT), TYPE),
  changed('a checkpoint to a savepoint', snapshot(CHECKPOINT), snapshot(), TYPE),
  changed('the job', snapshot(), snapshot(of('other')), JOB),
  changed('the kind of the job', snapshot(), snapshot(of('app', 'FlinkSessionJob')), JOB),
  changed(
    'the job of a savepoint that is there',
    snapshot({ savepoint: EXISTS }),
    snapshot({ ...of('other'), savepoint: EXISTS }),
  ),
  changed(
    'no job of a savepoint that is there',
    snapshot({ jobReference: undefined, savepoint: EXISTS }),
    snapshot({ savepoint: EXISTS }),
  ),
  changed(
    'the path',
    snapshot({ savepoint: { path: 's3://x' } }),
    snapshot({ savepoint: { path: 's3://y' } }),
    'ImmutableField spec.savepoint.path',
  ),
  changed(
    'the path to none',
    snapshot({ savepoint: { path: 's3://x' } }),
    snapshot(),
    'ImmutableField spec.savepoint.path',
  ),
  changed(
    'the path of one that is there',
    snapshot({ savepoint: EXISTS }),
    snapshot({ savepoint: { ...EXISTS, path: 's3://y' } }),
    'ImmutableField spec.savepoint.path',
  ),
  changed(
    'the format',
    snapshot(),
    snapshot({ savepoint: { formatType: 'NATIVE' } }),
    'ImmutableField spec.savepoint.formatType',
  ),
  changed(
    'one that is taken to one that is there, of another job',
    snapshot({ savepoint: { path: EXISTS.path } }),
    snapshot({ ...of('other'), savepoint: EXISTS }),
    'ImmutableField spec.savepoint.alreadyExists',
    JOB,
  ),
];
