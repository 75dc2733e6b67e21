import { Chart, Size, type ChartProps } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { FlinkJobCluster } from '..';

/** One job with high availability: its state is in checkpoints on a shared volume, and a standby JobManager waits. */
export class JobClusterChart extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    const state = new kplus.PersistentVolumeClaim(this, 'state', {
      metadata: { name: 'fraud-detection-state' },
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY],
      storage: Size.gibibytes(10),
    });

    // JobManagers elect their leader, and TaskManagers find it, by ConfigMaps.
    const account = new kplus.ServiceAccount(this, 'account', {
      metadata: { name: 'fraud-detection' },
      automountToken: true,
    });
    const leaderElection = new kplus.Role(this, 'leader-election', { metadata: { name: 'fraud-detection' } });
    leaderElection.allowReadWrite(kplus.ApiResource.CONFIG_MAPS);
    leaderElection.bind(account);

    new FlinkJobCluster(this, 'fraud-detection', {
      name: 'fraud-detection',
      image: 'flink:1.20.2-java17',
      flinkVersion: '1.20',
      serviceAccount: account.name,
      jarUri: 'local:///opt/flink/examples/streaming/StateMachineExample.jar',
      args: ['--error-rate', '0.001'],
      parallelism: 4,
      taskSlots: 2,
      jobManager: { memory: '2Gi', cpu: 1, replicas: 2 },
      taskManager: { memory: '4Gi', cpu: 2 },
      highAvailabilityStorageDir: 'file:///state/ha',
      checkpointsDir: 'file:///state/checkpoints',
      savepointsDir: 'file:///state/savepoints',
      flinkConfiguration: { execution: { checkpointing: { interval: '1 min' } } },
      podTemplate: {
        spec: {
          containers: [{ name: 'flink-main-container', volumeMounts: [{ name: 'state', mountPath: '/state' }] }],
          volumes: [{ name: 'state', persistentVolumeClaim: { claimName: state.name } }],
        },
      },
    });
  }
}
