import { Chart, Testing } from 'cdk8s';
import {
  FlinkJobCluster,
  FlinkSessionCluster,
  type FlinkClusterProps,
  type FlinkJobClusterProps,
  type JsonObject,
  type Manifest,
} from '../../constructs';

/** Props without the opinions of the constructs. */
export const PLAIN = {
  serviceAccount: 'default',
  rbac: false,
  podSecurity: 'none',
  networkPolicy: false,
  disruptionBudgets: false,
  restartOnConfigurationChange: false,
} as const;

/** A session cluster that needs the namespace of its chart. */
export const HOMELESS: FlinkClusterProps = {
  name: 'orders',
  image: 'flink:1.20',
  flinkVersion: '1.20',
  jobManager: { memory: '2Gi' },
  taskManager: { memory: '4096m', cpu: 2.5 },
};
/** A session cluster. */
export const SESSION: FlinkClusterProps = { ...HOMELESS, namespace: 'streams' };
/** A cluster with a job. */
export const JOB: FlinkJobClusterProps = { ...SESSION, jarUri: 'local:///opt/flink/usrlib/orders.jar' };

type Spec = Record<string, unknown>;

/** The resource that means the same as {@link SESSION}, with other spec fields. */
export function resource(spec: Spec = {}, options: Spec = {}, metadata: Spec = {}): JsonObject {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'orders', namespace: 'streams', ...metadata },
    spec: {
      image: 'flink:1.20',
      flinkVersion: 'v1_20',
      mode: 'standalone',
      serviceAccount: 'default',
      flinkConfiguration: { 'kubernetes.operator.pod-template.merge-arrays-by-name': 'true', ...options },
      jobManager: { resource: { memory: '2Gi', cpu: 1 } },
      taskManager: { resource: { memory: '4096m', cpu: 2.5 } },
      ...spec,
    },
  };
}

/** The job that means the same as that of {@link JOB}, with other fields. */
export const job = (fields: Spec = {}) => ({
  job: {
    jarURI: 'local:///opt/flink/usrlib/orders.jar',
    parallelism: 1,
    args: [],
    upgradeMode: 'stateless',
    ...fields,
  },
});
/** An empty chart. */
export const chart = () => new Chart(Testing.app(), 'chart', { disableResourceNameHashes: true });
/** The objects of a chart. */
export const synth = (of: Chart) => Testing.synth(of) as Manifest[];

/** The objects of one cluster. */
export function objectsOf(props: FlinkJobClusterProps | FlinkClusterProps): Manifest[] {
  const parent = chart();
  if ('jarUri' in props || 'entryClass' in props || 'python' in props) new FlinkJobCluster(parent, 'cluster', props);
  else new FlinkSessionCluster(parent, 'cluster', props);
  return synth(parent);
}

/** The one object of a kind. */
export function only(kind: string, objects: readonly Manifest[]): Manifest {
  const [found, ...others] = objects.filter((object) => object.kind === kind);
  if (found === undefined || others.length > 0)
    throw new Error(`${others.length + Number(!!found)} objects of ${kind}`);
  return found;
}
