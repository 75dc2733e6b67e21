import type { Manifest } from '../../lib/manifest';
import { allows, type Pod } from './network-policy';

/** Ports of Flink's processes by what they are for. */
export const FLINK_PORTS = {
  /** `jobmanager.rpc.port` */
  rpc: [6123],
  /** `blob.server.port` */
  blob: [6124],
  /** `taskmanager.rpc.port` */
  taskManagerRpc: [6122],
  /** `rest.port` */
  rest: [8081],
  /** Port of the Prometheus reporter. */
  metrics: [9249],
  /** `taskmanager.data.port`: unless it is set, the kernel chooses, from these ports on Linux. */
  data: [32768, 44444, 60999],
  /** `metrics.internal.query-service.port`: the same. */
  query: [32768, 44444, 60999],
  dns: [53],
} as const satisfies Record<string, readonly number[]>;

/** What a port is for. */
export type FlinkPort = keyof typeof FLINK_PORTS;

/** Connections of one kind, and whether they have to work or to be refused. */
export interface FlinkConnection {
  readonly from: FlinkRole;
  readonly to: FlinkRole;
  readonly ports: readonly FlinkPort[];
  readonly protocol?: 'TCP' | 'UDP';
  readonly allowed: boolean;
  readonly why: string;
}

/** A pod of a cluster, or one that has to do with it, or must not. */
export type FlinkRole = keyof ReturnType<typeof flinkPods>;

const INSIDE: Record<'jobManager' | 'taskManager', readonly FlinkPort[]> = {
  jobManager: ['rest', 'rpc', 'blob', 'query'],
  taskManager: ['taskManagerRpc', 'data', 'query'],
};

const needed: [from: FlinkRole, to: FlinkRole, ports: FlinkPort[], why: string, protocol?: 'UDP'][] = [
  ['taskManager', 'jobManager', ['rpc'], 'TaskManagers register, offer slots and send heartbeats'],
  [
    'taskManager',
    'jobManager',
    ['blob'],
    'TaskManagers fetch the jars of the job, and hand over logs that the UI shows',
  ],
  ['jobManager', 'taskManager', ['taskManagerRpc'], 'the JobManager deploys tasks and triggers checkpoints'],
  ['jobManager', 'taskManager', ['query'], 'the UI and the REST API show metrics of TaskManagers'],
  ['taskManager', 'secondTaskManager', ['data'], 'records go from task to task'],
  ['secondTaskManager', 'taskManager', ['data'], 'records go from task to task'],
  ['standby', 'jobManager', ['rpc'], 'the REST API of a standby asks the leader'],
  ['standby', 'jobManager', ['blob'], 'the REST API of a standby passes jars on to the leader'],
  ['standby', 'jobManager', ['query'], 'the REST API of a standby shows metrics of the leader'],
  ['standby', 'taskManager', ['query'], 'the REST API of a standby shows metrics of TaskManagers'],
  ['savepoint', 'jobManager', ['rest'], 'the savepoint job triggers savepoints by the REST API'],
  ['savepoint', 'standby', ['rest'], 'the REST service chooses any JobManager'],
  ['controller', 'jobManager', ['rest'], 'the controller observes jobs by the REST API'],
  ['controller', 'standby', ['rest'], 'the REST service chooses any JobManager'],
  ['scraper', 'jobManager', ['metrics'], 'metrics are pulled from each pod'],
  ['scraper', 'taskManager', ['metrics'], 'metrics are pulled from each pod'],
  ['jobManager', 'dns', ['dns'], 'buckets, brokers and services have names', 'UDP'],
  ['taskManager', 'dns', ['dns'], 'the JobManager has a name', 'UDP'],
  ['savepoint', 'dns', ['dns'], 'the REST service has a name', 'UDP'],
];

