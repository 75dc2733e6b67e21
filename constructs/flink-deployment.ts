import type { Construct } from 'constructs';
import type { FlinkDeploymentSpec } from '../lib/api/apache/types';
import { CustomResource, type OperatedResourceProps } from './custom-resource';

/**
 * A `FlinkDeployment` for the Apache Flink Kubernetes Operator: with `job` one job, without it a session cluster.
 *
 * ```ts
 * new FlinkDeployment(chart, 'orders', {
 *   metadata: { name: 'orders', namespace: 'streams' },
 *   spec: {
 *     image: 'shop/orders:1.0',
 *     flinkVersion: 'v1_20',
 *     serviceAccount: 'flink',
 *     jobManager: { resource: { memory: '2Gi', cpu: 1 } },
 *     taskManager: { resource: { memory: '4Gi', cpu: 2 } },
 *     job: { jarURI: 'local:///opt/flink/usrlib/orders.jar', parallelism: 4, upgradeMode: 'stateless' },
 *   },
 * });
 * ```
 */
export class FlinkDeployment extends CustomResource {
  /** @throws FlinkError with every problem of the resource and the path of the construct */
  constructor(scope: Construct, id: string, props: OperatedResourceProps<FlinkDeploymentSpec>) {
    super(scope, id, { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment' }, props);
  }
}
