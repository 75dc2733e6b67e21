import { FlinkClient } from '../../controller/flink/client';
import { httpTransport } from '../../controller/http';
import { objectNames, PORT_NAMES } from '../../lib/flink/names';
import type { Io } from '../io';
import { waiting, type Cluster } from './connect';

/**
 * A client of a cluster's JobManager: at the address that is given, else in a pod through its REST Service, else through
 * the API server's proxy to that Service.
 */
export function flinkClient(
  { kube, namespace, inside }: Cluster,
  cluster: string,
  io: Io,
  restUrl?: string,
): FlinkClient {
  const { restService } = objectNames(cluster);
  const retrying = waiting('the JobManager', io);
  if (restUrl === undefined && !inside) {
    const { base, transport } = kube.serviceProxy(namespace, restService, PORT_NAMES.rest);
    return new FlinkClient(base, transport, retrying);
  }
  return new FlinkClient(restUrl ?? `http://${restService}.${namespace}:8081`, httpTransport(), retrying);
}
