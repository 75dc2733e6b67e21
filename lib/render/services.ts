import type { FlinkConfig } from '../flink/config';
import { highAvailabilityEnabled } from '../flink/high-availability';
import { objectNames, PORT_NAMES } from '../flink/names';
import { integer, OPTIONS, text } from '../flink/options';
import type { Manifest } from '../manifest';
import type { ClusterModel } from '../model/cluster';
import { commonLabels, field, selectorLabels } from './labels';
import { mapOption } from './pod';

/**
 * The headless Service by which TaskManagers find the JobManager. With high availability they ask the HA services
 * instead; a standalone cluster has it all the same.
 */
export function internalService(model: ClusterModel, config: FlinkConfig): Manifest | undefined {
  if (model.layout === 'native' && highAvailabilityEnabled(config)) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: objectNames(model.name).internalService,
      namespace: model.namespace,
      labels: commonLabels(model),
    },
    spec: {
      clusterIP: 'None',
      selector: selectorLabels(model, 'jobmanager'),
      ports: [
        { name: PORT_NAMES.jobManagerRpc, port: integer(config, OPTIONS.jobManagerRpcPort) ?? 6123 },
        { name: PORT_NAMES.blobServer, port: integer(config, OPTIONS.blobServerPort) ?? 6124 },
      ],
    },
  };
}

/** The Service of the REST API and web UI. */
export function restService(model: ClusterModel, config: FlinkConfig): Manifest {
  const type = text(config, OPTIONS.restServiceType);
  const headless = type === 'Headless_ClusterIP';
  const targetPort = integer(config, OPTIONS.restBindPort) ?? 8081;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: objectNames(model.name).restService,
      namespace: model.namespace,
      labels: commonLabels(model),
      ...field('annotations', mapOption(config, OPTIONS.restServiceAnnotations)),
    },
    spec: {
      type: headless ? 'ClusterIP' : type,
      ...(headless ? { clusterIP: 'None' } : {}),
      selector: selectorLabels(model, 'jobmanager'),
      ports: [{ name: PORT_NAMES.rest, port: integer(config, OPTIONS.restPort) ?? 8081, targetPort }],
    },
  };
}
