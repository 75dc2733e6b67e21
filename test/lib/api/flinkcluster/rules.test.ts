import { checkFlinkCluster } from '../../../../lib/api/flinkcluster/check';
import { normalise } from '../../../../lib/api/flinkcluster/normalise';
import { FLINK_CLUSTER_RULES } from '../../../../lib/api/flinkcluster/rules';
import type { FlinkClusterResource } from '../../../../lib/api/flinkcluster/types';
import { FLINK_CLUSTER_UPDATE_RULES } from '../../../../lib/api/flinkcluster/update-rules';
import { FLINK_CLUSTER_ERRORS } from '../../../../lib/errors/flinkcluster';
import { formatProblem } from '../../../../lib/problem';
import { deepFreeze, expectNoPollution } from '../../json-tools';
import { codesOf, inShort } from '../cases/case';
import { BOUNDS_CASES, CLUSTER_CASES, LABEL_CASES, PROCESS_CASES } from './cases';
import { JOB_CASES, PROPERTY_CASES, SHAPE_CASES } from './job-cases';
import { session } from './resources';
import { UPDATE_CASES } from './update-cases';

const RULE_CASES = [
  ...CLUSTER_CASES,
  ...BOUNDS_CASES,
  ...LABEL_CASES,
  ...PROCESS_CASES,
  ...JOB_CASES,
  ...PROPERTY_CASES,
];

afterEach(expectNoPollution);

describe('a FlinkCluster', () => {
  const cases = [...SHAPE_CASES, ...RULE_CASES].map((c) => ({
    ...c,
    codes: c.found.join(', ').slice(0, 200) || 'nothing',
  }));

  it.each(cases)('with $title: $codes', ({ document, found }) => {
    expect(inShort(checkFlinkCluster(deepFreeze(document)).problems)).toEqual([...found].sort());
  });

  it('comes back with its normal form', () => {
    const document = session({ flinkVersion: undefined });
    const { resource, spec } = checkFlinkCluster(document);
    expect(resource).toEqual(JSON.parse(JSON.stringify(document)));
    expect(spec?.flinkVersion).toBe('1.20');
  });

  it('comes back as nothing when it cannot be one', () => {
    expect(checkFlinkCluster({})).toMatchObject({ resource: undefined, spec: undefined });
    expect(checkFlinkCluster({ ...session(), spec: {} }).resource).toBeDefined();
  });
});

describe('the cases', () => {
  it('break every rule', () => {
    const inputs = RULE_CASES.map(({ document }) => {
      const resource = JSON.parse(JSON.stringify(document)) as FlinkClusterResource;
      return { resource, spec: normalise(resource) };
    });
    const unbroken = FLINK_CLUSTER_RULES.filter((rule) => !inputs.some((input) => rule.test(input).length > 0));
    expect(unbroken.map((rule) => `${rule.code} ${rule.path}`)).toEqual([]);
  });

  it('have every error of the dialect', () => {
    const codes = new Set(codesOf([...RULE_CASES, ...UPDATE_CASES]));
    expect(Object.keys(FLINK_CLUSTER_ERRORS).filter((code) => !codes.has(code))).toEqual([]);
  });
});

describe('the rules for API servers', () => {
  const cel = [...FLINK_CLUSTER_RULES, ...FLINK_CLUSTER_UPDATE_RULES].flatMap((rule) => rule.cel ?? []);

  it('never warn, and say what the rule is about', () => {
    expect(cel.length).toBeGreaterThan(60);
    expect(cel.filter(({ problem }) => problem.severity !== 'error')).toEqual([]);
    expect(cel.filter(({ at, problem }) => !problem.path.join('.').startsWith(at.replace('[]', '')))).toEqual([]);
    expect(cel.map(({ problem }) => formatProblem(problem)).filter((text) => /undefined|object/.test(text))).toEqual(
      [],
    );
  });
});
