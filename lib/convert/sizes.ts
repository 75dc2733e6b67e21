import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { bytes, hasResources, resolveResources, type ProcessResources } from '../api/apache/resources';
import type { FlinkConfig } from '../flink/config';
import { jobManagerMemory, podMebibytes, taskManagerMemory } from '../flink/memory';
import { parseMemorySize } from '../flink/memory-size';
import { double, integer, OPTIONS } from '../flink/options';
import type { FlinkVersion } from '../flink/version';
import { parseQuantity } from '../quantity';
import type { Losses } from './converted';

/** The processes of a cluster by the field that describes them; options begin with the name in lower case. */
export type ProcessName = 'jobManager' | 'taskManager';

const MEBIBYTE = 2n ** 20n;

/** Key of the option with the memory of a process. */
export const processSizeKey = (process: ProcessName) => `${process.toLowerCase()}.memory.process.size`;

/** Bytes as text that Kubernetes and Flink take for the same: whole `Gi`, `Mi` or `Ki`, else a plain number. */
export function quantityOf(size: bigint): string {
  const unit = [3n, 2n, 1n].find((power) => size > 0n && size % 1024n ** power === 0n);
  return unit === undefined ? String(size) : `${size / 1024n ** unit}${['', 'Ki', 'Mi', 'Gi'][Number(unit)]}`;
}

/** Bytes of a Kubernetes quantity, rounded up; undefined for what is none. */
function quantityBytes(text: unknown): bigint | undefined {
  const quantity = typeof text === 'string' || typeof text === 'number' ? parseQuantity(String(text)) : undefined;
  return quantity === undefined ? undefined : dividedUp(quantity.digits, 10n ** BigInt(quantity.scale));
}

/** Bytes as the text of an option. */
const sizeOption = (size: bigint) => (size % MEBIBYTE === 0n ? `${size / MEBIBYTE}m` : `${size}b`);

/** What Spotify's operator makes of the memory of a container: the memory of the process, in whole MiB. */
function processSize(memory: bigint, ratio: number): bigint {
  return dividedUp(dividedUp(memory * BigInt(ratio), 100n), MEBIBYTE) * MEBIBYTE;
}

function dividedUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

/** How large a process of a FlinkCluster is. */
export interface ClusterSizes {
  readonly resources: ResourceRequirements;
  /** Text of {@link processSizeKey}, where it does not follow from the resources. */
  readonly processSize: string | undefined;
}

/**
 * The resources of a process as a FlinkCluster says them, with which `memoryProcessRatio: 100` gives Flink the same memory.
 * A limit that nobody asked for is not written twice: Kubernetes takes it for the request.
 *
 * @param config the effective configuration of the FlinkDeployment
 * @param template resources of the main container in the pod template
 */
export function toClusterSizes(
  process: ProcessName,
  spec: ProcessResources,
  template: ResourceRequirements,
  config: FlinkConfig,
  version: FlinkVersion,
): ClusterSizes {
  const memory = (process === 'jobManager' ? jobManagerMemory : taskManagerMemory)(config, version);
  if (!memory.ok) throw new Error(memory.message);
  const written = hasResources(spec) ? (spec.resources ?? {}) : {};
  const factor = (option: { readonly key: string; readonly default: string }) => double(config, option) ?? 1;
  const both = (key: string) => {
    const [request, limit] = [written.requests?.[key], written.limits?.[key]];
    return request === undefined || limit === undefined ? undefined : String(limit);
  };

  const memoryFactor = factor(OPTIONS[`${process}MemoryLimitFactor`]);
  const limitText = both('memory');
  const memoryLimit =
    limitText !== undefined
      ? BigInt(bytes(limitText) ?? 0)
      : memoryFactor === 1
        ? undefined
        : BigInt(Math.trunc(podMebibytes(memory) * memoryFactor)) * MEBIBYTE;

  const cores = double(config, OPTIONS[`${process}Cpu`]) ?? integer(config, OPTIONS.taskSlots) ?? 1;
  const cpu = String(written.requests?.cpu ?? written.limits?.cpu ?? cores);
  const cpuFactor = factor(OPTIONS[`${process}CpuLimitFactor`]);
  const cpuLimit = both('cpu') ?? (cpuFactor === 1 ? undefined : String(Number((cores * cpuFactor).toFixed(6))));

  const { otherRequests, otherLimits } = resolveResources(spec);
  const requests: Record<string, string> = {
    ...template.requests,
    ...otherRequests,
    cpu,
    memory: quantityOf(memory.process),
  };
  if (cpuLimit === undefined) delete requests.cpu;
  if (memoryLimit === undefined) delete requests.memory;
  const size = memoryLimit ?? memory.process;
  return {
    resources: {
      ...(template.claims === undefined ? {} : { claims: template.claims }),
      ...(Object.keys(requests).length === 0 ? {} : { requests }),
      limits: { ...template.limits, ...otherLimits, cpu: cpuLimit ?? cpu, memory: quantityOf(size) },
    },
    processSize: processSize(size, 100) === memory.process ? undefined : sizeOption(memory.process),
  };
}

/**
 * The resources of a process as a FlinkDeployment says them, where the memory request is that of Flink's process.
 *
 * @param option text of the option with the memory of the process, where there is one
 */
export function toDeploymentSizes(
  process: ProcessName,
  resources: ResourceRequirements,
  option: string | undefined,
  losses: Losses,
): { readonly requests?: Record<string, string>; readonly limits?: Record<string, string> } {
  const path = ['spec', process, 'resources'];
  const [requests, limits] = [{ ...resources.requests }, { ...resources.limits }];
  const [request, limit] = [quantityBytes(requests.memory), quantityBytes(limits.memory)];
  const parsed = parseMemorySize(option ?? '');
  if (option !== undefined && !parsed.ok) {
    const reason = 'it is no memory size, so the resources decide';
    losses.dropped(['spec', 'flinkProperties', processSizeKey(process)], reason, 'Set the memory request');
  }
  const size = parsed.ok && parsed.bytes > 0n ? parsed.bytes : limit || request || 0n;
  delete requests.memory;
  delete limits.memory;
  if (size === limit && request === undefined) limits.memory = quantityOf(size);
  else {
    requests.memory = quantityOf(size);
    if (limit !== undefined) limits.memory = quantityOf(limit > size ? limit : size);
    const before = request ?? limit;
    if (before !== undefined && before !== size) {
      const effect = `the pods request ${quantityOf(size)} of memory, not ${quantityOf(before)}: the request is what Flink uses`;
      losses.changed(path, effect, 'See whether the nodes have room for the pods');
    }
  }
  for (const key of ['cpu', 'memory']) {
    if (requests[key] === undefined || limits[key] !== undefined) continue;
    const effect = `the ${key} request is also the limit`;
    losses.changed([...path, 'requests', key], effect, `Set a ${key} limit if the pods need more than they request`);
  }
  return {
    ...(Object.keys(requests).length === 0 ? {} : { requests }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}
