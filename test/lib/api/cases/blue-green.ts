import type { JsonObject } from '../../../../lib/manifest';
import { application, session, type Changes } from '../../resources';
import { given, type Case } from './case';
import { changed, type UpdateCase } from './updates';

/** A blue/green deployment of a FlinkDeployment, with other fields. */
export function blueGreen(of: JsonObject = application(), spec: Changes = {}, metadata: Changes = {}): JsonObject {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkBlueGreenDeployment',
    metadata: { name: 'two-tone', namespace: 'streams', ...metadata },
    spec: { template: { spec: of.spec }, ...spec },
  } as JsonObject;
}

const CHILD = 'spec.template.spec';
const OPTION = 'kubernetes.operator.bluegreen';
const option = (key: string, value: unknown) =>
  blueGreen(undefined, { configuration: { [`${OPTION}.${key}`]: value } });
const at = (key: string) => `spec.configuration["${OPTION}.${key}"]`;
const ingress = (template: string) => blueGreen(undefined, { ingress: { template } });
const childIngress = (template: string) => blueGreen(application({}, { ingress: { template } }));
const configured = (job: Changes, flinkConfiguration: Changes) => blueGreen(application(job, { flinkConfiguration }));

const CHECKPOINTS = { 'state.checkpoints.dir': 's3://x' };
const SHARED = `InvalidIngressTemplate ${CHILD}.ingress.template`;

/** The shape of a FlinkBlueGreenDeployment and the rules about it. */
export const BLUE_GREEN_CASES: readonly Case[] = [
  given('nothing wrong', blueGreen()),
  given('a status', { ...blueGreen(), status: { blueGreenState: 'ACTIVE_BLUE' } }),
  given('a misspelt field', blueGreen(undefined, { ingres: {} }), 'UnknownField spec.ingres'),
  given(
    'a misspelt field of its template',
    blueGreen(application({}, { imagee: 'x' })),
    `UnknownField ${CHILD}.imagee`,
  ),
  given('a wrong type in its template', blueGreen(application({}, { image: 1 })), `WrongType ${CHILD}.image`),
  given('no spec', { ...blueGreen(), spec: null }, 'WrongType spec'),

  given('a name of 39 characters', blueGreen(undefined, {}, { name: 'a'.repeat(39) })),
  given(
    'a name of 40 characters',
    blueGreen(undefined, {}, { name: 'a'.repeat(40) }),
    'InvalidBlueGreenName metadata.name',
  ),
  given('a name with a dot', blueGreen(undefined, {}, { name: 'a.b' }), 'InvalidBlueGreenName metadata.name'),
  given('a name that ends with -', blueGreen(undefined, {}, { name: 'a-' }), 'InvalidBlueGreenName metadata.name'),
  given(
    'a namespace in upper case',
    blueGreen(undefined, {}, { namespace: 'A' }),
    'InvalidNamespace metadata.namespace',
  ),

  given('no template', blueGreen(undefined, { template: undefined }), 'MissingField spec.template.spec'),
  given('an empty template', blueGreen(undefined, { template: {} }), 'MissingField spec.template.spec'),
  given('no job', blueGreen(session()), `MissingField ${CHILD}.job`),
  given('a suspended job', blueGreen(application({ state: 'suspended' }))),
  // Without a version nothing can be said about its memory.
  given(
    'a template that says nothing',
    blueGreen(undefined, { template: { spec: {} } }),
    `MissingField ${CHILD}.job`,
    `MissingField ${CHILD}.flinkVersion`,
    `MissingField ${CHILD}.serviceAccount`,
  ),
  given(
    'what no FlinkDeployment may have',
    configured({ parallelism: 0, upgradeMode: 'savepoint' }, { 'kubernetes.cluster-id': 'x' }),
    `ForbiddenConfigKey ${CHILD}.flinkConfiguration["kubernetes.cluster-id"]`,
    `CheckpointDirectoryRequired ${CHILD}.job.upgradeMode`,
    `SavepointDirectoryRequired ${CHILD}.job.upgradeMode`,
    `TooSmall ${CHILD}.job.parallelism`,
  ),

  given('an Ingress', ingress('{{name}}.example.com')),
  given('an Ingress without a template', blueGreen(undefined, { ingress: {} }), 'MissingField spec.ingress.template'),
  given(
    'an Ingress at a port that is none',
    ingress('example.com:port'),
    'InvalidIngressTemplate spec.ingress.template',
  ),
  given('an Ingress for each colour', childIngress('{{name}}.example.com')),
  given('an Ingress for each colour, without their name', childIngress('https://example.com/x')),
  given('an Ingress for each colour, at a path', childIngress('/{{namespace}}/{{NAME}}(/|$)(.*)')),
  given('an Ingress for each colour, after slashes', childIngress('//example.com')),
  given('an Ingress for both colours, at the root', childIngress('/'), SHARED),
  given('an Ingress for both colours, at one path', childIngress('/{{namespace}}'), SHARED),
  given('an Ingress for both colours, at one path with a scheme', childIngress(' https:///x'), SHARED),
  given('an Ingress for both colours, at one path with a port', childIngress('//:80/x'), SHARED),
  given('an Ingress for each colour, at a port that is none', childIngress('example.com:port'), SHARED),
  given(
    'an Ingress for each colour, without a template',
    blueGreen(application({}, { ingress: {} })),
    `MissingField ${CHILD}.ingress.template`,
  ),

  given('the option of the grace period', option('abort.grace-period', '10 min')),
  given('the option of the interval', option('reconciliation.reschedule-interval', '15s')),
  given('the option of the delay', option('deployment-deletion.delay', ' 0 ')),
  given('a misspelt option', option('abort.grace-perod', '1 s'), `UnknownField ${at('abort.grace-perod')}`),
  given(
    'an option of somebody else',
    blueGreen(undefined, { configuration: { __proto__: null, 'rest.port': '1' } }),
    'UnknownField spec.configuration["rest.port"]',
  ),
  given('an option that is no text', option('abort.grace-period', 5), `WrongType ${at('abort.grace-period')}`),
  ...['', 'x', '5 parsecs', '-1 s', '1.5 h', '1 s 2 s'].map((text) =>
    given(
      `the delay ${JSON.stringify(text)}`,
      option('deployment-deletion.delay', text),
      `InvalidConfigValue ${at('deployment-deletion.delay')}`,
    ),
  ),
  given(
    'an option in the wrong place',
    configured({}, { kubernetes: { 'operator.bluegreen.abort.grace-period': '1 s' } }),
    `warning FieldWithoutEffect ${CHILD}.flinkConfiguration.kubernetes["operator.bluegreen.abort.grace-period"]`,
  ),

  given(
    'last-state without a savepoint directory',
    configured({ upgradeMode: 'last-state' }, CHECKPOINTS),
    `SavepointDirectoryRequired ${CHILD}.job.upgradeMode`,
  ),
  given(
    'last-state with a blank savepoint directory',
    configured({ upgradeMode: 'last-state' }, { ...CHECKPOINTS, 'state.savepoints.dir': ' ' }),
    `SavepointDirectoryRequired ${CHILD}.job.upgradeMode`,
  ),
  given(
    'last-state with a savepoint directory',
    configured({ upgradeMode: 'last-state' }, { ...CHECKPOINTS, 'state.savepoints.dir': 's3://y' }),
  ),
  given(
    'metadata in its template',
    blueGreen(undefined, { template: { metadata: { labels: { a: 'b' } }, spec: application().spec } }),
    'warning FieldWithoutEffect spec.template.metadata',
  ),
  given(
    'empty metadata in its template',
    blueGreen(undefined, { template: { metadata: {}, spec: application().spec } }),
  ),
];

