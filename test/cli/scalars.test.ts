import { readDocuments } from '../../cli/input/documents';

/** What sigs.k8s.io/yaml v1.6.0, with which kubectl reads, made of each; recorded by running it. */
const VALUES: readonly (readonly [string, unknown])[] = [
  ...['yes', 'Yes', 'YES', 'on', 'On', 'y', 'Y', 'true', 'TRUE'].map((t) => [t, true] as const),
  ...['no', 'off', 'OFF', 'n', 'N', 'False'].map((t) => [t, false] as const),
  ...['~', 'null', 'Null', 'NULL', ''].map((t) => [t, null] as const),
  ...['yEs', 'tRue', 'nULL', '=', '.', 'e3', '1e', '1.2.3', '_1', '0x', '0o8', '0b2', '1e400', '.e1', '._5'].map(
    (t) => [t, t] as const,
  ),
  ...['12:30', '12:30:45', '190:20:30.15', '-12:30', '2024-01-01', '2024-01-01T10:00:00Z', '2024-1-1 10:00:00'].map(
    (t) => [t, t] as const,
  ),
  ['0777', 511],
  ['0o777', 511],
  ['0O17', 15],
  ['007', 7],
  ['08', 8],
  ['09.5', 9.5],
  ['00', 0],
  ['0o1_7', 15],
  ['0_7', 7],
  ['0x1F', 31],
  ['0X1f', 31],
  ['-0x1F', -31],
  ['+0x1F', 31],
  ['0x_1F', 31],
  ['0b101', 5],
  ['0B101', 5],
  ['-0b11', -3],
  ['1_000', 1000],
  ['1_000.5', 1000.5],
  ['1_', 1],
  ['1__0', 10],
  ['1e3', 1000],
  ['1.5E3', 1500],
  ['1e5_0', 1e50],
  ['+12e3', 12000],
  ['1.0', 1],
  ['1.', 1],
  ['.5', 0.5],
  ['-.5', -0.5],
  ['-0', 0],
  ['1e-7', 1e-7],
  ['123456789012345678901234567890', 1.2345678901234568e29],
  ['"yes"', 'yes'],
  ["'on'", 'on'],
  ['!!str 12', '12'],
  ['!!int "12"', 12],
  ['!!int 0x1E', 30],
  ['!!float 1', 1],
  ['!!bool "yes"', true],
  ['!!null ""', null],
  ['!!timestamp 2024-01-01', '2024-01-01'],
  ['!custom x', 'x'],
  ['!custom {a: 1}', { a: 1 }],
  ['!!set {a, b}', { a: null, b: null }],
  ['!!omap [a: 1]', [{ a: 1 }]],
  ['{yes: 1}', { true: 1 }],
  ['{1: 1}', { '1': 1 }],
  ['{0x10: 1}', { '16': 1 }],
  ['{1.5: 1}', { '1.5': 1 }],
  ['{12:30: 1}', { '12:30': 1 }],
  ['{2024-01-01: 1}', { '2024-01-01': 1 }],
  ['{<<: {a: 1}, a: 2}', { a: 2 }],
  ['{a: 2, <<: {a: 1}}', { a: 1 }],
  ['{"<<": {a: 1}}', { '<<': { a: 1 } }],
  ['{<<: [{a: 1}, {a: 2, c: 3}], b: 3}', { a: 1, b: 3, c: 3 }],
  ['[&x {a: 1}, *x]', [{ a: 1 }, { a: 1 }]],
  ['[&x 1, &y [*x], &x 2, *y, *x]', [1, [1], 2, [1], 2]],
];

/** What it refuses, or we do since the value would not arrive as it is written. */
const REFUSED: readonly (readonly [string, string])[] = [
  ...['.inf', '-.inf', '+.Inf', '.nan', '.NAN', '!!binary aGVsbG8='].map((t) => [t, 'NotJson'] as const),
  ...['9007199254740993', '18446744073709551615', '-9223372036854775808'].map((t) => [t, 'NotJson'] as const),
  ...['!!int 1.5', '!!float yes', '!!int x', '{null: 1}', '{? [a, b] : 1}', '{1e40: 1}'].map(
    (t) => [t, 'NotJson'] as const,
  ),
  ...['{a: 1, a: 2}', '{1: 1, "1": 2}', '{yes: 1, true: 2}'].map((t) => [t, 'DuplicateKey'] as const),
  ...['*nope', '&x [*x]', '&x {a: *x}'].map((t) => [t, 'InvalidAlias'] as const),
  ['{<<: 3}', 'InvalidYaml'],
];

const read = (text: string) => readDocuments({ file: 'f.yaml', text: `kind: X\nvalue: ${text}\n` });

test.each(VALUES)('reads %s as kubectl does', (text, expected) => {
  const { documents, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  expect(documents[0]?.value.value).toEqual(expected);
});

test.each(REFUSED)('refuses %s with %s and its place', (text, code) => {
  const { documents, diagnostics } = read(text);
  expect(documents).toEqual([]);
  expect(diagnostics.map((d) => d.problem.code)).toEqual([code]);
  expect(diagnostics[0]).toMatchObject({ file: 'f.yaml', document: 1, line: 2 });
});

test('keys of a prototype are data', () => {
  const [document] = read('{__proto__: {a: 1}, constructor: 2}').documents;
  const value = document?.value.value as object;
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});
