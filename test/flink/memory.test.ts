import {
  jobManagerMemory,
  type JobManagerSizes,
  type MemoryRefusal,
  podMebibytes,
  taskManagerMemory,
  type TaskManagerSizes,
} from '../../lib/flink/memory';
import type { FlinkVersion } from '../../lib/flink/version';

const MIB = 2 ** 20;

function configOf(process: 'jobmanager' | 'taskmanager', options: Record<string, string>): Map<string, string> {
  const full = (name: string) => (name.startsWith(process) ? name : `${process}.memory.${name}`);
  return new Map(Object.entries(options).map(([name, value]) => [full(name), value]));
}

function taskManager(options: Record<string, string>, version: FlinkVersion = 'v1_20'): TaskManagerSizes {
  const memory = taskManagerMemory(configOf('taskmanager', options), version);
  if (!memory.ok) throw new Error(memory.message);
  return memory;
}

function jobManager(options: Record<string, string>, version: FlinkVersion = 'v1_20'): JobManagerSizes {
  const memory = jobManagerMemory(configOf('jobmanager', options), version);
  if (!memory.ok) throw new Error(memory.message);
  return memory;
}

function refusal(
  process: 'jobmanager' | 'taskmanager',
  options: Record<string, string>,
  version: FlinkVersion = 'v1_20',
): MemoryRefusal {
  const compute = process === 'jobmanager' ? jobManagerMemory : taskManagerMemory;
  const memory = compute(configOf(process, options), version);
  if (memory.ok) throw new Error('is not refused');
  return memory;
}

describe('the memory of a TaskManager', () => {
  // Process size: Flink memory, -Xmx, direct memory, managed, network, overhead. 1728m is what Flink ships.
  it.each<[string, FlinkVersion, Record<string, string>, number[]]>([
    ['1728m', 'v1_20', {}, [1280 * MIB, 536870902, 268435458, 536870920, 134217730, 192 * MIB]],
    ['1024m', 'v1_20', {}, [576 * MIB, 161061270, 192 * MIB, 241591914, 64 * MIB, 192 * MIB]],
    ['2048m', 'v1_20', {}, [1664299824, 697932173, 300647712, 665719939, 166429984, 214748368]],
    ['16384m', 'v1_17', {}, [15104 * MIB, 7784628106, 1717986942, 6335076856, 1583769214, 1024 * MIB]],
    ['16384m', 'v1_16', {}, [15104 * MIB, 8294655496, 1152 * MIB, 6335076856, 1024 * MIB, 1024 * MIB]],
    ['2048m', 'v2_2', { 'managed.size': '0' }, [1664299824, 1363652112, 300647712, 0, 166429984, 214748368]],
  ])('with %s in %s is divided to the byte', (process, version, options, expected) => {
    const m = taskManager({ 'process.size': process, ...options }, version);
    expect([m.flink, m.heap, m.directMemory, m.managed, m.network, m.overhead].map(Number)).toEqual(expected);
    expect(m.flink + m.metaspace + m.overhead).toBe(m.process);
    expect(m.heap + m.directMemory + m.managed).toBe(m.flink);
  });

  it('gives the JVM its arguments, and the process an option for every size', () => {
    const m = taskManager({ 'process.size': '1728m' });
    expect(m.jvmArgs).toEqual([
      '-Xmx536870902',
      '-Xms536870902',
      '-XX:MaxDirectMemorySize=268435458',
      '-XX:MaxMetaspaceSize=268435456',
    ]);
    expect(Object.fromEntries(m.dynamicConfigs)).toEqual({
      'taskmanager.memory.framework.heap.size': '134217728b',
      'taskmanager.memory.framework.off-heap.size': '134217728b',
      'taskmanager.memory.task.heap.size': '402653174b',
      'taskmanager.memory.task.off-heap.size': '0b',
      'taskmanager.memory.network.min': '134217730b',
      'taskmanager.memory.network.max': '134217730b',
      'taskmanager.memory.managed.size': '536870920b',
      'taskmanager.memory.jvm-metaspace.size': '268435456b',
      'taskmanager.memory.jvm-overhead.min': '201326592b',
      'taskmanager.memory.jvm-overhead.max': '201326592b',
    });
  });

  it('is the same when its own options are read back', () => {
    const first = taskManager({ 'process.size': '5000m', 'network.fraction': '0.123' });
    const second = taskManagerMemory(first.dynamicConfigs, 'v1_20');
    expect(second).toEqual(first);
  });

  it('does not depend on the number of slots, the CPU or other processes', () => {
    const config = new Map([['taskmanager.memory.process.size', '2g']]);
    const other = new Map([
      ...config,
      ['taskmanager.numberOfTaskSlots', '8'],
      ['taskmanager.cpu.cores', '2.5'],
      ['jobmanager.memory.process.size', 'x'],
    ]);
    expect(taskManagerMemory(other, 'v1_20')).toEqual(taskManagerMemory(config, 'v1_20'));
  });

  it.each<[FlinkVersion, string, string, keyof TaskManagerSizes, number]>([
    ['v2_3', 'taskmanager.memory.size', '100m', 'managed', 100 * MIB],
    ['v2_3', 'taskmanager.network.memory.max', '70m', 'network', 70 * MIB],
    ['v2_3', 'taskmanager.network.memory.min', '300m', 'network', 300 * MIB],
    ['v2_3', 'taskmanager.network.memory.fraction', '0.25', 'network', 416074956],
    ['v1_20', 'taskmanager.network.numberOfBuffers', '3200', 'network', 100 * MIB],
    ['v2_0', 'taskmanager.network.numberOfBuffers', '3200', 'network', 166429984],
    ['v1_20', 'taskmanager.heap.size', '1000m', 'flink', 1000 * MIB],
    ['v2_0', 'taskmanager.heap.size', '1000m', 'flink', 1664299824],
    ['v1_20', 'taskmanager.heap.mb', '1000', 'flink', 1000 * MIB],
  ])('in %s with the older option %s: %s has %s of %d bytes', (version, key, value, part, bytes) => {
    const extra: Record<string, string> = key.includes('heap') ? { 'jvm-overhead.max': '2g' } : {};
    expect(Number(taskManager({ 'process.size': '2048m', [key]: value, ...extra }, version)[part])).toBe(bytes);
  });

  it('goes by an option and not by its older name when both are set', () => {
    const m = taskManager({ 'process.size': '2g', 'taskmanager.memory.size': 'x', 'managed.size': '1m' });
    expect(m.managed).toBe(2n ** 20n);
  });
});

