import type { Manifest } from '../../manifest';
import type { IngressModel } from '../../model/cluster';
import type { FlinkClusterModel } from '../../model/flinkcluster';
import type { Launch } from '../../model/launch';
import { field } from '../labels';
import { componentLabels, objectNames, revisionLabels } from './names';

/** The Ingress in front of the web UI. */
export function ingressManifest(model: FlinkClusterModel, ingress: IngressModel, launch: Launch): Manifest {
  const { jobManager: name } = objectNames(model.name);
  const backend = { service: { name, port: { name: 'ui' } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name,
      namespace: model.namespace,
      labels: { ...componentLabels(model, 'jobmanager'), ...revisionLabels(model, launch) },
      ...field('annotations', ingress.annotations),
    },
    spec: {
      ...(ingress.tls.length === 0 ? {} : { tls: ingress.tls }),
      rules: [
        {
          ...(ingress.host === undefined ? {} : { host: ingress.host }),
          http: { paths: [{ path: ingress.path ?? '/', pathType: 'Prefix', backend }] },
        },
      ],
    },
  };
}
