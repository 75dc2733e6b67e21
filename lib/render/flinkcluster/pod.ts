import { isObject } from '../../json';
import type { Json, JsonObject } from '../../manifest';
import type { FlinkClusterModel, MountedVolume, PodModel, ProcessModel } from '../../model/flinkcluster';
import { objectNames } from './names';

/** Name of the volume with the files of the ConfigMap. */
export const CONFIG_VOLUME = 'flink-config-volume';

/** Where Flink's images look for its configuration. */
const CONFIG_FOLDER = '/opt/flink/conf';

/** What the init containers of a pod get besides their own. */
interface ForInitContainers {
  readonly env: readonly JsonObject[];
  readonly volumeMounts: readonly JsonObject[];
}

/**
 * The spec of a pod of Flink. Volumes, mounts and variables that the author gave under a name or path of ours stay, and
 * ours are left out.
 */
export function podSpec(
  model: FlinkClusterModel,
  pod: PodModel,
  main: JsonObject,
  forInit: ForInitContainers,
  mounted: readonly MountedVolume[],
): JsonObject {
  const container = withMounts(
    { ...main, image: model.image.name, imagePullPolicy: model.image.pullPolicy, ...listed('envFrom', model.envFrom) },
    mounted,
  );
  const initContainers = pod.initContainers.map((init) =>
    withMounts(
      added(added(init, 'volumeMounts', forInit.volumeMounts, 'mountPath'), 'env', forInit.env, 'name'),
      mounted,
    ),
  );
  const volumes = mounted.map(({ volume }) => volume);
  return added(
    {
      ...pod.spec,
      ...listed('imagePullSecrets', model.image.pullSecrets),
      ...(model.serviceAccountName === undefined ? {} : { serviceAccountName: model.serviceAccountName }),
      ...listed('initContainers', initContainers),
      containers: [container, ...pod.sidecars],
      ...listed('volumes', pod.volumes),
      ...(model.gang === undefined ? {} : { schedulerName: model.gang.scheduler }),
      ...(model.gang?.priorityClassName === undefined ? {} : { priorityClassName: model.gang.priorityClassName }),
    },
    'volumes',
    volumes,
    'name',
  );
}

/** The metadata of a pod template. */
export function podMetadata(
  model: FlinkClusterModel,
  labels: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>>,
): JsonObject {
  const group = model.gang === undefined ? {} : { [GROUP_ANNOTATION]: objectNames(model.name).policies };
  const all = { ...annotations, ...group };
  return { labels: { ...labels }, ...(Object.keys(all).length === 0 ? {} : { annotations: all }) };
}

/** Annotation by which Volcano knows the group of a pod. */
const GROUP_ANNOTATION = 'scheduling.k8s.io/group-name';

/** The pod of a JobManager or TaskManager. */
export function processPod(
  model: FlinkClusterModel,
  process: ProcessModel<string>,
  name: 'jobmanager' | 'taskmanager',
  args: readonly string[],
): JsonObject {
  const ports = Object.entries(process.ports).map(([port, containerPort]) => ({ name: port, containerPort }));
  const main: JsonObject = {
    name,
    args: [...args],
    ports: [...ports, ...process.extraPorts],
    ...process.probes,
    ...(Object.keys(process.resources).length === 0 ? {} : { resources: process.resources }),
    ...listed('env', model.env),
    ...listed('volumeMounts', process.volumeMounts),
    // So that Services and clients hear of the end before the process does.
    lifecycle: { preStop: { exec: { command: ['sleep', '30'] } } },
  };
  const mounted = [configMount(model, [{ name: CONFIG_VOLUME, mountPath: CONFIG_FOLDER }]), ...model.mounts];
  const spec = podSpec(model, process, main, { env: model.env, volumeMounts: [] }, mounted);
  return { ...spec, terminationGracePeriodSeconds: 60 };
}

/** The files of the ConfigMap at the given mounts. */
export function configMount(model: FlinkClusterModel, mounts: readonly JsonObject[]): MountedVolume {
  const volume = { name: CONFIG_VOLUME, configMap: { name: objectNames(model.name).configMap } };
  return { volume, mounts, env: [] };
}

/** The folder of Flink's configuration, and one file of the ConfigMap elsewhere. */
export function configAndFile(path: string, file: string): JsonObject[] {
  return [
    { name: CONFIG_VOLUME, mountPath: path, subPath: file },
    { name: CONFIG_VOLUME, mountPath: CONFIG_FOLDER },
  ];
}

function withMounts(container: JsonObject, mounted: readonly MountedVolume[]): JsonObject {
  return mounted.reduce(
    (result, { mounts, env }) => added(added(result, 'volumeMounts', mounts, 'mountPath'), 'env', env, 'name'),
    container,
  );
}

/** An object with entries added to one of its lists, less those whose key an entry of it has. */
function added(object: JsonObject, list: string, entries: readonly JsonObject[], key: string): JsonObject {
  const items: Json[] = Array.isArray(object[list]) ? [...object[list]] : [];
  for (const entry of entries) {
    if (!items.some((item) => isObject(item) && item[key] === entry[key])) items.push(entry);
  }
  return items.length === 0 ? object : { ...object, [list]: items };
}

/** A list as a field of an object, or nothing when it is empty. */
export function listed<K extends string>(key: K, items: readonly JsonObject[]): { [P in K]?: JsonObject[] } {
  return (items.length === 0 ? {} : { [key]: [...items] }) as { [P in K]?: JsonObject[] };
}
