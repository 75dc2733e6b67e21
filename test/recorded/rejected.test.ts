import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { BUILT_IN_OPERATOR_CONFIG, checkResource, isKnownKind } from '../../lib/api';
import { asText } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { PUBLISHED_SAMPLES, SAMPLES, VARIANTS, type Sample } from '../support/samples';

interface Rejection {
  readonly input: string;
  readonly resource: string;
  readonly by: string;
  readonly message: string;
}

const { apache } = parse(readFileSync(path.join(SAMPLES, 'expected', 'rejected.yaml'), 'utf8')) as {
  apache: readonly Rejection[];
};

/** Our code for what the operator refused. Where it is a warning, docs/compatibility.md says why. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  'basic-session-job-only.yaml basic-session-job-only-example': ['SessionClusterNotFound (warning)'],
  'bluegreen.yaml two-tone': ['FieldWithoutEffect (warning)'],
  'checkpoint.yaml example-checkpoint': ['SnapshotTargetNotFound (warning)'],
  'flink-memory-options.yaml by-config-typo': ['ProcessMemoryRequired'],
  'invalid-deployments.yaml Upper-Case': ['InvalidName'],
  'invalid-deployments.yaml a234567890123456789012345678901234567890123456': ['InvalidName'],
  'invalid-deployments.yaml bad-mode': ['UnknownValue'],
  'invalid-deployments.yaml bad-type': ['WrongType'],
  'invalid-deployments.yaml bad-upgrade': ['UnknownValue'],
  'invalid-deployments.yaml eph-bad': ['InvalidQuantity'],
  'invalid-deployments.yaml forbidden-id': ['ForbiddenConfigKey'],
  'invalid-deployments.yaml forbidden-ns': ['ForbiddenConfigKey'],
  'invalid-deployments.yaml health-no-recovery': ['DeploymentRecoveryRequired'],
  'invalid-deployments.yaml ingress-bad': ['InvalidIngressTemplate'],
  'invalid-deployments.yaml ingress-no-template': ['MissingField'],
  'invalid-deployments.yaml jm-memory-bad': ['InvalidMemory'],
  'invalid-deployments.yaml jm-no-memory': ['ProcessMemoryRequired'],
  'invalid-deployments.yaml jm-none': ['ProcessMemoryRequired'],
  'invalid-deployments.yaml jm-replicas-0': ['TooSmall'],
  'invalid-deployments.yaml jm-replicas-2-no-ha': ['HighAvailabilityRequired'],
  'invalid-deployments.yaml laststate-no-dir': ['CheckpointDirectoryRequired'],
  'invalid-deployments.yaml log-key': ['UnknownLogFile'],
  'invalid-deployments.yaml neg-cpu': ['NotPositive', 'NotPositive', 'InvalidQuantity'],
  'invalid-deployments.yaml no-sa': ['MissingField'],
  'invalid-deployments.yaml no-version': ['MissingField'],
  'invalid-deployments.yaml nonce-no-dir': ['SavepointDirectoryRequired'],
  'invalid-deployments.yaml old-version': ['UnsupportedFlinkVersion'],
  'invalid-deployments.yaml parallelism-0': ['TooSmall'],
  'invalid-deployments.yaml periodic-no-dir': ['SavepointDirectoryRequired'],
  'invalid-deployments.yaml req-over-limit': ['RequestExceedsLimit', 'RequestExceedsLimit'],
  'invalid-deployments.yaml rollback-no-ha': ['HighAvailabilityRequired'],
  'invalid-deployments.yaml savepoint-no-dirs': ['CheckpointDirectoryRequired', 'SavepointDirectoryRequired'],
  'invalid-deployments.yaml savepoint-no-spdir': ['SavepointDirectoryRequired'],
  'invalid-deployments.yaml tm-none': ['ProcessMemoryRequired'],
  'invalid-deployments.yaml tm-replicas-0': ['TooSmall'],
  'invalid-deployments.yaml unknown-field': ['UnknownField'],
  'invalid-deployments.yaml unknown-version': ['UnknownValue'],
  'invalid-deployments.yaml with.dot': ['InvalidName'],
  'invalid-session-jobs-and-snapshots.yaml both': ['SnapshotTypeRequired', 'SavepointDirectoryRequired'],
  'invalid-session-jobs-and-snapshots.yaml empty': ['SnapshotTypeRequired', 'MissingField'],
  'invalid-session-jobs-and-snapshots.yaml http-jar': ['InvalidJarUri'],
  'invalid-session-jobs-and-snapshots.yaml last-state': ['CheckpointDirectoryRequired'],
  'invalid-session-jobs-and-snapshots.yaml local-jar': ['InvalidJarUri'],
  'invalid-session-jobs-and-snapshots.yaml loopback': ['InvalidJarUri'],
  'invalid-session-jobs-and-snapshots.yaml missing-cluster': ['SessionClusterNotFound (warning)'],
  'invalid-session-jobs-and-snapshots.yaml missing-job': ['SnapshotTargetNotFound (warning)'],
  'invalid-session-jobs-and-snapshots.yaml no-deployment': ['MissingField'],
  'invalid-session-jobs-and-snapshots.yaml no-job': ['MissingField'],
  'invalid-session-jobs-and-snapshots.yaml no-ref': ['MissingField'],
  'invalid-session-jobs-and-snapshots.yaml no-scheme': ['InvalidJarUri'],
  'invalid-session-jobs-and-snapshots.yaml on-app': ['NotASessionCluster'],
  'invalid-session-jobs-and-snapshots.yaml par-0': ['TooSmall'],
  'memory-notations.yaml mem-b': ['InvalidMemory'],
  'memory-notations.yaml mem-d': ['MemoryProcessExceeded'],
  'memory-notations.yaml mem-e': ['InvalidMemory'],
  'memory-notations.yaml mem-g': ['InvalidMemory'],
  'savepoint-job-defaults.yaml example-savepoint': ['SnapshotTargetNotFound (warning)'],
  'savepoint-job-full-spec.yaml example-savepoint': ['SnapshotTargetNotFound (warning)'],
  // Accepted, but for its job, which never runs without a node.
  'session-jobs.yaml pool-job-savepoint': [],
  'standalone-classpaths-and-python.yaml no-jar-native': ['JarRequired'],
  'standalone-pod-templates-three-layers.yaml layered-sa': ['AmbiguousVolume', 'UnknownVolume'],
  // Accepted by the operator, and broken later, when Flink makes the pods.
  'native-pod-templates-three-layers.yaml layered': ['AmbiguousVolume (warning)', 'UnknownVolume (warning)'],
};

const problemsOf = (sample: Sample, document: JsonObject): string[] =>
  checkResource(document, { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: sample.documents }).map(
    (p) => p.code + (p.severity === 'warning' ? ' (warning)' : ''),
  );

const nameOf = (document: JsonObject) => asText((document.metadata as JsonObject).name);

const resources = [...VARIANTS, ...PUBLISHED_SAMPLES].flatMap((sample) =>
  sample.documents.filter(isKnownKind).map((document) => ({
    id: `${sample.name} ${nameOf(document)}`,
    sample,
    document,
  })),
);

/** Refused for what they are, not for what happened to their objects afterwards. */
const refused = apache.filter(
  ({ by, resource }) =>
    by !== 'operator, after creating the objects' &&
    /^Flink(Deployment|SessionJob|StateSnapshot|BlueGreenDeployment)\//.test(resource),
);

it.each(resources)('finds exactly what is wrong with $id', ({ id, sample, document }) => {
  expect(problemsOf(sample, document)).toEqual(CODES[id] ?? []);
});

it('has a code for everything that the operator refused', () => {
  const ids = refused.map(({ input, resource }) => `${input} ${resource.split('/')[1]}`);
  expect(ids.filter((id) => CODES[id] === undefined)).toEqual([]);
  expect(ids.length).toBeGreaterThan(50);
});
