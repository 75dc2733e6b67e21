import { application, session, sessionJob } from '../../resources';
import { given, type Case } from './case';

const wrong = (key: string) => `InvalidConfigValue spec.flinkConfiguration["${key}"]`;
const option = (key: string, value: unknown, ...found: string[]) =>
  given(`${key}: ${JSON.stringify(value)}`, session({ flinkConfiguration: { [key]: value } }), ...found);

/** Options, a value that Flink takes and some that it does not. */
const FORMS: readonly (readonly [keys: readonly string[], good: readonly unknown[], bad: readonly unknown[]])[] = [
  [['taskmanager.numberOfTaskSlots'], [1, ' 2 ', '+3'], ['four', 0, -1, 1.5, '', 2 ** 31]],
  [
    ['rest.port', 'rest.bind-port', 'jobmanager.rpc.port', 'blob.server.port', 'taskmanager.rpc.port'],
    [0, '8081', 65535],
    [65536, -1, '8081-8090', 'http'],
  ],
  [
    ['kubernetes.jobmanager.cpu.amount', 'kubernetes.jobmanager.cpu', 'kubernetes.taskmanager.cpu.amount'],
    [0.5, '2', '1e0'],
    ['500m', 0, -1],
  ],
  [
    [
      'kubernetes.jobmanager.cpu.limit-factor',
      'kubernetes.taskmanager.cpu.limit-factor',
      'kubernetes.jobmanager.memory.limit-factor',
      'kubernetes.taskmanager.memory.limit-factor',
    ],
    [1, '1.5'],
    [0.9, 'x'],
  ],
  [['kubernetes.rest-service.exposed.type'], ['NodePort', 'headless_clusterip'], ['ExternalName', '']],
  [['kubernetes.container.image.pull-policy'], ['Never', 'always'], ['Sometimes']],
  [
    [
      'kubernetes.hostnetwork.enabled',
      'kubernetes.operator.jm-deployment.startup.probe.enabled',
      'kubernetes.operator.pod-template.merge-arrays-by-name',
      'kubernetes.operator.ingress.manage',
      'kubernetes.operator.deployment.rollback.enabled',
      'kubernetes.operator.cluster.health-check.enabled',
      'kubernetes.operator.jm-deployment-recovery.enabled',
    ],
    [false, 'FALSE'],
    ['yes', 1, ''],
  ],
  [
    ['kubernetes.env.secretKeyRef'],
    ['env:A,secret:s,key:k', 'env:A,secret:s,key:k;env:B,secret:s,key:l', ''],
    ['A', 'env:A,secret:s', 'env:A,secret:s,key:k;env:B'],
  ],
  [
    ['kubernetes.jobmanager.tolerations', 'kubernetes.taskmanager.tolerations'],
    ['key:a,operator:Exists', 'key:a,tolerationSeconds:5'],
    ['a', 'key:a;b', 'key:a,tolerationSeconds:soon'],
  ],
];

/** The rule about the form of options: those that the resource's fields do not overwrite. */
export const OPTION_CASES: readonly Case[] = [
  ...FORMS.flatMap(([keys, good, bad]) =>
    keys.flatMap((key) => [
      // What a good value has for a consequence is another rule's.
      ...good
        .filter((value) => String(value) !== 'FALSE' || !key.includes('recovery'))
        .map((value) => option(key, value)),
      ...bad.map((value) => option(key, value, wrong(key))),
    ]),
  ),
  given(
    'an option of the wrong form, nested',
    session({ flinkConfiguration: { kubernetes: { 'hostnetwork.enabled': 'x' } } }),
    'InvalidConfigValue spec.flinkConfiguration.kubernetes["hostnetwork.enabled"]',
  ),
];

