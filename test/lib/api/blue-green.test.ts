import { BUILT_IN_OPERATOR_CONFIG, checkBlueGreen } from '../../../lib/api';
import { blueGreenChild, colouredHost } from '../../../lib/api/apache/blue-green-child';
import { BLUE_GREEN_RULES } from '../../../lib/api/apache/blue-green-rules';
import { BLUE_GREEN_UPDATE_RULES } from '../../../lib/api/apache/blue-green-update-rules';
import { DEPLOYMENT_RULES } from '../../../lib/api/apache/deployment-rules';
import { TEMPLATE_RULES, templateRule, underTemplate } from '../../../lib/api/apache/template-rules';
import type { FlinkBlueGreenDeploymentResource } from '../../../lib/api/apache/types';
import { runRules } from '../../../lib/api/rules';
import type { JsonObject } from '../../../lib/manifest';
import { formatProblem, problem } from '../../../lib/problem';
import { deepFreeze, expectNoPollution } from '../json-tools';
import { application } from '../resources';
import { blueGreen, BLUE_GREEN_CASES, BLUE_GREEN_UPDATE_CASES } from './cases/blue-green';
import { inShort, type Case } from './cases/case';
import { DEPLOYMENT_CASES } from './cases/deployments';
import { JOB_CASES } from './cases/jobs';
import { MEMORY_CASES } from './cases/memory';
import { AUTOSCALER_CASES, OPTION_CASES } from './cases/options';
import { POD_TEMPLATE_CASES } from './cases/pod-templates';
import { RESOURCE_CASES } from './cases/resources';

const CONTEXT = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: [] };
const check = (document: JsonObject) => checkBlueGreen(document, CONTEXT).problems;

const named = <C extends Case>(cases: readonly C[]) =>
  cases.map((c) => ({ ...c, codes: c.found.join(', ') || 'nothing' }));

const typed = (document: JsonObject) => document as unknown as FlinkBlueGreenDeploymentResource;

afterEach(expectNoPollution);

it.each(named(BLUE_GREEN_CASES))('a FlinkBlueGreenDeployment with $title: $codes', ({ document, found }) => {
  expect(inShort(check(deepFreeze(document)))).toEqual([...found].sort());
});

it.each(named(BLUE_GREEN_UPDATE_CASES))('a change of a blue/green deployment of $title: $codes', (change) => {
  const update = { old: typed(change.old), new: typed(change.document) };
  expect(inShort(runRules(BLUE_GREEN_UPDATE_RULES, update, []))).toEqual([...change.found].sort());
});

// Whatever is wrong with a FlinkDeployment is wrong with a template of it, at the same place below it.
const TEMPLATES = [
  ...DEPLOYMENT_CASES,
  ...JOB_CASES,
  ...RESOURCE_CASES,
  ...MEMORY_CASES,
  ...OPTION_CASES,
  ...AUTOSCALER_CASES,
  ...POD_TEMPLATE_CASES,
].filter(({ document }) => 'job' in (document.spec as JsonObject));

it.each(named(TEMPLATES))('the template of a FlinkDeployment with $title: $codes', ({ document, found }) => {
  const expected = found
    .filter((text) => !text.includes(' metadata.'))
    .map((text) => text.replace(' spec', ' spec.template.spec'));
  const own = /^(InvalidIngressTemplate|SavepointDirectoryRequired) /;
  const actual = inShort(check(blueGreen(document)));
  expect(actual.filter((text) => !own.test(text))).toEqual(expected.filter((text) => !own.test(text)).sort());
});

it('the rules about the spec of a FlinkDeployment are all there', () => {
  expect(TEMPLATES.length).toBeGreaterThan(60);
  const about = DEPLOYMENT_RULES.filter(({ path }) => !path.startsWith('metadata'));
  expect(TEMPLATE_RULES).toHaveLength(about.length);
  expect(TEMPLATE_RULES.map(({ path }) => path).filter((path) => !path.startsWith('spec.template.spec'))).toEqual([]);
});

