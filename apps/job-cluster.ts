import { Chart, Duration, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { FlinkJobCluster, MetricsReporter, SavepointPolicy, type FlinkClusterProps } from 'cdk8s-flink';
import { stateOf, type Storage } from './storage';

/** What differs between a production cluster and a small one. */
export interface JobClusterChartProps extends ChartProps {
  readonly storage: Storage;
  readonly image: string;
  /** The job's arguments. @default - none */
  readonly args?: readonly string[];
  /** Anything else of the cluster, such as resources. @default - those of a small production job */
  readonly cluster?: Partial<FlinkClusterProps>;
  /** When savepoints are taken. @default - every night */
  readonly savepoints?: string;
}

/**
 * One job with high availability: its state survives every restart and every change of the job, a standby JobManager
 * waits, and a savepoint is taken every night.
 */
export class JobClusterChart extends Chart {
  readonly cluster: FlinkJobCluster;

  constructor(scope: Construct, id: string, props: JobClusterChartProps) {
    super(scope, id, props);

    this.cluster = new FlinkJobCluster(this, 'counting', {
      name: 'counting',
      image: props.image,
      flinkVersion: '1.20',
      jarUri: 'local:///opt/flink/usrlib/jobs.jar',
      args: props.args ?? [],
      parallelism: 2,
      jobManager: { memory: '2Gi', replicas: 2 },
      taskManager: { memory: '4Gi', cpu: 2 },
      checkpointInterval: Duration.seconds(30),
      metricsReporters: [MetricsReporter.prometheus()],
      networkAccess: {
        metrics: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      },
      ...stateOf(props.storage, 'counting'),
      ...props.cluster,
    });

    new SavepointPolicy(this, 'savepoints', {
      cluster: this.cluster,
      schedule: props.savepoints ?? '0 3 * * *',
      retainCount: 3,
    });
  }
}
