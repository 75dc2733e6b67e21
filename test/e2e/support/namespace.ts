import { randomBytes } from 'node:crypto';
import { diagnostics } from './diagnostics';
import { testsFailed } from './failures';
import { apply, kubectl } from './kubectl';

/** What a namespace admits. */
export interface NamespaceOptions {
  /** The Pod Security profile that is enforced. @default "restricted" */
  readonly podSecurity?: 'privileged' | 'baseline' | 'restricted';
}

/**
 * A namespace for the tests of a file, or of a `describe`: it is made before them and deleted after them. When one of
 * them failed, what is in the namespace is printed first.
 *
 * @param name - its beginning; an own end keeps it apart from what an earlier run left in a cluster that lives on
 * @returns the name of the namespace, at once
 */
export function newNamespace(name: string, { podSecurity = 'restricted' }: NamespaceOptions = {}): string {
  const namespace = `e2e-${name}-${randomBytes(3).toString('hex')}`;
  const labels = { 'pod-security.kubernetes.io/enforce': podSecurity };

  beforeAll(async () => {
    await apply('default', [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } }]);
    // Pods are refused before it is there.
    await kubectl(['wait', '--for=create', 'serviceaccount/default', '-n', namespace, '--timeout=30s']);
  });

  afterAll(async () => {
    if (testsFailed()) process.stderr.write(await diagnostics(namespace));
    await kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  return namespace;
}
