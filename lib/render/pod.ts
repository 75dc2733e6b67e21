import { parseList, parseMap, parseMapList, type FlinkConfig } from '../flink/config';
import { configFileName } from '../flink/config-file';
import { MAIN_CONTAINER, objectNames } from '../flink/names';
import { boolean, double, explicit, OPTIONS, text, type FlinkOption } from '../flink/options';
import { hashMapOrder, javaDouble } from '../java';
import { isObject, own } from '../json';
import type { Json, JsonObject } from '../manifest';
import type { ClusterModel } from '../model/cluster';

/** A pod under construction: its template taken apart, so that steps can add to the main container. */
export interface PodParts {
  readonly metadata: JsonObject;
  /** Spec without containers. */
  readonly spec: JsonObject;
  readonly container: JsonObject;
  readonly otherContainers: readonly Json[];
}

/** Takes a pod template apart. Other containers come before the main one, as Flink puts them. */
export function takeApart(template: JsonObject | undefined): PodParts {
  const { containers, ...spec } = isObject(template?.spec) ? template.spec : {};
  const list = Array.isArray(containers) ? containers : [];
  const isMain = (item: Json): item is JsonObject => isObject(item) && item.name === MAIN_CONTAINER;
  return {
    metadata: isObject(template?.metadata) ? template.metadata : {},
    spec,
    container: list.find(isMain) ?? {},
    otherContainers: list.filter((item) => !isMain(item)),
  };
}

/** Puts a pod together again, as the template of a workload. */
export function putTogether(parts: PodParts): JsonObject {
  return { metadata: parts.metadata, spec: { ...parts.spec, containers: [...parts.otherContainers, parts.container] } };
}

/** An object with entries appended to one of its lists; no list when there is nothing in it. */
export function appended(object: JsonObject, key: string, items: readonly Json[]): JsonObject {
  if (items.length === 0) return object;
  const old = own(object, key);
  return { ...object, [key]: [...(Array.isArray(old) ? old : []), ...items] };
}

/** An object with entries added to one of its maps; no map when there is nothing in it. */
export function extended(object: JsonObject, key: string, entries: Readonly<Record<string, string>>): JsonObject {
  if (Object.keys(entries).length === 0) return object;
  const old = own(object, key);
  return { ...object, [key]: { ...(isObject(old) ? old : {}), ...entries } };
}

/** A map option as an object. */
export function mapOption(config: FlinkConfig, option: FlinkOption): Record<string, string> {
  const entries = text(config, option);
  return entries === undefined ? {} : Object.fromEntries(parseMap(entries));
}

/** Environment variables `containerized.<process>.env.NAME` in the order of the operator, where names tell it. */
export function customEnv(config: FlinkConfig, process: 'master' | 'taskmanager'): JsonObject[] {
  const prefix = `containerized.${process}.env.`;
  const names = [...config.keys()].filter((k) => k.startsWith(prefix) && k.length > prefix.length);
  return hashMapOrder(names.map((k) => k.slice(prefix.length)).sort()).map((name) => ({
    name,
    value: config.get(prefix + name) ?? '',
  }));
}

/** Tolerations as Flink reads them: other keys than those of a toleration are dropped. */
export function tolerations(config: FlinkConfig, option: FlinkOption): JsonObject[] {
  return parseMapList(text(config, option) ?? '').map((map) => {
    const toleration: [string, Json][] = [];
    for (const [key, value] of map) {
      if (['effect', 'key', 'operator', 'value'].includes(key)) toleration.push([key, value]);
      else if (key === 'tolerationSeconds') toleration.push([key, Number(value)]);
    }
    return Object.fromEntries(toleration);
  });
}

/** `Mi` of memory and cores of one process. */
export interface ProcessSize {
  readonly memoryMiB: number;
  readonly cpu: number;
  readonly memoryLimitFactor: number;
  readonly cpuLimitFactor: number;
}

/** Resources of the main container: memory and CPU replace the template's, anything else of it stays. */
export function containerResources(container: JsonObject, size: ProcessSize): JsonObject {
  const old = isObject(container.resources) ? container.resources : {};
  const requests = { cpu: javaDouble(size.cpu), memory: `${size.memoryMiB}Mi` };
  const limits = {
    cpu: javaDouble(size.cpu * size.cpuLimitFactor),
    memory: `${Math.trunc(size.memoryMiB * size.memoryLimitFactor)}Mi`,
  };
  return {
    ...container,
    resources: extended(extended(old, 'limits', limits), 'requests', requests),
  };
}

/** The options of a process, by which the common steps differ. */
export interface ProcessOptions {
  readonly labels: FlinkOption;
  readonly annotations: FlinkOption;
  readonly nodeSelector: FlinkOption;
  readonly tolerations: FlinkOption;
}

/** Pull secrets, node selector, tolerations: added to those of the template. */
export function withScheduling(spec: JsonObject, config: FlinkConfig, options: ProcessOptions): JsonObject {
  const secrets = parseList(text(config, OPTIONS.imagePullSecrets) ?? '').map((name) => ({ name }));
  const selected = extended(spec, 'nodeSelector', mapOption(config, options.nodeSelector));
  const pulled = appended(selected, 'imagePullSecrets', secrets);
  return appended(pulled, 'tolerations', tolerations(config, options.tolerations));
}

/** Log folder, environment from Secrets. */
export function logDirEnv(config: FlinkConfig): JsonObject[] {
  const logDir = text(config, OPTIONS.logDir);
  return logDir === undefined ? [] : [{ name: 'FLINK_LOG_DIR', value: logDir }];
}

