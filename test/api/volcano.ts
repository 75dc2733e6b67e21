import type { Manifest } from '../../lib/manifest';

/** PodGroups of the batch scheduler Volcano, as far as they are rendered: strict about the fields of their own. */
export const VOLCANO_POD_GROUPS: Manifest = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'podgroups.scheduling.volcano.sh' },
  spec: {
    group: 'scheduling.volcano.sh',
    names: { kind: 'PodGroup', plural: 'podgroups' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1beta1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  minMember: { type: 'integer', format: 'int32' },
                  minResources: {
                    type: 'object',
                    additionalProperties: { 'x-kubernetes-int-or-string': true },
                  },
                  queue: { type: 'string' },
                  priorityClassName: { type: 'string' },
                },
              },
            },
          },
        },
      },
    ],
  },
};
