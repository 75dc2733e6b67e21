import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { FlinkSessionCluster } from '..';

/** A cluster for jobs that people submit themselves, with its web UI behind an Ingress. */
export class SessionClusterChart extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    new FlinkSessionCluster(this, 'workbench', {
      name: 'workbench',
      image: 'flink:2.1.0-java17',
      flinkVersion: '2.1',
      taskSlots: 4,
      jobManager: { memory: '2Gi' },
      taskManager: { memory: '8Gi', cpu: 4, replicas: 3 },
      ingress: { template: '{{name}}.{{namespace}}.example.com', className: 'nginx' },
      flinkConfiguration: { 'web.submit.enable': 'true' },
    });
  }
}
