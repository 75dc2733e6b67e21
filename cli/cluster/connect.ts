import { systemClock } from '../../controller/clock';
import { httpTransport, reasonOf } from '../../controller/http';
import { KubeClient } from '../../controller/kube/client';
import type { KubeConnection } from '../../controller/kube/connection';
import { inClusterConnection } from '../../controller/kube/in-cluster';
import type * as Kubeconfig from '../../controller/kube/kubeconfig.mjs' with { 'resolution-mode': 'import' };
import type { Retrying } from '../../controller/retry';
import { FlinkError, problem } from '../../lib/problem';
import type { Io } from '../io';

/** Options of every command that contacts a cluster. */
export interface ConnectionOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
}

/** A cluster to talk to. */
export interface Cluster {
  readonly kube: KubeClient;
  readonly namespace: string;
  /** True in a pod, where Services can be reached. */
  readonly inside: boolean;
}

/**
 * The cluster that the options name, else the one that the pod runs in, else that of the kubeconfig.
 *
 * @throws FlinkError NoConnection
 */
export async function connect(options: ConnectionOptions, io: Io): Promise<Cluster> {
  const { connection, inside } = await findConnection(options, io);
  return {
    kube: new KubeClient(connection, httpTransport(connection.tls), waiting('the API server', io)),
    namespace: options.namespace ?? connection.namespace,
    inside,
  };
}

/** A server that does not answer is waited for, and the user knows. */
export function waiting(server: string, io: Io): Retrying {
  const onTrouble = (reason: string) => io.stderr(`cdk8s-flink: waiting for ${server}: ${reason}\n`);
  return { clock: systemClock, onTrouble };
}

async function findConnection(
  options: ConnectionOptions,
  io: Io,
): Promise<{ connection: KubeConnection; inside: boolean }> {
  const { kubeconfig, context } = options;
  try {
    const own = kubeconfig === undefined && context === undefined ? inClusterConnection(io.env) : undefined;
    if (own !== undefined) return { connection: own, inside: true };
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is large, and only needed here
    const { kubeconfigConnection } = require('../../controller/kube/kubeconfig.mjs') as typeof Kubeconfig;
    return { connection: await kubeconfigConnection({ kubeconfig, context }), inside: false };
  } catch (error) {
    throw new FlinkError([problem('NoConnection', [], { reason: reasonOf(error) })]);
  }
}
