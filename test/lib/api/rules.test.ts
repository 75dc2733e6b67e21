import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  BUILT_IN_OPERATOR_CONFIG,
  checkDeployment,
  checkResource,
  checkSessionJob,
  isKnownKind,
} from '../../../lib/api';
import { configPath } from '../../../lib/api/apache/config-path';
import { DEPLOYMENT_RULES } from '../../../lib/api/apache/deployment-rules';
import { effectiveConfig, userConfig } from '../../../lib/api/apache/effective-config';
import { SESSION_JOB_RULES } from '../../../lib/api/apache/session-job-rules';
import { DEPLOYMENT_UPDATE_RULES, SESSION_JOB_UPDATE_RULES } from '../../../lib/api/apache/update-rules';
import { runRules } from '../../../lib/api/rules';
import { ERRORS } from '../../../lib/errors';
import type { JsonObject } from '../../../lib/manifest';
import { deepFreeze, expectNoPollution } from '../json-tools';
import { application, asDeployment, asSessionJob, session, sessionJob } from '../resources';
import { BLUE_GREEN_CASES, BLUE_GREEN_UPDATE_CASES } from './cases/blue-green';
import { codesOf, inShort, type Case } from './cases/case';
import { DEPLOYMENT_CASES } from './cases/deployments';
import { JOB_CASES } from './cases/jobs';
import { MEMORY_CASES } from './cases/memory';
import { AUTOSCALER_CASES, OPTION_CASES, SESSION_JOB_AUTOSCALER_CASES } from './cases/options';
import { POD_TEMPLATE_CASES } from './cases/pod-templates';
import { RESOURCE_CASES } from './cases/resources';
import { SESSION_CLUSTERS, SESSION_JOB_CASES } from './cases/session-jobs';
import { SNAPSHOT_CASES, SNAPSHOT_UPDATE_CASES } from './cases/snapshots';
import { SESSION_JOB_SHAPE_CASES, SHAPE_CASES } from './cases/shapes';
import { DEPLOYMENT_UPDATE_CASES, SESSION_JOB_UPDATE_CASES, type UpdateCase } from './cases/updates';

const RULE_CASES = [
  ...DEPLOYMENT_CASES,
  ...JOB_CASES,
  ...RESOURCE_CASES,
  ...MEMORY_CASES,
  ...OPTION_CASES,
  ...AUTOSCALER_CASES,
  ...POD_TEMPLATE_CASES,
];
const JOB_RESOURCE_CASES = [...SESSION_JOB_CASES, ...SESSION_JOB_AUTOSCALER_CASES];
const CONTEXT = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: SESSION_CLUSTERS };

const named = <C extends Case>(cases: readonly C[]) =>
  cases.map((c) => ({ ...c, codes: c.found.join(', ') || 'nothing' }));

afterEach(expectNoPollution);

describe('a FlinkDeployment', () => {
  it.each(named([...SHAPE_CASES, ...RULE_CASES]))('with $title: $codes', ({ document, found }) => {
    const { problems } = checkDeployment(deepFreeze(document), BUILT_IN_OPERATOR_CONFIG);
    expect(inShort(problems)).toEqual([...found].sort());
  });
});

describe('a FlinkSessionJob', () => {
  it.each(named([...SESSION_JOB_SHAPE_CASES, ...JOB_RESOURCE_CASES]))('with $title: $codes', ({ document, found }) => {
    expect(inShort(checkSessionJob(deepFreeze(document), CONTEXT).problems)).toEqual([...found].sort());
  });

  it('may have the schemes and hosts that the operator allows, whatever the job says', () => {
    const scheme = 'kubernetes.operator.user.artifacts.allowed-schemes';
    const hosts = 'kubernetes.operator.user.artifacts.disallow-restricted-hosts';
    const check = (jarURI: string, options: Record<string, string>, own: object = {}) => {
      const operatorConfig = { config: new Map(Object.entries(options)), logFiles: new Map<string, string>() };
      const document = sessionJob({ jarURI }, { flinkConfiguration: own });
      return inShort(checkSessionJob(document, { ...CONTEXT, operatorConfig }).problems);
    };
    const refused = ['InvalidJarUri spec.job.jarURI'];
    expect(check('s3://bucket/a.jar', { [scheme]: 'https;S3' })).toEqual([]);
    expect(check('S3://bucket/a.jar', { [scheme]: 'https;s3' })).toEqual([]);
    expect(check('gs://bucket/a.jar', { [scheme]: 'https;s3' })).toEqual(refused);
    expect(check('s3://bucket/a.jar', {}, { [scheme]: 's3' })).toEqual(refused);
    expect(check('https://localhost/a.jar', { [hosts]: 'false' })).toEqual([]);
    expect(check('https://localhost/a.jar', {}, { [hosts]: 'false' })).toEqual(refused);
  });
});

