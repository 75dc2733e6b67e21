import type { JsonObject, Manifest } from '../../lib/manifest';
import type { Pod } from './network-policy';

const pod = (role: string, namespace = 'default', labels: Record<string, string> = {}): Pod => ({
  namespace,
  namespaceLabels: { project: namespace === 'default' ? 'myproject' : namespace },
  labels: { role, ...labels },
  ports: [
    { name: 'redis', port: 6379 },
    { name: 'dns', port: 53, protocol: 'UDP' },
  ],
});
/** A pod that receives. */
export const db = pod('db');
/** A pod in the same namespace that sends. */
export const frontend = pod('frontend');
/** Another pod of the namespace. */
export const other = pod('other');
const inProject = pod('other', 'third');
const frontendElsewhere = pod('frontend', 'elsewhere');

let count = 0;
const policy = (spec: JsonObject, namespace = 'default'): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: `policy-${count++}`, namespace },
  spec,
});
const role = (name: string) => ({ matchLabels: { role: name } });
/** A policy for what the database receives. */
export const ingress = (...rules: JsonObject[]) =>
  policy({ podSelector: role('db'), policyTypes: ['Ingress'], ingress: rules });
/** A policy for what the frontend sends. */
const egress = (...rules: JsonObject[]) =>
  policy({ podSelector: role('frontend'), policyTypes: ['Egress'], egress: rules });
/** A rule for the pods that an expression selects. */
export const expression = (key: string, operator: string, ...values: string[]) => ({
  from: [{ podSelector: { matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }] } }],
});
const example = policy({
  podSelector: role('db'),
  policyTypes: ['Ingress', 'Egress'],
  ingress: [
    {
      from: [
        { ipBlock: { cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] } },
        { namespaceSelector: { matchLabels: { project: 'myproject' } } },
        { podSelector: role('frontend') },
      ],
      ports: [{ protocol: 'TCP', port: 6379 }],
    },
  ],
  egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ protocol: 'TCP', port: 5978 }] }],
});
/** A policy that lets no pod of the namespace receive or send. */
export const nothing = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

type Row = [rule: string, policies: Manifest[], from: Pod, to: Pod, port: number, allowed: boolean, protocol?: string];

