import type { JsonObject } from '../../../../lib/manifest';
import { objectOf } from '../../json-tools';
import { application, session, sessionJob } from '../../resources';
import { given, type Case } from './case';

const noSpec: JsonObject = { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', metadata: { name: 'a' } };

/** The shape of a FlinkDeployment: unknown fields, types and closed sets. */
export const SHAPE_CASES: readonly Case[] = [
  given('a misspelt field', session({ taskManger: {} }), 'UnknownField spec.taskManger'),
  given(
    'unknown fields at every level',
    { ...application({ parallel: 1 }, { jobManager: { resource: { memory: '2g', ram: 1 }, x: 1 } }), extra: 1 },
    'UnknownField extra',
    'UnknownField spec.job.parallel',
    'UnknownField spec.jobManager.resource.ram',
    'UnknownField spec.jobManager.x',
  ),
  given(
    'fields that every object has',
    session({ constructor: 1, toString: 1, hasOwnProperty: 1 }),
    'UnknownField spec.constructor',
    'UnknownField spec.toString',
    'UnknownField spec.hasOwnProperty',
  ),
  given(
    'a field __proto__',
    { ...session(), spec: objectOf([...Object.entries(session().spec as JsonObject), ['__proto__', {}]]) },
    'UnknownField spec.__proto__',
  ),
  given('a status, as a cluster returns it', { ...session(), status: { anything: [1] } }),
  given('metadata as a cluster returns it', session({}, { uid: 'x', generation: 1, managedFields: [{}] })),
  given(
    'fields of pods that are newer than this',
    session({ podTemplate: { spec: { hostUsers: false, resources: { requests: {} }, newField: { a: 1 } } } }),
  ),
  given(
    'nulls, which count as absent',
    session({
      mode: null,
      job: null,
      ingress: null,
      taskManager: { resource: { memory: '2g', cpu: null }, replicas: null, podTemplate: null },
    }),
  ),
  given('a null where something is required', session({ serviceAccount: null }), 'MissingField spec.serviceAccount'),
  given('an unknown field that is null', session({ taskManger: null })),

  given('a text for a number', application({ parallelism: 'four' }), 'WrongType spec.job.parallelism'),
  given('a fraction for an integer', application({ parallelism: 1.5 }), 'WrongType spec.job.parallelism'),
  given('an integer beyond what JSON carries', application({ parallelism: 1e300 }), 'WrongType spec.job.parallelism'),
  given('a number for a text', session({ image: 1 }), 'WrongType spec.image'),
  given(
    'a text for a boolean',
    application({ allowNonRestoredState: 'true' }),
    'WrongType spec.job.allowNonRestoredState',
  ),
  given('an object for a list', application({ args: {} }), 'WrongType spec.job.args'),
  given('a list for an object', session({ jobManager: [] }), 'WrongType spec.jobManager'),
  given(
    'a number for a label',
    session({ podTemplate: { metadata: { labels: { a: 1 } } } }),
    'WrongType spec.podTemplate.metadata.labels.a',
  ),
  given(
    'a fraction for an amount',
    session({ jobManager: { resources: { requests: { memory: '2g', cpu: 0.5 } } } }),
    'WrongType spec.jobManager.resources.requests.cpu',
  ),
  given(
    'numbers among texts',
    application({ args: [1, 'a', 2, 'b', true] }),
    'WrongType spec.job.args[0]',
    'WrongType spec.job.args[2]',
    'WrongType spec.job.args[4]',
  ),
  given('a text for the configuration', session({ flinkConfiguration: 'a: 1' }), 'WrongType spec.flinkConfiguration'),
  given('anything in the configuration', session({ flinkConfiguration: { a: 1, b: [true], c: { d: null } } })),

  given('a value outside a closed set', session({ mode: 'cluster' }), 'UnknownValue spec.mode'),
  given('an unknown version', session({ flinkVersion: 'v9_9' }), 'UnknownValue spec.flinkVersion'),
  given('a number for a closed set', session({ flinkVersion: 1.2 }), 'WrongType spec.flinkVersion'),
  given('another kind', { ...session(), kind: 'FlinkCluster' }, 'UnknownValue kind'),

  given('no spec', noSpec, 'WrongType spec'),
  given('nothing at all', {}, 'WrongType apiVersion', 'WrongType kind', 'WrongType metadata', 'WrongType spec'),
  given(
    'a list for the spec and a number for the name',
    { ...noSpec, metadata: { name: 1 }, spec: [] },
    'WrongType metadata.name',
    'WrongType spec',
  ),
  given(
    'a container without a name',
    session({ podTemplate: { spec: { containers: [{ image: 'x' }] } } }),
    'WrongType spec.podTemplate.spec.containers[0].name',
  ),
  given(
    'wrong types beside broken rules',
    application({ args: [1, 2, 'x'], parallelism: 0, upgradeMode: 'rolling' }, { serviceAccount: ' ', mode: 7 }),
    'WrongType spec.job.args[0]',
    'WrongType spec.job.args[1]',
    'UnknownValue spec.job.upgradeMode',
    'WrongType spec.mode',
    'TooSmall spec.job.parallelism',
    'MissingField spec.serviceAccount',
  ),
];

/** The shape of a FlinkSessionJob. */
export const SESSION_JOB_SHAPE_CASES: readonly Case[] = [
  given('a field of a FlinkDeployment', sessionJob({}, { image: 'x' }), 'UnknownField spec.image'),
  given('a misspelt field', sessionJob({}, { deploymentname: 'x' }), 'UnknownField spec.deploymentname'),
  given('a number for its cluster', sessionJob({}, { deploymentName: 1 }), 'WrongType spec.deploymentName'),
  given('a value outside a closed set', sessionJob({ state: 'Running' }), 'UnknownValue spec.job.state'),
];
