import { isObject, own } from '../../json';
import type { Json } from '../../manifest';
import { problem, type Path, type Problem } from '../../problem';
import { computed } from '../cel';
import type { Rule } from '../rules';
import type { FlinkClusterInput } from './rules';

interface Bounds {
  readonly path: string;
  readonly what: string;
  /** Smallest value. @default - none */
  readonly minimum?: number;
  /** Largest value. @default - that of a 32-bit integer, which the operator reads */
  readonly maximum?: number;
  /** Whether the operator takes values below the minimum; then an API server does not refuse them. @default false */
  readonly taken?: 'with a warning' | 'to fail later';
}

const MAX_INT32 = 2 ** 31 - 1;
const PORTS: Pick<Bounds, 'minimum' | 'maximum'> = { minimum: 1, maximum: 65535 };

const processBounds = (process: 'jobManager' | 'taskManager', ports: readonly string[]): Bounds[] => [
  ...ports.map((name) => ({ path: `spec.${process}.ports.${name}`, what: `the ${name} port`, ...PORTS })),
  ...['memoryOffHeapRatio', 'memoryProcessRatio'].map((ratio) => ({
    path: `spec.${process}.${ratio}`,
    what: ratio,
    minimum: 0,
    maximum: 100,
  })),
];

const AUTOSCALER = 'spec.taskManager.horizontalPodAutoscaler';

const BOUNDS: readonly Bounds[] = [
  { path: 'spec.revisionHistoryLimit', what: 'revisionHistoryLimit' },
  { path: 'spec.jobManager.replicas', what: 'JobManager replicas', minimum: 1, maximum: 1 },
  ...processBounds('jobManager', ['rpc', 'blob', 'query', 'ui']),
  { path: 'spec.taskManager.replicas', what: 'TaskManager replicas', minimum: 1 },
  ...processBounds('taskManager', ['data', 'rpc', 'query']),
  { path: `${AUTOSCALER}.minReplicas`, what: 'minReplicas', minimum: 1, taken: 'to fail later' },
  { path: `${AUTOSCALER}.maxReplicas`, what: 'maxReplicas', minimum: 1, taken: 'to fail later' },
  { path: 'spec.job.parallelism', what: 'job parallelism', minimum: 1 },
  { path: 'spec.job.maxStateAgeToRestoreSeconds', what: 'maxStateAgeToRestoreSeconds', minimum: 0 },
  // The operator would take one savepoint after the other.
  { path: 'spec.job.autoSavepointSeconds', what: 'autoSavepointSeconds', minimum: 1, taken: 'with a warning' },
  { path: 'spec.job.savepointGeneration', what: 'savepointGeneration' },
];

/** The rules about numbers that have a least and a largest value. */
export const boundsRules: readonly Rule<FlinkClusterInput>[] = [
  ...BOUNDS.flatMap((bounds) => [...atLeast(bounds), atMost(bounds)]),
  {
    code: 'TooSmall',
    path: `${AUTOSCALER}.maxReplicas`,
    needs: 'spec',
    test: ({ resource: { spec } }) => {
      const { minReplicas: minimum, maxReplicas: actual } = spec.taskManager?.horizontalPodAutoscaler ?? {};
      if (minimum === undefined || actual === undefined || actual >= minimum) return [];
      return [problem('TooSmall', `${AUTOSCALER}.maxReplicas`.split('.'), { what: 'maxReplicas', minimum, actual })];
    },
  },
  ...(['jobManager', 'taskManager'] as const).flatMap(extraPorts),
];

function atLeast({ path, what, minimum, taken }: Bounds): Rule<FlinkClusterInput>[] {
  if (minimum === undefined) return [];
  const found = (actual: number) =>
    problem('TooSmall', path.split('.'), { what, minimum, actual }, taken === 'with a warning' ? 'warning' : 'error');
  const rule: Rule<FlinkClusterInput> = {
    code: 'TooSmall',
    path,
    needs: 'spec',
    test: (input) => within(input, path, (actual) => (actual < minimum ? [found(actual)] : [])),
  };
  const [at, field] = parent(path);
  const allowed = `!has(self.${field}) || self.${field} >= ${minimum}`;
  if (taken !== undefined) return [rule];
  return [{ ...rule, cel: [{ at, rule: allowed, problem: found(computed(`string(self.${field})`)) }] }];
}

function atMost({ path, what, maximum = MAX_INT32 }: Bounds): Rule<FlinkClusterInput> {
  const found = (actual: number) => problem('TooLarge', path.split('.'), { what, maximum, actual });
  const [at, field] = parent(path);
  return {
    code: 'TooLarge',
    path,
    needs: 'spec',
    test: (input) => within(input, path, (actual) => (actual > maximum ? [found(actual)] : [])),
    cel: [
      {
        at,
        rule: `!has(self.${field}) || self.${field} <= ${maximum}`,
        problem: found(computed(`string(self.${field})`)),
      },
    ],
  };
}

/** Extra ports have the range of all ports. */
function extraPorts(process: 'jobManager' | 'taskManager'): Rule<FlinkClusterInput>[] {
  const field = ['spec', process, 'extraPorts'];
  const what = 'the port';
  const rule = (
    code: 'TooSmall' | 'TooLarge',
    wrong: (port: number) => boolean,
    allowed: string,
    found: (path: Path, actual: number) => Problem,
  ): Rule<FlinkClusterInput> => ({
    code,
    path: `spec.${process}.extraPorts`,
    needs: 'spec',
    test: ({ resource: { spec } }) =>
      (spec[process]?.extraPorts ?? []).flatMap(({ containerPort }, i) =>
        wrong(containerPort) ? [found([...field, i, 'containerPort'], containerPort)] : [],
      ),
    cel: [
      {
        at: `spec.${process}.extraPorts[]`,
        rule: `self.containerPort ${allowed}`,
        problem: found(field, computed('string(self.containerPort)')),
      },
    ],
  });
  return [
    rule(
      'TooSmall',
      (port) => port < 1,
      '>= 1',
      (path, actual) => problem('TooSmall', path, { what, minimum: 1, actual }),
    ),
    rule(
      'TooLarge',
      (port) => port > 65535,
      '<= 65535',
      (path, actual) => problem('TooLarge', path, { what, maximum: 65535, actual }),
    ),
  ];
}

function parent(path: string): readonly [at: string, field: string] {
  const end = path.lastIndexOf('.');
  return [path.slice(0, end), path.slice(end + 1)];
}

function within({ resource }: FlinkClusterInput, path: string, test: (value: number) => Problem[]): Problem[] {
  let value: Json | undefined = resource as unknown as Json;
  for (const step of path.split('.')) value = isObject(value) ? own(value, step) : undefined;
  return typeof value === 'number' ? test(value) : [];
}
