import type { Construct } from 'constructs';
import type { FlinkClusterProps } from './cluster-props';
import { FlinkClusterBase } from './flink-cluster-base';

/** Props of a {@link FlinkSessionCluster}. */
export type FlinkSessionClusterProps = FlinkClusterProps;

/**
 * A Flink cluster that runs whatever jobs are submitted to it.
 *
 * The default child is the JobManager's Deployment, or the resource of a cluster that a controller manages.
 */
export class FlinkSessionCluster extends FlinkClusterBase {
  /** @throws FlinkError with every problem of the props and the path of the construct */
  constructor(scope: Construct, id: string, props: FlinkSessionClusterProps) {
    super(scope, id, props, undefined);
  }
}
