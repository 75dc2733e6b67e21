/** Flink versions as the resources spell them. 1.13 and 1.14 are known, but the operator no longer accepts them. */
export const FLINK_VERSIONS = [
  'v1_13',
  'v1_14',
  'v1_15',
  'v1_16',
  'v1_17',
  'v1_18',
  'v1_19',
  'v1_20',
  'v2_0',
  'v2_1',
  'v2_2',
  'v2_3',
  'v2_4',
] as const;

/** A Flink version, oldest to newest in {@link FLINK_VERSIONS}. */
export type FlinkVersion = (typeof FLINK_VERSIONS)[number];

/** True when `version` is `other` or newer. */
export function atLeast(version: FlinkVersion, other: FlinkVersion): boolean {
  return FLINK_VERSIONS.indexOf(version) >= FLINK_VERSIONS.indexOf(other);
}

/** True for the spelling of a known Flink version. */
export function isFlinkVersion(value: unknown): value is FlinkVersion {
  return (FLINK_VERSIONS as readonly unknown[]).includes(value);
}
