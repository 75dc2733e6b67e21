import type { Container, PersistentVolumeClaim, Volume } from 'kubernetes-types/core/v1';
import type { FlinkClusterProcess, NormalFlinkCluster } from '../api/flinkcluster/types';
import { MAIN_CONTAINER } from '../flink/names';
import { asText } from '../json';
import type { Json, JsonObject } from '../manifest';
import type { MountedVolume } from '../model/flinkcluster';
import { contentHash } from '../render/hash';
import { SELECTOR_LABELS, VOLCANO_QUEUE } from './cluster-pod';
import { filled, type Losses, type Source } from './converted';
import { PROBES, toDeploymentProbe } from './probes';
import type { ProcessName } from './sizes';

/** What a FlinkCluster says of all pods, and of the one that submits the job. */
export interface CommonPod {
  /** Environment of all containers of Flink, and of init containers. */
  readonly env: readonly JsonObject[];
  readonly envFrom: readonly Json[];
  /** Files of Hadoop and credentials for Google Cloud. */
  readonly mounts: readonly MountedVolume[];
  readonly submitter: SubmitterPod;
}

/** What prepares the submission of a job: JobManager and TaskManagers need it where the job starts in them. */
export interface SubmitterPod {
  readonly volumes: readonly JsonObject[];
  readonly volumeMounts: readonly JsonObject[];
  readonly initContainers: readonly JsonObject[];
}

/** The pod template of a process. */
export function toPodTemplate(
  source: Source,
  name: ProcessName,
  spec: NormalFlinkCluster,
  common: CommonPod,
  losses: Losses,
): JsonObject {
  const at = (field: string) => ['spec', name, field];
  const take = (field: string) => source.take(...at(field));
  const list = (field: string) => (take(field) ?? []) as JsonObject[];
  const { submitter } = common;
  const inits = list('initContainers');
  if (inits.length > 0) {
    const effect = 'they do not see /opt/flink/conf';
    losses.changed(at('initContainers'), effect, 'Nothing has to be done, unless they read the configuration');
  }
  const env = mergedBy(
    'name',
    common.env,
    common.mounts.flatMap((mount) => mount.env),
  );
  const mounts = common.mounts.flatMap((mount) => mount.mounts);
  const prepared = (containers: readonly JsonObject[], more: readonly JsonObject[]) =>
    containers.map((container) => ({
      ...container,
      ...filled({
        env: mergedBy('name', (container.env ?? []) as JsonObject[], env),
        volumeMounts: mergedBy('mountPath', (container.volumeMounts ?? []) as JsonObject[], [...more, ...mounts]),
      }),
    }));
  const volumes = [...list('volumes'), ...claims(source, name, spec, losses)];
  const container = filled({
    env,
    envFrom: common.envFrom,
    volumeMounts: mergedBy('mountPath', list('volumeMounts'), [...submitter.volumeMounts, ...mounts]),
    ports: list('extraPorts'),
    resources: filled({ claims: take('resources') && spec[name].resources.claims }),
    ...probes(source, name, spec),
  });
  const scheduler = spec.batchScheduler;
  return filled({
    metadata: filled({
      annotations: {
        ...(take('podAnnotations') as object),
        ...(scheduler?.queue ? { [VOLCANO_QUEUE]: scheduler.queue } : {}),
      },
      labels: takeLabels(source, name),
    }),
    spec: filled({
      schedulerName: scheduler?.name,
      priorityClassName: scheduler?.priorityClassName || undefined,
      volumes: withVolumes(volumes, [...submitter.volumes, ...common.mounts.map((m) => m.volume)], losses),
      initContainers: [...prepared(submitter.initContainers, submitter.volumeMounts), ...prepared(inits, [])],
      containers: [
        ...list('sidecars'),
        ...(Object.keys(container).length === 0 ? [] : [{ name: MAIN_CONTAINER, ...container }]),
      ],
      affinity: take('affinity'),
      nodeSelector: take('nodeSelector'),
      tolerations: take('tolerations'),
      securityContext: take('securityContext'),
      hostAliases: take('hostAliases'),
    }),
  }) as JsonObject;
}

/** Volumes of each pod become volumes that live as long as the pod; in Application mode the JobManager's are not used. */
function claims(source: Source, name: ProcessName, spec: NormalFlinkCluster, losses: Losses): JsonObject[] {
  const path = ['spec', name, 'volumeClaimTemplates'];
  const templates = source.take<PersistentVolumeClaim[]>(...path) ?? [];
  if (name === 'jobManager' && spec.job?.mode === 'Application') return [];
  if (templates.length > 0 && !(name === 'taskManager' && spec.taskManager.deploymentType === 'Deployment')) {
    const effect = 'the volumes live as long as their pods';
    losses.changed(path, effect, 'Keep what has to outlive a pod in a bucket or in a volume of its own');
  }
  return templates.map(({ metadata = {}, spec: claim }) => ({
    name: metadata.name ?? '',
    ephemeral: {
      volumeClaimTemplate: filled({
        metadata: filled({ labels: metadata.labels, annotations: metadata.annotations }),
        spec: claim,
      }),
    },
  })) as unknown as JsonObject[];
}

function probes(source: Source, name: ProcessName, spec: NormalFlinkCluster): Partial<Container> {
  const found = PROBES.map((kind) => {
    const author = source.take('spec', name, kind);
    const merged = spec[name][kind];
    return [kind, author && merged && toDeploymentProbe(merged, name, { ...spec[name].ports })] as const;
  });
  return Object.fromEntries(found.filter(([, probe]) => probe !== undefined));
}

/** The operator overwrites the labels by which it finds pods. */
function takeLabels(source: Source, name: ProcessName): FlinkClusterProcess['podLabels'] {
  for (const label of SELECTOR_LABELS.deployment) {
    source.drop(['spec', name, 'podLabels', label], 'its pods are found by this label', 'Rename the label');
  }
  return source.take<Record<string, string>>('spec', name, 'podLabels');
}

/** Items of the second list come behind the first, unless it has one of the same name or path. */
function mergedBy(key: string, first: readonly JsonObject[], second: readonly JsonObject[]): JsonObject[] {
  const known = new Set(first.map((item) => item[key]));
  return [...first, ...second.filter((item) => !known.has(item[key] ?? null))];
}

/** Volumes of the submitting pod join those of the process; two of one name have to be the same. */
function withVolumes(own: readonly JsonObject[], others: readonly JsonObject[], losses: Losses): Volume[] {
  for (const other of others) {
    const same = own.find((volume) => volume.name === other.name);
    if (same === undefined || contentHash(same) === contentHash(other)) continue;
    const reason = `a volume of the process is named ${asText(other.name)}, too`;
    losses.dropped(['spec', 'job', 'volumes'], reason, 'Rename one of the two');
  }
  return mergedBy('name', own, others) as unknown as Volume[];
}
