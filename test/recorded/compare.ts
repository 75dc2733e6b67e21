import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Manifest } from '../../lib/manifest';
import type { Sample } from '../support/samples';

interface Report {
  readonly totals: { readonly objects: number; readonly equal: number };
  readonly results: readonly {
    readonly file: string;
    readonly missing: readonly string[];
    readonly extra: readonly string[];
    readonly differing: readonly { readonly object: string; readonly paths: readonly { readonly path: string }[] }[];
  }[];
}

/** How the objects of samples differ from those that were recorded. */
export interface Comparison {
  /** Recorded objects. */
  readonly objects: number;
  readonly equal: number;
  /** `file Kind/name:path`; no path where one side lacks the object. */
  readonly differences: readonly string[];
}

/** Compares field by field, lists in their order, texts byte by byte; see the head of compare.mjs. */
export function compareRecorded(samples: readonly Sample[], objectsOf: (sample: Sample) => Manifest[]): Comparison {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-'));
  try {
    const { totals, results } = compare(folder, samples, objectsOf);
    const differences = results.flatMap(({ file, missing, extra, differing }) => [
      ...[...missing, ...extra].map((object) => `${file} ${object}:`),
      ...differing.flatMap(({ object, paths }) => paths.map((p) => `${file} ${object}:${p.path}`)),
    ]);
    return { objects: totals.objects, equal: totals.equal, differences };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(folder: string, samples: readonly Sample[], objectsOf: (sample: Sample) => Manifest[]): Report {
  const expected = path.join(folder, 'expected');
  const actual = path.join(folder, 'actual');
  for (const dir of [expected, actual]) mkdirSync(dir);
  for (const sample of samples) {
    writeFileSync(path.join(expected, sample.name), readFileSync(sample.recorded));
    const text = objectsOf(sample).map((object) => stringify(object, { aliasDuplicateObjects: false }));
    writeFileSync(path.join(actual, sample.name), text.join('---\n'));
  }
  const args = [path.join(__dirname, '..', 'support', 'compare.mjs'), expected, actual, '--json', '--strict'];
  try {
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 })) as Report;
  } catch (error) {
    // Exit status 1 says that there are differences; they are the output.
    return JSON.parse((error as { stdout: string }).stdout) as Report;
  }
}
