import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { own } from '../../json';
import { NOTHING, readAmount, wholeAmount, type Amount } from '../../quantity-text';
import type { NormalFlinkCluster } from './types';
import { hasOldMemoryModel } from './version';

/** The limit of a resource, else its request, else nothing. A limit of zero counts as none. */
export function limitOrRequest(resources: ResourceRequirements, name: 'cpu' | 'memory'): Amount {
  const of = (quantities: Readonly<Record<string, string>> | undefined) => {
    const quantity = own(quantities ?? {}, name);
    return quantity === undefined ? undefined : readAmount(quantity);
  };
  const limit = of(resources.limits);
  return limit !== undefined && limit.decimal.digits !== 0n ? limit : (of(resources.requests) ?? NOTHING);
}

/**
 * Slots of a TaskManager: the option when that is set, else half the cores, but one at least.
 *
 * @returns undefined when the option is not a 32-bit integer
 */
export function taskSlots({ flinkProperties = {}, taskManager }: NormalFlinkCluster): number | undefined {
  const option = own(flinkProperties, 'taskmanager.numberOfTaskSlots');
  if (option !== undefined) {
    const slots = /^[+-]?\d+$/.test(option) ? Number(option) : NaN;
    return slots >= -(2 ** 31) && slots < 2 ** 31 ? slots : undefined;
  }
  const cores = Number(wholeAmount(limitOrRequest(taskManager.resources, 'cpu')));
  return Math.max(1, Math.floor(cores / 2));
}

/** Parallelism of the job: what it says, else all slots. Undefined when nobody knows how many those are. */
export function jobParallelism(spec: NormalFlinkCluster): number | undefined {
  const slots = taskSlots(spec);
  return spec.job?.parallelism ?? (slots === undefined ? undefined : spec.taskManager.replicas * slots);
}

/** The options of memory that follow from the resources of the containers. */
export function memoryOptions(spec: NormalFlinkCluster): Map<string, string> {
  const options = new Map<string, string>();
  const add = (key: string, mebibytes: number) => {
    if (mebibytes > 0) options.set(key, `${mebibytes}m`);
  };
  const old = hasOldMemoryModel(spec.flinkVersion);
  const processes = { jobmanager: spec.jobManager, taskmanager: spec.taskManager };
  for (const [name, process] of Object.entries(processes)) {
    const bytes = wholeAmount(limitOrRequest(process.resources, 'memory'));
    const { memoryOffHeapRatio = 25, memoryOffHeapMin, memoryProcessRatio = 80 } = process;
    if (old) add(`${name}.heap.size`, heapMebibytes(bytes, memoryOffHeapRatio, memoryOffHeapMin));
    else add(`${name}.memory.process.size`, processMebibytes(bytes, memoryProcessRatio));
  }
  return options;
}

/** What the JVM's heap leaves of the container's memory is a share of it, or an amount when that is more. */
function heapMebibytes(bytes: bigint, offHeapPercent: number, offHeapMin: string | undefined): number {
  const least = Number(wholeAmount(readAmount(offHeapMin ?? '0') ?? NOTHING));
  const offHeap = Math.max(percent(bytes, offHeapPercent), least);
  return Math.max(0, mebibytes(Number(bytes) - offHeap));
}

/** Flink's process memory is a share of the container's memory. */
function processMebibytes(bytes: bigint, percentage: number): number {
  return mebibytes(percent(bytes, percentage));
}

const percent = (bytes: bigint, percentage: number) => Math.ceil(Number(bytes * BigInt(percentage)) / 100);
const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
