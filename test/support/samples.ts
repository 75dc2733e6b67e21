import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../lib/manifest';

/** Our own resources and what the two operators made of them. */
export const SAMPLES = path.join(__dirname, '..', 'samples');

const beside = path.join(__dirname, '..', '..', '..', 'shared', 'samples');

/**
 * Folder of the published samples, which are others' and not in this repo, and of what was recorded for them: `FLINK_SAMPLES`, else the one beside the
 * checkout. Tests that need it are skipped without it.
 */
export const PUBLISHED = process.env.FLINK_SAMPLES ?? (existsSync(beside) ? beside : undefined);

/** A file with resources. */
export interface Sample {
  /** File name, the same as that of the recorded objects. */
  readonly name: string;
  readonly documents: readonly JsonObject[];
  /** File with the objects that the operator made of them. */
  readonly recorded: string;
}

/** The resources of a folder, file by file, with what was recorded for them in another. */
function readSamples(folder: string, recorded: string): Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({
      name,
      documents: readDocuments(path.join(folder, name)),
      recorded: path.join(recorded, name),
    }));
}

/** The documents of a YAML file. */
export function readDocuments(file: string): JsonObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), { merge: true })
    .map((document) => document.toJS() as JsonObject | null)
    .filter((document) => document !== null);
}

/** Our variants. */
export const VARIANTS = readSamples(path.join(SAMPLES, 'variants', 'apache'), path.join(SAMPLES, 'expected', 'apache'));

/** The published samples, none where they are not there. */
export const PUBLISHED_SAMPLES =
  PUBLISHED === undefined
    ? []
    : readSamples(path.join(PUBLISHED, 'apache'), path.join(PUBLISHED, 'expected', 'apache'));

/** Our variants of FlinkClusters. */
export const FLINK_CLUSTER_VARIANTS = readSamples(
  path.join(SAMPLES, 'variants', 'spotify'),
  path.join(SAMPLES, 'expected', 'spotify'),
);

/** The published FlinkClusters, none where they are not there. */
export const PUBLISHED_FLINK_CLUSTERS =
  PUBLISHED === undefined
    ? []
    : readSamples(path.join(PUBLISHED, 'spotify'), path.join(PUBLISHED, 'expected', 'spotify'));
