import { ERRORS } from '../../lib/errors';
import { formatMemorySize, parseMemorySize } from '../../lib/flink/memory-size';

describe('a memory size', () => {
  it.each([
    ['0', 0n],
    ['1728m', 1728n * 2n ** 20n],
    ['1 GB', 2n ** 30n],
    ['1024kb', 2n ** 20n],
    ['2gibibytes', 2n ** 31n],
    ['2 TeBiBytes', 2n ** 41n],
    ['5b', 5n],
    ['5 bytes', 5n],
    ['007k', 7n * 1024n],
    ['\t 512 \n mb ', 512n * 2n ** 20n],
    ['9007199254740993', 9007199254740993n],
    ['9223372036854775807', 2n ** 63n - 1n],
    ['8388607t', 8388607n * 2n ** 40n],
  ])('%j is read to the byte', (text, bytes) => {
    expect(parseMemorySize(text)).toEqual({ ok: true, bytes });
  });

  it.each([
    ['', 'MemorySizeEmpty'],
    [' \n', 'MemorySizeEmpty'],
    ['m', 'MemorySizeNumberMissing'],
    ['-1', 'MemorySizeNumberMissing'],
    ['+1g', 'MemorySizeNumberMissing'],
    ['.5g', 'MemorySizeNumberMissing'],
    ['\u00a02g', 'MemorySizeNumberMissing'],
    ['2.0', 'MemorySizeUnitUnknown'],
    ['2Gi', 'MemorySizeUnitUnknown'],
    ['1 2g', 'MemorySizeUnitUnknown'],
    ['9223372036854775808', 'MemorySizeOverflow'],
    ['8388608t', 'MemorySizeOverflow'],
    ['99999999999999999999x', 'MemorySizeOverflow'],
  ])('%j is refused as %s', (text, code) => {
    expect(parseMemorySize(text)).toMatchObject({ ok: false, code });
  });

  it('with a decimal point is refused by the unit that Flink would see', () => {
    const size = parseMemorySize('2.0');
    if (size.ok) throw new Error('was read');
    expect(ERRORS[size.code](size.args).message).toBe('"2.0" is no memory size: unknown unit ".0"');
  });

  it.each([
    [0n, '0 bytes'],
    [123n, '123 bytes'],
    [1024n, '1 kb'],
    [1025n, '1025 bytes'],
    [1740n * 2n ** 20n, '1740 mb'],
    [3000n * 2n ** 20n, '3000 mb'],
    [2n ** 31n, '2 gb'],
    [2n ** 40n, '1099511627776 bytes'],
    [3n * 2n ** 39n, '1536 gb'],
  ])('%s is printed as %j', (bytes, text) => {
    expect(formatMemorySize(bytes)).toBe(text);
    expect(parseMemorySize(text)).toEqual({ ok: true, bytes });
  });
});
