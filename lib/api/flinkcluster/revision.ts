import { goJson } from './go-json';
import { storedSpec } from './stored-spec';
import type { FlinkClusterSpec } from './types';

/**
 * Name of the ControllerRevision that Spotify's operator records for a resource, `NAME-HASH`. The objects of a cluster
 * carry it as a label, and the id of a job derives from it: a cluster that is taken over keeps both.
 *
 * @param collisions `status.revision.collisionCount`, by which the operator tells specs apart whose hashes are equal
 */
export function revisionName(name: string, spec: FlinkClusterSpec, collisions = 0): string {
  return `${name}-${revisionHash(revisionPayload(spec), collisions)}`;
}

/** What is recorded of a spec: what an update of the job is made for. */
export function revisionPayload(spec: FlinkClusterSpec): string {
  const stored = storedSpec(spec);
  // The operator writes an explicit null here, to have the hashes of its former releases.
  const job = stored.job === undefined ? {} : { job: { ...(stored.job as object), restartPolicy: null } };
  return goJson({ spec: { ...stored, ...job, $patch: 'replace' } });
}

/** A hash in letters that make no words: `SafeEncodeString` of Kubernetes' apimachinery over FNV-1. */
export function revisionHash(payload: string, collisions: number): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(payload + String(collisions))) hash = Math.imul(hash, 0x01000193) ^ byte;
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  return [...String(hash >>> 0)].map((digit) => letters[digit.charCodeAt(0) % letters.length] ?? '').join('');
}
