import type {
  Container,
  ContainerPort,
  EnvFromSource,
  EnvVar,
  LocalObjectReference,
  Probe,
  ResourceRequirements,
} from 'kubernetes-types/core/v1';
import { mergedTemplate } from '../api/apache/pod-template';
import type { FlinkDeploymentSpec } from '../api/apache/types';
import type { FlinkClusterProcess, NamedPort } from '../api/flinkcluster/types';
import { MAIN_CONTAINER } from '../flink/names';
import { isObject, own } from '../json';
import type { Json, JsonObject } from '../manifest';
import type { Path } from '../problem';
import { filled, Source, type Losses } from './converted';
import { clusterPortName, PROBES, toClusterProbe } from './probes';
import type { ProcessName } from './sizes';

/** The pod template of a process, as far as a FlinkCluster has words for it. */
export interface ClusterPod {
  /** Fields of the process. */
  readonly process: FlinkClusterProcess;
  /** What a FlinkCluster says once for all processes. */
  readonly shared: SharedFields;
  /** Resources of the main container in the template. */
  readonly resources: ResourceRequirements;
  /** Where something of the template was written; the main container is `container` here. */
  readonly toPath: (path: Path) => Path;
}

/** What a FlinkCluster says once for all processes. */
export interface SharedFields {
  readonly env: readonly EnvVar[];
  readonly envFrom: readonly EnvFromSource[];
  readonly image: string | undefined;
  readonly pullPolicy: string | undefined;
  readonly pullSecrets: readonly LocalObjectReference[];
  readonly scheduler:
    { readonly name: string; readonly queue?: string; readonly priorityClassName?: string } | undefined;
}

/** Annotation by which Volcano finds the queue of a pod. */
export const VOLCANO_QUEUE = 'scheduling.volcano.sh/queue-name';

/** Labels by which one of the operators finds pods, so that nobody else's value may be there. */
export const SELECTOR_LABELS = { deployment: ['type', 'app', 'component'], cluster: ['cluster', 'app', 'component'] };

/** Names and numbers of the ports that a FlinkCluster declares itself. */
export const CLUSTER_PORTS = {
  jobManager: { rpc: 6123, blob: 6124, query: 6125, ui: 8081 },
  taskManager: { data: 6121, rpc: 6122, query: 6125 },
} as const;

/**
 * Takes the pod template of a process apart.
 *
 * @param ports the numbers of Flink's own ports
 * @param byName how lists of the two templates are merged
 */
export function toClusterPod(
  spec: FlinkDeploymentSpec,
  name: ProcessName,
  ports: Readonly<Record<string, number>>,
  byName: boolean,
  losses: Losses,
): ClusterPod {
  const template = mergedTemplate(spec.podTemplate, spec[name]?.podTemplate, byName) ?? {};
  const { containers, ...pod } = isObject(template.spec) ? template.spec : {};
  const all = Array.isArray(containers) ? containers : [];
  const isMain = (item: Json): item is JsonObject => isObject(item) && item.name === MAIN_CONTAINER;
  const toPath = templatePath(spec, name);
  const source = new Source({ ...template, spec: pod, container: all.find(isMain) ?? {} }, losses, toPath);

  // What the operator puts there itself, whatever the template says.
  const overwritten = ['name', 'command', 'args'].map((field) => ['container', field]);
  for (const path of [...overwritten, ['spec', 'serviceAccount'], ['spec', 'serviceAccountName']]) source.take(...path);
  source.take('spec', 'restartPolicy');
  source.drop(['container', 'startupProbe'], 'it has a readiness probe instead', 'Use a readinessProbe');

  const scheduler = takeScheduler(source);
  const process: FlinkClusterProcess = filled({
    volumes: source.take<NonNullable<FlinkClusterProcess['volumes']>>('spec', 'volumes'),
    volumeMounts: source.take<NonNullable<FlinkClusterProcess['volumeMounts']>>('container', 'volumeMounts'),
    initContainers: source.take<Container[]>('spec', 'initContainers'),
    sidecars: all.filter((item) => !isMain(item)) as unknown as Container[],
    affinity: source.take<NonNullable<FlinkClusterProcess['affinity']>>('spec', 'affinity'),
    nodeSelector: source.take<Record<string, string>>('spec', 'nodeSelector'),
    tolerations: source.take<NonNullable<FlinkClusterProcess['tolerations']>>('spec', 'tolerations'),
    podAnnotations: source.take<Record<string, string>>('metadata', 'annotations'),
    podLabels: takeLabels(source),
    securityContext: source.take<NonNullable<FlinkClusterProcess['securityContext']>>('spec', 'securityContext'),
    hostAliases: source.take<NonNullable<FlinkClusterProcess['hostAliases']>>('spec', 'hostAliases'),
    extraPorts: takePorts(source, name, ports),
    ...Object.fromEntries(
      PROBES.map((kind) => {
        const probe = source.take<Probe>('container', kind);
        return [kind, probe && toClusterProbe(probe, name, toPath(['container', kind]), losses)];
      }),
    ),
  });
  const found: ClusterPod = {
    process,
    shared: {
      env: source.take<EnvVar[]>('container', 'env') ?? [],
      envFrom: source.take<EnvFromSource[]>('container', 'envFrom') ?? [],
      image: source.take<string>('container', 'image'),
      pullPolicy: source.take<string>('container', 'imagePullPolicy'),
      pullSecrets: source.take<LocalObjectReference[]>('spec', 'imagePullSecrets') ?? [],
      scheduler,
    },
    resources: source.take<ResourceRequirements>('container', 'resources') ?? {},
    toPath,
  };
  source.dropRest('it has no field for this', 'See whether the pods can do without it', 2);
  return found;
}

