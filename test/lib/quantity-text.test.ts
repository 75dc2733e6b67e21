import { addAmounts, canonicalQuantity, NOTHING, readAmount, wholeAmount, writeAmount } from '../../lib/quantity-text';

const amount = (text: string) => readAmount(text) ?? NOTHING;

// Recorded from `resource.ParseQuantity` of Kubernetes' apimachinery 0.36: what JSON it writes of what it read.
it.each<[text: string, canonical: string]>([
  ['0', '0'],
  ['0Mi', '0'],
  ['0.0', '0'],
  ['1', '1'],
  ['2048Mi', '2Gi'],
  ['1024Ki', '1Mi'],
  ['1.5Gi', '1536Mi'],
  ['0.5', '500m'],
  ['.5', '500m'],
  ['1500m', '1500m'],
  ['2000m', '2'],
  ['1000', '1k'],
  ['1500', '1500'],
  ['100', '100'],
  ['600000000', '600M'],
  ['1.500', '1.500'],
  ['1.50', '1500m'],
  ['0.250', '250m'],
  ['+5', '+5'],
  ['1e3', '1e3'],
  ['1E6', '1E6'],
  ['1e2', '100'],
  ['1.5e4', '1.5e4'],
  ['1.5e5', '150e3'],
  ['1500u', '1500u'],
  ['1.5n', '2n'],
  ['0.1Gi', '107374182400m'],
  ['512', '512'],
  ['0.5Ki', '512'],
  ['0.9765625Ki', '1k'],
  ['1025Mi', '1025Mi'],
  ['-1Gi', '-1Gi'],
  ['-500m', '-500m'],
  ['12345678901234567890', '12345678901234567890'],
  ['no quantity', 'no quantity'],
])('%s is written %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical);
});

it.each<[a: string, b: string, sum: string]>([
  ['1Gi', '512Mi', '1536Mi'],
  ['1', '500m', '1500m'],
  ['0', '1Gi', '1Gi'],
  ['1Gi', '1M', '1074741824'],
  ['1k', '24Ki', '25576'],
  ['500m', '500m', '1'],
])('%s and %s are %s', (a, b, sum) => {
  expect(writeAmount(addAmounts(amount(a), amount(b)))).toBe(sum);
});

it.each<[text: string, whole: bigint]>([
  ['1', 1n],
  ['1001m', 2n],
  ['1n', 1n],
  ['1Gi', 2n ** 30n],
])('%s has %d whole at most', (text, whole) => {
  expect(wholeAmount(amount(text))).toBe(whole);
});
