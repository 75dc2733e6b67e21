import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { readDocuments } from '../../cli/input/documents';
import { toYaml } from '../../cli/yaml-output';

const AMBIGUOUS = [
  'yes',
  'No',
  'ON',
  'off',
  'y',
  'N',
  'true',
  'NULL',
  '~',
  '',
  '0x1F',
  '1e3',
  'e3',
  'E10',
  '007',
  '0o17',
  '0b11',
  '12:30',
  '1_000',
  '.inf',
  '.NaN',
  '2024-01-01',
  '=',
  '<<',
  '-',
  '---',
  '...',
];
const AWKWARD = [
  'a: b',
  'a:',
  '#x',
  'a #b',
  ' x',
  'x ',
  '\ta',
  '\n',
  'a\n',
  'a\n\n',
  ' a\nb',
  'a\n \nb',
  'a\r\nb',
  '#a\nb',
  'x\n---\ny',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\u0007',
  '- a',
  '!a',
  '&a',
  '*a',
  '@a',
  '`a',
  '{a',
  "'",
  '"',
  '\\',
  'x'.repeat(2000),
];

test.each(AMBIGUOUS)('quotes %j, which some reader takes for something else', (text) => {
  expect(toYaml([{ v: text }])).toBe(`v: ${JSON.stringify(text)}\n`);
});

test('writes objects in the conventional order, and long text as blocks', () => {
  const object = {
    data: { b: 'x\ny\n', a: 1, e: {}, l: [] },
    kind: 'K',
    metadata: { labels: { a: 'b' }, name: 'orders' },
    apiVersion: 'v1',
    l: [[1, { a: 'b', c: [2] }], 'local:///a.jar'],
  };
  expect(toYaml([object, { kind: 'L' }])).toBe(`apiVersion: v1
kind: K
metadata:
  name: orders
  labels:
    a: b
data:
  b: |
    x
    y
  a: 1
  e: {}
  l: []
l:
  - - 1
    - a: b
      c:
        - 2
  - local:///a.jar
---
kind: L
`);
});

test('every text and key comes back through YAML 1.1, 1.2 and our own reader', () => {
  const text = fc.oneof(
    fc.constantFrom(...AMBIGUOUS, ...AWKWARD),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('a', ' ', '\n', '\t', ':', '#', '-', '0', '.', '|'), { maxLength: 8 })
      .map((a) => a.join('')),
  );
  const key = text.filter((k) => k !== 'kind');
  const { tree } = fc.letrec((tie) => ({
    leaf: fc.oneof(
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => Math.abs(n) < 1e15),
    ),
    tree: fc.oneof(
      { maxDepth: 4 },
      tie('leaf'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const object = JSON.parse(JSON.stringify({ kind: 'X', value })) as unknown;
      const written = toYaml([object]);
      const plain = (version: '1.1' | '1.2') =>
        JSON.parse(
          JSON.stringify(
            parseAllDocuments(written, { version, merge: false }).map((d): unknown =>
              (d as { toJS(): unknown }).toJS(),
            ),
          ),
        ) as unknown;
      expect(plain('1.2')).toEqual([object]);
      expect(plain('1.1')).toEqual([object]);
      expect(readDocuments({ file: '', text: written }).documents.map((d) => d.value)).toEqual([object]);
    }),
    { numRuns: 300, seed: 7 },
  );
});