/** The operator overwrites the labels by which it finds pods; those of a FlinkCluster would be somebody else's. */
function takeLabels(source: Source): Record<string, string> {
  for (const label of SELECTOR_LABELS.deployment) source.take('metadata', 'labels', label);
  for (const label of SELECTOR_LABELS.cluster) {
    source.drop(['metadata', 'labels', label], 'its pods are found by this label', 'Rename the label');
  }
  return source.take<Record<string, string>>('metadata', 'labels') ?? {};
}

function takeScheduler(source: Source): SharedFields['scheduler'] {
  const priority = ['spec', 'priorityClassName'];
  const name = source.take<string>('spec', 'schedulerName');
  if (name === undefined || name === 'default-scheduler') {
    const hint = 'Use batchScheduler.priorityClassName together with Volcano, or do without it';
    source.drop(priority, 'it gives pods a priority with a batch scheduler only', hint);
    return undefined;
  }
  return {
    name,
    ...filled({
      queue: source.take<string>('metadata', 'annotations', VOLCANO_QUEUE),
      priorityClassName: source.take<string>(...priority),
    }),
  };
}

function takePorts(source: Source, name: ProcessName, ports: Readonly<Record<string, number>>): NamedPort[] {
  const own = new Set(Object.values(ports));
  return (source.take<ContainerPort[]>('container', 'ports') ?? []).flatMap((port, i) => {
    const { containerPort, protocol, name: portName, ...rest } = port;
    // Flink's own ports are declared without being listed.
    if (own.has(containerPort) || (portName !== undefined && clusterPortName(name, portName) !== undefined)) return [];
    for (const field of Object.keys(rest)) {
      const hint = 'Use a Service to reach the port';
      source.tell(['container', 'ports', i, field], 'its ports are those of the pod only', hint);
    }
    return [filled({ name: portName, containerPort, protocol }) as NamedPort];
  });
}

/** Where something of the merged template was written: in the template of the process if it is there, else in the base. */
function templatePath(spec: FlinkDeploymentSpec, process: ProcessName): (path: Path) => Path {
  const templates: readonly (readonly [Path, unknown])[] = [
    [['spec', process, 'podTemplate'], spec[process]?.podTemplate],
    [['spec', 'podTemplate'], spec.podTemplate],
  ];
  return (path) => {
    const places = templates.map(([prefix, template]) => [...prefix, ...located(template, path)] as const);
    const [own, base] = [places[0] ?? [], places[1] ?? []];
    const written = (place: Path) => valueAt(spec, place.slice(1)) !== undefined;
    return written(own) || !written(base) ? own : base;
  };
}

/** The path in a template of what the source calls `container`. */
function located(template: unknown, path: Path): Path {
  if (path[0] !== 'container') return path;
  const containers: unknown = isObject(template) && isObject(template.spec) ? template.spec.containers : undefined;
  const index = Array.isArray(containers) ? containers.findIndex((c) => isObject(c) && c.name === MAIN_CONTAINER) : -1;
  return ['spec', 'containers', Math.max(0, index), ...path.slice(1)];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return isObject(at) ? own(at, String(step)) : undefined;
  }, value);
}
