import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { FlinkJobCluster, type FlinkClusterProps } from 'cdk8s-flink';

/** What differs between a production cluster and a small one. */
export interface BatchJobChartProps extends ChartProps {
  readonly image: string;
  /** The day that is worked on. Another day is another Job. */
  readonly day: string;
  /** Anything else of the cluster, such as resources. @default - those of a nightly report */
  readonly cluster?: Partial<FlinkClusterProps>;
}

/** A job that ends: a nightly report. Its pods end with it, and another day or image is a new Job. */
export class BatchJobChart extends Chart {
  constructor(scope: Construct, id: string, props: BatchJobChartProps) {
    super(scope, id, props);

    new FlinkJobCluster(this, 'report', {
      name: 'report',
      image: props.image,
      flinkVersion: '2.2',
      batch: true,
      batchRetries: 1,
      jarUri: 'local:///opt/flink/usrlib/jobs.jar',
      entryClass: 'jobs.BatchJob',
      args: ['--records', '1000'],
      env: { REPORT_DAY: props.day },
      parallelism: 2,
      taskSlots: 2,
      jobManager: { memory: '1Gi' },
      taskManager: { memory: '2Gi' },
      ...props.cluster,
    });
  }
}
