import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { FlinkJobCluster } from 'cdk8s-flink';
import { stateOf, type Storage } from './storage';

/** What differs between environments. */
export interface PythonJobChartProps extends ChartProps {
  readonly storage: Storage;
  /** An image with Flink, Python, PyFlink and the program. */
  readonly image: string;
}

/** A job in Python; a sidecar ships its audit log, and an init container waits for the database. */
export class PythonJobChart extends Chart {
  constructor(scope: Construct, id: string, props: PythonJobChartProps) {
    super(scope, id, props);

    new FlinkJobCluster(this, 'word-count', {
      name: 'word-count',
      image: props.image,
      flinkVersion: '1.20',
      python: {
        script: '/opt/flink/usrlib/word_count.py',
        files: ['/opt/flink/usrlib/lib'],
        executable: '/usr/bin/python3',
      },
      args: ['--topic', 'words'],
      parallelism: 4,
      taskSlots: 2,
      jobManager: { memory: '2Gi' },
      taskManager: {
        memory: '4Gi',
        cpu: 2,
        volumes: [{ source: { emptyDir: {} }, name: 'audit', mountPath: '/var/log/audit' }],
        sidecars: [
          {
            name: 'audit',
            image: 'fluent/fluent-bit:3.2',
            volumeMounts: [{ name: 'audit', mountPath: '/var/log/audit', readOnly: true }],
          },
        ],
      },
      initContainers: [
        {
          name: 'wait-for-database',
          image: 'busybox:1.37',
          command: ['sh', '-c', 'until nc -z database 5432; do sleep 1; done'],
        },
      ],
      env: {
        DATABASE_PASSWORD: { valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } },
      },
      ...stateOf(props.storage, 'word-count'),
    });
  }
}