const scaled = (options: object, ...found: string[]) => {
  const flinkConfiguration = Object.fromEntries(
    Object.entries({ enabled: true, ...options }).map(([key, value]) => [
      key.startsWith('kubernetes') ? key : `job.autoscaler.${key}`,
      value as unknown,
    ]),
  );
  const title = `the autoscaler and ${JSON.stringify(options)}`;
  return given(title, application({}, { flinkConfiguration }), ...found.map((key) => wrong(`job.autoscaler.${key}`)));
};
const INTERVAL = 'kubernetes.operator.reconcile.interval';

/** The rule about the autoscaler's options. */
export const AUTOSCALER_CASES: readonly Case[] = [
  scaled({}),
  scaled({ enabled: false, 'scale-down.max-factor': -1, 'metrics.window': 'x', 'excluded.periods': 'x' }),
  scaled({ 'scale-down.max-factor': 0, 'scale-up.max-factor': 1e9 }),
  scaled({ 'scale-down.max-factor': -0.1 }, 'scale-down.max-factor'),
  scaled({ 'scale-up.max-factor': 'much' }, 'scale-up.max-factor'),
  scaled({ 'utilization.target': 1 }),
  scaled({ 'utilization.target': 1.1 }, 'utilization.target'),
  scaled({ 'target.utilization': -1 }, 'target.utilization'),
  scaled({ 'target.utilization.boundary': -1 }, 'target.utilization.boundary'),
  // The limits lie around the target, which is 0.7 by default.
  scaled({ 'utilization.min': 0.7, 'utilization.max': 0.7 }),
  scaled({ 'utilization.max': 0.6 }, 'utilization.max'),
  scaled({ 'utilization.min': 0.8 }, 'utilization.min'),
  scaled({ 'utilization.max': 0.6, 'utilization.target': 0.5 }),
  scaled({ 'utilization.max': 1.1 }, 'utilization.max'),
  scaled({ 'memory.gc-pressure.threshold': 2 }, 'memory.gc-pressure.threshold'),
  scaled({ 'memory.heap-usage.threshold': -1 }, 'memory.heap-usage.threshold'),
  // Options of a feature count when it is on.
  scaled({ 'observed-scalability.coefficient-min': 0 }),
  scaled(
    { 'observed-scalability.coefficient-min': 0, 'observed-scalability.enabled': true },
    'observed-scalability.coefficient-min',
  ),
  scaled({ 'scaling.effectiveness.threshold': 2 }),
  scaled(
    { 'scaling.effectiveness.threshold': 2, 'scaling.effectiveness.detection.enabled': true },
    'scaling.effectiveness.threshold',
  ),
  scaled({ 'memory.tuning.overhead': 2 }),
  scaled({ 'memory.tuning.overhead': 2, 'memory.tuning.enabled': true }, 'memory.tuning.overhead'),
  scaled({ 'excluded.periods': ['9:00-11:00', '* * 9-11 ? * MON', '09:00-11:00&&* * * ? * 2-6', '00:00-23:59'] }),
  scaled({ 'excluded.periods': '11:00-9:00' }, 'excluded.periods'),
  scaled({ 'excluded.periods': '24:00-25:00' }, 'excluded.periods'),
  scaled({ 'excluded.periods': '9:00-10:00&&11:00-12:00' }, 'excluded.periods'),
  scaled({ 'excluded.periods': 'at noon;* * *' }, 'excluded.periods', 'excluded.periods'),
  scaled({ 'metrics.window': '1 min' }),
  scaled({ 'metrics.window': '1 min', [INTERVAL]: '61 s' }, 'metrics.window'),
  scaled({ 'metrics.window': '5 s' }, 'metrics.window'),
  scaled({ 'metrics.window': 'long' }, 'metrics.window'),
];

/** The same rule for session jobs. */
export const SESSION_JOB_AUTOSCALER_CASES: readonly Case[] = [
  given(
    'the autoscaler and an option out of range',
    sessionJob({}, { flinkConfiguration: { 'job.autoscaler': { enabled: 'true', 'utilization.target': 2 } } }),
    'InvalidConfigValue spec.flinkConfiguration["job.autoscaler"]["utilization.target"]',
  ),
];
