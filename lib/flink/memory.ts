import type { FlinkConfig } from './config';
import { type JobManagerParts, jobManagerSplit } from './memory-jobmanager';
import { JOBMANAGER_OPTIONS, MEBIBYTE, MemoryOptions, TASKMANAGER_OPTIONS } from './memory-options';
import { processMemory, type ProcessMemory } from './memory-process';
import { type MemoryRefusal, refusing } from './memory-refusal';
import { type TaskManagerParts, taskManagerSplit } from './memory-taskmanager';
import type { FlinkVersion } from './version';

export type { MemoryErrorCode, MemoryRefusal } from './memory-refusal';

/** What Flink's start scripts derive from the sizes. */
export interface StartArguments {
  /** Memory arguments of the JVM, in Flink's order. */
  readonly jvmArgs: readonly string[];
  /** Options that fix every size, which the scripts add to the configuration (`-D key=value`). */
  readonly dynamicConfigs: FlinkConfig;
}

/** The memory of a JobManager; sizes are bytes. */
export interface JobManagerSizes extends ProcessMemory, JobManagerParts, StartArguments {
  readonly ok: true;
}

/** The memory of a TaskManager; sizes are bytes. */
export interface TaskManagerSizes extends ProcessMemory, TaskManagerParts, StartArguments {
  readonly ok: true;
  /** The JVM heap: framework and task heap. */
  readonly heap: bigint;
  /** The JVM's limit for direct memory: framework and task off-heap, and network. */
  readonly directMemory: bigint;
}

/** The memory of a JobManager, or why it would not start. */
export type JobManagerMemory = JobManagerSizes | MemoryRefusal;

/** The memory of a TaskManager, or why it would not start. */
export type TaskManagerMemory = TaskManagerSizes | MemoryRefusal;

/**
 * The memory of a JobManager, to the byte as Flink's start scripts compute it.
 *
 * The legacy `jobmanager.heap.size` counts as in the start scripts; the client that creates native pods takes it for
 * the process size. Environment variables (`FLINK_JM_HEAP`) are not part of a configuration.
 */
export function jobManagerMemory(config: FlinkConfig, version: FlinkVersion): JobManagerMemory {
  return refusing(
    () => memoryKeys(config, 'jobmanager.'),
    () => {
      const options = new MemoryOptions(config, version);
      const { sizes, parts } = processMemory(options, JOBMANAGER_OPTIONS, jobManagerSplit(options));
      const limited = options.flag('jobmanager.memory.enable-jvm-direct-memory-limit');
      return {
        ok: true,
        ...sizes,
        ...parts,
        jvmArgs: jvmArguments(parts.heap, limited ? parts.offHeap : undefined, sizes.metaspace),
        dynamicConfigs: sizeConfig([
          [JOBMANAGER_OPTIONS.heap.key, parts.heap],
          [JOBMANAGER_OPTIONS.offHeap.key, parts.offHeap],
          [JOBMANAGER_OPTIONS.metaspace.key, sizes.metaspace],
          [JOBMANAGER_OPTIONS.overhead.min.key, sizes.overhead],
          [JOBMANAGER_OPTIONS.overhead.max.key, sizes.overhead],
        ]),
      };
    },
  );
}

/**
 * The memory of a TaskManager, to the byte as Flink's start scripts compute it.
 *
 * Only memory: the number of slots does not change it, and what Flink says about slots, CPU and external resources is
 * neither checked nor part of {@link StartArguments.dynamicConfigs}.
 */
export function taskManagerMemory(config: FlinkConfig, version: FlinkVersion): TaskManagerMemory {
  return refusing(
    () => memoryKeys(config, 'taskmanager.'),
    () => {
      const options = new MemoryOptions(config, version);
      const { sizes, parts } = processMemory(options, TASKMANAGER_OPTIONS, taskManagerSplit(options));
      const heap = parts.frameworkHeap + parts.taskHeap;
      const directMemory = parts.frameworkOffHeap + parts.taskOffHeap + parts.network;
      return {
        ok: true,
        ...sizes,
        ...parts,
        heap,
        directMemory,
        jvmArgs: jvmArguments(heap, directMemory, sizes.metaspace),
        dynamicConfigs: sizeConfig([
          [TASKMANAGER_OPTIONS.frameworkHeap.key, parts.frameworkHeap],
          [TASKMANAGER_OPTIONS.frameworkOffHeap.key, parts.frameworkOffHeap],
          [TASKMANAGER_OPTIONS.taskHeap.key, parts.taskHeap],
          [TASKMANAGER_OPTIONS.taskOffHeap.key, parts.taskOffHeap],
          [TASKMANAGER_OPTIONS.network.min.key, parts.network],
          [TASKMANAGER_OPTIONS.network.max.key, parts.network],
          [TASKMANAGER_OPTIONS.managed.key, parts.managed],
          [TASKMANAGER_OPTIONS.metaspace.key, sizes.metaspace],
          [TASKMANAGER_OPTIONS.overhead.min.key, sizes.overhead],
          [TASKMANAGER_OPTIONS.overhead.max.key, sizes.overhead],
        ]),
      };
    },
  );
}

/** Process memory in whole MiB, rounded down: what Flink writes into the memory request of a native pod. */
export function podMebibytes(memory: Pick<ProcessMemory, 'process'>): number {
  return Number(memory.process / MEBIBYTE);
}

function jvmArguments(heap: bigint, direct: bigint | undefined, metaspace: bigint): string[] {
  const limit = direct === undefined ? [] : [`-XX:MaxDirectMemorySize=${direct}`];
  return [`-Xmx${heap}`, `-Xms${heap}`, ...limit, `-XX:MaxMetaspaceSize=${metaspace}`];
}

function sizeConfig(sizes: readonly (readonly [key: string, bytes: bigint])[]): FlinkConfig {
  return new Map(sizes.map(([key, bytes]) => [key, `${bytes}b`]));
}

function memoryKeys(config: FlinkConfig, prefix: string): string[] {
  return [...config.keys()].filter((key) => key.startsWith(prefix) && key.includes('memory'));
}
