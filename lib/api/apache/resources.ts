import { javaDouble } from '../../java';
import { parseQuantity, toNumber } from '../../quantity';
import { memoryOption } from './memory';
import type { ResourceSpec } from './types';

/** The `resource` and `resources` of a JobManager or TaskManager. */
export interface ProcessResources {
  readonly resource?: ResourceSpec | undefined;
  readonly resources?:
    | {
        readonly requests?: Readonly<Record<string, string | number>> | undefined;
        readonly limits?: Readonly<Record<string, string | number>> | undefined;
      }
    | undefined;
}

/** What the resources of a process come to. */
export interface ResolvedResources {
  /** Text for the process size option. */
  readonly memory?: string | undefined;
  /** Text for the CPU option. */
  readonly cpu?: string | undefined;
  /** limit / request, when both are given. */
  readonly memoryLimitFactor?: string | undefined;
  readonly cpuLimitFactor?: string | undefined;
  /** Anything but CPU and memory; goes into the main container of the pod template. */
  readonly otherRequests: Readonly<Record<string, string>>;
  readonly otherLimits: Readonly<Record<string, string>>;
}

/** True when `resources` says something; an empty one does not suppress `resource`. */
export function hasResources(spec: ProcessResources): boolean {
  const { requests = {}, limits = {} } = spec.resources ?? {};
  return Object.keys(requests).length + Object.keys(limits).length > 0;
}

/** Reads the resources of a process. Values that do not parse are left out; the rules report them. */
export function resolveResources(spec: ProcessResources): ResolvedResources {
  return hasResources(spec) ? fromResources(spec) : fromResource(spec.resource ?? {});
}

function fromResource(resource: ResourceSpec): ResolvedResources {
  const storage = resource.ephemeralStorage?.trim() ? { 'ephemeral-storage': resource.ephemeralStorage } : {};
  return {
    memory: resource.memory === undefined ? undefined : memoryText(resource.memory),
    cpu: resource.cpu === undefined ? undefined : javaDouble(resource.cpu),
    otherRequests: storage,
    otherLimits: storage,
  };
}

function fromResources({ resources = {} }: ProcessResources): ResolvedResources {
  const requests = new Map(Object.entries(resources.requests ?? {}).map(([k, v]) => [k, String(v)]));
  const limits = new Map(Object.entries(resources.limits ?? {}).map(([k, v]) => [k, String(v)]));
  const memory = requests.get('memory') ?? limits.get('memory');
  const cpu = requests.get('cpu') ?? limits.get('cpu');
  const others = (map: ReadonlyMap<string, string>) =>
    Object.fromEntries([...map].filter(([key]) => key !== 'cpu' && key !== 'memory'));
  return {
    memory: memory === undefined ? undefined : memoryText(memory),
    cpu: cpu === undefined ? undefined : cpuText(cpu),
    memoryLimitFactor: factor(requests.get('memory'), limits.get('memory'), bytes),
    cpuLimitFactor: factor(requests.get('cpu'), limits.get('cpu'), cores),
    otherRequests: others(requests),
    otherLimits: others(limits),
  };
}

function memoryText(memory: string): string | undefined {
  const parsed = memoryOption(memory);
  return 'option' in parsed ? parsed.option : undefined;
}

function cpuText(cpu: string): string | undefined {
  const value = cores(cpu);
  return value === undefined ? undefined : javaDouble(value);
}

/** CPU cores of a Kubernetes quantity; `500m` is 0.5. */
export function cores(text: string): number | undefined {
  const quantity = parseQuantity(text);
  return quantity === undefined ? undefined : toNumber(quantity);
}

/** Bytes of a memory value in either notation. */
export function bytes(text: string): number | undefined {
  const parsed = memoryOption(text);
  return 'option' in parsed ? parsed.bytes : undefined;
}

function factor(
  request: string | undefined,
  limit: string | undefined,
  read: (text: string) => number | undefined,
): string | undefined {
  const [from, to] = [request, limit].map((text) => (text === undefined ? undefined : read(text)));
  return from === undefined || to === undefined || from <= 0 ? undefined : javaDouble(to / from);
}
