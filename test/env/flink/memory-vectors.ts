import type { MemoryConfig } from './memory-configs';
import type { ProbeAnswer, ProbeAnswers } from './memory-probe';

/** The memory options that a process gets from Flink's start scripts; the other ones do not concern memory. */
const KEYS = {
  jobmanager: ['heap.size', 'off-heap.size', 'jvm-metaspace.size', 'jvm-overhead.min', 'jvm-overhead.max'],
  taskmanager: [
    ...['framework.heap.size', 'framework.off-heap.size', 'task.heap.size', 'task.off-heap.size', 'network.min'],
    ...['network.max', 'managed.size', 'jvm-metaspace.size', 'jvm-overhead.min', 'jvm-overhead.max'],
  ],
} as const;
const NO_MEMORY = ['taskmanager.cpu.cores', 'taskmanager.numberOfTaskSlots', 'external-resources'];

/** One of the two kinds of process. */
export type FlinkProcess = keyof typeof KEYS;

/** The kinds of process, as their options begin. */
export const PROCESSES = Object.keys(KEYS) as FlinkProcess[];

/** Flink's answer without what does not concern memory; a refusal by the message of its innermost cause. */
export type Expected =
  | { readonly jvmArgs: readonly string[]; readonly dynamicConfigs: Readonly<Record<string, string>> }
  | { readonly error: string };

/** A configuration and Flink's answers. */
export interface Vector extends Readonly<Record<FlinkProcess, Expected>> {
  readonly config: MemoryConfig;
}

/** One line of a file of vectors: the JVM arguments in one text, then the options in the order of the keys. */
type Line = [config: MemoryConfig, jobmanager: string | string[], taskmanager: string | string[]];

/** What of an answer is compared. Fails when Flink answers with an option that is not known here. */
export function expected(process: FlinkProcess, answer: ProbeAnswer): Expected {
  if ('errors' in answer) return { error: answer.errors.findLast((message) => message !== null) ?? '' };
  const { jvmArgs } = answer;
  const dynamicConfigs: Record<string, string> = {};
  for (const [key, value] of Object.entries(answer.dynamicConfigs)) {
    if (NO_MEMORY.includes(key)) continue;
    const name = key.replace(`${process}.memory.`, '');
    if (!(KEYS[process] as readonly string[]).includes(name)) throw new Error(`Flink answers with ${key}`);
    dynamicConfigs[key] = value;
  }
  return { jvmArgs, dynamicConfigs };
}

/** Pairs configurations with Flink's answers. */
export function vectors(configs: readonly MemoryConfig[], answers: readonly ProbeAnswers[]): Vector[] {
  return configs.map((config, i) => {
    const answer = answers[i];
    if (answer === undefined) throw new Error('Flink answered too little');
    return {
      config,
      jobmanager: expected('jobmanager', answer.jobmanager),
      taskmanager: expected('taskmanager', answer.taskmanager),
    };
  });
}

/** Writes vectors as JSON lines. */
export function writeVectors(all: readonly Vector[]): string {
  const pack = (process: FlinkProcess, answer: Expected): string | string[] =>
    'error' in answer
      ? answer.error.slice(0, 120)
      : [
          answer.jvmArgs.join(' '),
          ...KEYS[process].map((name) => answer.dynamicConfigs[`${process}.memory.${name}`] ?? ''),
        ];
  const lines = all.map((v): Line => [v.config, pack('jobmanager', v.jobmanager), pack('taskmanager', v.taskmanager)]);
  return lines.map((line) => JSON.stringify(line) + '\n').join('');
}

/** Reads what {@link writeVectors} wrote. */
export function readVectors(text: string): Vector[] {
  const unpack = (process: FlinkProcess, packed: string | string[]): Expected => {
    if (typeof packed === 'string') return { error: packed };
    const [jvmArgs = '', ...values] = packed;
    const pairs = KEYS[process].map((name, i) => [`${process}.memory.${name}`, values[i] ?? ''] as const);
    return { jvmArgs: jvmArgs.split(' '), dynamicConfigs: Object.fromEntries(pairs) };
  };
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [config, jobmanager, taskmanager] = JSON.parse(line) as Line;
    return { config, jobmanager: unpack('jobmanager', jobmanager), taskmanager: unpack('taskmanager', taskmanager) };
  });
}
