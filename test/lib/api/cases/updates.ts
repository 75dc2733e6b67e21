import type { JsonObject } from '../../../../lib/manifest';
import { application, session, sessionJob } from '../../resources';
import { given, type Case } from './case';

/** A change of a resource; `document` is what it becomes. */
export interface UpdateCase extends Case {
  readonly old: JsonObject;
}

/** Makes a case of a change. */
export function changed(title: string, old: JsonObject, document: JsonObject, ...found: string[]): UpdateCase {
  return { ...given(title, document, ...found), old };
}

const SUSPENDED = { state: 'suspended', upgradeMode: 'last-state' };
const REDEPLOY = 'InitialSavepointRequired spec.job.initialSavepointPath';

/** The rules about a change of a FlinkDeployment. */
export const DEPLOYMENT_UPDATE_CASES: readonly UpdateCase[] = [
  changed('nothing', application(), application()),
  changed('parallelism and image', application(), application({ parallelism: 9 }, { image: 'x' })),
  changed('an application to a session cluster', application(), session(), 'ImmutableField spec.job'),
  changed('a session cluster to an application', session(), application(), 'ImmutableField spec.job'),
  changed('native to standalone', session(), session({ mode: 'standalone' }), 'ImmutableField spec.mode'),
  changed(
    'standalone to native',
    session({ mode: 'standalone' }),
    session({ mode: 'native' }),
    'ImmutableField spec.mode',
  ),
  changed('no mode to native, which it was', session(), session({ mode: 'native' })),
  changed(
    'the redeploy nonce without a savepoint',
    application(),
    application({ savepointRedeployNonce: 1 }),
    REDEPLOY,
  ),
  changed(
    'the redeploy nonce with a blank savepoint',
    application({ savepointRedeployNonce: 1, initialSavepointPath: 's3://x' }),
    application({ savepointRedeployNonce: 2, initialSavepointPath: ' ' }),
    REDEPLOY,
  ),
  changed(
    'the redeploy nonce with a savepoint',
    application(),
    application({ savepointRedeployNonce: 1, initialSavepointPath: 's3://x' }),
  ),
  changed(
    'something else than the redeploy nonce',
    application({ savepointRedeployNonce: 1 }),
    application({ savepointRedeployNonce: 1, parallelism: 9 }),
  ),
  changed('no redeploy nonce any more', application({ savepointRedeployNonce: 1 }), application()),
  changed(
    'the version of a job suspended with last-state',
    application(SUSPENDED),
    application({ upgradeMode: 'savepoint' }, { flinkVersion: 'v2_0' }),
    'VersionChangeAfterLastState spec.flinkVersion',
  ),
  changed(
    'the version of such a job, to start it stateless',
    application(SUSPENDED),
    application({ upgradeMode: 'stateless' }, { flinkVersion: 'v2_0' }),
  ),
  changed(
    'the version of such a job, to start it in the default mode',
    application(SUSPENDED),
    application({}, { flinkVersion: 'v2_0' }),
  ),
  changed('such a job, with the same version', application(SUSPENDED), application({ upgradeMode: 'last-state' })),
  changed(
    'the version of a job suspended with a savepoint',
    application({ ...SUSPENDED, upgradeMode: 'savepoint' }),
    application({ upgradeMode: 'savepoint' }, { flinkVersion: 'v2_0' }),
  ),
  changed(
    'the version of a running job',
    application({ upgradeMode: 'last-state' }),
    application({ upgradeMode: 'last-state' }, { flinkVersion: 'v2_0' }),
  ),
  changed(
    'everything that must not change at once',
    application({ ...SUSPENDED, savepointRedeployNonce: 1 }),
    application({ upgradeMode: 'last-state', savepointRedeployNonce: 2 }, { mode: 'standalone', flinkVersion: 'v2_0' }),
    'ImmutableField spec.mode',
    REDEPLOY,
    'VersionChangeAfterLastState spec.flinkVersion',
  ),
];

/** The rules about a change of a FlinkSessionJob. */
export const SESSION_JOB_UPDATE_CASES: readonly UpdateCase[] = [
  changed('nothing', sessionJob(), sessionJob()),
  changed('the jar', sessionJob(), sessionJob({ jarURI: 'https://example.com/b.jar' })),
  changed(
    'the cluster',
    sessionJob(),
    sessionJob({}, { deploymentName: 'other' }),
    'ImmutableField spec.deploymentName',
  ),
  changed('the redeploy nonce without a savepoint', sessionJob(), sessionJob({ savepointRedeployNonce: 1 }), REDEPLOY),
  changed(
    'cluster and redeploy nonce',
    sessionJob({ savepointRedeployNonce: 1 }),
    sessionJob({ savepointRedeployNonce: 2 }, { deploymentName: 'other' }),
    'ImmutableField spec.deploymentName',
    REDEPLOY,
  ),
];
