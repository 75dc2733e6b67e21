import { application, session, type Changes } from '../../resources';
import { given, type Case } from './case';

const CHECKPOINTS = { 'state.checkpoints.dir': 's3://bucket/checkpoints' };
const SAVEPOINTS = { 'state.savepoints.dir': 's3://bucket/savepoints' };
const PERIODIC = 'kubernetes.operator.periodic.savepoint.interval';
const AGE = 'kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age';

const job = (changes: Changes, flinkConfiguration: Changes = {}) => application(changes, { flinkConfiguration });

/** The rules about a job, which applications and session jobs share. */
export const JOB_CASES: readonly Case[] = [
  given(
    'last-state and no checkpoint directory',
    job({ upgradeMode: 'last-state' }),
    'CheckpointDirectoryRequired spec.job.upgradeMode',
  ),
  given('last-state and a checkpoint directory', job({ upgradeMode: 'last-state' }, CHECKPOINTS)),
  given(
    'last-state and the newer key',
    job({ upgradeMode: 'last-state' }, { 'execution.checkpointing.dir': 's3://x' }),
  ),
  given(
    'last-state and a nested directory',
    job({ upgradeMode: 'last-state' }, { state: { checkpoints: { dir: 's3://x' } } }),
  ),
  given(
    'savepoint and no directory',
    job({ upgradeMode: 'savepoint' }),
    'CheckpointDirectoryRequired spec.job.upgradeMode',
    'SavepointDirectoryRequired spec.job.upgradeMode',
  ),
  given(
    'savepoint and a checkpoint directory only',
    job({ upgradeMode: 'savepoint' }, CHECKPOINTS),
    'SavepointDirectoryRequired spec.job.upgradeMode',
  ),
  given(
    'savepoint and a blank savepoint directory',
    job({ upgradeMode: 'savepoint' }, { ...CHECKPOINTS, 'state.savepoints.dir': ' ' }),
    'SavepointDirectoryRequired spec.job.upgradeMode',
  ),
  given('savepoint and both directories', job({ upgradeMode: 'savepoint' }, { ...CHECKPOINTS, ...SAVEPOINTS })),
  given(
    'savepoint and the newer keys',
    job({ upgradeMode: 'savepoint' }, { 'execution.checkpointing': { dir: 's3://x', 'savepoint-dir': 's3://y' } }),
  ),
  given('stateless and no directory', job({ upgradeMode: 'stateless' })),
  given(
    'a savepoint on demand and no directory',
    job({ savepointTriggerNonce: 1 }),
    'SavepointDirectoryRequired spec.job.savepointTriggerNonce',
  ),
  given(
    'a nonce of zero, which is a nonce',
    job({ savepointTriggerNonce: 0 }),
    'SavepointDirectoryRequired spec.job.savepointTriggerNonce',
  ),
  given('a savepoint on demand and a directory', job({ savepointTriggerNonce: 1 }, SAVEPOINTS)),
  given(
    'periodic savepoints and no directory',
    job({}, { [PERIODIC]: '1h' }),
    `SavepointDirectoryRequired spec.flinkConfiguration["${PERIODIC}"]`,
  ),
  given(
    'an empty interval, which is there',
    job({}, { [PERIODIC]: '' }),
    `SavepointDirectoryRequired spec.flinkConfiguration["${PERIODIC}"]`,
  ),
  given(
    'a maximal checkpoint age and no directory',
    job({}, { [AGE]: '1h' }),
    `SavepointDirectoryRequired spec.flinkConfiguration["${AGE}"]`,
  ),
  given('both and a directory', job({}, { [PERIODIC]: '1h', [AGE]: '1h', ...SAVEPOINTS })),
  given('periodic savepoints and no job', session({ flinkConfiguration: { [PERIODIC]: '1h' } })),
  given(
    'everything that needs a directory at once',
    job({ upgradeMode: 'savepoint', savepointTriggerNonce: 1 }, { ...CHECKPOINTS, [PERIODIC]: '1h', [AGE]: '1h' }),
    'SavepointDirectoryRequired spec.job.upgradeMode',
    'SavepointDirectoryRequired spec.job.savepointTriggerNonce',
    `SavepointDirectoryRequired spec.flinkConfiguration["${PERIODIC}"]`,
    `SavepointDirectoryRequired spec.flinkConfiguration["${AGE}"]`,
  ),
  given('a parallelism of zero', job({ parallelism: 0 }), 'TooSmall spec.job.parallelism'),
  given('a negative parallelism', job({ parallelism: -1 }), 'TooSmall spec.job.parallelism'),
  given('no parallelism', job({ parallelism: undefined }), 'TooSmall spec.job.parallelism'),
  given(
    'no parallelism, but a number of TaskManagers',
    application({ parallelism: undefined }, { taskManager: { resource: { memory: '2g' }, replicas: 3 } }),
  ),
];
