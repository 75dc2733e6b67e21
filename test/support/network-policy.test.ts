import type { JsonObject } from '../../lib/manifest';
import { allows, podOf } from './network-policy';
import { db, expression, frontend, ingress, NETWORK_POLICY_CASES, nothing, other } from './network-policy-cases';

it.each(NETWORK_POLICY_CASES)('$rule: $allowed', ({ policies, from, to, port, protocol, allowed }) => {
  expect(allows(policies, from, to, port, protocol)).toBe(allowed);
});

it('leaves objects of other kinds aside', () => {
  const cilium = { ...nothing, apiVersion: 'cilium.io/v2' };
  expect(allows([cilium, { ...nothing, kind: 'Service' }], other, db, 1)).toBe(true);
});

it.each<[string, JsonObject, RegExp]>([
  ['a peer that selects nothing', { from: [{}] }, /without a selector/],
  ['an operator that does not exist', expression('role', 'Like', 'x'), /unknown operator Like/],
])('refuses %s, as an API server does', (_, rule, message) => {
  expect(() => allows([ingress(rule)], frontend, db, 1)).toThrow(message);
});

it('knows the pods of a workload', () => {
  const containers = [{ name: 'main', ports: [{ name: 'redis', containerPort: 6379 }, { containerPort: 1 }] }];
  const template = { metadata: { labels: { role: 'db' } }, spec: { containers } };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'x', namespace: 'n' },
    spec: { template },
  };
  expect(podOf(deployment, { team: 'a' })).toEqual({
    namespace: 'n',
    namespaceLabels: { team: 'a' },
    labels: { role: 'db' },
    ports: [{ name: 'redis', port: 6379, protocol: 'TCP' }],
  });
  expect(podOf(nothing)).toBeUndefined();
});
