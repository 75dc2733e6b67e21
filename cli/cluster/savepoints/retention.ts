import type { SavepointEntry } from './record';

/** Which savepoints to keep. */
export interface Retention {
  /** How many completed ones, at least 1. @default all */
  readonly count?: number | undefined;
  /** How long, in milliseconds. @default for ever */
  readonly age?: number | undefined;
  /** Locations of savepoints to keep in any case. */
  readonly keep: readonly string[];
}

/**
 * The savepoints to delete, oldest first: those beyond the newest ones, and those that are too old. Never the newest
 * one, and never one that is named. Deletions that were begun are ended.
 *
 * @param entries oldest first
 */
export function expired(entries: readonly SavepointEntry[], retention: Retention, now: number): SavepointEntry[] {
  const { count = Infinity, age = Infinity, keep } = retention;
  const kept = new Set(keep.map(savepointName));
  const completed = entries.filter((e) => e.state === 'completed');
  const superfluous = (e: SavepointEntry) => {
    const newer = completed.length - 1 - completed.indexOf(e);
    return newer > 0 && (newer >= count || now - Date.parse(e.completedAt ?? e.requestedAt) > age);
  };
  return entries.filter((e) => {
    if (e.location === undefined || kept.has(savepointName(e.location))) return false;
    return e.state === 'disposing' || (e.state === 'completed' && superfluous(e));
  });
}

/**
 * The last part of a location, which Flink makes unique: one place has many spellings (`s3:` and `s3a:`, `file:/` and
 * `file:///`, with and without `/_metadata`).
 */
export function savepointName(location: string): string {
  return (
    location
      .replace(/\/_metadata\/*$/, '')
      .replace(/\/+$/, '')
      .split('/')
      .at(-1) ?? location
  );
}
