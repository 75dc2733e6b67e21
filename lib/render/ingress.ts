import type { FlinkConfig } from '../flink/config';
import { objectNames } from '../flink/names';
import { integer, OPTIONS } from '../flink/options';
import type { Manifest } from '../manifest';
import type { ClusterModel, IngressModel } from '../model/cluster';
import { field } from './labels';

/** The Ingress in front of the REST service. */
export function ingressManifest(model: ClusterModel, ingress: IngressModel, config: FlinkConfig): Manifest {
  const names = objectNames(model.name);
  const service = { name: names.restService, port: { number: integer(config, OPTIONS.restPort) ?? 8081 } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: names.ingress,
      namespace: model.namespace,
      labels: { ...ingress.labels, component: 'ingress' },
      ...field('annotations', ingress.annotations),
    },
    spec: {
      ...(ingress.className === undefined ? {} : { ingressClassName: ingress.className }),
      ...(ingress.tls.length === 0 ? {} : { tls: ingress.tls }),
      rules: [
        {
          ...(ingress.host === undefined ? {} : { host: ingress.host }),
          http: {
            paths: [
              {
                ...(ingress.path === undefined ? {} : { path: ingress.path }),
                pathType: 'ImplementationSpecific',
                backend: { service },
              },
            ],
          },
        },
      ],
    },
  };
}
