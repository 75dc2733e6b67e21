import type { Container, EnvVar, PodTemplateSpec, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { mergedTemplate } from '../../lib/api/apache/pod-template';
import { MAIN_CONTAINER, USER_LIB } from '../../lib/flink/names';
import { withoutNulls } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import type { FlinkClusterProps } from '../cluster-props';
import { envVar, nameOf, volumeOf } from '../interop';
import type { FlinkJobClusterProps } from '../job-props';
import { ownContainer } from '../own-container';
import type { FlinkPodProps, FlinkProcessProps } from '../pod-props';
import { CONTAINER_SECURITY, FLINK_POD_SECURITY } from './pod-security';
import { isRemoteJar } from './prop-checks';

/** Annotation with the hash of the configuration; another value makes new pods. */
export const CONFIGURATION_HASH = 'cdk8s-flink/configuration-hash';

const GCP_FOLDER = '/etc/gcp';

/** The pod templates of a resource: the base, and what is merged over it for each process. */
export interface PodTemplates {
  readonly base: JsonObject | undefined;
  readonly jobManager: JsonObject | undefined;
  readonly taskManager: JsonObject | undefined;
}

/**
 * Translates the props about pods to the pod templates of a resource; the user's own templates are merged over them.
 *
 * @param hash of the configuration, undefined for pods that do not depend on it
 */
export function podTemplates(
  props: FlinkClusterProps,
  job: FlinkJobClusterProps | undefined,
  toolImage: string,
  hash: string | undefined,
): PodTemplates {
  const security = props.podSecurity !== 'none';
  const parts = [
    hash === undefined ? {} : { metadata: { annotations: { [CONFIGURATION_HASH]: hash } } },
    podOf(props, security),
    security ? securityTemplate(props) : {},
    metricsTemplate(props),
    gcpTemplate(props),
    jarTemplate(job, toolImage, security),
  ];
  const base = [...parts, props.podTemplate ?? {}].reduce<JsonObject>(
    (template, part) => mergedTemplate(template, part, true) ?? {},
    {},
  );
  const process = (own: FlinkProcessProps) => {
    const ours = mergedTemplate(podOf(own, security), processTemplate(own, props), true);
    return filled(mergedTemplate(ours, own.podTemplate, true));
  };
  return { base: filled(base), jobManager: process(props.jobManager), taskManager: process(props.taskManager) };
}

function filled(template: JsonObject | undefined): JsonObject | undefined {
  return template === undefined || Object.keys(template).length === 0 ? undefined : template;
}

/** A template with the entries of the main container and the rest of the pod; empty ones leave no trace. */
function template(spec: object, container: Omit<Container, 'name'> = {}): PodTemplateSpec {
  const containers = Object.keys(container).length === 0 ? [] : [{ name: MAIN_CONTAINER, ...container }];
  const all = {
    ...spec,
    ...list('containers', [...((spec as { containers?: Container[] }).containers ?? []), ...containers]),
  };
  return Object.keys(all).length === 0 ? {} : { spec: all as PodTemplateSpec['spec'] & object };
}

function list<T>(key: string, items: readonly T[]): Record<string, readonly T[]> {
  return items.length === 0 ? {} : { [key]: items };
}

function podOf(props: FlinkPodProps, security: boolean): PodTemplateSpec {
  const { env = {}, volumes = [], sidecars = [], initContainers = [] } = props;
  const secured = (container: Container) => (security ? withSecurity(container) : container);
  const mounted = volumes.map((volume) => mount(volume));
  const spec = {
    ...list('volumes', distinct(mounted.map((m) => m.volume))),
    ...list('containers', sidecars.map(secured)),
    ...list('initContainers', initContainers.map(secured)),
    ...present({
      nodeSelector: props.nodeSelector,
      affinity: props.affinity,
      priorityClassName: props.priorityClassName,
    }),
  };
  return template(spec, {
    ...list(
      'env',
      Object.entries(env).map(([name, value]): EnvVar => envVar(name, value)),
    ),
    ...list(
      'volumeMounts',
      mounted.map((m) => m.mount),
    ),
  });
}

/** What is said of one process only, and lists without names, which a merge would mix. */
function processTemplate(own: FlinkProcessProps, cluster: FlinkClusterProps): PodTemplateSpec {
  const spec = present({
    tolerations: own.tolerations ?? cluster.tolerations,
    topologySpreadConstraints: own.topologySpreadConstraints ?? cluster.topologySpreadConstraints,
  });
  const { livenessProbe, readinessProbe, startupProbe } = own;
  return template(spec, present({ livenessProbe, readinessProbe, startupProbe }));
}

/** A FlinkCluster has no words for the security of Flink's own container. */
function securityTemplate({ dialect }: FlinkClusterProps): PodTemplateSpec {
  const container = dialect === 'FlinkCluster' ? {} : { securityContext: CONTAINER_SECURITY };
  return template({ securityContext: FLINK_POD_SECURITY }, container);
}

/** A container with what the profile asks for, where it says nothing else itself. */
function withSecurity(container: Container): Container {
  return { ...container, securityContext: { ...CONTAINER_SECURITY, ...container.securityContext } };
}

/** Only one reporter is scraped: names are told apart, and all that are scraped have one name. */
function metricsTemplate({ metricsReporters = [] }: FlinkClusterProps): PodTemplateSpec {
  const ports = metricsReporters.flatMap(({ port }) => (port === undefined ? [] : [port]));
  return template(
    {},
    list(
      'ports',
      ports.map((containerPort) => ({ name: 'metrics', containerPort })),
    ),
  );
}

function gcpTemplate({ gcpCredentials }: FlinkClusterProps): PodTemplateSpec {
  if (gcpCredentials === undefined) return {};
  const name = 'gcp-credentials';
  const file = `${GCP_FOLDER}/${gcpCredentials.key ?? 'key.json'}`;
  return template(
    { volumes: [{ name, secret: { secretName: nameOf(gcpCredentials.secret) } }] },
    {
      env: [{ name: 'GOOGLE_APPLICATION_CREDENTIALS', value: file }],
      volumeMounts: [{ name, mountPath: GCP_FOLDER, readOnly: true }],
    },
  );
}

/** A jar that is fetched. TaskManagers need it too: they load classes from the same path. */
function jarTemplate(job: FlinkJobClusterProps | undefined, toolImage: string, security: boolean): PodTemplateSpec {
  if (job === undefined || !isRemoteJar(job.jarUri)) return {};
  const name = 'job-jar';
  const checksum = job.jarSha256 === undefined ? [] : ['--sha256', job.jarSha256];
  const fetch = ownContainer(toolImage, security)('fetch-jar', [
    ...['fetch', job.jarUri, jarFile(job.jarUri)],
    ...checksum,
  ]);
  const volumeMounts = [{ name, mountPath: USER_LIB }];
  return template(
    { volumes: [{ name, emptyDir: {} }], initContainers: [{ ...fetch, volumeMounts }] },
    { volumeMounts: [{ name, mountPath: USER_LIB, readOnly: true }] },
  );
}

/** Where a jar that is fetched ends up: Flink looks for the main class in this folder. */
export function jarFile(uri: string): string {
  const last =
    uri
      .replace(/[?#].*$/, '')
      .split('/')
      .pop() ?? '';
  const name = last.replace(/[^\w.-]/g, '_');
  return `${USER_LIB}/${name.endsWith('.jar') ? name : 'job.jar'}`;
}

function mount({ source, name, mountPath, subPath, readOnly }: NonNullable<FlinkPodProps['volumes']>[number]): {
  readonly volume: Volume;
  readonly mount: VolumeMount;
} {
  const suggested = volumeOf(source) ?? { name: 'volume' };
  const volume = name === undefined ? suggested : { ...suggested, name };
  return { volume, mount: { name: volume.name, mountPath, ...present({ subPath, readOnly }) } };
}

/** The same volume mounted twice is one volume. */
function distinct(volumes: readonly Volume[]): Volume[] {
  const texts = new Set<string>();
  return volumes.filter((volume) => {
    const text = JSON.stringify(volume);
    return texts.size !== texts.add(text).size;
  });
}

/** The entries that have a value. */
function present<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return withoutNulls(entries);
}
