import { allows } from '../support/network-policy';
import { db, expression, frontend, ingress, NETWORK_POLICY_CASES } from '../support/network-policy-cases';
import { ApiClient } from './client';

// The policies on which the evaluator is tested are such as there can be.

const client = new ApiClient();

beforeAll(async () => {
  for (const namespace of ['default', 'third']) await client.createNamespace(namespace);
});

it('the server takes every policy of the cases', async () => {
  const policies = new Set(NETWORK_POLICY_CASES.flatMap((c) => c.policies));
  const answers = await Promise.all([...policies].map((policy) => client.dryRun(policy)));
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  expect(answers.length).toBeGreaterThan(50);
});

it.each([
  ['a peer that selects nothing', ingress({ from: [{}] })],
  ['an operator that does not exist', ingress(expression('role', 'Like', 'x'))],
])('the server refuses %s, and so does the evaluator', async (_, policy) => {
  expect(await client.dryRun(policy)).toMatchObject({ ok: false, status: 422 });
  expect(() => allows([policy], frontend, db, 1)).toThrow();
});
