import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { own } from '../../json';
import { problem, type Path, type Problem } from '../../problem';
import { NOTHING, readAmount } from '../../quantity-text';
import { computed, type CelRule } from '../cel';
import type { Rule } from '../rules';
import type { FlinkClusterInput } from './rules';
import { limitOrRequest } from './sizes';
import type { FlinkClusterProcess } from './types';

/** The two processes of a cluster as fields of the spec. */
export type ProcessName = 'jobManager' | 'taskManager';

/** Flink's names of the two processes. */
export const PROCESS_NAMES: Readonly<Record<ProcessName, string>> = {
  jobManager: 'JobManager',
  taskManager: 'TaskManager',
};

/** Own ports in the order in which the operator looks at them. */
const PORTS: Readonly<Record<ProcessName, readonly string[]>> = {
  jobManager: ['rpc', 'blob', 'query', 'ui'],
  taskManager: ['rpc', 'data', 'query'],
};

/** What an API server takes for a quantity: the pattern of the published schema. */
const QUANTITY =
  /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))?$/;

/** The rules about JobManager, TaskManagers and, as far as it has the same fields, the pod that submits the job. */
export const processRules: readonly Rule<FlinkClusterInput>[] = [
  ...(['jobManager', 'taskManager'] as const).flatMap((name) => [
    ...portRules(name),
    ...quantityRules(name),
    ...missingRules(name),
  ]),
  ...quantityRules('job'),
];

const given = ({ resource: { spec } }: FlinkClusterInput, name: ProcessName): FlinkClusterProcess => spec[name] ?? {};

function portRules(name: ProcessName): Rule<FlinkClusterInput>[] {
  const process = PROCESS_NAMES[name];
  const base: Path = ['spec', name];
  const ports = ({ spec }: FlinkClusterInput) => {
    const { ports: own, extraPorts = [] } = spec[name] as { ports: Record<string, number> } & FlinkClusterProcess;
    return [
      ...PORTS[name].map((port) => ({ name: port, number: own[port] ?? 0, path: [...base, 'ports', port] as Path })),
      ...extraPorts.map((port, i) => ({
        name: port.name ?? '',
        number: port.containerPort,
        path: [...base, 'extraPorts', i] as Path,
      })),
    ];
  };
  return [
    {
      code: 'DuplicatePort',
      path: `spec.${name}.ports`,
      needs: 'spec',
      test: (input) =>
        repeated(ports(input), ({ number }) => String(number)).map(({ path, number: port }) =>
          problem('DuplicatePort', path, { port, process }),
        ),
      cel: portCel(name, process),
    },
    {
      code: 'DuplicatePortName',
      path: `spec.${name}.extraPorts`,
      needs: 'spec',
      test: (input) =>
        repeated(
          ports(input).filter((port) => port.name !== ''),
          (port) => port.name,
        ).map(({ path, name: port }) => problem('DuplicatePortName', path, { name: port, process })),
      cel: [
        {
          at: `spec.${name}.extraPorts[]`,
          rule: `!has(self.name) || !(self.name in [${PORTS[name].map((port) => `'${port}'`).join(', ')}])`,
          problem: problem('DuplicatePortName', [...base, 'extraPorts'], { name: computed('self.name'), process }),
        },
      ],
    },
  ];
}

/** The server compares what costs little: the own ports with each other, and the extra ones with them. */
function portCel(name: ProcessName, process: string): CelRule[] {
  const own = PORTS[name].map((port) => `ports.${port}`);
  const hasAll = (self: string) => own.map((port) => `has(${self}.${port})`).join(' && ');
  const list = (self: string) => `[${own.map((port) => `${self}.${port}`).join(', ')}]`;
  const self = 'self';
  const twice = `${list(self)}.filter(p, !${list(self)}.exists_one(q, q == p))`;
  const extra = `self.extraPorts.filter(e, e.containerPort in ${list(self)})`;
  const guard = `!has(self.ports) || !(${hasAll(self)})`;
  return [
    {
      at: `spec.${name}`,
      rule: `${guard} || ${list(self)}.all(p, ${list(self)}.exists_one(q, q == p))`,
      problem: problem('DuplicatePort', ['spec', name, 'ports'], {
        port: computed<number>(`string(${twice}[0])`),
        process,
      }),
    },
    {
      at: `spec.${name}`,
      rule: `${guard} || !has(self.extraPorts) || self.extraPorts.all(e, !(e.containerPort in ${list(self)}))`,
      problem: problem('DuplicatePort', ['spec', name, 'extraPorts'], {
        port: computed<number>(`string(${extra}[0].containerPort)`),
        process,
      }),
    },
  ];
}