describe('a change', () => {
  it.each(named(DEPLOYMENT_UPDATE_CASES))('of $title: $codes', ({ old, document, found }) => {
    const change = { old: asDeployment(old), new: asDeployment(document) };
    expect(inShort(runRules(DEPLOYMENT_UPDATE_RULES, change, []))).toEqual([...found].sort());
  });

  it.each(named(SESSION_JOB_UPDATE_CASES))('of a session job of $title: $codes', ({ old, document, found }) => {
    const change = { old: asSessionJob(old), new: asSessionJob(document) };
    expect(inShort(runRules(SESSION_JOB_UPDATE_RULES, change, []))).toEqual([...found].sort());
  });
});

describe('the cases', () => {
  it('have every code that the folder of the dialect uses', () => {
    const folder = path.join(__dirname, '..', '..', '..', 'lib', 'api');
    // The other dialect has a test of its own.
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('flinkcluster'),
    );
    const words = files.flatMap(
      (file) => readFileSync(path.join(folder, file), 'utf8').match(/(?<=')[A-Z]\w+(?=')/g) ?? [],
    );
    const used = [...new Set(words)].filter((word) => Object.hasOwn(ERRORS, word));
    expect(used.length).toBeGreaterThan(25);
    const all = [
      ...SHAPE_CASES,
      ...RULE_CASES,
      ...SESSION_JOB_CASES,
      ...DEPLOYMENT_UPDATE_CASES,
      ...SESSION_JOB_UPDATE_CASES,
      ...SNAPSHOT_CASES,
      ...SNAPSHOT_UPDATE_CASES,
      ...BLUE_GREEN_CASES,
      ...BLUE_GREEN_UPDATE_CASES,
    ];
    // Two are about the operator's folder, which operator-config.test.ts has; one is another's, replaced by the rule;
    // the last is about documents of no kind at all.
    const covered = new Set([
      ...codesOf(all),
      'MissingOperatorConfig',
      'InvalidOperatorConfig',
      'MemorySizeMissing',
      'UnknownKind',
    ]);
    expect(used.filter((code) => !covered.has(code))).toEqual([]);
    expect([...covered].filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([]);
  });

  const deploymentInput = (document: JsonObject) => {
    const resource = asDeployment(document);
    const { metadata, spec } = resource;
    const input = { name: metadata.name, namespace: metadata.namespace ?? 'default', spec };
    const config = userConfig(input, BUILT_IN_OPERATOR_CONFIG);
    return { resource, config, effective: effectiveConfig(input, BUILT_IN_OPERATOR_CONFIG) };
  };
  const wellShaped = (cases: readonly Case[]) =>
    cases.filter((c) => !codesOf([c]).some((code) => ['WrongType', 'UnknownValue', 'UnknownField'].includes(code)));

  it('break every rule of a FlinkDeployment', () => {
    const inputs = wellShaped(RULE_CASES).map((c) => deploymentInput(c.document));
    const unbroken = DEPLOYMENT_RULES.filter((rule) => !inputs.some((input) => rule.test(input).length > 0));
    expect(unbroken.map((rule) => `${rule.code} ${rule.path}`)).toEqual([]);
  });

  it('break every rule of a FlinkSessionJob and of a change', () => {
    const broken = new Set(
      [...JOB_RESOURCE_CASES, ...DEPLOYMENT_UPDATE_CASES, ...SESSION_JOB_UPDATE_CASES].flatMap((c) => codesOf([c])),
    );
    const rules = [...SESSION_JOB_RULES, ...DEPLOYMENT_UPDATE_RULES, ...SESSION_JOB_UPDATE_RULES];
    expect(rules.filter((rule) => !broken.has(rule.code)).map((rule) => rule.code)).toEqual([]);
    const changes = (cases: readonly UpdateCase[]) =>
      cases.map((c) => ({ old: asDeployment(c.old), new: asDeployment(c.document) }));
    const all = changes(DEPLOYMENT_UPDATE_CASES);
    expect(DEPLOYMENT_UPDATE_RULES.every((rule) => all.some((change) => rule.test(change).length > 0))).toBe(true);
  });
});

