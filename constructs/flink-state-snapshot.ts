import type { Construct } from 'constructs';
import type { FlinkStateSnapshotSpec } from '../lib/api/apache/types';
import { CustomResource, type OperatedResourceProps } from './custom-resource';

/**
 * A `FlinkStateSnapshot`: one savepoint or checkpoint of a job that the Apache Flink Kubernetes Operator runs.
 *
 * ```ts
 * new FlinkStateSnapshot(chart, 'before-migration', {
 *   metadata: { name: 'orders-before-migration', namespace: 'streams' },
 *   spec: { jobReference: { kind: 'FlinkDeployment', name: 'orders' }, savepoint: {} },
 * });
 * ```
 */
export class FlinkStateSnapshot extends CustomResource {
  /** @throws FlinkError with every problem of the resource and the path of the construct */
  constructor(scope: Construct, id: string, props: OperatedResourceProps<FlinkStateSnapshotSpec>) {
    super(scope, id, { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkStateSnapshot', refers: true }, props);
  }
}
