import { problem, type Path, type Problem } from '../../problem';
import { NOTHING, readAmount, wholeAmount, writeAmount } from '../../quantity-text';
import { computed, type CelRule } from '../cel';
import type { Rule } from '../rules';
import { PROCESS_NAMES, type ProcessName } from './process-rules';
import type { FlinkClusterInput } from './rules';
import { limitOrRequest, memoryOptions } from './sizes';
import type { FlinkClusterProcess, NormalFlinkCluster } from './types';
import { hasOldMemoryModel, parseVersion } from './version';

/** Versions that are surely on one side of 1.10, whatever follows their numbers. */
const SURELY_OLD = '^v?(0[.]|1[.][0-9]([.]|$))';
const SURELY_NEW = '^v?(1[.](1[1-9]|[2-9][0-9])|[2-9][.])';

/**
 * The rules about the memory of JobManager and TaskManagers. Flink before 1.10 has a heap and what it leaves free, newer
 * versions have a process of which the container's memory is somewhat more.
 */
export const memoryRules: readonly Rule<FlinkClusterInput>[] = (['jobManager', 'taskManager'] as const).flatMap(
  rulesOf,
);

const given = ({ resource: { spec } }: FlinkClusterInput, name: ProcessName): FlinkClusterProcess => spec[name] ?? {};

function rulesOf(name: ProcessName): Rule<FlinkClusterInput>[] {
  const at = (field: string): Path => ['spec', name, field];
  const field = (text: string) => `spec.${name}.${text}`;
  const wrong = (text: string, version: string, instead: string) =>
    problem('WrongMemoryModel', at(text), { field: text, version, instead });
  const offHeap = (input: FlinkClusterInput) => {
    const { memoryOffHeapRatio, memoryOffHeapMin } = given(input, name);
    const least = memoryOffHeapMin === undefined ? NOTHING : (readAmount(String(memoryOffHeapMin)) ?? NOTHING);
    return [
      ...(memoryOffHeapRatio === undefined ? [] : [{ text: 'memoryOffHeapRatio', preset: memoryOffHeapRatio === 25 }]),
      ...(least.decimal.digits === 0n
        ? []
        : [{ text: 'memoryOffHeapMin', preset: wholeAmount(least) === 600_000_000n }]),
    ];
  };
  const model = ({ resource, spec }: FlinkClusterInput) => {
    const written = resource.spec.flinkVersion ?? '';
    const known = written === '' || parseVersion(written) !== undefined;
    return { written, known, version: spec.flinkVersion, old: hasOldMemoryModel(spec.flinkVersion) };
  };
  const cel = (text: string, versions: string, instead: string): CelRule => ({
    at: 'spec',
    rule: `!has(self.flinkVersion) || !self.flinkVersion.matches('${versions}') || !has(self.${name}) || !has(self.${name}.${text})`,
    problem: wrong(text, computed('self.flinkVersion'), instead),
  });
  return [
    {
      code: 'WrongMemoryModel',
      path: field('memoryProcessRatio'),
      needs: 'spec',
      test: (input) => {
        const { known, old, version } = model(input);
        if (!known || !old || given(input, name).memoryProcessRatio === undefined) return [];
        return [wrong('memoryProcessRatio', version, 'memoryOffHeapRatio and memoryOffHeapMin')];
      },
      cel: [cel('memoryProcessRatio', SURELY_OLD, 'memoryOffHeapRatio and memoryOffHeapMin')],
    },
    {
      code: 'WrongMemoryModel',
      path: field('memoryOffHeapRatio'),
      needs: 'spec',
      test: (input) => {
        const { written, known, old, version } = model(input);
        if (!known || old || written === '') return [];
        return offHeap(input).map(({ text }) => wrong(text, version, 'memoryProcessRatio'));
      },
      cel: [cel('memoryOffHeapRatio', SURELY_NEW, 'memoryProcessRatio')],
    },
    {
      // Where nobody said the version, the operator and its predecessor took these fields for every version.
      code: 'FieldWithoutEffect',
      path: field('memoryOffHeapRatio'),
      needs: 'spec',
      test: (input) => {
        const { written, old, version } = model(input);
        if (old || written !== '') return [];
        const reason = `the image has Flink ${version}, whose share of the memory is memoryProcessRatio`;
        return offHeap(input)
          .filter(({ preset }) => !preset)
          .map(({ text }) => problem('FieldWithoutEffect', at(text), { field: text, reason }, 'warning'));
      },
    },
    {
      code: 'OffHeapExceedsMemory',
      path: field('memoryOffHeapMin'),
      needs: 'spec',
      test: ({ spec }) => {
        const { memoryOffHeapMin: minimum = '0', resources } = spec[name];
        const memory = limitOrRequest(resources, 'memory');
        const exceeds = wholeAmount(readAmount(minimum) ?? NOTHING) > wholeAmount(memory);
        if (!exceeds || wholeAmount(memory) <= 0n || !hasOldMemoryModel(spec.flinkVersion)) return [];
        const path = at('memoryOffHeapMin');
        return [problem('OffHeapExceedsMemory', path, { minimum, memory: writeAmount(memory) })];
      },
    },
    {
      code: 'NoMemoryForFlink',
      path: field('memoryProcessRatio'),
      needs: 'spec',
      test: (input) => noMemory(input.spec, name),
    },
  ];
}

/** The operator leaves an option out whose value would be nothing, and Flink does not start without. */
function noMemory(spec: NormalFlinkCluster, name: ProcessName): Problem[] {
  const prefix = PROCESS_NAMES[name].toLowerCase();
  const memory = wholeAmount(limitOrRequest(spec[name].resources, 'memory'));
  const byHand = Object.keys(spec.flinkProperties ?? {}).some((key) =>
    [`${prefix}.memory.`, `${prefix}.heap.`].some((start) => key.startsWith(start)),
  );
  if (memory <= 0n || byHand) return [];
  const { memoryOffHeapMin: least = '0', memoryProcessRatio: ratio = 0 } = spec[name];
  const tooMuch = wholeAmount(readAmount(least) ?? NOTHING) > memory;
  const outOfRange = ratio < 0 || (spec[name].memoryOffHeapRatio ?? 0) > 100;
  if (tooMuch || outOfRange || [...memoryOptions(spec).keys()].some((key) => key.startsWith(`${prefix}.`))) return [];
  const field = !hasOldMemoryModel(spec.flinkVersion)
    ? 'memoryProcessRatio'
    : (spec[name].memoryOffHeapRatio ?? 0) >= 100
      ? 'memoryOffHeapRatio'
      : 'memoryOffHeapMin';
  return [problem('NoMemoryForFlink', ['spec', name, field], { process: PROCESS_NAMES[name], field }, 'warning')];
}