const table: Row[] = [
  ['without a policy everything is allowed', [], other, db, 6379, true],
  ['the example lets pods of its namespace in, by a label', [example], frontend, db, 6379, true],
  ['the example lets pods of a labelled namespace in', [example], other, db, 6379, true],
  ['the example keeps pods of other namespaces out', [example], frontendElsewhere, db, 6379, false],
  ['the example keeps other ports closed', [example], frontend, db, 6380, false],
  ['the example keeps other protocols out', [example], frontend, db, 6379, false, 'UDP'],
  ['the example lets the database reach no pod', [example], db, frontend, 5978, false],
  ['the example is not about other pods', [example], frontendElsewhere, other, 6379, true],

  ['a policy that lists nothing refuses all that comes', [nothing], inProject, db, 1, false],
  ['a policy that lists nothing refuses all that goes', [nothing], db, inProject, 1, false],
  ['a pod reaches itself', [nothing], db, db, 1, true],
  ['another replica is another pod', [nothing], db, { ...db }, 1, false],
  ['a policy is about its own namespace', [policy({ podSelector: {} }, 'third')], other, db, 1, true],
  ['a policy without a namespace is in "default"', [{ ...nothing, metadata: { name: 'x' } }], other, db, 1, false],
  ['an empty rule lets everything in', [ingress({})], inProject, db, 1, true],
  ['an empty list of peers is every peer', [ingress({ from: [] })], inProject, db, 1, true],
  ['an empty list of ports is every port', [ingress({ ports: [] })], inProject, db, 1, true],
  ['an empty rule lets everything out', [egress({})], frontend, inProject, 1, true],
  ['policies add up', [ingress(), ingress({ from: [{ podSelector: role('other') }] })], other, db, 1, true],
  ['no rule of another policy takes away', [ingress({}), nothing], inProject, db, 1, true],
  ['rules add up', [ingress({ from: [{ podSelector: role('x') }] }, {})], other, db, 1, true],

  ['both ends have to allow it: the sender does not', [ingress({}), egress()], frontend, db, 1, false],
  ['both ends have to allow it: the receiver does not', [ingress(), egress({})], frontend, db, 1, false],
  ['both ends have to allow it: both do', [ingress({}), egress({})], frontend, db, 1, true],
  ['answers need no rule', [egress()], other, frontend, 1, true],

  ['a policy without types is about what comes', [policy({ podSelector: {} })], other, db, 1, false],
  ['... and not about what goes', [policy({ podSelector: role('frontend') })], frontend, db, 1, true],
  [
    '... unless it has rules for it',
    [policy({ podSelector: role('frontend'), egress: [{ to: [{ podSelector: role('x') }] }] })],
    frontend,
    db,
    1,
    false,
  ],
  ['... an empty list is no rule', [policy({ podSelector: role('frontend'), egress: [] })], frontend, db, 1, true],
  [
    '... and with such rules it is still about what comes',
    [policy({ podSelector: role('db'), egress: [{}] })],
    other,
    db,
    1,
    false,
  ],
  [
    'a policy for what goes is not about what comes',
    [policy({ podSelector: role('db'), policyTypes: ['Egress'] })],
    other,
    db,
    1,
    true,
  ],
  [
    'rules of a type that is not listed do not count',
    [policy({ podSelector: role('db'), policyTypes: ['Ingress'], egress: [] })],
    db,
    other,
    1,
    true,
  ],

  [
    'a selector of pods is about the own namespace',
    [ingress({ from: [{ podSelector: role('frontend') }] })],
    frontendElsewhere,
    db,
    1,
    false,
  ],
  ['an empty selector of pods is every pod of it', [ingress({ from: [{ podSelector: {} }] })], other, db, 1, true],
  ['... and none of others', [ingress({ from: [{ podSelector: {} }] })], inProject, db, 1, false],
  [
    'an empty selector of namespaces is every pod',
    [ingress({ from: [{ namespaceSelector: {} }] })],
    inProject,
    db,
    1,
    true,
  ],
  [
    'a selector of namespaces goes by their labels',
    [ingress({ from: [{ namespaceSelector: { matchLabels: { project: 'third' } } }] })],
    inProject,
    db,
    1,
    true,
  ],
  [
    'a selector of namespaces may exclude the own one',
    [ingress({ from: [{ namespaceSelector: { matchLabels: { project: 'third' } } }] })],
    other,
    db,
    1,
    false,
  ],
  [
    'a namespace has its name as a label',
    [ingress({ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'third' } } }] })],
    inProject,
    db,
    1,
    true,
  ],
  [
    '... which cannot be faked',
    [ingress({ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'third' } } }] })],
    { ...inProject, namespace: 'x', namespaceLabels: { 'kubernetes.io/metadata.name': 'third' } },
    db,
    1,
    false,
  ],
  [
    'two selectors in one peer both have to match: they do',
    [
      ingress({
        from: [{ namespaceSelector: { matchLabels: { project: 'elsewhere' } }, podSelector: role('frontend') }],
      }),
    ],
    frontendElsewhere,
    db,
    1,
    true,
  ],
  [
    'two selectors in one peer both have to match: the pod does not',
    [ingress({ from: [{ namespaceSelector: { matchLabels: { project: 'third' } }, podSelector: role('frontend') }] })],
    inProject,
    db,
    1,
    false,
  ],
  [
    'two selectors in one peer both have to match: the namespace does not',
    [ingress({ from: [{ namespaceSelector: { matchLabels: { project: 'third' } }, podSelector: role('frontend') }] })],
    frontend,
    db,
    1,
    false,
  ],
  [
    'two peers are alternatives',
    [
      ingress({
        from: [{ namespaceSelector: { matchLabels: { project: 'third' } } }, { podSelector: role('frontend') }],
      }),
    ],
    frontend,
    db,
    1,
    true,
  ],
  ['a block of addresses is no pod', [ingress({ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })], frontend, db, 1, false],
  ['what goes is selected by its target', [egress({ to: [{ podSelector: role('db') }] })], frontend, db, 1, true],
  ['... in the own namespace', [egress({ to: [{ podSelector: role('other') }] })], frontend, inProject, 1, false],
  [
    '... or others',
    [egress({ to: [{ namespaceSelector: {}, podSelector: role('other') }] })],
    frontend,
    inProject,
    1,
    true,
  ],

  ['an expression: one of the values', [ingress(expression('role', 'In', 'x', 'frontend'))], frontend, db, 1, true],
  ['an expression: not one of the values', [ingress(expression('role', 'In', 'x', 'y'))], frontend, db, 1, false],
  ['an expression: none of no label', [ingress(expression('tier', 'In', 'x'))], frontend, db, 1, false],
  ['an expression: not in', [ingress(expression('role', 'NotIn', 'frontend'))], frontend, db, 1, false],
  ['an expression: not in, with another value', [ingress(expression('role', 'NotIn', 'x'))], frontend, db, 1, true],
  ['an expression: not in, without the label', [ingress(expression('tier', 'NotIn', 'x'))], frontend, db, 1, true],
  ['an expression: there', [ingress(expression('role', 'Exists'))], frontend, db, 1, true],
  ['an expression: there, without the label', [ingress(expression('tier', 'Exists'))], frontend, db, 1, false],
  [
    'an expression: there, for a name that all objects have',
    [ingress(expression('constructor', 'Exists'))],
    frontend,
    db,
    1,
    false,
  ],
  ['an expression: not there', [ingress(expression('role', 'DoesNotExist'))], frontend, db, 1, false],
  ['an expression: not there, without the label', [ingress(expression('tier', 'DoesNotExist'))], frontend, db, 1, true],
  [
    'labels and expressions all have to match',
    [
      ingress({
        from: [{ podSelector: { ...role('frontend'), matchExpressions: [{ key: 'tier', operator: 'Exists' }] } }],
      }),
    ],
    frontend,
    db,
    1,
    false,
  ],
  [
    'all labels have to match',
    [ingress({ from: [{ podSelector: { matchLabels: { role: 'frontend', tier: 'x' } } }] })],
    frontend,
    db,
    1,
    false,
  ],

  ['a port is open for TCP unless it says else', [ingress({ ports: [{ port: 53 }] })], other, db, 53, true],
  ['... and for that alone', [ingress({ ports: [{ port: 53 }] })], other, db, 53, false, 'UDP'],
  [
    'a port is open for its protocol',
    [ingress({ ports: [{ port: 53, protocol: 'UDP' }] })],
    other,
    db,
    53,
    true,
    'UDP',
  ],
  ['a protocol without a port is every port', [ingress({ ports: [{ protocol: 'TCP' }] })], other, db, 1, true],
  ['... of that protocol', [ingress({ ports: [{ protocol: 'TCP' }] })], other, db, 1, false, 'UDP'],
  ['a range has its first port', [ingress({ ports: [{ port: 32000, endPort: 32768 }] })], other, db, 32000, true],
  ['a range has its last port', [ingress({ ports: [{ port: 32000, endPort: 32768 }] })], other, db, 32768, true],
  ['a range ends', [ingress({ ports: [{ port: 32000, endPort: 32768 }] })], other, db, 32769, false],
  ['a range begins', [ingress({ ports: [{ port: 32000, endPort: 32768 }] })], other, db, 31999, false],
  ['a name is the port that the receiver gives it', [ingress({ ports: [{ port: 'redis' }] })], other, db, 6379, true],
  ['a name is no other port', [ingress({ ports: [{ port: 'redis' }] })], other, db, 6380, false],
  [
    'a name that the receiver does not have is no port',
    [ingress({ ports: [{ port: 'web' }] })],
    other,
    db,
    6379,
    false,
  ],
  ['a name of another protocol is no port', [ingress({ ports: [{ port: 'dns' }] })], other, db, 53, false],
  [
    'a name of another protocol, when that is asked for',
    [ingress({ ports: [{ port: 'dns', protocol: 'UDP' }] })],
    other,
    db,
    53,
    true,
    'UDP',
  ],
  [
    'a name for what goes is that of the target',
    [egress({ ports: [{ port: 'redis' }] })],
    { ...frontend, ports: [] },
    db,
    6379,
    true,
  ],
  ['... not of the sender', [egress({ ports: [{ port: 'redis' }] })], frontend, { ...db, ports: [] }, 6379, false],
  ['ports are alternatives', [ingress({ ports: [{ port: 1 }, { port: 2 }] })], other, db, 2, true],
  [
    'peers and ports both have to match',
    [ingress({ from: [{ podSelector: role('x') }], ports: [{ port: 1 }] })],
    other,
    db,
    1,
    false,
  ],
];

/** A connection, and whether policies allow it. */
export interface NetworkPolicyCase {
  /** The rule of Kubernetes that decides. */
  readonly rule: string;
  readonly policies: readonly Manifest[];
  readonly from: Pod;
  readonly to: Pod;
  readonly port: number;
  readonly protocol: string;
  readonly allowed: boolean;
}

/**
 * The rules and examples of https://kubernetes.io/docs/concepts/services-networking/network-policies/ and of the fields'
 * own documentation.
 */
export const NETWORK_POLICY_CASES: readonly NetworkPolicyCase[] = table.map(
  ([rule, policies, from, to, port, allowed, protocol = 'TCP']) => ({
    rule,
    policies,
    from,
    to,
    port,
    protocol,
    allowed,
  }),
);
