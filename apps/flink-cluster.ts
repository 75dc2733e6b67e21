import { Chart, Duration, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { FlinkJobCluster, FlinkSessionCluster, SavepointPolicy } from 'cdk8s-flink';
import { stateOf, type Storage } from './storage';

/** What differs between environments. */
export interface FlinkClusterChartProps extends ChartProps {
  readonly storage: Storage;
  readonly image: string;
}

/** Clusters for a platform whose controller knows FlinkClusters: a job as a resource, a workbench as manifests. */
export class FlinkClusterChart extends Chart {
  constructor(scope: Construct, id: string, props: FlinkClusterChartProps) {
    super(scope, id, props);

    const cluster = new FlinkJobCluster(this, 'clicks', {
      name: 'clicks',
      dialect: 'FlinkCluster',
      managedBy: 'controller',
      image: props.image,
      flinkVersion: '1.20',
      jarUri: 'local:///opt/flink/usrlib/clicks.jar',
      entryClass: 'shop.Clicks',
      parallelism: 4,
      taskSlots: 2,
      jobManager: { memory: '2Gi' },
      taskManager: { memory: '4Gi', cpu: 2 },
      ...stateOf(props.storage, 'clicks'),
    });
    new SavepointPolicy(this, 'savepoints', { cluster, interval: Duration.hours(6), onUpgrade: true });

    new FlinkSessionCluster(this, 'sandbox', {
      name: 'sandbox',
      dialect: 'FlinkCluster',
      image: 'flink:2.2.1-java17',
      flinkVersion: '2.2',
      jobManager: { memory: '2Gi' },
      taskManager: { memory: '4Gi', replicas: 2 },
    });
  }
}
