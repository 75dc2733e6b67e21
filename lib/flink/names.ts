/** Names that Flink and the operator agree on; a pod template addresses the main container by its name. */
export const MAIN_CONTAINER = 'flink-main-container';

/** Names of the container and service ports. */
export const PORT_NAMES = {
  rest: 'rest',
  jobManagerRpc: 'jobmanager-rpc',
  blobServer: 'blobserver',
  taskManagerRpc: 'taskmanager-rpc',
} as const;

/** Names of a cluster's objects, all derived from the name of the cluster. */
export const objectNames = (cluster: string) => ({
  jobManager: cluster,
  taskManager: `${cluster}-taskmanager`,
  internalService: cluster,
  restService: `${cluster}-rest`,
  configMap: `flink-config-${cluster}`,
  podTemplateConfigMap: `pod-template-${cluster}`,
  ingress: cluster,
});

/** Where Flink's images expect the jars of a job; all of them are on its class path. */
export const USER_LIB = '/opt/flink/usrlib';

/** True for a jar in that folder. */
export function inUserLib(uri: string): boolean {
  return uri.replace(/^(file|local):(\/\/[^/]*)?/, '').startsWith(`${USER_LIB}/`);
}
