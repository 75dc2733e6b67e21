import { Chart, JsonPatch, Size, type ChartProps } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { FlinkJobCluster, FlinkSessionCluster } from 'cdk8s-flink';

/** Clusters among objects of cdk8s-plus: claims, secrets, accounts and values are taken as they are. */
export class InteropChart extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    const state = new kplus.PersistentVolumeClaim(this, 'state', {
      metadata: { name: 'fraud-detection-state' },
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY],
      storage: Size.gibibytes(10),
    });
    const account = new kplus.ServiceAccount(this, 'account', {
      metadata: { name: 'fraud-detection', annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/fraud' } },
      automountToken: true,
    });
    const rules = new kplus.ConfigMap(this, 'rules', {
      metadata: { name: 'fraud-rules' },
      data: { 'rules.json': '{"threshold": 100}' },
    });
    const kafka = kplus.Secret.fromSecretName(this, 'kafka', 'kafka-credentials');

    const cluster = new FlinkJobCluster(this, 'fraud-detection', {
      name: 'fraud-detection',
      image: 'shop/fraud-detection:4.0.1',
      flinkVersion: '1.20',
      serviceAccount: account,
      jarUri: 'https://artifacts.example.com/fraud-detection-4.0.1.jar',
      jarSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      parallelism: 4,
      jobManager: { memory: '2Gi' },
      taskManager: { memory: '4Gi' },
      env: {
        KAFKA_USER: kafka.envValue('user'),
        KAFKA_PASSWORD: kafka.envValue('password'),
        NODE: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.NODE_NAME),
      },
      volumes: [
        { source: state, mountPath: '/state' },
        { source: rules, mountPath: '/rules', readOnly: true },
        { source: kplus.Volume.fromSecret(this, 'certificates', kafka), mountPath: '/certificates', readOnly: true },
      ],
      highAvailabilityStorageDir: 'file:///state/ha',
      checkpointsDir: 'file:///state/checkpoints',
    });
    // Patches see the object as it is written, and fields of any age stay.
    cluster.taskManager.addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 10));

    // The same platform with a controller in it: one custom resource, and what stands beside it.
    new FlinkSessionCluster(this, 'workbench', {
      name: 'managed-workbench',
      managedBy: 'controller',
      image: 'flink:2.2.1-java17',
      flinkVersion: '2.2',
      jobManager: { memory: '2Gi' },
      taskManager: { memory: '4Gi' },
    });
  }
}
