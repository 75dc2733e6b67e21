import type { FlinkMinorVersion } from '../../../constructs';
import type { FlinkVersion } from '../../../lib/flink/version';

/** A Flink release under test. Its image has our jobs, see `test/env/flink/jobs`. */
export interface FlinkRelease {
  readonly image: string;
  /** As Flink spells it: `1.20.5`. */
  readonly release: string;
  /** As the constructs spell it: `1.20`. */
  readonly minor: FlinkMinorVersion;
  /** As resources spell it: `v1_20`. */
  readonly version: FlinkVersion;
}

/** The last Flink 1. */
export const FLINK_1 = release('FLINK_IMAGE', 'FLINK_VERSION');

/** A current Flink 2. */
export const FLINK_2 = release('FLINK_IMAGE_2', 'FLINK_VERSION_2');

/** Both, for tables of tests. */
export const FLINK_RELEASES: readonly FlinkRelease[] = [FLINK_1, FLINK_2];

/** The image of our own command line. */
export const TOOL_IMAGE = variable('TOOL_IMAGE');

/** Where the Flink images have our jobs. */
export const JOBS_JAR = '/opt/flink/usrlib/jobs.jar';

function release(image: string, version: string): FlinkRelease {
  const release = variable(version);
  const [major, minor] = release.split('.');
  return {
    image: variable(image),
    release,
    minor: `${major}.${minor}` as FlinkMinorVersion,
    version: `v${major}_${minor}` as FlinkVersion,
  };
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run these tests with "npm run e2e"`);
  return value;
}
