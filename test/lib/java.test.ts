import fc from 'fast-check';
import { hashMapOrder, javaDouble, parseJavaDouble } from '../../lib/java';
import vectors from './vectors/java.json';

const fromBits = (bits: string) => Buffer.from(bits, 'hex').readDoubleBE();

describe('a double as Java prints it', () => {
  it.each([
    [1, '1.0'],
    [0.5, '0.5'],
    [1.333, '1.333'],
    [1e7, '1.0E7'],
    [1e-4, '1.0E-4'],
    [0.001, '0.001'],
    [4 / 3, '1.3333333333333333'],
    [100, '100.0'],
    [123456.789, '123456.789'],
    [9999999, '9999999.0'],
    [12345678.9, '1.23456789E7'],
    [0, '0.0'],
    [-1.5, '-1.5'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
  ])('%d is %s', (value, text) => {
    expect(javaDouble(value)).toBe(text);
  });

  it('is that of Java 17, as recorded', () => {
    expect(vectors.doubles.length).toBeGreaterThan(200);
    const expected = vectors.doubles.map(([text]) => text);
    expect(vectors.doubles.map(([, bits = '']) => javaDouble(fromBits(bits)))).toEqual(expected);
  });

  it('is read back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseJavaDouble(javaDouble(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

it.each<[string, number | undefined]>([
  ['1', 1],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['5.', 5],
  ['+1.5e3', 1500],
  ['-1E-2', -0.01],
  [' 2.0 ', 2],
  ['2d', 2],
  ['2F', 2],
  ['', undefined],
  ['.', undefined],
  ['1,5', undefined],
  ['1.5x', undefined],
  ['two', undefined],
])('the text %j is read as the double %p', (text, value) => {
  expect(parseJavaDouble(text)).toBe(value);
});

describe('the order of a hash map', () => {
  it('is that of Java 17, as recorded', () => {
    expect(vectors.orders).toHaveLength(48);
    for (const { put, iterated } of vectors.orders) expect(hashMapOrder(put)).toEqual(iterated);
  });

  it('keeps keys of one hash as they were put', () => {
    expect(hashMapOrder(['BB', 'Aa'])).toEqual(['BB', 'Aa']);
    expect(hashMapOrder(['Aa', 'BB'])).toEqual(['Aa', 'BB']);
  });

  it('has every key once and writes to nothing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), (keys) => {
        expect(hashMapOrder(Object.freeze(keys)).sort()).toEqual([...keys].sort());
      }),
    );
  });
});
