import { session } from '../../resources';
import { given, type Case } from './case';

const options = (flinkConfiguration: object, spec: object) => session({ flinkConfiguration, ...spec });

/** The rules about memory as a whole, for which Flink's own memory model is asked. */
export const MEMORY_CASES: readonly Case[] = [
  given(
    'no memory for the JobManager',
    session({ jobManager: { resource: { cpu: 1 } } }),
    'ProcessMemoryRequired spec.jobManager',
  ),
  given(
    'neither process',
    session({ jobManager: undefined, taskManager: undefined }),
    'ProcessMemoryRequired spec.jobManager',
    'ProcessMemoryRequired spec.taskManager',
  ),
  given(
    'CPU only',
    session({ taskManager: { resources: { limits: { cpu: 1 } } } }),
    'ProcessMemoryRequired spec.taskManager',
  ),
  given('a limit only', session({ taskManager: { resources: { limits: { memory: '2Gi' } } } })),
  given('a JobManager heap among the options', options({ 'jobmanager.memory.heap.size': '1g' }, { jobManager: {} })),
  given(
    'a process size among the options',
    options({ 'taskmanager.memory.process.size': '2g' }, { taskManager: undefined }),
  ),
  given(
    'task heap and managed memory among the options',
    options(
      { 'taskmanager.memory.task.heap.size': '1g', 'taskmanager.memory.managed.size': '1g' },
      { taskManager: {} },
    ),
  ),
  given(
    'task heap alone, which is not enough',
    options({ 'taskmanager.memory.task.heap.size': '1g' }, { taskManager: {} }),
    'ProcessMemoryRequired spec.taskManager',
  ),
  given(
    'a size in bytes that was meant otherwise',
    session({ jobManager: { resource: { memory: '2048' } } }),
    'MemoryProcessExceeded spec.jobManager',
  ),
  given(
    'options that contradict the size',
    options({ 'taskmanager.memory.flink.size': '4g' }, {}),
    'MemoryProcessTooSmall spec.taskManager',
  ),
  given(
    'an option that is no size',
    options({ 'jobmanager.memory.jvm-metaspace.size': 'x' }, {}),
    'MemorySizeNumberMissing spec.jobManager',
  ),
  given(
    'no version, without which nothing can be said',
    session({ flinkVersion: undefined, jobManager: undefined }),
    'MissingField spec.flinkVersion',
  ),
];
