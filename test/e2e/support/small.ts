/**
 * Flink options with which a cluster is small enough for a machine with two cores, and quick enough for tests. Together
 * with {@link SMALL_PROCESS}. Plain milliseconds, because Flink 1.18 takes no units for some.
 */
export const SMALL: Readonly<Record<string, string>> = {
  // Flink's defaults leave nothing of a small process, and it then refuses to start.
  'jobmanager.memory.jvm-metaspace.size': '128m',
  'jobmanager.memory.jvm-overhead.min': '64m',
  'jobmanager.memory.off-heap.size': '64m',
  'taskmanager.memory.framework.heap.size': '64m',
  'taskmanager.memory.framework.off-heap.size': '64m',
  'taskmanager.memory.jvm-metaspace.size': '128m',
  'taskmanager.memory.jvm-overhead.min': '64m',
  'taskmanager.memory.managed.size': '16m',
  'taskmanager.memory.network.max': '16m',
  'taskmanager.memory.network.min': '16m',
  // Requests decide what fits on the node; a starting JVM needs more.
  'kubernetes.jobmanager.cpu.limit-factor': '20',
  'kubernetes.taskmanager.cpu.limit-factor': '20',
  // A TaskManager that starts before its JobManager waits that long; 10 s by default.
  'cluster.registration.error-delay': '1000',
  // How soon a process that was killed is noticed; 10 and 50 s by default.
  'heartbeat.interval': '2000',
  'heartbeat.timeout': '8000',
  // How old the answers of the REST API may be; 10 and 3 s by default.
  'metrics.fetcher.update-interval': '500',
  'web.refresh-interval': '100',
};

/** Size of a JobManager or TaskManager: what the constructs and the resources of both operators call memory and cpu. */
export const SMALL_PROCESS = { memory: '640m', cpu: 0.1 } as const;
