import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { jobManagerMemory, taskManagerMemory } from '../../lib/flink/memory';
import { formatMemorySize, parseMemorySize } from '../../lib/flink/memory-size';
import { type FlinkVersion, isFlinkVersion } from '../../lib/flink/version';
import { memoryConfigs, sizeTexts } from '../env/flink/memory-configs';
import {
  flinkHome,
  hasJava,
  probe,
  type ProbeAnswers,
  resourceVersion,
  type SizeAnswer,
} from '../env/flink/memory-probe';
import { MEMORY_CODES, reason } from '../env/flink/memory-reasons';
import { type FlinkProcess, PROCESSES, readVectors, type Vector, vectors } from '../env/flink/memory-vectors';

const RECORDED = ['1.16.3', '1.20.5', '2.2.1'];
const FRESH = [...RECORDED, '2.3.0'];
const FRESH_COUNT = 1000;
const FRESH_SEED = 20_000;

const read = (name: string): string => readFileSync(join(__dirname, 'vectors', name), 'utf8');
const recorded = (version: string): Vector[] => readVectors(read(`memory-${version}.jsonl`));

function flinkVersion(version: string): FlinkVersion {
  const spelled = resourceVersion(version);
  if (!isFlinkVersion(spelled)) throw new Error(`no known version: ${version}`);
  return spelled;
}

/** Our answer in the form of a vector; a refusal is its code. */
function ours(process: FlinkProcess, vector: Vector, version: FlinkVersion): unknown {
  const config = new Map(Object.entries(vector.config));
  const memory = (process === 'jobmanager' ? jobManagerMemory : taskManagerMemory)(config, version);
  if (!memory.ok) return memory.code;
  return { jvmArgs: memory.jvmArgs, dynamicConfigs: Object.fromEntries(memory.dynamicConfigs) };
}

function theirs(process: FlinkProcess, vector: Vector): unknown {
  const answer = vector[process];
  return 'error' in answer ? reason(answer.error) : answer;
}

/** What differs between our answers and Flink's; the first few, with their configurations. */
function differences(all: readonly Vector[], version: FlinkVersion): unknown[] {
  const pairs = all.flatMap((vector) =>
    PROCESSES.map((process) => ({
      config: vector.config,
      process,
      ours: ours(process, vector, version),
      flinks: theirs(process, vector),
    })),
  );
  return pairs.filter((pair) => !isDeepStrictEqual(pair.ours, pair.flinks)).slice(0, 5);
}

/** The same for memory sizes. */
function sizeDifferences(texts: readonly string[], answers: readonly SizeAnswer[]): unknown[] {
  const pairs = texts.map((text, i) => {
    const size = parseMemorySize(text);
    const answer = answers[i] ?? { errors: [] };
    return {
      text,
      ours: size.ok ? [String(size.bytes), formatMemorySize(size.bytes)] : size.code,
      flinks: 'errors' in answer ? reason(answer.errors[0] ?? '') : [answer.bytes, answer.text],
    };
  });
  return pairs.filter((pair) => !isDeepStrictEqual(pair.ours, pair.flinks)).slice(0, 5);
}

describe.each(RECORDED)('the answers recorded from Flink %s', (version) => {
  it('are ours, byte for byte, and what it refuses we refuse for the same reason', () => {
    expect(differences(recorded(version), flinkVersion(version))).toEqual([]);
  });

  it.each(PROCESSES)('are at least 300, a quarter to a half of them refusals, for the %s', (process) => {
    const all = recorded(version);
    const refused = all.filter((vector) => 'error' in vector[process]).length / all.length;
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(refused).toBeGreaterThan(0.25);
    expect(refused).toBeLessThan(0.45);
  });
});

describe('the recorded answers', () => {
  it('have every reason to refuse', () => {
    const reasons = RECORDED.flatMap(recorded).flatMap((vector) =>
      PROCESSES.map((process) => theirs(process, vector)).filter((answer) => typeof answer === 'string'),
    );
    expect([...new Set(reasons)].sort()).toEqual([...MEMORY_CODES].sort());
  });

  it('agree with us on what a memory size is, and how Flink prints it', () => {
    const lines = read('memory-size.jsonl').trimEnd().split('\n');
    const pairs = lines.map((line) => JSON.parse(line) as [string, SizeAnswer]);
    const texts = pairs.map(([text]) => text);
    const answers = pairs.map(([, answer]) => answer);
    expect(texts.length).toBeGreaterThan(200);
    expect(sizeDifferences(texts, answers)).toEqual([]);
  });
});

describe('a Flink on this machine', () => {
  const java = hasJava();
  for (const version of FRESH) {
    const home = flinkHome(version);
    // Counted as skipped without Java or a distribution (test/env/flink/dist makes one).
    const run = java && home !== undefined ? it : it.skip;
    run(
      `of version ${version} answers other configurations and sizes as we do`,
      () => {
        const configs = memoryConfigs(FRESH_SEED, FRESH_COUNT);
        const texts = sizeTexts(FRESH_SEED, FRESH_COUNT);
        const answers = probe(home ?? '', [...configs, ...texts]);
        const fresh = vectors(configs, answers.slice(0, configs.length) as ProbeAnswers[]);
        expect(differences(fresh, flinkVersion(version))).toEqual([]);
        expect(sizeDifferences(texts, answers.slice(configs.length) as SizeAnswer[])).toEqual([]);
      },
      120_000,
    );
  }
});
