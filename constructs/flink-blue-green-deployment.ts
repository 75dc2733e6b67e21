import type { Construct } from 'constructs';
import type { FlinkBlueGreenDeploymentSpec } from '../lib/api/apache/types';
import { CustomResource, type OperatedResourceProps } from './custom-resource';

/**
 * A `FlinkBlueGreenDeployment`: a job of which a changed version starts beside the old one, from a savepoint, before the old
 * one ends.
 *
 * ```ts
 * new FlinkBlueGreenDeployment(chart, 'orders', {
 *   metadata: { name: 'orders', namespace: 'streams' },
 *   spec: {
 *     template: {
 *       spec: {
 *         image: 'shop/orders:1.0',
 *         flinkVersion: 'v1_20',
 *         serviceAccount: 'flink',
 *         flinkConfiguration: {
 *           'state.checkpoints.dir': 's3://shop/flink/orders/checkpoints',
 *           'state.savepoints.dir': 's3://shop/flink/orders/savepoints',
 *         },
 *         jobManager: { resource: { memory: '2Gi', cpu: 1 } },
 *         taskManager: { resource: { memory: '4Gi', cpu: 2 } },
 *         job: { jarURI: 'local:///opt/flink/usrlib/orders.jar', parallelism: 4, upgradeMode: 'savepoint' },
 *       },
 *     },
 *   },
 * });
 * ```
 */
export class FlinkBlueGreenDeployment extends CustomResource {
  /** @throws FlinkError with every problem of the resource and the path of the construct */
  constructor(scope: Construct, id: string, props: OperatedResourceProps<FlinkBlueGreenDeploymentSpec>) {
    super(scope, id, { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkBlueGreenDeployment' }, props);
  }
}
