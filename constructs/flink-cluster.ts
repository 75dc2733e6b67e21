import type { Construct } from 'constructs';
import type { FlinkClusterSpec } from '../lib/api/flinkcluster/types';
import { CustomResource, type CustomResourceProps } from './custom-resource';

/**
 * A `FlinkCluster`, as the operators of Google and Spotify define it: with `job` one job, without it a session cluster.
 *
 * ```ts
 * new FlinkCluster(chart, 'orders', {
 *   metadata: { name: 'orders', namespace: 'streams' },
 *   spec: {
 *     flinkVersion: '1.20',
 *     image: { name: 'shop/orders:1.0' },
 *     taskManager: { replicas: 2, resources: { limits: { cpu: '2', memory: '4Gi' } } },
 *     job: { mode: 'Application', className: 'shop.Orders', parallelism: 4 },
 *   },
 * });
 * ```
 */
export class FlinkCluster extends CustomResource {
  /** @throws FlinkError with every problem of the resource and the path of the construct */
  constructor(scope: Construct, id: string, props: CustomResourceProps<FlinkClusterSpec>) {
    super(scope, id, { apiVersion: 'flinkoperator.k8s.io/v1beta1', kind: 'FlinkCluster' }, props);
  }
}
