/** A version of Flink as an author writes it: numbers, and what comes after them. */
export interface ParsedVersion {
  readonly numbers: readonly bigint[];
  /** `rc1` in `1.14.0-rc1`, empty for a release. */
  readonly preRelease: string;
}

const WORDS = '[0-9A-Za-z~-]+([.][0-9A-Za-z~-]+)*';

/**
 * What Spotify's operator takes for a version (hashicorp/go-version 1.9): `1.20`, `v1.14.2`, `1.14.0-rc1`, `1.15+build`.
 * Written so that RE2, which API servers use, reads it the same.
 */
export const VERSION_PATTERN = `^v?[0-9]+([.][0-9]+)*([A-Za-z~-][0-9A-Za-z~-]*([.][0-9A-Za-z~-]+)*)?([+]${WORDS})?$`;

const VERSION = new RegExp(VERSION_PATTERN);
const LARGEST_NUMBER = 2n ** 63n - 1n;

/**
 * Reads a version.
 *
 * @returns undefined for what the operator calls malformed
 */
export function parseVersion(text: string): ParsedVersion | undefined {
  if (!VERSION.test(text)) return undefined;
  const [, digits = '', rest = ''] = /^v?([0-9]+(?:\.[0-9]+)*)([^+]*)/.exec(text) ?? [];
  const numbers = digits.split('.').map(BigInt);
  if (numbers.some((n) => n > LARGEST_NUMBER)) return undefined;
  return { numbers, preRelease: rest.replace(/^-(?=.)/, '') };
}

/**
 * True when a version is older than a release such as `1.10`. A release candidate of it is older. What is no version is
 * older than anything, as the operator has it.
 */
export function isBefore(version: string, release: string): boolean {
  const [a, b] = [parseVersion(version), parseVersion(release)];
  if (a === undefined || b === undefined) return true;
  for (let i = 0; i < Math.max(a.numbers.length, b.numbers.length); i++) {
    const [x, y] = [a.numbers[i] ?? 0n, b.numbers[i] ?? 0n];
    if (x !== y) return x < y;
  }
  // The operator compares what follows the numbers only when both have as many, three at least.
  const length = (v: ParsedVersion) => Math.max(3, v.numbers.length);
  return a.preRelease !== '' && length(a) === length(b);
}

/** True for Flink before 1.10, whose memory is a heap and what it leaves free. What is no version counts as such. */
export function hasOldMemoryModel(version: string): boolean {
  return isBefore(version, '1.10');
}

/**
 * The version of Flink that the tag of an image says, without suffixes such as `-scala_2.12-java11`.
 *
 * A tag such as `1.17` may also be the version of a program. Taken for one of Flink 1 it does no harm: what follows from it
 * is ignored where it is wrong. From Flink 2 on the version decides the name of the configuration file, so there the
 * repository has to have `flink` in its name. Flink 3 and above, and years, are not taken for versions.
 *
 * @returns empty when the tag says no version
 */
export function inferVersion(image: string): string {
  const [name = ''] = image.split('@');
  const [, repository = '', tag = ''] = /^(.*?)(?::([^:/]*))?$/.exec(name) ?? [];
  const match = /^v?(([12])\.[0-9]{1,4}(?:\.[0-9]{1,4})?)(?:[-_.+].*)?$/.exec(tag);
  const [, version = '', major] = match ?? [];
  return major === '2' && !/flink[^/]*$/i.test(repository) ? '' : version;
}
