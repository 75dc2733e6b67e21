import fc from 'fast-check';
import type { FlinkDeploymentResource } from '../../../lib/api/apache/types';
import { BUILT_IN_OPERATOR_CONFIG, checkDeployment } from '../../../lib/api';
import { checkFlinkCluster } from '../../../lib/api/flinkcluster/check';
import type { FlinkClusterResource } from '../../../lib/api/flinkcluster/types';
import { toFlinkCluster } from '../../../lib/convert/to-flink-cluster';
import { toFlinkDeployment } from '../../../lib/convert/to-flink-deployment';
import { isObject } from '../../../lib/json';
import type { Json, JsonObject } from '../../../lib/manifest';
import { formatPath, formatProblem, type Path, type Problem } from '../../../lib/problem';
import { VARIANTS, readDocuments, SAMPLES } from '../../support/samples';
import { deepFreeze } from '../json-tools';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { CLUSTER, DEPLOYMENT } from './everything';

/** What is in no result and not told, as `path = value`, and why. */
const IMPLIED: Readonly<Record<'FlinkDeployment' | 'FlinkCluster', readonly (readonly [RegExp, string])[]>> = {
  FlinkDeployment: [
    [/^(apiVersion|kind|status\b)/, 'says what the source is'],
    [/^metadata\.(uid|resourceVersion|generation)|last-applied/, 'belongs to the object in a cluster'],
    [/^spec\.mode = standalone$/, 'what every FlinkCluster is'],
    [/podTemplate\.spec\.(restartPolicy|serviceAccount(Name)?) = /, 'the operator overwrites it'],
    [/podTemplate\.spec\.containers\[\d\]\.(name|command|args)\b/, 'the operator overwrites it'],
    [/\.labels\.(type|app|component) = /, 'the operator overwrites it'],
    [/podTemplate\.spec\.containers\[0\]\.(image|imagePullPolicy) = /, 'the image of the spec wins'],
    [/merge-arrays-by-name/, 'there is only one template afterwards'],
    [
      /parallelism\.default|pipeline\.classpaths|jobmanager\.memory\.process\.size|cpu\.amount/,
      'a field of the spec wins',
    ],
    [/^spec\.job\.parallelism = /, 'taskManager.replicas wins'],
    [/^spec\.job\.upgradeMode = savepoint$/, 'what every update does'],
    [/^spec\.job\.state = running$/, 'what every job does'],
    [/^spec\.jobManager\.replicas = 1$/, 'what every FlinkCluster has'],
    [/^spec\.serviceAccount = default$/, 'what every FlinkCluster has'],
    [/exposed\.type.* = /, 'an Ingress wins, and ClusterIP is what every FlinkCluster has'],
  ],
  FlinkCluster: [
    [/^(apiVersion|kind|status\b)/, 'says what the source is'],
    [/^metadata\.(uid|resourceVersion|generation)|last-applied/, 'belongs to the object in a cluster'],
    [/^spec\.flinkProperties.*(rpc\.address|\.port|kubernetes\.namespace)"\] = /, 'the operator overwrites it'],
    [/^spec\.flinkProperties.*(kubernetes\.cluster-id|high-availability\.cluster-id)/, 'the name of the resource'],
    [/^spec\.logConfig.*(submit-job\.sh|flink-conf\.yaml)/, 'the operator overwrites it'],
    [/^spec\.batchScheduler/, 'batchSchedulerName wins'],
    [/memoryProcessRatio = /, 'it is in the memory of the process'],
    [/memoryOffHeapMin = 0$/, 'what Go writes for nothing'],
    [
      /^spec\.(jobManager\.replicas = 1|jobManager\.accessScope = Cluster|recreateOnUpdate = true)$/,
      'what there is without it',
    ],
    [
      /^spec\.taskManager\.(replicas = \d+|deploymentType = Deployment)$/,
      'follows from the parallelism; what there is',
    ],
    [
      /^spec\.job\.(restartPolicy = Never|savepointGeneration = 0|cancelRequested = false)$/,
      'what there is without it',
    ],
    [/^spec\.job\.takeSavepointOnUp\w+ = true$/, 'what every update does'],
    [/Probe\.\w+Seconds = 0$/, 'zero counts as nothing'],
    [/^spec\.image\.pullPolicy = IfNotPresent$/, 'what there is without it'],
    [/ingress\.useTls = (true|false)$/, 'the certificate says it'],
    [/load-balancer-type"\] = Mine$/, 'access scope VPC overwrites it'],
    [/jobManager\.volumeClaimTemplates\[0\]\.(.*) = (ignored|1Gi|ReadWriteOnce)$/, 'not used in Application mode'],
    [/^spec\.job\.(jarFile = \/ignored\.jar|podLabels\.ignored = yes)$/, 'not used in Application mode'],
  ],
};

/** What is written in other words, by the text of the leaf: words that are in the result for it. */
const TRANSLATED: readonly (readonly [RegExp, (value: string) => string[]])[] = [
  [
    /flinkVersion$/,
    (v) => [
      v.includes('_') ? v.slice(1).replace('_', '.') : `v${v.replace(/^v/, '').split('.').slice(0, 2).join('_')}`,
    ],
  ],
  [/jarURI$/, (v) => [v.replace('local://', '')]],
  [/(jarFile|mountPath)$/, (v) => [v.replace(/^\.\//, '')]],
  [/savepoint\.interval/, () => ['420']],
  [/autoSavepointSeconds/, (v) => [`${v} s`]],
  [/ingress\.template$/, (v) => [v.replace(/^.*\}\}/, '').replace(/\/.*$/, '')]],
  [/hostFormat$/, (v) => [v.replace(/^.*\}\}/, '')]],
  [/ingress\.tls.*hosts/, (v) => [v.replace(/^[^.]*\./, '')]],
  [/restart\.failed/, () => ['FromSavepointOnFailure']],
  [/limit-factor/, () => ['limits']],
  [/memory$|memory\.process\.size/, () => ['memory']],
  [/mode$/, () => ['Application', 'standalone']],
  [/accessScope$/, () => ['exposed.type', 'VPC']],
  [/merge-arrays|hadoop/, (v) => [v]],
  [/serviceAnnotations/i, (v) => [`:${v}`, `'${v}`]],
  [/flinkConfiguration.*\[\d+\]$/, (v) => [`${v};`, `;${v}`]],
  // Maps and lists of options are taken apart.
  [/(labels|annotations|node-selector|tolerations|secretKeyRef|secrets)/, (v) => v.split(/[,:;]/).slice(-1)],
  [
    /Probe\.tcpSocket\.port|Probe\.httpGet\.port/,
    (v) => ({ rest: ['ui'], rpc: ['rpc'], query: ['7125', '7126', '6125'] })[v] ?? [v],
  ],
];

type Kind = keyof typeof IMPLIED;

function leaves(value: Json, at: Path = []): { readonly path: Path; readonly value: Json }[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leaves(item, [...at, i]));
  if (isObject(value)) return Object.entries(value).flatMap(([key, item]) => leaves(item, [...at, key]));
  return [{ path: at, value }];
}

