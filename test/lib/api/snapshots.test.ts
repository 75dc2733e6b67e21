import { BUILT_IN_OPERATOR_CONFIG, checkSnapshot } from '../../../lib/api';
import { SNAPSHOT_RULES } from '../../../lib/api/apache/snapshot-rules';
import { SNAPSHOT_UPDATE_RULES } from '../../../lib/api/apache/snapshot-update-rules';
import type { FlinkStateSnapshotResource } from '../../../lib/api/apache/types';
import { runRules } from '../../../lib/api/rules';
import type { JsonObject } from '../../../lib/manifest';
import { deepFreeze, expectNoPollution } from '../json-tools';
import { inShort, type Case } from './cases/case';
import { snapshot, SNAPSHOT_CASES, SNAPSHOT_JOBS, SNAPSHOT_UPDATE_CASES } from './cases/snapshots';

const CONTEXT = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: SNAPSHOT_JOBS };

const named = <C extends Case>(cases: readonly C[]) =>
  cases.map((c) => ({ ...c, codes: c.found.join(', ') || 'nothing' }));

const typed = (document: JsonObject) => document as unknown as FlinkStateSnapshotResource;

const changeOf = ({ old, document }: (typeof SNAPSHOT_UPDATE_CASES)[number]) => ({
  old: typed(old),
  new: typed(document),
});

afterEach(expectNoPollution);

it.each(named(SNAPSHOT_CASES))('a FlinkStateSnapshot with $title: $codes', ({ document, found }) => {
  expect(inShort(checkSnapshot(deepFreeze(document), CONTEXT).problems)).toEqual([...found].sort());
});

it.each(named(SNAPSHOT_UPDATE_CASES))('a change of a snapshot of $title: $codes', (change) => {
  expect(inShort(runRules(SNAPSHOT_UPDATE_RULES, changeOf(change), []))).toEqual([...change.found].sort());
});

it('the cases break every rule, at the field that the rule names', () => {
  const rulesOf = (cases: readonly Case[]) =>
    new Set(cases.flatMap(({ found }) => found.map((text) => text.replace('warning ', ''))));
  const broken = [...rulesOf([...SNAPSHOT_CASES, ...SNAPSHOT_UPDATE_CASES])];
  const unbroken = [...SNAPSHOT_RULES, ...SNAPSHOT_UPDATE_RULES].filter(
    ({ code, path }) => !broken.some((text) => text.startsWith(`${code} ${path}`)),
  );
  expect(unbroken.map(({ code, path }) => `${code} ${path}`)).toEqual([]);
});

it('a rule that needs only the resource is one of the API server too, unless it warns or is about metadata', () => {
  const without = [...SNAPSHOT_RULES, ...SNAPSHOT_UPDATE_RULES].filter(
    ({ cel, needs, path }) => (needs === 'spec' || needs === 'old') && path.startsWith('spec') && cel === undefined,
  );
  expect(without.map(({ code }) => code)).toEqual(['FieldWithoutEffect']);
});

it('the words say what is missing and what changed', () => {
  const words = (document: JsonObject) =>
    checkSnapshot(document, CONTEXT).problems.map((p) => `${p.message}. ${p.hint}`);
  expect(words(snapshot({ checkpoint: {} }))).toEqual([
    'a snapshot is either a savepoint or a checkpoint, and both are set. ' +
      'Set exactly one of spec.savepoint and spec.checkpoint, such as savepoint: {}',
  ]);
  const change = { old: typed(snapshot()), new: typed(snapshot({ savepoint: { path: 's3://x' } })) };
  expect(runRules(SNAPSHOT_UPDATE_RULES, change, []).map((p) => p.message)).toEqual([
    'the path of the savepoint cannot change from (none) to s3://x',
  ]);
});
