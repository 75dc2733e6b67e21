import type { Manifest } from '../../lib/manifest';
import { formatPath, type Path } from '../../lib/problem';
import { CONTROLS, type Found } from './pod-security-controls';
import { podTemplateOf, type PodTemplate } from './pods';

/** A control of the Pod Security Standards. */
export type PodSecurityControl = keyof typeof CONTROLS;

/** A field of a pod that the profile `restricted` does not allow. */
export interface PodSecurityFinding {
  readonly control: PodSecurityControl;
  /** The field, which may be one that is missing. */
  readonly path: Path;
  /** What has to be different. */
  readonly rule: string;
}

/**
 * What keeps the pods of an object from running where the Pod Security Standard `restricted` is enforced; empty for an
 * object without pods. `test/api/pod-security.test.ts` holds it against the API server.
 */
export function podSecurityFindings(manifest: Manifest): PodSecurityFinding[] {
  const pod = podTemplateOf(manifest);
  if (pod === undefined) return [];
  const controls = Object.entries(CONTROLS) as [PodSecurityControl, (pod: PodTemplate) => Found[]][];
  return controls.flatMap(([control, find]) =>
    find(pod).map(([path, rule]) => ({ control, path: [...pod.path, ...path], rule })),
  );
}

/** The same in words: `spec.template.spec.hostNetwork: must not be true (hostNamespaces)`. */
export function podSecurityViolations(manifest: Manifest): string[] {
  return podSecurityFindings(manifest).map(({ control, path, rule }) => `${formatPath(path)}: ${rule} (${control})`);
}
