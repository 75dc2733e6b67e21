import { execFile } from 'node:child_process';
import type { Manifest } from '../../../lib/manifest';

/** How long a call may take, in milliseconds: more than `kubectl wait` is usually given. */
const TIMEOUT = 300_000;

/**
 * Runs kubectl against the cluster of `KUBECONFIG`.
 *
 * @returns its standard output
 * @throws Error with its standard error when it fails
 */
export function kubectl(args: readonly string[], { input = '' }: { readonly input?: string } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 2 ** 26, timeout: TIMEOUT };
    const child = execFile('kubectl', [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`kubectl ${args.join(' ')}: ${stderr.trim() || error.message}`));
    });
    // It may end without having read everything.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/** Reads an object, or with several in the answer a `List`, as JSON: `getJson<Pod>(['pod', 'x', '-n', namespace])`. */
export async function getJson<T>(args: readonly string[]): Promise<T> {
  return JSON.parse(await kubectl(['get', ...args, '-o', 'json'])) as T;
}

/**
 * Creates or changes objects, as a user does with `kubectl apply`.
 *
 * @param namespace - of the objects that name none; one that names another is refused, so nothing lands elsewhere unseen
 * @param objects - manifests, or YAML such as `cdk8s-flink render` prints
 * @throws Error when one is refused, which one with an unknown field is
 */
export async function apply(namespace: string, objects: readonly Manifest[] | string): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  const input = typeof objects === 'string' ? objects : JSON.stringify(list);
  await kubectl(['apply', '--validate=strict', '--namespace', namespace, '-f', '-'], { input });
}
