import type { Construct } from 'constructs';
import type { FlinkSessionJobSpec } from '../lib/api/apache/types';
import { CustomResource, type OperatedResourceProps } from './custom-resource';

/**
 * A `FlinkSessionJob`: a job for a session cluster that the Apache Flink Kubernetes Operator runs.
 *
 * ```ts
 * new FlinkSessionJob(chart, 'report', {
 *   metadata: { name: 'report', namespace: 'streams' },
 *   spec: {
 *     deploymentName: 'workbench',
 *     job: { jarURI: 'https://artifacts.example.com/report.jar', parallelism: 2, upgradeMode: 'stateless' },
 *   },
 * });
 * ```
 */
export class FlinkSessionJob extends CustomResource {
  /** @throws FlinkError with every problem of the resource and the path of the construct */
  constructor(scope: Construct, id: string, props: OperatedResourceProps<FlinkSessionJobSpec>) {
    super(scope, id, { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkSessionJob', refers: true }, props);
  }
}
