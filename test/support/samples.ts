import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../lib/manifest';

/** Our own resources and what the Apache operator made of them and of the published samples. */
export const SAMPLES = path.join(__dirname, '..', 'samples');

const beside = path.join(__dirname, '..', '..', '..', 'shared', 'samples');

/**
 * Folder of the published samples, which are others' and not in this repo: `FLINK_SAMPLES`, else the one beside the
 * checkout. Tests that need it are skipped without it.
 */
export const PUBLISHED = process.env.FLINK_SAMPLES ?? (existsSync(beside) ? beside : undefined);

/** A file with resources. */
export interface Sample {
  /** File name, the same as that of the recorded objects. */
  readonly name: string;
  readonly documents: readonly JsonObject[];
}

/** The resources of a folder, file by file. */
export function readSamples(folder: string): Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, documents: readDocuments(path.join(folder, name)) }));
}

/** The documents of a YAML file. */
export function readDocuments(file: string): JsonObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map((document) => document.toJS() as JsonObject | null)
    .filter((document) => document !== null);
}

/** Our variants. */
export const VARIANTS = readSamples(path.join(SAMPLES, 'variants', 'apache'));

/** The published samples, none where they are not there. */
export const PUBLISHED_SAMPLES = PUBLISHED === undefined ? [] : readSamples(path.join(PUBLISHED, 'apache'));
