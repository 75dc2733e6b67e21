import fc from 'fast-check';
import { parseQuantity, toNumber } from '../../lib/quantity';

describe('a quantity', () => {
  it.each<[string, number, number]>([
    ['0', 0, 0],
    ['1', 1, 0],
    ['500m', 0.5, 3],
    ['100u', 0.0001, 6],
    ['5n', 5e-9, 9],
    ['1k', 1000, 0],
    ['1K', 1000, 0],
    ['2M', 2e6, 0],
    ['3G', 3e9, 0],
    ['4T', 4e12, 0],
    ['5P', 5e15, 0],
    ['6E', 6e18, 0],
    ['1Ki', 1024, 0],
    ['2Mi', 2097152, 0],
    ['2Gi', 2147483648, 0],
    ['1Ti', 2 ** 40, 0],
    ['1Pi', 2 ** 50, 0],
    ['1Ei', 2 ** 60, 0],
    ['1e6', 1e6, 0],
    ['1E6', 1e6, 0],
    ['1e-3', 0.001, 3],
    ['12e+2', 1200, 0],
    ['1.50', 1.5, 2],
    ['1.5Gi', 1610612736, 1],
    ['0.5Ti', 549755813888, 1],
    ['1.5k', 1500, 1],
    ['.5', 0.5, 1],
    ['5.', 5, 0],
    ['+1', 1, 0],
    ['-1', -1, 0],
    ['-1.5Gi', -1610612736, 1],
    [' 2Gi ', 2147483648, 0],
  ])('%s is %d', (text, value, scale) => {
    const decimal = parseQuantity(text);
    if (decimal === undefined) throw new Error('is no quantity');
    expect(toNumber(decimal)).toBe(value);
    // Whether decimals were written is what memory is refused for, so multiplying keeps them in the scale.
    expect(decimal.scale > 0).toBe(scale > 0);
  });

  it.each([
    '',
    ' ',
    'x',
    '1x',
    '1 Gi',
    '1gi',
    '1mi',
    '1Kii',
    '.',
    '-',
    '1..5',
    '1e',
    '1e6Gi',
    '0x10',
    '1_000',
    '1,5',
    'NaN',
    'Infinity',
    '--1',
    '१',
  ])('%j is none', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it('is exact beyond what doubles can count', () => {
    expect(parseQuantity('9007199254740993')).toEqual({ digits: 9007199254740993n, scale: 0 });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (digits) => {
        expect(parseQuantity(String(digits))).toEqual({ digits, scale: 0 });
        expect(parseQuantity(`${digits}Ki`)).toEqual({ digits: digits * 1024n, scale: 0 });
        expect(parseQuantity(`${digits}m`)).toEqual({ digits, scale: 3 });
      }),
    );
  });
});