describe('the memory of a JobManager', () => {
  it.each([
    ['1600m', [1152 * MIB, 1073741824, 192 * MIB]],
    ['2048m', [1664299824, 1530082096, 214748368]],
    ['4096m', [3597035104, 3462817376, 429496736]],
  ])('with %s is divided to the byte', (process, expected) => {
    const m = jobManager({ 'process.size': process });
    const sum = Number(m.flink + m.overhead + m.metaspace);
    expect(sum).toBe(Number(m.process));
    expect([m.flink, m.heap, m.overhead].map(Number)).toEqual(expected);
  });

  it('limits direct memory only on request', () => {
    const asked = jobManager({ 'process.size': '1600m', 'enable-jvm-direct-memory-limit': 'TRUE' });
    expect(asked.jvmArgs).toContain('-XX:MaxDirectMemorySize=134217728');
    expect(jobManager({ 'process.size': '1600m' }).jvmArgs).toEqual([
      '-Xmx1073741824',
      '-Xms1073741824',
      '-XX:MaxMetaspaceSize=268435456',
    ]);
  });

  it('takes the legacy heap size for the heap in Flink 1, and not at all in Flink 2', () => {
    const options = { 'jobmanager.heap.size': '700m' };
    expect(jobManager(options, 'v1_20').heap).toBe(700n * 2n ** 20n);
    expect(refusal('jobmanager', options, 'v2_0').code).toBe('MemorySizeMissing');
  });
});

describe('a pod', () => {
  it.each([
    ['1600m', 1600],
    [`${1600 * MIB + 1}`, 1600],
    [`${1601 * MIB - 1}`, 1600],
  ])('of %s bytes asks for whole MiB', (process, mebibytes) => {
    expect(podMebibytes(jobManager({ 'process.size': process }))).toBe(mebibytes);
  });
});

