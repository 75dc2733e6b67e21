import type { JsonObject, Manifest } from '../../lib/manifest';
import { FLINK_PORTS, flinkConnections, flinkPods, wrongConnections } from './flink-connections';
import { podOf } from './network-policy';

const CLUSTER = { name: 'orders', namespace: 'streams' };
const app = { app: 'orders', type: 'flink-standalone-kubernetes' };
const select = (component: string) => ({ podSelector: { matchLabels: { ...app, component } } });
const namespaced = (namespace: string, name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
});
const numbers = (...ports: (number | string)[]) => ports.map((port) => ({ port }));

const toJobManager = {
  flink: { from: [select('taskmanager'), select('jobmanager')] },
  rest: {
    from: [
      { podSelector: { matchLabels: { app: 'orders', component: 'savepoint' } } },
      namespaced('cdk8s-flink-system', 'cdk8s-flink'),
    ],
    ports: numbers(8081),
  },
  metrics: { from: [namespaced('monitoring', 'prometheus')], ports: numbers(9249) },
};
const toTaskManager = { flink: toJobManager.flink, metrics: toJobManager.metrics };

function policy(component: string, rules: JsonObject): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `orders-${component}`, namespace: 'streams' },
    spec: { ...select(component), policyTypes: ['Ingress'], ingress: Object.values(rules) },
  };
}

const policies = (jobManager: JsonObject = {}, taskManager: JsonObject = {}) => [
  policy('jobmanager', { ...toJobManager, ...jobManager }),
  policy('taskmanager', { ...toTaskManager, ...taskManager }),
];
const nothing = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };

it('finds nothing wrong with policies that are as they should be', () => {
  expect(wrongConnections(policies(), CLUSTER)).toEqual([]);
});

it('finds every stranger let in where there is no policy', () => {
  const refused = flinkConnections.filter(({ allowed }) => !allowed);
  const wrong = wrongConnections([], CLUSTER);
  const count = refused.flatMap(({ ports }) => ports.flatMap((name) => [...FLINK_PORTS[name]])).length;
  expect(wrong).toHaveLength(count);
  expect(wrong.every((line) => line.includes(' is allowed, but '))).toBe(true);
});

it('finds every needed connection refused where everything is', () => {
  const all = { ...policy('x', {}), spec: nothing };
  const needed = flinkConnections.filter(({ allowed }) => allowed);
  const count = needed.flatMap(({ ports }) => ports.flatMap((name) => [...FLINK_PORTS[name]])).length;
  expect(wrongConnections([all], CLUSTER)).toHaveLength(count);
});

