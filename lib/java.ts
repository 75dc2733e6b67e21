/**
 * What Java prints and in which order it iterates. The operators are Java programs, and a list that they fill from a
 * hash map has that map's order; keeping it means that taking over a cluster changes no pod template.
 */

/** `Double.toString`: at least one digit after the point, scientific below 10^-3 and from 10^7. */
export function javaDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** `Double.parseDouble` for what people write in a configuration; undefined when it is no number. */
export function parseJavaDouble(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[dDfF]?$/.exec(text.trim());
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

function stringHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

/**
 * The keys in the order in which `java.util.HashMap` iterates over them, when they were put in the given order into a
 * map of default capacity. Buckets long enough to become trees are beyond what a configuration holds.
 */
export function hashMapOrder(keys: readonly string[]): string[] {
  let capacity = 16;
  while (keys.length > capacity * 0.75) capacity *= 2;
  const bucket = (key: string) => {
    const hash = stringHash(key);
    return ((hash ^ (hash >>> 16)) & (capacity - 1)) >>> 0;
  };
  return keys
    .map((key, position) => ({ key, position, bucket: bucket(key) }))
    .sort((a, b) => a.bucket - b.bucket || a.position - b.position)
    .map((entry) => entry.key);
}
