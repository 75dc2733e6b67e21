import { Chart, Duration, type App } from 'cdk8s';
import { FlinkJobCluster, SavepointPolicy } from 'cdk8s-flink';
import { stateOf, type Storage } from './storage';

/** An environment of the team. */
interface Environment {
  readonly namespace: string;
  readonly storage: Storage;
  /** Factor of parallelism and TaskManagers. */
  readonly scale: number;
  /** A standby JobManager, savepoints, a node pool of its own. */
  readonly production: boolean;
}

/** A job of the team. */
interface Job {
  readonly image: string;
  readonly parallelism: number;
  readonly args: readonly string[];
  readonly memory: string;
}

const ENVIRONMENTS = {
  dev: { namespace: 'shop-dev', storage: { uri: 's3://shop-dev/flink' }, scale: 1, production: false },
  staging: { namespace: 'shop-staging', storage: { uri: 's3://shop-staging/flink' }, scale: 1, production: false },
  prod: { namespace: 'shop', storage: { uri: 's3://shop-prod/flink' }, scale: 4, production: true },
} as const satisfies Record<string, Environment>;

const JOBS = {
  orders: { image: 'shop/orders:2.3.0', parallelism: 2, args: ['--topic', 'orders'], memory: '4Gi' },
  payments: { image: 'shop/payments:1.9.1', parallelism: 1, args: ['--topic', 'payments'], memory: '2Gi' },
} as const satisfies Record<string, Job>;

/** All jobs of a team in all environments, from two tables: a chart, and so a file, for each environment. */
export function platform(app: App): void {
  for (const [name, environment] of Object.entries<Environment>(ENVIRONMENTS)) {
    const { namespace, production, scale, storage } = environment;
    const chart = new Chart(app, `platform-${name}`, { namespace, labels: { team: 'shop', environment: name } });
    for (const [id, job] of Object.entries<Job>(JOBS)) {
      const cluster = new FlinkJobCluster(chart, id, {
        name: id,
        image: job.image,
        flinkVersion: '2.2',
        jarUri: `local:///opt/flink/usrlib/${id}.jar`,
        args: [...job.args, '--environment', name],
        parallelism: job.parallelism * scale,
        jobManager: { memory: '2Gi', replicas: production ? 2 : 1 },
        taskManager: { memory: job.memory, cpu: 2 },
        ...(production
          ? {
              nodeSelector: { pool: 'streaming' },
              tolerations: [{ key: 'pool', operator: 'Equal', value: 'streaming', effect: 'NoSchedule' }],
              topologySpreadConstraints: [
                {
                  maxSkew: 1,
                  topologyKey: 'topology.kubernetes.io/zone',
                  whenUnsatisfiable: 'ScheduleAnyway',
                  labelSelector: { matchLabels: { app: id } },
                },
              ],
            }
          : {}),
        ...stateOf(storage, id),
      });
      if (production) {
        new SavepointPolicy(chart, `${id}-savepoints`, {
          cluster,
          interval: Duration.hours(6),
          retainCount: 8,
          retainAge: Duration.days(30),
        });
      }
    }
  }
}
