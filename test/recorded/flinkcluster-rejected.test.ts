import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { checkFlinkCluster } from '../../lib/api/flinkcluster/check';
import { asText } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { FLINK_CLUSTER_VARIANTS, PUBLISHED_FLINK_CLUSTERS, SAMPLES } from '../support/samples';

interface Rejection {
  readonly input: string;
  readonly resource: string;
  readonly by: string;
  readonly message: string;
}

const { spotify } = parse(readFileSync(path.join(SAMPLES, 'expected', 'rejected.yaml'), 'utf8')) as {
  spotify: readonly Rejection[];
};

const INVALID = 'invalid-clusters.yaml';

/** Our code for what the operator refused. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  [`${INVALID} 9digit`]: ['InvalidClusterName'],
  [`${INVALID} a234567890123456789012345678901234567890123456789`]: ['InvalidClusterName'],
  [`${INVALID} args-type`]: ['WrongType'],
  [`${INVALID} bad-cleanup`]: ['UnknownValue'],
  [`${INVALID} bad-mode`]: ['UnknownValue'],
  [`${INVALID} bad-pull`]: ['UnknownValue'],
  [`${INVALID} bad-restart`]: ['UnknownValue'],
  [`${INVALID} bad-scope`]: ['UnknownValue'],
  [`${INVALID} bad-version`]: ['InvalidFlinkVersion'],
  [`${INVALID} cancel-requested`]: ['CancelRequested'],
  [`${INVALID} empty-image`]: ['MissingField'],
  [`${INVALID} gcp-mount-key`]: ['InvalidMountPath'],
  [`${INVALID} gcp-no-key`]: ['MissingField'],
  [`${INVALID} gcp-no-mount`]: ['MissingField'],
  [`${INVALID} gcp-no-secret`]: ['MissingField'],
  [`${INVALID} jm-annotation`]: ['InvalidLabel'],
  [`${INVALID} jm-dup-extra`]: ['DuplicatePort'],
  [`${INVALID} jm-dup-name`]: ['DuplicatePortName'],
  [`${INVALID} jm-dup-port`]: ['DuplicatePort'],
  [`${INVALID} jm-no-cpu`]: ['MissingField'],
  // The operator stops at the first.
  [`${INVALID} jm-no-resources`]: ['MissingField', 'MissingField'],
  [`${INVALID} jm-replicas-2`]: ['TooLarge'],
  [`${INVALID} no-image`]: ['MissingField'],
  [`${INVALID} no-jar`]: ['MissingField'],
  [`${INVALID} offheap-min-big`]: ['OffHeapExceedsMemory'],
  [`${INVALID} offheap-new`]: ['WrongMemoryModel'],
  [`${INVALID} parallelism-0`]: ['TooSmall'],
  [`${INVALID} port-range`]: ['TooLarge'],
  [`${INVALID} ratio-old`]: ['WrongMemoryModel'],
  [`${INVALID} ratio-range`]: ['TooLarge'],
  [`${INVALID} restart-no-age`]: ['MissingField'],
  [`${INVALID} tm-label`]: ['InvalidLabel'],
  [`${INVALID} tm-no-memory`]: ['MissingField'],
  [`${INVALID} tm-replicas-0`]: ['TooSmall'],
  [`${INVALID} unknown-field`]: ['UnknownField'],
  [`${INVALID} update-no-age`]: ['MissingField'],
  [`${INVALID} with.dot`]: ['InvalidClusterName'],
  'names-and-odd-versions.yaml unknown-scheduler': ['UnknownValue'],
  'session-old-memory-model.yaml old-small': ['OffHeapExceedsMemory'],
};

/** Refused there and accepted here: docs/compatibility.md says why. */
const MENDED: readonly string[] = [
  // Another spelling of a field, which the published schema drops.
  `${INVALID} service-annotations`,
  // The author's check takes the place of the operator's.
  'probes.yaml probe-http',
];

/** Accepted there, and without effect or broken later. */
const NOTED: Readonly<Record<string, readonly string[]>> = {
  'ingress.yaml ing-nohost': ['FieldWithoutEffect (warning)'],
  'ingress.yaml ing-plain': ['FieldWithoutEffect (warning)'],
  'properties-and-logging.yaml props': [
    ...Array<string>(5).fill('FieldWithoutEffect (warning)'),
    'InvalidConfigValue (warning)',
    ...Array<string>(2).fill('ConfigValueNotRepresentable (warning)'),
    ...Array<string>(2).fill('FieldWithoutEffect (warning)'),
  ],
  'volcano.yaml gang-session': ['FieldWithoutEffect (warning)'],
  'job-application-full.yaml app-full': ['jarFile', 'podLabels', 'volumeClaimTemplates'].map(
    () => 'FieldWithoutEffect (warning)',
  ),
  'memory-ratios.yaml ratio-2': ['NoMemoryForFlink (warning)'],
  'names-and-odd-versions.yaml a23456789012345678901234567890123456789012345678': ['NameTooLongForPods (warning)'],
  'names-and-odd-versions.yaml both-files': ['FieldWithoutEffect (warning)', 'FieldWithoutEffect (warning)'],
  'names-and-odd-versions.yaml empty-version': ['FlinkVersionUnknown (warning)'],
  // The operator makes everything but TaskManagers.
  'names-and-odd-versions.yaml unknown-tm-type': ['UnknownValue'],
};

const resources = [...FLINK_CLUSTER_VARIANTS, ...PUBLISHED_FLINK_CLUSTERS].flatMap((sample) =>
  sample.documents.map((document) => ({
    id: `${sample.name} ${asText((document.metadata as JsonObject).name)}`,
    document,
  })),
);

/** Its objects are refused for what they are. */
const refused = spotify.filter(({ resource }) => resource.startsWith('FlinkCluster/'));

it.each(resources)('finds exactly what is wrong with $id', ({ id, document }) => {
  const codes = checkFlinkCluster(document).problems.map(
    (p) => p.code + (p.severity === 'warning' ? ' (warning)' : ''),
  );
  expect(codes).toEqual(REFUSED[id] ?? NOTED[id] ?? []);
});

it('has a code for everything that the operator refused, and for nothing else', () => {
  const ids = refused.map(({ input, resource }) => `${input} ${resource.split('/')[1]}`);
  expect(ids.sort()).toEqual([...Object.keys(REFUSED), ...MENDED].sort());
});

it('notes resources that there are', () => {
  const ids = resources.map(({ id }) => id);
  expect(Object.keys(NOTED).filter((id) => !ids.includes(id))).toEqual([]);
});