describe('a refused configuration', () => {
  const tm = 'taskmanager' as const;
  const jm = 'jobmanager' as const;
  it.each<[typeof tm | typeof jm, string, Record<string, string>, string[]]>([
    [tm, 'MemorySizeMissing', {}, ['process.size', 'flink.size', 'task.heap.size', 'managed.size']],
    [jm, 'MemorySizeMissing', {}, ['process.size', 'flink.size', 'heap.size']],
    [tm, 'MemorySizeEmpty', { 'process.size': ' ' }, ['process.size']],
    [tm, 'MemorySizeUnitUnknown', { 'process.size': '2.0' }, ['process.size']],
    [jm, 'MemorySizeNumberMissing', { 'process.size': 'x' }, ['process.size']],
    [jm, 'MemorySizeOverflow', { 'process.size': '8388608t' }, ['process.size']],
    [jm, 'MemorySumOverflow', { 'flink.size': '9223372036854775807' }, ['flink.size']],
    [jm, 'MemorySizeNegative', { 'jobmanager.heap.mb': '-1' }, ['jobmanager.heap.mb']],
    [tm, 'MemoryOptionInvalid', { 'process.size': '2g', 'managed.fraction': '40%' }, ['managed.fraction']],
    [tm, 'MemoryFractionOutOfRange', { 'process.size': '2g', 'managed.fraction': '1' }, ['managed.fraction']],
    [tm, 'MemoryFractionOutOfRange', { 'process.size': '2g', 'network.fraction': '-.1' }, ['network.fraction']],
    [
      jm,
      'MemoryRangeReversed',
      { 'process.size': '2g', 'jvm-overhead.max': '191m' },
      ['jvm-overhead.min', 'jvm-overhead.max'],
    ],
    [
      jm,
      'MemoryProcessExceeded',
      { 'process.size': '447m' },
      ['process.size', 'jvm-metaspace.size', 'jvm-overhead.min'],
    ],
    [jm, 'MemoryOffHeapExceedsFlink', { 'process.size': '576m' }, ['off-heap.size', 'process.size']],
    [jm, 'MemoryHeapExceedsFlink', { 'heap.size': '1025m', 'flink.size': '1g' }, ['heap.size', 'flink.size']],
    [
      jm,
      'MemoryFlinkMismatch',
      { 'heap.size': '1g', 'off-heap.size': '1', 'flink.size': '1g' },
      ['heap.size', 'off-heap.size', 'flink.size'],
    ],
    [
      jm,
      'MemoryProcessTooSmall',
      { 'flink.size': '1g', 'process.size': '1g' },
      ['process.size', 'flink.size', 'jvm-metaspace.size'],
    ],
    [
      jm,
      'MemoryOverheadOutOfRange',
      { 'flink.size': '1g', 'process.size': '1471m' },
      ['process.size', 'flink.size', 'jvm-metaspace.size', 'jvm-overhead.min', 'jvm-overhead.max'],
    ],
    [
      tm,
      'MemoryFlinkExceeded',
      { 'process.size': '900m' },
      [
        'process.size',
        'framework.heap.size',
        'framework.off-heap.size',
        'task.off-heap.size',
        'managed.fraction',
        'network.min',
      ],
    ],
    [
      tm,
      'MemoryNetworkOutOfRange',
      { 'flink.size': '1g', 'task.heap.size': '300m', 'managed.size': '410m' },
      ['flink.size', 'task.heap.size', 'network.min', 'network.max'],
    ],
    [
      tm,
      'MemoryNetworkMismatch',
      { 'flink.size': '1g', 'task.heap.size': '0', 'taskmanager.network.numberOfBuffers': '1' },
      ['flink.size', 'task.heap.size', 'taskmanager.network.numberOfBuffers'],
    ],
    [
      tm,
      'MemorySegmentSizeInvalid',
      { 'flink.size': '1g', 'segment-size': '33k', 'taskmanager.network.numberOfBuffers': '1' },
      ['segment-size'],
    ],
  ])('of a %s says %s and names the options', (process, code, options, involved) => {
    const refused = refusal(process, options);
    expect(refused).toMatchObject({ ok: false, code });
    expect(refused.options).toEqual([
      ...configOf(process, Object.fromEntries(involved.map((key) => [key, '']))).keys(),
    ]);
  });

  it('names an option by the key that the configuration has', () => {
    const refused = refusal('taskmanager', { 'process.size': '2g', 'taskmanager.memory.size': 'x' });
    expect(refused.options).toEqual(['taskmanager.memory.size']);
  });

  it.each<[typeof tm | typeof jm, string, string]>([
    [tm, '1029002585', '1029002586'],
    [jm, '576m', '603979777'],
  ])('of a %s with process size %s starts with %s', (process, tooSmall, enough) => {
    expect(refusal(process, { 'process.size': tooSmall }).ok).toBe(false);
    const compute = process === jm ? jobManager : taskManager;
    expect(compute({ 'process.size': enough }).ok).toBe(true);
  });

  it('says in words what does not fit', () => {
    expect(refusal('jobmanager', { 'process.size': '400m' })).toMatchObject({
      message: 'JVM metaspace (256 mb) and JVM overhead (192 mb) exceed the process memory (400 mb)',
      hint: 'Increase the process memory',
    });
  });

  it('may hold anything in options that Flink does not read', () => {
    const m = taskManager({ 'process.size': '2g', 'managed.size': '1m', 'managed.fraction': 'x', 'segment-size': 'x' });
    expect(m.managed).toBe(2n ** 20n);
  });
});
