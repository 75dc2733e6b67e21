import fs from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { KubeConnection } from './connection';

/** Where Kubernetes puts the files of a pod's service account. */
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The connection that Kubernetes gives to every pod: the service account's.
 *
 * @param folder the service account's files
 * @returns undefined outside a pod, and in a pod without a service account's token
 */
export function inClusterConnection(
  env: Readonly<Record<string, string | undefined>>,
  folder: string = SERVICE_ACCOUNT,
): KubeConnection | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env;
  const file = (name: string) => path.join(folder, name);
  if (host === undefined || host === '' || !fs.existsSync(file('token'))) return undefined;
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    namespace: fs.readFileSync(file('namespace'), 'utf8').trim(),
    tls: { ca: fs.readFileSync(file('ca.crt')) },
    // The kubelet replaces the token before it expires, about every hour.
    headers: async () => ({ authorization: `Bearer ${(await readFile(file('token'), 'utf8')).trim()}` }),
  };
}
