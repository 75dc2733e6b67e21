import type { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import type { KubeConnection } from './connection.js';

/** Which kubeconfig, and which context of it. */
export interface KubeconfigOptions {
  /** @default the files of `KUBECONFIG`, else `~/.kube/config` */
  readonly kubeconfig?: string | undefined;
  /** @default the current context */
  readonly context?: string | undefined;
}

/**
 * The connection of a kubeconfig, with all ways to prove who asks that it can name: certificates, tokens, programs, clouds.
 *
 * @throws Error when there is no such file, context, cluster or user
 */
export async function kubeconfigConnection({ kubeconfig, context }: KubeconfigOptions): Promise<KubeConnection> {
  const config = new KubeConfig();
  if (kubeconfig === undefined) config.loadFromDefault();
  else config.loadFromFile(kubeconfig);
  if (context !== undefined) config.setCurrentContext(context);
  const chosen = config.getContextObject(config.getCurrentContext());
  if (chosen === null) throw new Error(`it has no context ${JSON.stringify(config.getCurrentContext())}`);
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new Error(`it has no cluster ${JSON.stringify(chosen.cluster)}`);
  // What the library makes up when it finds no file.
  if (cluster.name === 'cluster' && cluster.server === 'http://localhost:8080')
    throw new Error('there is no kubeconfig');
  if (cluster.proxyUrl !== undefined) throw new Error('its cluster has a proxy-url, which is not supported');

  const authenticate = async () => {
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    return options;
  };
  const { ca, cert, key, servername, rejectUnauthorized } = await authenticate();
  const tls = { ca, cert, key, servername, rejectUnauthorized };
  return {
    server: cluster.server.replace(/\/+$/, ''),
    namespace: chosen.namespace ?? 'default',
    tls: Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined)) as KubeConnection['tls'],
    headers: async () => {
      const { headers, auth } = await authenticate();
      const basic = typeof auth === 'string' ? { authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {};
      return { ...(headers as Record<string, string>), ...basic };
    },
  };
}
