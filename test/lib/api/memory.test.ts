import { memoryOption } from '../../../lib/api/apache/memory';
import { parseMemorySize } from '../../../lib/flink/memory-size';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

describe('a memory value in either notation', () => {
  it.each<[string, number]>([
    // One size, nine spellings, all of which the operator's own tests fix.
    ['2g', 2 * GIB],
    ['2G', 2 * GIB],
    ['2gb', 2 * GIB],
    ['2gib', 2 * GIB],
    ['2gi', 2 * GIB],
    ['2Gi', 2 * GIB],
    ['2 g', 2 * GIB],
    ['2 Gi', 2 * GIB],
    ['2048Mi', 2 * GIB],
    ['512m', 512 * MIB],
    ['512mi', 512 * MIB],
    ['1024m', GIB],
    ['1024mi', GIB],
    ['1000000b', 1000000],
    ['1000000 b', 1000000],
    ['1e6', 1000000],
    ['1e6 b', 1000000],
    // What has been seen in a cluster.
    ['3000M', 3000 * MIB],
    ['2097152k', 2 * GIB],
    ['2 GB', 2 * GIB],
    ['1536mb', 1536 * MIB],
    ['2147483648', 2 * GIB],
    ['2048', 2048],
    // Flink's notation wins, where `G` is a power of two; what it does not know is Kubernetes'.
    ['1t', 1024 * GIB],
    ['1Ti', 1024 * GIB],
    ['1024ki', MIB],
    ['1p', 10 ** 15],
    ['1Pi', 2 ** 50],
    ['2 gibibytes', 2 * GIB],
    ['0', 0],
    ['-1', -1],
    ['1E3', 1000],
  ])('%j is %d bytes', (text, bytes) => {
    const parsed = memoryOption(text);
    if ('reason' in parsed) throw new Error(parsed.reason);
    expect(parsed.bytes).toBe(bytes);
    if (bytes < 0) return;
    // The text of the option has to be the same size to Flink.
    expect(parseMemorySize(parsed.option)).toEqual({ ok: true, bytes: BigInt(bytes) });
  });

  it.each(['1.5g', '1.5Gi', '1.7Gi', '0.5Ti', '.5g', '1.0Gi', '500e-3'])(
    '%j has decimals, which are refused',
    (text) => {
      expect(memoryOption(text)).toEqual({ reason: 'decimals are not allowed' });
    },
  );

  it.each(['', ' ', 'lots', '2 gigs', '2xb', 'Gi', '2,5g', '0x10', '1_000m', '1500u', '2Gi2', '١g'])(
    '%j is none',
    (text) => {
      expect(memoryOption(text)).toEqual({ reason: 'it is neither a memory size of Flink nor a Kubernetes quantity' });
    },
  );

  it('is written as Flink prints it, in the largest unit without a rest', () => {
    const options = ['2Gi', '2048m', '1500Mi', '1k', '2048', '1000000', '1e6'].map((text) => memoryOption(text));
    expect(options.map((o) => ('option' in o ? o.option : o.reason))).toEqual([
      // A Kubernetes quantity is a number of bytes.
      '2147483648',
      '2 gb',
      '1572864000',
      '1 kb',
      '2 kb',
      '1000000 bytes',
      '1000000',
    ]);
  });
});