const text = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Leaves of a source that are neither in the result nor told nor implied. */
function forgotten(source: JsonObject, { resource, lost }: { resource: object; lost: readonly Problem[] }): string[] {
  const texts = new Set(
    leaves(resource as JsonObject).flatMap(({ path: p, value }) => [...p.map(String), text(value)]),
  );
  const all = JSON.stringify(resource);
  // What is said of a whole job says nothing about its fields.
  const fields = lost.filter((p) => formatPath(p.path) !== 'spec.job' && p.path.length > 1);
  const told = (at: Path) => fields.some((p) => p.path.every((step, i) => at[i] === step));
  return leaves(source).flatMap(({ path: at, value }) => {
    const field = formatPath(at);
    const leaf = `${field} = ${text(value)}`;
    if (told(at) || IMPLIED[source.kind as Kind].some(([pattern]) => pattern.test(leaf))) return [];
    const words = TRANSLATED.find(([pattern]) => pattern.test(field))?.[1](text(value)) ?? [];
    // Long texts cannot be in a longer one by chance.
    const inside = typeof value === 'string' && value.length > 5 && all.includes(JSON.stringify(value).slice(1, -1));
    const found =
      inside || texts.has(text(value)) || words.some((word) => all.includes(JSON.stringify(word).slice(1, -1)));
    return found ? [] : [leaf];
  });
}

