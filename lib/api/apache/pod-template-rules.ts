import { parseMap } from '../../flink/config';
import { boolean, OPTIONS, text } from '../../flink/options';
import { isObject } from '../../json';
import type { Json, JsonObject } from '../../manifest';
import { problem, type Path, type Problem } from '../../problem';
import type { Rule } from '../rules';
import type { DeploymentInput } from './deployment-rules';
import { mergedTemplate } from './pod-template';

/**
 * Rules about the merged pod templates: what the layers are worth together. Merging lists by index, the default, easily
 * makes pods that Kubernetes refuses. The TaskManager pods of a native cluster are made later, by Flink, so what is
 * wrong with them is a warning: the cluster's own objects are accepted.
 */
export const podTemplateRules: readonly Rule<DeploymentInput>[] = (['jobManager', 'taskManager'] as const).flatMap(
  (process) => {
    const rule = (code: Rule<DeploymentInput>['code'], test: (pod: MergedPod) => Problem[]) => ({
      code,
      path: `spec.${process}.podTemplate`,
      needs: 'config' as const,
      test: (input: DeploymentInput) => (hasTemplate(input, process) ? test(mergedPod(input, process)) : []),
    });
    return [
      rule('AmbiguousVolume', ambiguousVolumes),
      rule('UnknownVolume', unknownVolumes),
      rule('DuplicateName', duplicates),
    ];
  },
);

const ADDED_VOLUMES = [
  'flink-config-volume',
  'user-artifacts-volume',
  'pod-template-volume',
  'user-lib-dir',
  'hadoop-config-volume',
  'kerberos-keytab-volume',
  'kerberos-krb5conf-volume',
];

interface MergedPod {
  readonly path: Path;
  readonly byIndex: boolean;
  readonly severity: Problem['severity'];
  readonly volumes: readonly JsonObject[];
  /** Volumes that the renderer adds; sidecars may mount them. */
  readonly added: readonly string[];
  readonly containers: readonly JsonObject[];
}

function hasTemplate({ resource: { spec } }: DeploymentInput, process: 'jobManager' | 'taskManager'): boolean {
  return spec.podTemplate !== undefined || spec[process]?.podTemplate !== undefined;
}

function mergedPod({ resource: { spec }, config }: DeploymentInput, process: 'jobManager' | 'taskManager'): MergedPod {
  const byName = boolean(config, OPTIONS.mergeArraysByName);
  const template = mergedTemplate(spec.podTemplate, spec[process]?.podTemplate, byName);
  const pod = isObject(template?.spec) ? template.spec : {};
  const objects = (list: Json | undefined) => (Array.isArray(list) ? list.filter(isObject) : []);
  return {
    path: spec[process]?.podTemplate === undefined ? ['spec', 'podTemplate'] : ['spec', process, 'podTemplate'],
    byIndex: !byName,
    severity: process === 'taskManager' && spec.mode !== 'standalone' ? 'warning' : 'error',
    volumes: objects(pod.volumes),
    added: [...ADDED_VOLUMES, ...[...parseMap(text(config, OPTIONS.secrets) ?? '').keys()].map((s) => `${s}-volume`)],
    containers: [...objects(pod.containers), ...objects(pod.initContainers)],
  };
}

const nameOf = (object: JsonObject) => (typeof object.name === 'string' ? object.name : '');

function ambiguousVolumes({ volumes, path, byIndex, severity }: MergedPod): Problem[] {
  return volumes.flatMap((volume) => {
    const types = Object.keys(volume).filter((key) => key !== 'name');
    if (types.length < 2) return [];
    return [problem('AmbiguousVolume', path, { volume: nameOf(volume), types, byIndex }, severity)];
  });
}

function unknownVolumes({ volumes, added, containers, path, byIndex, severity }: MergedPod): Problem[] {
  const known = new Set([...volumes.map(nameOf), ...added]);
  return containers.flatMap((container) => {
    const mounts = Array.isArray(container.volumeMounts) ? container.volumeMounts.filter(isObject) : [];
    return mounts
      .map(nameOf)
      .filter((volume) => !known.has(volume))
      .map((volume) => problem('UnknownVolume', path, { volume, container: nameOf(container), byIndex }, severity));
  });
}

function duplicates({ volumes, containers, path, severity }: MergedPod): Problem[] {
  const twice = (what: string, list: readonly JsonObject[]) => {
    const names = list.map(nameOf);
    const repeated = new Set(names.filter((name, i) => names.indexOf(name) !== i));
    return [...repeated].map((name) => problem('DuplicateName', path, { what, name }, severity));
  };
  return [...twice('containers', containers), ...twice('volumes', volumes)];
}