describe('what is wrong already', () => {
  it.each<[string, (string | number)[], (string | number)[], boolean]>([
    ['the same field', ['spec', 'a'], ['spec', 'a'], false],
    ['a field inside it', ['spec', 'a'], ['spec', 'a', 'b'], false],
    ['the field around it', ['spec', 'a', 'b'], ['spec', 'a'], false],
    ['a field beside it', ['spec', 'a'], ['spec', 'b'], true],
    ['a field whose name begins like it', ['spec', 'a'], ['spec', 'ab'], true],
    ['another entry of a list', ['spec', 0], ['spec', 1], true],
  ])('hides the problems of %s', (_, wrong, at, shown) => {
    const found = { code: 'NotPositive', severity: 'error', path: at, message: '', hint: '' } as const;
    const rule = { code: 'NotPositive', path: '', needs: 'spec', test: () => [found] } as const;
    expect(runRules([rule], {}, [wrong])).toEqual(shown ? [found] : []);
  });
});

describe('a document', () => {
  it.each([
    ['flink.apache.org/v1beta1', 'FlinkDeployment', true],
    ['flink.apache.org/v1beta1', 'FlinkSessionJob', true],
    ['flink.apache.org/v1beta1', 'FlinkStateSnapshot', true],
    ['flink.apache.org/v1beta1', 'FlinkBlueGreenDeployment', true],
    ['flink.apache.org/v1beta1', 'FlinkBlueGreen', false],
    ['flink.apache.org/v1', 'FlinkDeployment', false],
    ['apps/v1', 'Deployment', false],
    [undefined, undefined, false],
    [1, ['FlinkDeployment'], false],
  ])('of %p %p is known: %p', (apiVersion, kind, known) => {
    expect(isKnownKind({ apiVersion, kind })).toBe(known);
  });

  it('is checked by the rules of its kind', () => {
    expect(inShort(checkResource(session({}, { name: 'A' }), CONTEXT))).toEqual(['InvalidName metadata.name']);
    expect(inShort(checkResource(sessionJob({}, {}, { name: 'A' }), CONTEXT))).toEqual(['InvalidName metadata.name']);
    expect(inShort(checkResource({ ...session(), kind: 'FlinkDeploiment' }, CONTEXT))).toEqual(['UnknownKind kind']);
  });

  it('comes back as it is, but for nulls and what is wrong', () => {
    const document = session({ flinkConfiguration: { b: 1, a: [null, { c: null }] }, mode: null, image: 1, x: 1 });
    const { resource } = checkDeployment(document, BUILT_IN_OPERATOR_CONFIG);
    const expected = session({ flinkConfiguration: { b: 1, a: [null, {}] } });
    delete (expected.spec as JsonObject).image;
    expect(JSON.stringify(resource)).toBe(JSON.stringify(expected));
  });

  it('comes back as nothing when what is left cannot be a resource', () => {
    expect(checkDeployment({}, BUILT_IN_OPERATOR_CONFIG).resource).toBeUndefined();
    expect(checkSessionJob({}, CONTEXT).resource).toBeUndefined();
  });
});

describe('the path to an option', () => {
  it.each<[unknown, string, (string | number)[]]>([
    [{ 'a.b.c': 1 }, 'a.b.c', ['a.b.c']],
    [{ a: { b: { c: 1 } } }, 'a.b.c', ['a', 'b', 'c']],
    [{ 'a.b': { c: 1 }, a: { x: 1 } }, 'a.b.c', ['a.b', 'c']],
    [{ a: { b: 1 }, 'a.b': { c: 1 } }, 'a.b.c', ['a.b', 'c']],
    [{ a: 1 }, 'b', []],
    [{}, 'constructor', []],
    [undefined, 'a', []],
  ])('%j has %s at %j', (configuration, key, expected) => {
    expect(configPath(configuration, key)).toEqual(['spec', 'flinkConfiguration', ...expected]);
  });
});

it('messages of wrong shapes say what is there and what should be', () => {
  const document = application(
    { parallelism: 'four', jarUri: 'x', upgradeMode: 'last_state' },
    { mode: 'x', image: { a: 1 } },
  );
  const { problems } = checkDeployment(document, BUILT_IN_OPERATOR_CONFIG);
  const words = problems.map((p) => `${p.message}. ${p.hint}`);
  expect(words.sort()).toEqual([
    'must be a string, not an object. Write a string',
    'must be an integer, not a string ("four"). Write an integer',
    'unknown field "jarUri". Did you mean "jarURI"?',
    'unknown value "last_state". Did you mean "last-state"?',
    'unknown value "x". Use one of native, standalone',
  ]);
});
