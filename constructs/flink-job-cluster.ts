import type { Construct } from 'constructs';
import type { FlinkClusterProps } from './cluster-props';
import { FlinkCluster } from './flink-cluster';

/** Props of a {@link FlinkJobCluster}. */
export interface FlinkJobClusterProps extends FlinkClusterProps {
  /**
   * The job's jar inside the image, such as `local:///opt/flink/usrlib/job.jar`.
   * @default - the class path of the image, `/opt/flink/usrlib` included
   */
  readonly jarUri?: string;
  /** Main class of the job. @default - the one that the jar names */
  readonly entryClass?: string;
  /** Arguments of the main class. @default - none */
  readonly args?: readonly string[];
  /** Parallelism of the job; ignored when `taskManager.replicas` is set. @default 1 */
  readonly parallelism?: number;
  /** Savepoint to start from. @default - none */
  readonly initialSavepointPath?: string;
  /** Start although the savepoint has state that the job no longer knows. @default false */
  readonly allowNonRestoredState?: boolean;
}

/**
 * A Flink cluster that runs one job (Flink's Application mode), as plain Kubernetes objects.
 *
 * ```ts
 * new FlinkJobCluster(chart, 'orders', {
 *   name: 'orders',
 *   namespace: 'streams',
 *   image: 'registry.example.com/orders:1.0',
 *   flinkVersion: '1.20',
 *   jarUri: 'local:///opt/flink/usrlib/orders.jar',
 *   parallelism: 4,
 *   jobManager: { memory: '2Gi' },
 *   taskManager: { memory: '4Gi', cpu: 2 },
 *   taskSlots: 2,
 * });
 * ```
 *
 * The default child is the JobManager's Deployment.
 */
export class FlinkJobCluster extends FlinkCluster {
  /** @throws FlinkError with every problem of the props and the path of the construct */
  constructor(scope: Construct, id: string, props: FlinkJobClusterProps) {
    super(scope, id, props, {
      parallelism: props.parallelism ?? 1,
      args: [...(props.args ?? [])],
      ...(props.jarUri === undefined ? {} : { jarURI: props.jarUri }),
      ...(props.entryClass === undefined ? {} : { entryClass: props.entryClass }),
      ...(props.initialSavepointPath === undefined ? {} : { initialSavepointPath: props.initialSavepointPath }),
      ...(props.allowNonRestoredState === undefined ? {} : { allowNonRestoredState: props.allowNonRestoredState }),
    });
  }
}