const mistakes: [mistake: string, manifests: Manifest[], found: RegExp[]][] = [
  [
    'TaskManagers may not use the blob server',
    policies({ flink: { ...toJobManager.flink, ports: numbers(6123) } }),
    [
      /^taskManager -> jobManager 6124 \(blob\) is refused/,
      /^standby -> jobManager 6124/,
      ...query('standby', 'jobManager'),
    ],
  ],
  [
    'JobManagers may not reach TaskManagers',
    policies({}, { flink: { from: [select('taskmanager')] } }),
    [/^jobManager -> taskManager 6122/, ...query('jobManager', 'taskManager'), ...query('standby', 'taskManager')],
  ],
  [
    'the data port is fixed in the policy only',
    policies({}, { flink: { ...toJobManager.flink, ports: [...numbers(6122, 6121), { port: 32768 }] } }),
    [
      ...query('jobManager', 'taskManager', 'query', [44444, 60999]),
      ...query('taskManager', 'secondTaskManager', 'data', [44444, 60999]),
      ...query('secondTaskManager', 'taskManager', 'data', [44444, 60999]),
      ...query('standby', 'taskManager', 'query', [44444, 60999]),
    ],
  ],
  [
    'pods are known by their component alone',
    policies({
      flink: { from: [{ podSelector: { matchLabels: { component: 'taskmanager' } } }, select('jobmanager')] },
    }),
    [8081, 6123, 6124, 32768, 44444, 60999].map(
      (port) => new RegExp(`^otherTaskManager -> jobManager ${port} .* is allowed`),
    ),
  ],
  [
    'the REST API is open to the namespace',
    policies({ all: { from: [{ podSelector: {} }], ports: numbers(8081) } }),
    ['neighbour', 'otherJobManager', 'otherTaskManager', 'otherSavepoint', 'falseController'].map(
      (role) => new RegExp(`^${role} -> jobManager 8081 `),
    ),
  ],
  [
    'the labels count in all namespaces',
    policies({}, { flink: { from: [{ ...select('taskmanager'), namespaceSelector: {} }, select('jobmanager')] } }),
    [6122, ...FLINK_PORTS.data, ...FLINK_PORTS.query].map((port) => new RegExp(`^impostor -> taskManager ${port} `)),
  ],
  [
    'the controller is known by its label alone',
    policies({
      rest: {
        from: [
          ...toJobManager.rest.from,
          { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cdk8s-flink' } } },
        ],
        ports: numbers(8081),
      },
    }),
    [/^falseController -> jobManager 8081/],
  ],
  [
    'the controller is known by its namespace alone',
    policies({
      rest: {
        from: [
          ...toJobManager.rest.from,
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cdk8s-flink-system' } } },
        ],
        ports: numbers(8081),
      },
    }),
    [/^nextToController -> jobManager 8081/],
  ],
  [
    'savepoints cannot be triggered',
    policies({ rest: { ...toJobManager.rest, from: toJobManager.rest.from.slice(1) } }),
    [/^savepoint -> jobManager 8081/, /^savepoint -> standby 8081/],
  ],
  [
    'nobody may ask for metrics',
    policies({ metrics: { from: [{ podSelector: {} }], ports: numbers(9249) } }),
    [/^scraper -> jobManager 9249/],
  ],
  [
    'names cannot be looked up',
    [
      ...policies(),
      {
        ...policy('x', {}),
        spec: { podSelector: { matchLabels: app }, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }] }] },
      },
    ],
    [/^jobManager -> dns 53/, /^taskManager -> dns 53/],
  ],
];

it.each(mistakes)('finds it when %s', (_, manifests, found) => {
  const wrong = wrongConnections(manifests, CLUSTER);
  expect(wrong).toEqual(found.map((line) => expect.stringMatching(line) as unknown));
});

it('asks nothing of roles that a cluster does not have', () => {
  const { flink } = toJobManager;
  const closed = [policy('jobmanager', { flink }), policy('taskmanager', { flink })];
  expect(wrongConnections(closed, CLUSTER).length).toBeGreaterThan(0);
  expect(wrongConnections(closed, CLUSTER, { without: ['savepoint', 'controller', 'scraper'] })).toEqual([]);
});

it('takes ports and pods of the cluster', () => {
  const ports = [
    { name: 'data', containerPort: 6121 },
    { name: 'taskmanager-rpc', containerPort: 6122 },
    { name: 'query', containerPort: 6125 },
  ];
  const labels = { ...app, component: 'taskmanager' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'x', ports }] } };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'x', namespace: 'streams' },
    spec: { template },
  };
  const named = policies({}, { flink: { ...toJobManager.flink, ports: numbers('data', 'taskmanager-rpc', 'query') } });
  const [first, second] = [podOf(deployment), podOf(deployment)];
  if (first === undefined || second === undefined) throw new Error('no pod');
  const options = { pods: { taskManager: first, secondTaskManager: second }, ports: { data: [6121], query: [6125] } };
  expect(wrongConnections(named, CLUSTER, options)).toEqual([]);
  expect(wrongConnections(named, CLUSTER).length).toBeGreaterThan(0);
});

it('has pods of a cluster and of others that differ', () => {
  const texts = Object.values(flinkPods('orders', 'streams')).map((pod) => JSON.stringify(pod));
  // The standby and the second TaskManager are replicas.
  expect(new Set(texts).size).toBe(texts.length - 2);
});

function query(from: string, to: string, name = 'query', ports: readonly number[] = FLINK_PORTS.query): RegExp[] {
  return ports.map((port) => new RegExp(`^${from} -> ${to} ${port} \\(${name}\\) is refused`));
}
