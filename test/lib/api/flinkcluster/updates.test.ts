import { isUpdateReady } from '../../../../lib/api/flinkcluster/savepoint-rules';
import type { FlinkClusterResource } from '../../../../lib/api/flinkcluster/types';
import { FLINK_CLUSTER_UPDATE_RULES, flinkClusterUpdate } from '../../../../lib/api/flinkcluster/update-rules';
import { runRules } from '../../../../lib/api/rules';
import type { JsonObject } from '../../../../lib/manifest';
import { deepFreeze } from '../../json-tools';
import { inShort } from '../cases/case';
import { job } from './resources';
import { NOW, UPDATE_CASES, type FlinkClusterUpdateCase } from './update-cases';

const plain = (document: JsonObject) =>
  deepFreeze(JSON.parse(JSON.stringify(document)) as JsonObject) as unknown as FlinkClusterResource;

const updateOf = ({ old, document, status }: FlinkClusterUpdateCase) =>
  flinkClusterUpdate(plain(old), plain(document), status, NOW);

it.each(UPDATE_CASES.map((c) => ({ ...c, codes: c.found.join(', ') || 'nothing' })))(
  'a change of $title: $codes',
  (update) => {
    expect(inShort(runRules(FLINK_CLUSTER_UPDATE_RULES, updateOf(update), []))).toEqual([...update.found].sort());
  },
);

it('has a change for every rule', () => {
  const updates = UPDATE_CASES.map(updateOf);
  const unbroken = FLINK_CLUSTER_UPDATE_RULES.filter((rule) => !updates.some((update) => rule.test(update).length > 0));
  expect(unbroken.map((rule) => `${rule.code} ${rule.path}`)).toEqual([]);
});

it('is not ready for an update before the savepoint that it takes', () => {
  const { old } = updateOf({ title: '', old: job(), document: job(), found: [] });
  const spec = old.job as NonNullable<typeof old.job>;
  expect(isUpdateReady(undefined, spec, NOW)).toBe(true);
  expect(isUpdateReady({ state: 'Running' }, spec, NOW)).toBe(false);
  expect(isUpdateReady({ state: 'Running', finalSavepoint: true }, spec, NOW)).toBe(true);
  // A recent savepoint is no final one.
  const recent = { state: 'Running', savepointLocation: 's3://1', savepointTime: new Date(NOW).toISOString() };
  expect(isUpdateReady(recent, { ...spec, maxStateAgeToRestoreSeconds: 60 }, NOW)).toBe(false);
});