/** The items that have the key of an earlier one. */
function repeated<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => seen.size === seen.add(key(item)).size);
}

/** Quantities parse, are not negative, and no request exceeds its limit. Zero is what the operator takes for none. */
function quantityRules(name: ProcessName | 'job'): Rule<FlinkClusterInput>[] {
  const base: Path = ['spec', name];
  const resources = ({ resource: { spec } }: FlinkClusterInput) => spec[name]?.resources ?? {};
  const quantities = (input: FlinkClusterInput) => {
    const least = name === 'job' ? undefined : given(input, name).memoryOffHeapMin;
    const { requests = {}, limits = {} } = resources(input);
    return [
      ...Object.entries(requests).map(([k, v]) => ({ text: String(v), path: [...base, 'resources', 'requests', k] })),
      ...Object.entries(limits).map(([k, v]) => ({ text: String(v), path: [...base, 'resources', 'limits', k] })),
      ...(least === undefined ? [] : [{ text: String(least), path: [...base, 'memoryOffHeapMin'] }]),
    ];
  };
  return [
    {
      code: 'InvalidQuantity',
      path: `spec.${name}.resources`,
      needs: 'spec',
      test: (input) =>
        quantities(input)
          .filter(({ text }) => !QUANTITY.test(text) || readAmount(text) === undefined)
          .map(({ text, path }) => problem('InvalidQuantity', path, { value: text })),
    },
    {
      code: 'NotPositive',
      path: `spec.${name}.resources`,
      needs: 'spec',
      test: (input) =>
        quantities(input)
          .filter(({ text }) => (readAmount(text) ?? NOTHING).decimal.digits < 0n)
          .map(({ text, path }) => problem('NotPositive', path, { value: text })),
    },
    {
      code: 'RequestExceedsLimit',
      path: `spec.${name}.resources.requests`,
      needs: 'spec',
      test: (input) => exceeding(resources(input), base),
    },
  ];
}

function exceeding({ requests = {}, limits = {} }: ResourceRequirements, base: Path): Problem[] {
  return Object.keys(requests).flatMap((resource) => {
    const [request, limit] = [String(own(requests, resource)), String(own(limits, resource) ?? '')];
    const [a, b] = [readAmount(request)?.decimal, readAmount(limit)?.decimal];
    if (a === undefined || b === undefined || a.digits * 10n ** BigInt(b.scale) <= b.digits * 10n ** BigInt(a.scale)) {
      return [];
    }
    return [problem('RequestExceedsLimit', [...base, 'resources', 'requests', resource], { resource, request, limit })];
  });
}

/** CPU and memory decide how many slots and how much memory Flink has, so both have to be there. */
function missingRules(name: ProcessName): Rule<FlinkClusterInput>[] {
  return (['cpu', 'memory'] as const).map((resource) => {
    const field = `spec.${name}.resources.limits.${resource}`;
    const purpose = `${resource === 'cpu' ? 'the CPUs' : 'the memory'} of the ${PROCESS_NAMES[name]}, or the request of it`;
    const missing = problem('MissingField', ['spec', name, 'resources'], { field, purpose });
    const has = (kind: string) => `(has(self.resources.${kind}) && '${resource}' in self.resources.${kind})`;
    return {
      code: 'MissingField',
      path: `spec.${name}.resources`,
      needs: 'spec',
      test: ({ spec }) => {
        const { requests = {}, limits = {} } = spec[name].resources;
        const texts = [own(limits, resource), own(requests, resource)].filter((text) => text !== undefined);
        const unreadable = texts.some((text) => readAmount(text) === undefined);
        return unreadable || limitOrRequest(spec[name].resources, resource).decimal.digits !== 0n ? [] : [missing];
      },
      cel: [
        {
          at: `spec.${name}`,
          rule: `!has(self.resources) || ${has('limits')} || ${has('requests')}`,
          problem: missing,
        },
      ],
    };
  });
}