it('a rule of the API server moves with the rule, unless it looks at the metadata', () => {
  const found = problem('MissingField', ['spec', 'a'], { field: 'spec.a', purpose: 'b' });
  const cel = ['', 'spec', 'spec.job'].map((at) => ({ at, rule: 'true', problem: found }));
  const rule = templateRule({ code: 'MissingField', path: 'spec.a', needs: 'spec', test: () => [found], cel }, () => 1);
  expect(rule.path).toBe('spec.template.spec.a');
  expect(rule.cel?.map(({ at }) => at)).toEqual(['spec.template.spec', 'spec.template.spec.job']);
  expect(rule.cel?.map((c) => formatProblem(c.problem))).toEqual(rule.test(1).concat(rule.test(1)).map(formatProblem));
});

it('the words name the field where it is, and leave what the user wrote', () => {
  const missing = problem('MissingField', ['spec', 'a'], { field: 'spec.a', purpose: 'b' });
  expect(formatProblem(underTemplate(missing))).toBe(
    'MissingField: spec.template.spec.a: spec.template.spec.a is missing. Set spec.template.spec.a: b.',
  );
  const value = problem('UnknownValue', ['spec', 'mode'], { value: 'spec.mode', allowed: ['x'] });
  expect(underTemplate(value).message).toBe('unknown value "spec.mode"');
});

it('the cases break every rule, at the field that the rule names', () => {
  const found = [...BLUE_GREEN_CASES, ...BLUE_GREEN_UPDATE_CASES].flatMap((c) => c.found);
  const broken = found.map((text) => text.replace('warning ', ''));
  const unbroken = [...BLUE_GREEN_RULES, ...BLUE_GREEN_UPDATE_RULES].filter(
    // The rule about a nonce finds the savepoint that is missing.
    ({ code, path }) =>
      !broken.some((text) => text.startsWith(`${code} ${path.replace(/\.savepointRedeployNonce$/, '')}`)),
  );
  expect(unbroken.map(({ code, path }) => `${code} ${path}`)).toEqual([]);
});

it('a rule that needs only the resource is one of the API server too, unless it warns', () => {
  const without = BLUE_GREEN_RULES.filter(({ cel, needs }) => needs === 'spec' && cel === undefined);
  // An unknown option is what an unknown field is elsewhere: the API server takes it.
  expect(without.map(({ code }) => code)).toEqual([
    'InvalidNamespace',
    'UnknownField',
    'FieldWithoutEffect',
    'FieldWithoutEffect',
  ]);
});

it.each([
  ['{{name}}.example.com', 'green-{{name}}.example.com'],
  ['example.com/{{name}}', 'green-example.com/{{name}}'],
  ['https://example.com', 'https://green-example.com'],
  ['//example.com:80/x', '//green-example.com:80/x'],
  ['/{{namespace}}/{{name}}', '/{{namespace}}/{{name}}'],
  ['https:///{{name}}', 'https:///{{name}}'],
  ['//:80/{{name}}', '//:80/{{name}}'],
  ['{{name}}', 'green-{{name}}'],
  ['  ', '  '],
])('the ingress template %s is %s for green', (template, expected) => {
  expect(colouredHost(template, 'green')).toBe(expected);
});

it('a FlinkDeployment of a colour has the defaults of the operator and nothing of its parent', () => {
  const { spec } = application({ args: ['a'], parallelism: null }, { ingress: { template: 'x', className: 'c' } });
  const parent = blueGreen(
    { spec } as JsonObject,
    {},
    { labels: { a: 'b' }, annotations: { c: 'd' }, namespace: undefined },
  );
  const { resource } = checkBlueGreen(deepFreeze(parent), CONTEXT);
  const child = blueGreenChild(resource ?? typed({}), 'green');
  expect(child).toEqual({
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: {
      name: 'two-tone-green',
      namespace: 'default',
      labels: { 'flink/blue-green-deployment-type': 'GREEN' },
    },
    spec: {
      ...(spec as JsonObject),
      flinkConfiguration: {},
      ingress: { template: 'green-x', className: 'c' },
      job: {
        jarURI: 'local:///opt/flink/usrlib/job.jar',
        args: ['a'],
        parallelism: 0,
        state: 'running',
        upgradeMode: 'stateless',
      },
      jobManager: { replicas: 1, resource: { memory: '2048m', cpu: 1 } },
    },
  });
});