/** Every way to take some leaves away, but those without which there is no resource. */
function parts(source: JsonObject, needed: RegExp): fc.Arbitrary<JsonObject> {
  const removable = leaves(source)
    .map(({ path: at }) => at.slice(0, at.findIndex((step) => typeof step === 'number') >>> 0))
    .filter((at) => at.length > 1 && !needed.test(formatPath(at)));
  return fc.subarray(removable).map((paths) => {
    const copy = structuredClone(source);
    for (const at of paths) {
      const parent = at
        .slice(0, -1)
        .reduce<Json | undefined>((v, step) => (isObject(v) ? v[String(step)] : undefined), copy);
      if (isObject(parent)) delete parent[String(at.at(-1))];
    }
    return copy;
  });
}

const DEPLOYMENTS = parts(
  DEPLOYMENT,
  /^metadata\.name$|flinkVersion|\.memory$|spec\.image$|resources\.requests|merge-arrays/,
);
const CLUSTERS = parts(CLUSTER, /^metadata\.name$|spec\.image\.name|flinkVersion|gcpConfig|hadoopConfig/);
const convert = {
  FlinkDeployment: (source: JsonObject) => toFlinkCluster(source as unknown as FlinkDeploymentResource),
  FlinkCluster: (source: JsonObject) => toFlinkDeployment(source as unknown as FlinkClusterResource),
};

test.each([
  ['FlinkDeployment', DEPLOYMENTS],
  ['FlinkCluster', CLUSTERS],
] as const)('every leaf of a %s is in the result, or told, or implied', (kind, sources) => {
  fc.assert(
    fc.property(sources, (source) => {
      expect(forgotten(source, convert[kind](deepFreeze(source)))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

const spotify = path.join(SAMPLES, 'variants', 'spotify');
const clusters = readdirSync(spotify).flatMap((name) => readDocuments(path.join(spotify, name)));
const deployments = VARIANTS.flatMap(({ documents }) => documents).filter(({ kind }) => kind === 'FlinkDeployment');

/** What breaks its rules is not converted. */
const samples = [
  ...clusters.filter((document) => checkFlinkCluster(document).problems.every((p) => p.severity === 'warning')),
  ...deployments.filter((document) =>
    checkDeployment(document, BUILT_IN_OPERATOR_CONFIG).problems.every((p) => p.severity === 'warning'),
  ),
];

test('so is every leaf of our variants', () => {
  expect(samples.length).toBeGreaterThan(60);
  const failed = samples.flatMap((document) => {
    const { kind, metadata } = document as unknown as { kind: Kind; metadata: { name: string } };
    return forgotten(document, convert[kind](document)).map((leaf) => `${metadata.name}: ${leaf}`);
  });
  expect(failed).toEqual([]);
});

test('everything that is told is a warning at a field of the source, in one sentence', () => {
  for (const [source, result] of [
    [DEPLOYMENT, convert.FlinkDeployment(DEPLOYMENT)],
    [CLUSTER, convert.FlinkCluster(CLUSTER)],
  ] as const) {
    const found = new Set(leaves(source).flatMap(({ path: at }) => at.map((_, i) => formatPath(at.slice(0, i + 1)))));
    for (const problem of result.lost) {
      expect(problem.severity).toBe('warning');
      expect(found).toContain(formatPath(problem.path));
      expect(formatProblem(problem)).toMatch(/^\w+: \S+: [a-z].*[^.]\. [A-Z].*[^.]\.$/);
    }
    expect(new Set(result.lost.map(formatProblem)).size).toBe(result.lost.length);
  }
});