const strangers: [from: FlinkRole, why: string][] = [
  ['neighbour', 'whoever reaches Flink runs code in it, and it authenticates nobody'],
  ['otherJobManager', 'clusters in one namespace are apart'],
  ['otherTaskManager', 'clusters in one namespace are apart'],
  ['otherSavepoint', 'clusters in one namespace are apart'],
  ['impostor', 'labels count in their own namespace only'],
  ['falseController', 'the controller is known by its namespace, too'],
  ['nextToController', 'not every pod of that namespace is the controller'],
];

/**
 * What a standalone Flink cluster needs, and what has to be refused. Whether a savepoint job, a controller or a scraper
 * may reach more ports than it needs is left open.
 */
export const flinkConnections: readonly FlinkConnection[] = [
  ...needed.map(([from, to, ports, why, protocol = 'TCP' as const]) => ({
    from,
    to,
    ports,
    why,
    protocol,
    allowed: true,
  })),
  ...strangers.flatMap(([from, why]) =>
    (['jobManager', 'taskManager'] as const).map((to) => ({ from, to, ports: INSIDE[to], why, allowed: false })),
  ),
];

/** The pods of a cluster and around it, with the labels that its objects give them. */
export function flinkPods(name: string, namespace: string) {
  const flink = (cluster: string, component: string, where = namespace): Pod => ({
    namespace: where,
    labels: { app: cluster, component, type: 'flink-standalone-kubernetes' },
    ports: [],
  });
  const labelled = (where: string, labels: Record<string, string>): Pod => ({ namespace: where, labels });
  const other = `${name}-2`;
  const controller = { 'app.kubernetes.io/name': 'cdk8s-flink' };
  return {
    jobManager: flink(name, 'jobmanager'),
    standby: flink(name, 'jobmanager'),
    taskManager: flink(name, 'taskmanager'),
    secondTaskManager: flink(name, 'taskmanager'),
    savepoint: labelled(namespace, { app: name, component: 'savepoint' }),
    controller: labelled('cdk8s-flink-system', controller),
    scraper: labelled('monitoring', { 'app.kubernetes.io/name': 'prometheus' }),
    dns: labelled('kube-system', { 'k8s-app': 'kube-dns' }),
    neighbour: labelled(namespace, { app: 'shop' }),
    otherJobManager: flink(other, 'jobmanager'),
    otherTaskManager: flink(other, 'taskmanager'),
    otherSavepoint: labelled(namespace, { app: other, component: 'savepoint' }),
    impostor: flink(name, 'taskmanager', `${namespace}-2`),
    falseController: labelled(namespace, controller),
    nextToController: labelled('cdk8s-flink-system', { 'app.kubernetes.io/name': 'other' }),
  };
}

/** How a cluster differs from the usual. */
export interface ConnectionOptions {
  /** Pods instead of those of {@link flinkPods}, such as `podOf(deployment)` with its named ports. */
  readonly pods?: Partial<Record<FlinkRole, Pod>>;
  /** Other ports, such as that of `taskmanager.data.port`. */
  readonly ports?: Partial<Record<FlinkPort, readonly number[]>>;
  /** Roles that this cluster does not have; what would be allowed for them is not asked for. */
  readonly without?: readonly FlinkRole[];
}

/** What NetworkPolicies get wrong about a cluster, a line a port; empty when all of {@link flinkConnections} holds. */
export function wrongConnections(
  manifests: readonly Manifest[],
  cluster: { readonly name: string; readonly namespace: string },
  { pods = {}, ports = {}, without = [] }: ConnectionOptions = {},
): string[] {
  const all = { ...flinkPods(cluster.name, cluster.namespace), ...pods };
  const numbers = { ...FLINK_PORTS, ...ports };
  return flinkConnections
    .filter(({ from, to, allowed }) => !allowed || !(without.includes(from) || without.includes(to)))
    .flatMap((connection) => {
      const { from, to, protocol = 'TCP', allowed, why } = connection;
      return connection.ports.flatMap((name) =>
        numbers[name]
          .filter((port) => allows(manifests, all[from], all[to], port, protocol) !== allowed)
          .map((port) => `${from} -> ${to} ${port} (${name}) is ${allowed ? 'refused' : 'allowed'}, but ${why}`),
      );
    });
}
