import type { NetworkPolicyIngressRule } from 'kubernetes-types/networking/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { highAvailabilityEnabled } from '../lib/flink/high-availability';
import type { Manifest } from '../lib/manifest';
import type { Launch } from '../lib/model/launch';
import { layoutOf, type AnyCluster, type ClusterLayout } from './cluster-layout';
import type { FlinkClusterProps } from './cluster-props';
import { nameOf } from './interop';

/** What a companion is to its cluster. */
export type CompanionRole =
  | 'service-account'
  | 'role'
  | 'role-binding'
  | 'network-policy'
  | 'job-manager-disruption-budget'
  | 'task-manager-disruption-budget';

/** An object that stands beside a cluster, whoever manages it. */
export interface Companion {
  readonly role: CompanionRole;
  readonly manifest: Manifest;
}

/** Labels of the pods that take savepoints; the NetworkPolicy admits them. */
export const savepointLabels = (cluster: string) => ({ app: cluster, component: 'savepoint' });

/** Name of the ConfigMap in which the launch guard remembers what was launched last. */
export const launchRecord = (cluster: string) => `${cluster}-launch`;

/**
 * The objects that a cluster needs beside those that its resource becomes, in the order in which they can be created.
 *
 * @param further rules of the Role, for containers of our own
 * @param batch whether the pods are those of Jobs
 */
export function companions(
  props: FlinkClusterProps,
  model: AnyCluster,
  launch: Launch,
  further: readonly PolicyRule[],
  batch: boolean,
): Companion[] {
  const layout = layoutOf(model);
  const rules = [...highAvailabilityRules(model, launch), ...further];
  const account = props.serviceAccount === undefined ? model.name : nameOf(props.serviceAccount);
  const metadata = (name: string) => ({ name, namespace: model.namespace, labels: layout.labels });
  const found: Companion[] = [];
  const add = (role: CompanionRole, manifest: Manifest) => found.push({ role, manifest });
  if (props.serviceAccount === undefined) {
    // Without rules the pods have no use for a token.
    const automountServiceAccountToken = rules.length > 0;
    add('service-account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadata(account),
      automountServiceAccountToken,
    });
  }
  if (rules.length > 0 && props.rbac !== false) {
    const apiGroup = 'rbac.authorization.k8s.io';
    const apiVersion = `${apiGroup}/v1`;
    add('role', { apiVersion, kind: 'Role', metadata: metadata(model.name), rules });
    add('role-binding', {
      apiVersion,
      kind: 'RoleBinding',
      metadata: metadata(model.name),
      roleRef: { apiGroup, kind: 'Role', name: model.name },
      subjects: [{ kind: 'ServiceAccount', name: account, namespace: model.namespace }],
    });
  }
  if (props.networkPolicy !== false) {
    add('network-policy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadata(model.name),
      spec: {
        podSelector: { matchLabels: layout.labels },
        policyTypes: ['Ingress'],
        ingress: ingressRules(props, model.name, layout),
      },
    });
  }
  // A budget counts the pods of a workload that scales, which a Job does not: it would forbid every eviction.
  if (props.disruptionBudgets !== false && !batch) {
    const standbys = (props.jobManager.replicas ?? 1) > 1;
    if (standbys) {
      add('job-manager-disruption-budget', disruptionBudget(metadata(model.name), layout.selector('jobmanager')));
    }
    const name = `${model.name}-taskmanager`;
    add('task-manager-disruption-budget', disruptionBudget(metadata(name), layout.selector('taskmanager')));
  }
  return found;
}

/**
 * What Flink does with ConfigMaps when it is highly available: a leader is elected in one, and each job keeps its
 * checkpoints in one of its own. Names are known for a job cluster, unless a controller chooses the ids of jobs, as for a
 * FlinkCluster; a session cluster has a new one for each job. Objects cannot be created or watched by name.
 */
function highAvailabilityRules(model: AnyCluster, launch: Launch): PolicyRule[] {
  if (!highAvailabilityEnabled(model.configuration)) return [];
  const configMaps = { apiGroups: [''], resources: ['configmaps'] };
  const all = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
  if (model.job === undefined || model.layout === 'flinkcluster') return [{ ...configMaps, verbs: all }];
  const names = ['cluster', launch.jobId].map((part) => `${model.name}-${part}-config-map`);
  return [
    { ...configMaps, verbs: ['create', 'list', 'watch'] },
    { ...configMaps, resourceNames: names, verbs: ['get', 'update', 'patch', 'delete'] },
  ];
}

function ingressRules(
  props: FlinkClusterProps,
  cluster: string,
  { labels, restPodPort }: ClusterLayout,
): NetworkPolicyIngressRule[] {
  const access = props.networkAccess ?? {};
  const controller = {
    namespaceSelector: {
      matchLabels: { 'kubernetes.io/metadata.name': access.controllerNamespace ?? 'cdk8s-flink-system' },
    },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cdk8s-flink' } },
  };
  const metrics = (props.metricsReporters ?? []).flatMap(({ port }) => (port === undefined ? [] : [{ port }]));
  return [
    // Among each other the processes also use ports that they choose at random.
    { from: [{ podSelector: { matchLabels: labels } }] },
    {
      from: [{ podSelector: { matchLabels: savepointLabels(cluster) } }, controller, ...(access.rest ?? [])],
      ports: [{ port: restPodPort }],
    },
    ...(access.metrics === undefined || access.metrics.length === 0
      ? []
      : [{ from: [...access.metrics], ports: metrics }]),
  ];
}

function disruptionBudget(metadata: Manifest['metadata'], matchLabels: Readonly<Record<string, string>>): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels },
      // Pods that crash all the time would keep a node from being drained for ever.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  };
}
