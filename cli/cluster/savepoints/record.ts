import type { SavepointFormat } from '../../../controller/flink/client';
import { isObject } from '../../../lib/json';
import { FlinkError, problem } from '../../../lib/problem';

/**
 * A savepoint that was asked for.
 *
 * - `requested`: it may be under way, or not even asked for yet
 * - `completed`: its files are at `location`
 * - `failed`: there is none, or where it is cannot be known; `error` says why
 * - `disposing`: its files are being deleted; `error` says why the last try failed
 */
export interface SavepointEntry {
  /** 32 hexadecimal digits, made by this program; Flink gives one savepoint for one id. */
  readonly triggerId: string;
  readonly jobId: string;
  readonly jobName: string;
  readonly state: 'requested' | 'completed' | 'failed' | 'disposing';
  /** When it was recorded, before it was asked for. RFC 3339, UTC. */
  readonly requestedAt: string;
  /** Number of the job's newest checkpoint or savepoint at that time: this one's is higher. */
  readonly lastCheckpoint: number;
  /** When its end was seen. RFC 3339, UTC. */
  readonly completedAt?: string | undefined;
  readonly location?: string | undefined;
  readonly format: SavepointFormat;
  /** @default the directory of Flink's configuration */
  readonly directory?: string | undefined;
  readonly error?: string | undefined;
}

/** All savepoints of a cluster that are remembered, oldest first. */
export interface SavepointDocument {
  readonly version: 1;
  readonly savepoints: readonly SavepointEntry[];
}

/** The key of the document in its ConfigMap. */
export const RECORD_KEY = 'savepoints.json';

/** The longest document, in bytes: a ConfigMap holds 1 MiB. Beyond it the oldest completed savepoints are forgotten. */
const MAX_BYTES = 900_000;

/** The most failed entries that are kept, to tell why. */
const MAX_FAILED = 20;

/** The name of the ConfigMap that holds the record of a cluster. */
export function recordName(cluster: string): string {
  return `${cluster}-savepoints`;
}

/**
 * Reads the document of a ConfigMap.
 *
 * @throws FlinkError InvalidSavepointRecord: nothing is written over what is not understood
 */
export function parseRecord(name: string, text: string | undefined): SavepointDocument {
  if (text === undefined) return { version: 1, savepoints: [] };
  const invalid = (reason: string) => new FlinkError([problem('InvalidSavepointRecord', [], { name, reason })]);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw invalid(`its key ${RECORD_KEY} is no JSON`);
  }
  if (!isObject(document)) throw invalid(`its key ${RECORD_KEY} is no JSON object`);
  if (document['version'] !== 1) throw invalid(`its version is ${JSON.stringify(document['version'])}, not 1`);
  const entries = document['savepoints'];
  if (!Array.isArray(entries) || !entries.every(isEntry)) throw invalid('an entry lacks a field or has a wrong one');
  return document as unknown as SavepointDocument;
}

const STATES: readonly unknown[] = ['requested', 'completed', 'failed', 'disposing'];

function isEntry(entry: unknown): boolean {
  if (!isObject(entry)) return false;
  const { triggerId, jobId, state, requestedAt, lastCheckpoint, location } = entry;
  const hasFiles = state === 'completed' || state === 'disposing';
  return (
    typeof triggerId === 'string' &&
    typeof jobId === 'string' &&
    STATES.includes(state) &&
    typeof requestedAt === 'string' &&
    !Number.isNaN(Date.parse(requestedAt)) &&
    typeof lastCheckpoint === 'number' &&
    (!hasFiles || typeof location === 'string')
  );
}

/** The text of a document, without the oldest entries when there are too many. */
export function formatRecord({ savepoints }: SavepointDocument): string {
  const failed = savepoints.filter((e) => e.state === 'failed');
  const forgotten = new Set(failed.slice(0, Math.max(0, failed.length - MAX_FAILED)));
  const lines = new Map(savepoints.filter((e) => !forgotten.has(e)).map((e) => [e, JSON.stringify(e)]));
  let size = [...lines.values()].reduce((sum, line) => sum + Buffer.byteLength(line) + 2, 0);
  for (const [entry, line] of lines) {
    if (size <= MAX_BYTES) break;
    if (entry.state !== 'completed') continue;
    lines.delete(entry);
    size -= Buffer.byteLength(line) + 2;
  }
  // An entry a line: `kubectl get -o yaml` shows the document as a block of text.
  return `{"version":1,"savepoints":[\n${[...lines.values()].join(',\n')}\n]}\n`;
}

/** The document with another entry in the place of the one with the same trigger id, or without it. */
export function withEntry(
  document: SavepointDocument,
  triggerId: string,
  change: (entry: SavepointEntry) => SavepointEntry | undefined,
): SavepointDocument {
  const savepoints = document.savepoints.flatMap((e) => (e.triggerId === triggerId ? (change(e) ?? []) : e));
  return { ...document, savepoints };
}
