import { parseDuration } from '../../../lib/flink/duration';

it.each<[string, number | undefined]>([
  ['10', 10],
  ['10 ms', 10],
  ['30 s', 30_000],
  ['5min', 300_000],
  ['5 MIN', 300_000],
  ['1 hour', 3_600_000],
  ['2 days', 172_800_000],
  ['3 us', 0.003],
  ['3 µs', 0.003],
  ['4 nanos', 4e-6],
  [' 1 s ', 1000],
  ['0', 0],
  ['', undefined],
  ['s', undefined],
  ['1.5 s', undefined],
  ['-1 s', undefined],
  ['1 week', undefined],
  ['PT1S', undefined],
])('%j is %p milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});
