import type { FlinkClusterStatusView } from '../../../../lib/api/flinkcluster/update-rules';
import type { JsonObject } from '../../../../lib/manifest';
import { given } from '../cases/case';
import type { UpdateCase } from '../cases/updates';
import type { Changes } from '../../resources';
import { job, session } from './resources';

/** A change of a FlinkCluster. */
export interface FlinkClusterUpdateCase extends UpdateCase {
  readonly status?: FlinkClusterStatusView;
}

/** When the changes happen. */
export const NOW = Date.parse('2026-01-01T12:00:00Z');

type JobStatus = NonNullable<NonNullable<FlinkClusterStatusView['components']>['job']>;

const changed = (
  title: string,
  old: JsonObject,
  document: JsonObject,
  status: FlinkClusterStatusView | undefined,
  ...found: string[]
): FlinkClusterUpdateCase => ({
  ...given(title, document, ...found),
  old,
  ...(status === undefined ? {} : { status }),
});

const jobStatus = (status: JobStatus): FlinkClusterStatusView => ({ components: { job: status } });
const RUNNING = jobStatus({ state: 'Running' });

const SAVEPOINTS = { savepointsDir: 's3://savepoints' };
const saving = (fields: Changes = {}, spec: Changes = {}) => job({ ...SAVEPOINTS, ...fields }, spec);

const CONTROL = 'flinkclusters.flinkoperator.k8s.io/user-control';
const asked = (document: JsonObject, control: string): JsonObject => ({
  ...document,
  metadata: { ...(document.metadata as JsonObject), annotations: { [CONTROL]: control } },
});
const control = (code: string) => `${code} metadata.annotations["${CONTROL}"]`;
const request = (
  title: string,
  old: JsonObject,
  value: string,
  status: FlinkClusterStatusView | undefined,
  ...codes: string[]
) => changed(title, old, asked(old, value), status, ...codes.map(control));

const HA = {
  'high-availability': 'kubernetes',
  'kubernetes.cluster-id': 'x',
  'high-availability.storageDir': 's3://ha',
};
const HA_FLIPPED = 'ImmutableField spec.flinkProperties';
const STALE = 'NoUpToDateSavepoint spec.job';

/** A change of the arguments of a job that takes savepoints, with other fields after it. */
const updated = (title: string, fields: Changes, status: JobStatus, ...found: string[]) =>
  changed(title, saving(), saving({ args: ['x'], ...fields }), jobStatus(status), ...found);

const OLD_SAVEPOINT = { savepointLocation: 's3://1', savepointTime: '2026-01-01T11:59:00Z' };
const EAGER = { takeSavepointOnUpdate: false, maxStateAgeToRestoreSeconds: 60 };

