import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { BUILT_IN_OPERATOR_CONFIG, checkBlueGreen, checkDeployment } from '../../lib/api';
import { blueGreenChild, parentReference } from '../../lib/api/apache/blue-green-child';
import { toModel } from '../../lib/api/apache/to-model';
import type { FlinkDeploymentResource } from '../../lib/api/apache/types';
import type { Manifest } from '../../lib/manifest';
import { firstLaunch } from '../../lib/model/launch';
import type { Problem } from '../../lib/problem';
import { renderCluster } from '../../lib/render/cluster';
import { withOwner } from '../../lib/render/rendered';
import { PUBLISHED_SAMPLES, VARIANTS, type Sample } from '../support/samples';
import { KNOWN_DIFFERENCES } from './known-differences';

interface Report {
  readonly totals: { readonly objects: number; readonly equal: number };
  readonly results: readonly {
    readonly file: string;
    readonly missing: readonly string[];
    readonly extra: readonly string[];
    readonly differing: readonly { readonly object: string; readonly paths: readonly { readonly path: string }[] }[];
  }[];
}

const uids = { resource: 'uid', jobManager: 'uid' };

/** The operator never sees a field that its CRD does not have. */
const refused = (problems: readonly Problem[]) =>
  problems.some((p) => p.severity === 'error' && p.code !== 'UnknownField');

function objectsOfCluster(resource: FlinkDeploymentResource): Manifest[] {
  const model = toModel(resource, BUILT_IN_OPERATOR_CONFIG);
  return renderCluster(model, firstLaunch(model)).map((rendered) => withOwner(model, rendered, uids));
}

/** The objects of a file's clusters, as a controller would own them; refused resources have none. */
function objectsOf({ documents }: Sample): Manifest[] {
  return documents.flatMap((document) => {
    if (document.kind === 'FlinkDeployment') {
      const { problems, resource } = checkDeployment(document, BUILT_IN_OPERATOR_CONFIG);
      return refused(problems) || resource === undefined ? [] : objectsOfCluster(resource);
    }
    if (document.kind !== 'FlinkBlueGreenDeployment') return [];
    const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: documents };
    const { problems, resource } = checkBlueGreen(document, context);
    if (refused(problems) || resource === undefined) return [];
    const child = blueGreenChild(resource, 'blue');
    const metadata = { ...child.metadata, ownerReferences: [parentReference(resource, 'uid')] };
    return [{ ...child, metadata }, ...objectsOfCluster(child)];
  });
}

let folder: string;
const differences: string[] = [];
let totals: Report['totals'];

/** Compares by meaning, field by field; see the head of compare.mjs. */
function compare(samples: readonly Sample[]): Report {
  const [expected, actual] = ['expected', 'actual'].map((name) => path.join(folder, name));
  for (const dir of [expected, actual]) mkdirSync(dir ?? '', { recursive: true });
  for (const sample of samples) {
    writeFileSync(path.join(expected ?? '', sample.name), readFileSync(sample.recorded));
    const text = objectsOf(sample).map((object) => stringify(object, { aliasDuplicateObjects: false }));
    writeFileSync(path.join(actual ?? '', sample.name), text.join('---\n'));
  }
  const script = path.join(__dirname, '..', 'support', 'compare.mjs');
  const args = [script, expected ?? '', actual ?? '', '--json'];
  try {
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 })) as Report;
  } catch (error) {
    // Exit status 1 says that there are differences; they are the output.
    return JSON.parse((error as { stdout: string }).stdout) as Report;
  }
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-'));
  const report = compare([...VARIANTS, ...PUBLISHED_SAMPLES]);
  totals = report.totals;
  for (const { file, missing, extra, differing } of report.results) {
    differences.push(...[...missing, ...extra].map((object) => `${file} ${object}:`));
    for (const { object, paths } of differing) differences.push(...paths.map((p) => `${file} ${object}:${p.path}`));
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('renders what the operator sent to an API server, but for the differences with a reason', () => {
  expect(differences.filter((text) => !KNOWN_DIFFERENCES.some(({ pattern }) => pattern.test(text)))).toEqual([]);
  expect(totals.objects).toBeGreaterThan(150);
});

it.each(KNOWN_DIFFERENCES)(
  'has a reason in the docs for a difference that exists: $heading',
  ({ heading, pattern }) => {
    expect(differences.some((text) => pattern.test(text))).toBe(true);
    const docs = readFileSync(path.join(__dirname, '..', '..', 'docs', 'compatibility.md'), 'utf8');
    expect(docs).toContain(`### ${heading}\n`);
  },
);

(PUBLISHED_SAMPLES.length > 0 ? it : it.skip)('has compared the published samples too', () => {
  expect(PUBLISHED_SAMPLES).toHaveLength(13);
  expect(totals.objects).toBeGreaterThan(200);
});
