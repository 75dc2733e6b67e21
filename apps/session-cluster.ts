import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { FlinkSessionCluster, type FlinkClusterProps } from 'cdk8s-flink';

/** What differs between a production cluster and a small one. */
export interface SessionClusterChartProps extends ChartProps {
  readonly image: string;
  /** Anything else of the cluster, such as resources. @default - those of a team's workbench */
  readonly cluster?: Partial<FlinkClusterProps>;
}

/** A cluster for jobs that people submit themselves, with its web UI behind an Ingress. */
export class SessionClusterChart extends Chart {
  constructor(scope: Construct, id: string, props: SessionClusterChartProps) {
    super(scope, id, props);

    new FlinkSessionCluster(this, 'workbench', {
      name: 'workbench',
      image: props.image,
      flinkVersion: '2.2',
      taskSlots: 4,
      jobManager: { memory: '2Gi' },
      taskManager: { memory: '8Gi', cpu: 4, replicas: 3 },
      ingress: {
        template: '{{name}}.{{namespace}}.example.com',
        className: 'nginx',
        tls: [{ hosts: [`workbench.${this.namespace ?? 'default'}.example.com`], secretName: 'workbench-tls' }],
      },
      networkAccess: {
        rest: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
      },
      ...props.cluster,
    });
  }
}