const MODE = `ImmutableField ${CHILD}.mode`;
const SUSPENDED = { state: 'suspended', upgradeMode: 'last-state' };

/** The rules about a change of a FlinkBlueGreenDeployment. */
export const BLUE_GREEN_UPDATE_CASES: readonly UpdateCase[] = [
  changed('nothing', blueGreen(), blueGreen()),
  changed(
    'nearly everything',
    blueGreen(),
    blueGreen(application({ parallelism: 9 }, { image: 'x', mode: 'standalone' }), { ingress: { template: 'x' } }),
  ),
  changed(
    'the mode of a suspended job',
    blueGreen(application({ state: 'suspended' })),
    blueGreen(application({}, { mode: 'standalone' })),
    MODE,
  ),
  changed(
    'the mode of a suspended job to what it was',
    blueGreen(application({ state: 'suspended' })),
    blueGreen(application({}, { mode: 'native' })),
  ),
  changed(
    'the mode of a job that is suspended with it',
    blueGreen(application()),
    blueGreen(application({ state: 'suspended' }, { mode: 'standalone' })),
  ),
  changed(
    'the redeploy nonce without a savepoint',
    blueGreen(),
    blueGreen(application({ savepointRedeployNonce: 1 })),
    `InitialSavepointRequired ${CHILD}.job.initialSavepointPath`,
  ),
  changed(
    'the redeploy nonce with a savepoint',
    blueGreen(),
    blueGreen(application({ savepointRedeployNonce: 1, initialSavepointPath: 's3://x' })),
  ),
  changed(
    'the version of a job suspended with last-state',
    blueGreen(application(SUSPENDED)),
    blueGreen(application({ upgradeMode: 'last-state' }, { flinkVersion: 'v2_0' })),
    `VersionChangeAfterLastState ${CHILD}.flinkVersion`,
  ),
  changed('a template to none', blueGreen(), blueGreen(undefined, { template: undefined })),
  changed(
    'no template to one',
    blueGreen(undefined, { template: undefined }),
    blueGreen(application({ savepointRedeployNonce: 1 })),
  ),
];