/** Environment variables from Secrets: `env:NAME,secret:SECRET,key:KEY`. */
function secretEnv(config: FlinkConfig): JsonObject[] {
  return parseMapList(text(config, OPTIONS.secretEnv) ?? '').map((map) => ({
    name: map.get('env') ?? '',
    valueFrom: { secretKeyRef: { name: map.get('secret') ?? '', key: map.get('key') ?? '' } },
  }));
}

/** A volume, where it is mounted and what else the container needs to know of it. */
interface Mount {
  readonly volume: JsonObject;
  readonly mount: JsonObject;
  readonly env?: JsonObject;
}

/** Adds volumes with their mounts and environment. */
function withMounts(parts: PodParts, mounts: readonly Mount[]): PodParts {
  if (mounts.length === 0) return parts;
  const container = appended(
    parts.container,
    'env',
    mounts.flatMap((m) => m.env ?? []),
  );
  return {
    ...parts,
    spec: appended(
      parts.spec,
      'volumes',
      mounts.map((m) => m.volume),
    ),
    container: appended(
      container,
      'volumeMounts',
      mounts.map((m) => m.mount),
    ),
  };
}

/** An emptyDir in the main container. */
export function withEmptyDir(parts: PodParts, name: string, mountPath: string): PodParts {
  return withMounts(parts, [{ volume: { name, emptyDir: {} }, mount: { name, mountPath } }]);
}

/** Secrets, Hadoop and Kerberos configuration that the options name, in Flink's order. */
export function withMountedOptions(parts: PodParts, model: ClusterModel, config: FlinkConfig): PodParts {
  const withEnv = { ...parts, container: appended(parts.container, 'env', secretEnv(config)) };
  return withMounts(withEnv, [...secretMounts(config), ...hadoopMount(config), ...kerberosMounts(model, config)]);
}

function secretMounts(config: FlinkConfig): Mount[] {
  const secrets = parseMap(text(config, OPTIONS.secrets) ?? '');
  return hashMapOrder([...secrets.keys()]).map((secretName) => ({
    volume: { name: `${secretName}-volume`, secret: { secretName } },
    mount: { name: `${secretName}-volume`, mountPath: secrets.get(secretName) ?? '' },
  }));
}

function hadoopMount(config: FlinkConfig): Mount[] {
  const configMap = text(config, OPTIONS.hadoopConfigMap)?.trim();
  if (!configMap) return [];
  const [name, mountPath] = ['hadoop-config-volume', '/opt/hadoop/conf'];
  return [
    {
      volume: { name, configMap: { name: configMap } },
      mount: { name, mountPath },
      env: { name: 'HADOOP_CONF_DIR', value: mountPath },
    },
  ];
}

/** The Secret and ConfigMap have to exist: the operator makes them from files on its own disk. */
function kerberosMounts(model: ClusterModel, config: FlinkConfig): Mount[] {
  const mounts: Mount[] = [];
  if (text(config, OPTIONS.kerberosKeytab)?.trim() && text(config, OPTIONS.kerberosPrincipal)?.trim()) {
    const name = 'kerberos-keytab-volume';
    const secretName = `kerberos-keytab-${model.name}`;
    mounts.push({
      volume: { name, secret: { secretName } },
      mount: { name, mountPath: '/opt/kerberos/kerberos-keytab' },
    });
  }
  const krb5 = text(config, OPTIONS.kerberosConf)?.trim();
  if (krb5) {
    const name = 'kerberos-krb5conf-volume';
    const file = krb5.split('/').pop() ?? krb5;
    const configMap = { name: `kerberos-krb5conf-${model.name}`, items: [{ key: file, path: file }] };
    mounts.push({
      volume: { name, configMap },
      mount: { name, mountPath: '/etc/krb5.conf', subPath: 'krb5.conf' },
    });
  }
  return mounts;
}

/** The cluster's ConfigMap, file by file, so that another key in it does no harm. */
export function withConfigMount(parts: PodParts, model: ClusterModel, config: FlinkConfig): PodParts {
  const files = [...model.logFiles.keys()].sort().reverse();
  // The operator lists the logback file first.
  const order = [...files.filter((f) => f.startsWith('logback')), ...files.filter((f) => !f.startsWith('logback'))];
  const items = [...order, configFileName(model.flinkVersion)].map((key) => ({ key, path: key }));
  const name = 'flink-config-volume';
  const configMap = { name: objectNames(model.name).configMap, items };
  return withMounts(parts, [
    { volume: { name, configMap }, mount: { name, mountPath: text(config, OPTIONS.confDir) } },
  ]);
}

/** The TaskManager's pod template, which a native JobManager reads. */
export function withPodTemplateMount(parts: PodParts, model: ClusterModel): PodParts {
  const [name, file] = ['pod-template-volume', POD_TEMPLATE_FILE];
  const configMap = { name: objectNames(model.name).podTemplateConfigMap, items: [{ key: file, path: file }] };
  return withMounts(parts, [{ volume: { name, configMap }, mount: { name, mountPath: '/opt/flink/pod-template' } }]);
}

/** Where a native JobManager looks for the template of its TaskManagers. */
export const POD_TEMPLATE_FILE = 'taskmanager-pod-template.yaml';

/**
 * A value that the options and the template can both set: an option that somebody set wins, then the template, then
 * the option's default.
 */
export function resolved(config: FlinkConfig, option: FlinkOption, template: Json | undefined): string | undefined {
  return explicit(config, option) ?? (typeof template === 'string' ? template : option.default);
}

/** True when pods use the node's network. */
export function hostNetwork(config: FlinkConfig): boolean {
  return boolean(config, OPTIONS.hostNetwork);
}

/** A factor option. */
export function factor(config: FlinkConfig, option: FlinkOption): number {
  return double(config, option) ?? 1;
}