/** The rules about changes. */
export const UPDATE_CASES: readonly FlinkClusterUpdateCase[] = [
  changed('nothing', job(), job(), RUNNING),
  changed('a session cluster', session(), session({ flinkProperties: HA }), undefined),
  changed('nothing but how a default is written', job(), job({ mode: 'Detached', restartPolicy: 'Never' }), RUNNING),

  request('nothing but a request for a savepoint', saving(), 'savepoint', RUNNING),
  request('nothing but a request to cancel', job(), 'job-cancel', RUNNING),
  request('nothing but a wrong request', saving(), 'save', RUNNING, 'UnknownValue'),
  request('nothing but an empty request', saving(), '', RUNNING, 'UnknownValue'),
  request('nothing but a request to a session cluster', session(), 'savepoint', undefined, 'ControlOfSessionCluster'),
  request('nothing but a request to cancel a session', session(), 'job-cancel', undefined, 'ControlOfSessionCluster'),
  request('nothing but a savepoint to nowhere', job(), 'savepoint', RUNNING, 'SavepointsDirRequired'),
  request('nothing but a savepoint before the start', saving(), 'savepoint', undefined, 'ControlWithoutJob'),
  request(
    'nothing but a savepoint of a failed job',
    saving(),
    'savepoint',
    jobStatus({ state: 'Failed' }),
    'ControlWithoutJob',
  ),
  request('nothing but a savepoint of a suspended job', saving(), 'savepoint', jobStatus({ state: 'Suspended' })),
  request('nothing but cancelling before the start', job(), 'job-cancel', undefined, 'ControlWithoutJob'),
  request('nothing but cancelling a lost job', job(), 'job-cancel', jobStatus({ state: 'Lost' }), 'ControlWithoutJob'),
  request(
    'nothing but cancelling a failed job that is to be restarted',
    job({ restartPolicy: 'FromSavepointOnFailure', maxStateAgeToRestoreSeconds: 1 }),
    'job-cancel',
    jobStatus({ state: 'Failed' }),
  ),
  request(
    'nothing but cancelling a job that was cancelled although it is to be restarted',
    job({ restartPolicy: 'FromSavepointOnFailure', maxStateAgeToRestoreSeconds: 1 }),
    'job-cancel',
    jobStatus({ state: 'Cancelled' }),
    'ControlWithoutJob',
  ),
  ...['InProgress', 'Progressing'].map((state) =>
    request(
      `nothing but a request while another is ${state}`,
      saving(),
      'savepoint',
      { ...RUNNING, control: { name: 'job-cancel', state } },
      'ControlInProgress',
    ),
  ),
  request('nothing but a request after another', saving(), 'savepoint', {
    ...RUNNING,
    control: { name: 'savepoint', state: 'Succeeded' },
  }),
  changed(
    'something else during a request',
    asked(saving(), 'savepoint'),
    asked(saving({ args: ['x'] }), 'savepoint'),
    { ...RUNNING, control: { name: 'savepoint', state: 'InProgress' } },
  ),

  changed('that it is cancelled', saving(), saving({ cancelRequested: true }), RUNNING),
  changed(
    'that it is cancelled and something else',
    saving(),
    saving({ cancelRequested: true, args: ['x'] }),
    RUNNING,
    'ChangedWithOthers spec.job.cancelRequested',
  ),
  ...[false, undefined].map((cancelRequested) =>
    changed(
      `that it is cancelled to ${cancelRequested}`,
      saving({ cancelRequested: true }),
      saving({ cancelRequested }),
      RUNNING,
      'CancelIsFinal spec.job.cancelRequested',
    ),
  ),

  changed('the first generation', job(), job({ savepointGeneration: 1 }), RUNNING),
  changed('the next generation', job(), job({ savepointGeneration: 3 }), jobStatus({ savepointGeneration: 2 })),
  changed('the first generation before the start', job(), job({ savepointGeneration: 1 }), undefined),
  changed(
    'another generation',
    job({ savepointGeneration: 2 }),
    job({ savepointGeneration: 4 }),
    jobStatus({ savepointGeneration: 2 }),
    'WrongSavepointGeneration spec.job.savepointGeneration',
  ),
  changed(
    'the generation to none',
    job({ savepointGeneration: 2 }),
    job(),
    RUNNING,
    'WrongSavepointGeneration spec.job.savepointGeneration',
  ),
  changed(
    'the generation and something else',
    saving(),
    saving({ savepointGeneration: 1, args: ['x'] }),
    RUNNING,
    'ChangedWithOthers spec.job.savepointGeneration',
  ),

  changed(
    'the workload',
    session(),
    session({ taskManager: { deploymentType: 'Deployment' } }),
    undefined,
    'ImmutableField spec.taskManager.deploymentType',
  ),
  changed(
    'no workload to the default one',
    session({ taskManager: {} }),
    session({ taskManager: { deploymentType: 'StatefulSet' } }),
    undefined,
  ),
  changed(
    'an empty workload to the default one',
    session({ taskManager: { deploymentType: '' } }),
    session({ taskManager: {} }),
    undefined,
  ),
  changed(
    'the workload of a Deployment to none',
    session({ taskManager: { deploymentType: 'Deployment' } }),
    session({ taskManager: {} }),
    undefined,
    'ImmutableField spec.taskManager.deploymentType',
  ),
  changed('a session to a job cluster', session(), saving(), undefined, 'ImmutableField spec.job'),
  changed('a job to a session cluster', saving(), session(), RUNNING, 'ImmutableField spec.job'),

  changed('a job', saving(), saving({ args: ['x'] }), RUNNING),
  changed('a job without status', saving(), saving({ args: ['x'] }), undefined),
  changed(
    'a job without savepoints',
    job(),
    job({ args: ['x'] }),
    RUNNING,
    'SavepointsDirRequired spec.job.savepointsDir',
  ),
  changed(
    'the replicas of a job without savepoints',
    job(),
    job({}, { taskManager: { replicas: 9 } }),
    RUNNING,
    'SavepointsDirRequired spec.job.savepointsDir',
  ),
  changed(
    'a job without savepoints to one with them',
    job(),
    saving(),
    RUNNING,
    'SavepointsDirRequired spec.job.savepointsDir',
  ),
  changed('the savepointsDir to none', saving(), job(), RUNNING, 'SavepointsDirRemoved spec.job.savepointsDir'),
  changed(
    'the savepointsDir to an empty one',
    saving(),
    job({ savepointsDir: '' }),
    RUNNING,
    'SavepointsDirRemoved spec.job.savepointsDir',
  ),
  changed('the savepointsDir', saving(), job({ savepointsDir: 's3://b' }), RUNNING),

  changed('high availability on', saving(), saving({}, { flinkProperties: HA }), RUNNING, HA_FLIPPED),
  changed('high availability off', saving({}, { flinkProperties: HA }), saving(), RUNNING, HA_FLIPPED),
  ...[{ 'high-availability': 'NONE' }, { 'kubernetes.cluster-id': ' ' }, { 'high-availability.storageDir': '' }].map(
    (off) =>
      changed(
        `high availability off by ${Object.keys(off).join()}`,
        saving({}, { flinkProperties: HA }),
        saving({}, { flinkProperties: { ...HA, ...off } }),
        RUNNING,
        HA_FLIPPED,
      ),
  ),
  changed(
    'the folder of high availability',
    saving({}, { flinkProperties: HA }),
    saving({}, { flinkProperties: { ...HA, 'high-availability.storageDir': 's3://b' } }),
    RUNNING,
  ),

  updated('a job that takes no savepoint and has none', EAGER, { state: 'Running' }, STALE),
  updated('a job that takes no savepoint and has one', EAGER, { state: 'Running', ...OLD_SAVEPOINT }),
  updated('a job that takes no savepoint and has one of Google’s operator', EAGER, {
    state: 'Running',
    savepointLocation: 's3://1',
    lastSavepointTime: '2026-01-01T11:59:00Z',
  }),
  updated(
    'a job that takes no savepoint and has an old one',
    { ...EAGER, maxStateAgeToRestoreSeconds: 59 },
    { state: 'Running', ...OLD_SAVEPOINT },
    STALE,
  ),
  updated(
    'a job that takes no savepoint and has one without time',
    EAGER,
    { state: 'Running', savepointLocation: 'x', savepointTime: 'x' },
    STALE,
  ),
  updated(
    'a job that takes no savepoint and has one without place',
    EAGER,
    { state: 'Running', savepointTime: OLD_SAVEPOINT.savepointTime },
    STALE,
  ),
  updated(
    'a job that takes no savepoint and starts from one',
    { ...EAGER, fromSavepoint: 's3://1' },
    { state: 'Running' },
  ),
  updated(
    'a job that takes no savepoint and starts from a blank one',
    { ...EAGER, fromSavepoint: ' ' },
    { state: 'Running' },
    STALE,
  ),
  updated('a suspended job that takes no savepoint and has one', EAGER, { state: 'Suspended', ...OLD_SAVEPOINT }),
  updated('a job that takes no savepoint in the middle of an update', EAGER, { state: 'Updating' }),
  updated('a job that takes no savepoint and is pending', EAGER, { state: 'Pending' }, STALE),
  updated('a job that takes a savepoint and has none', {}, { state: 'Running' }),
  updated('a job that was stopped with a savepoint', {}, { state: 'Cancelled', finalSavepoint: true }),
  updated('a job that was stopped without a savepoint', {}, { state: 'Cancelled' }, STALE),
  updated(
    'a job that failed soon after its savepoint',
    { maxStateAgeToRestoreSeconds: 60 },
    { state: 'Failed', ...OLD_SAVEPOINT, completionTime: '2026-01-01T12:00:00Z' },
  ),
  updated(
    'a job that failed long after its savepoint',
    { maxStateAgeToRestoreSeconds: 60 },
    { state: 'Failed', ...OLD_SAVEPOINT, completionTime: '2026-01-01T12:00:01Z' },
    STALE,
  ),
  updated(
    'a job that failed nobody knows when',
    { maxStateAgeToRestoreSeconds: 60 },
    { state: 'Failed', ...OLD_SAVEPOINT },
    STALE,
  ),
];
