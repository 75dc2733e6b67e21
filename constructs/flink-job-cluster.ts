import type { Construct } from 'constructs';
import type { JsonObject } from '../lib/manifest';
import { FlinkClusterBase } from './flink-cluster-base';
import type { FlinkJobClusterProps } from './job-props';

/**
 * A Flink cluster that runs one job (Flink's Application mode).
 *
 * ```ts
 * new FlinkJobCluster(chart, 'orders', {
 *   name: 'orders',
 *   namespace: 'streams',
 *   image: 'registry.example.com/orders:1.0',
 *   flinkVersion: '1.20',
 *   jarUri: 'local:///opt/flink/usrlib/orders.jar',
 *   parallelism: 4,
 *   taskSlots: 2,
 *   jobManager: { memory: '2Gi' },
 *   taskManager: { memory: '4Gi', cpu: 2 },
 * });
 * ```
 *
 * The default child is the JobManager's workload, or the resource of a cluster that a controller manages.
 */
export class FlinkJobCluster extends FlinkClusterBase {
  /** True for a job that ends by itself. */
  readonly batch: boolean;
  /** Savepoint that the job starts from when it has no newer state. */
  readonly initialSavepointPath: string | undefined;

  /** @throws FlinkError with every problem of the props and the path of the construct */
  constructor(scope: Construct, id: string, props: FlinkJobClusterProps) {
    super(scope, id, props, props);
    this.batch = props.batch ?? false;
    this.initialSavepointPath = props.initialSavepointPath;
  }

  /** Adds Flink options and job fields to the resource. For constructs of this package. */
  addToResource(options: Readonly<Record<string, string>>, job: JsonObject): void {
    this.extendResource((spec) => {
      if (Object.keys(options).length > 0) Object.assign(spec.flinkConfiguration as JsonObject, options);
      Object.assign(spec.job as JsonObject, job);
    });
  }
}
