import type { Manifest } from '../../lib/manifest';
import { fields, objects, podTemplateOf } from './pods';

type Labels = Readonly<Record<string, string>>;

/** A pod at one end of a connection. Two replicas are two objects: a pod may always talk to itself. */
export interface Pod {
  readonly namespace: string;
  /** Labels of its namespace. `kubernetes.io/metadata.name` is there without being listed, as in a cluster. */
  readonly namespaceLabels?: Labels;
  readonly labels: Labels;
  /** Container ports, for the policies that call them by name. */
  readonly ports?: readonly { readonly name: string; readonly port: number; readonly protocol?: string }[];
}

/** A label selector of Kubernetes. */
interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: object;
}

interface PolicyPort {
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol?: string;
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly PolicyPort[];
}

interface Spec {
  readonly podSelector: LabelSelector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/**
 * Whether NetworkPolicies let one pod connect to a port of another, as
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/ says: what the first may send and the second
 * may receive. Blocks of addresses match no pod. Pods in the network of the host are not covered.
 *
 * @param manifests - any objects; other kinds are left aside, other namespaces matter
 * @throws Error when a policy is one that an API server refuses: a peer without a selector, an unknown operator
 */
export function allows(manifests: readonly Manifest[], from: Pod, to: Pod, port: number, protocol = 'TCP'): boolean {
  if (from === to) return true;
  const policies = manifests.filter(
    ({ apiVersion, kind }) => apiVersion === 'networking.k8s.io/v1' && kind === 'NetworkPolicy',
  );
  const admitted = (pod: Pod, other: Pod, direction: 'Ingress' | 'Egress') => {
    const isolating = policies.filter((policy) => isolates(policy, pod, direction));
    const rules = isolating.flatMap((policy) =>
      (specOf(policy)[direction === 'Ingress' ? 'ingress' : 'egress'] ?? []).map((rule) => ({ policy, rule })),
    );
    return (
      isolating.length === 0 ||
      rules.some(
        ({ policy, rule }) =>
          hasPeer(direction === 'Ingress' ? rule.from : rule.to, other, namespaceOf(policy)) &&
          // The port is that of the receiving pod in both directions.
          hasPort(rule.ports, to, port, protocol),
      )
    );
  };
  return admitted(from, to, 'Egress') && admitted(to, from, 'Ingress');
}

/** The pod that a Pod or a workload makes, with the names of its ports; undefined for another object. */
export function podOf(manifest: Manifest, namespaceLabels: Labels = {}): Pod | undefined {
  const template = podTemplateOf(manifest);
  if (template === undefined) return undefined;
  const containers = [...objects(template.spec.initContainers), ...objects(template.spec.containers)];
  return {
    namespace: template.namespace,
    namespaceLabels,
    labels: fields(template.metadata.labels) as Record<string, string>,
    ports: containers
      .flatMap(({ ports }) => objects(ports))
      .filter(({ name }) => name !== undefined)
      .map(({ name, containerPort, protocol = 'TCP' }) => ({
        name: name as string,
        port: containerPort as number,
        protocol: protocol as string,
      })),
  };
}

/** Whether a policy is about what a pod receives or sends. */
function isolates(policy: Manifest, pod: Pod, direction: 'Ingress' | 'Egress'): boolean {
  const { podSelector, policyTypes = [], egress = [] } = specOf(policy);
  const types = policyTypes.length > 0 ? policyTypes : ['Ingress', ...(egress.length > 0 ? ['Egress'] : [])];
  return types.includes(direction) && namespaceOf(policy) === pod.namespace && selects(podSelector, pod.labels);
}

function hasPeer(peers: readonly Peer[] | undefined, pod: Pod, namespace: string): boolean {
  if (peers === undefined || peers.length === 0) return true;
  const namespaceLabels = { ...pod.namespaceLabels, 'kubernetes.io/metadata.name': pod.namespace };
  return peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
    if ((podSelector ?? namespaceSelector ?? ipBlock) === undefined) throw new Error('a peer without a selector');
    if (ipBlock !== undefined) return false;
    const inNamespace =
      namespaceSelector === undefined ? pod.namespace === namespace : selects(namespaceSelector, namespaceLabels);
    return inNamespace && selects(podSelector ?? {}, pod.labels);
  });
}

function hasPort(ports: readonly PolicyPort[] | undefined, to: Pod, port: number, protocol: string): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((allowed) => {
    if ((allowed.protocol ?? 'TCP') !== protocol) return false;
    if (allowed.port === undefined) return true;
    if (typeof allowed.port === 'number') return port >= allowed.port && port <= (allowed.endPort ?? allowed.port);
    return (to.ports ?? []).some(
      (named) => named.name === allowed.port && named.port === port && (named.protocol ?? 'TCP') === protocol,
    );
  });
}

/** An empty selector selects everything. */
function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  const value = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  return (
    Object.entries(matchLabels).every(([key, wanted]) => value(key) === wanted) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const found = value(key);
      switch (operator) {
        case 'In':
          return found !== undefined && values.includes(found);
        case 'NotIn':
          return found === undefined || !values.includes(found);
        case 'Exists':
          return found !== undefined;
        case 'DoesNotExist':
          return found === undefined;
        default:
          throw new Error(`unknown operator ${operator}`);
      }
    })
  );
}

function specOf(policy: Manifest): Spec {
  return policy.spec as Spec;
}

function namespaceOf(policy: Manifest): string {
  return policy.metadata.namespace ?? 'default';
}
