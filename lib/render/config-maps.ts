import { stringify } from 'yaml';
import { configFileName, writeConfigFile } from '../flink/config-file';
import { objectNames } from '../flink/names';
import type { Manifest } from '../manifest';
import type { ClusterModel } from '../model/cluster';
import type { Launch } from '../model/launch';
import { fileEntries, launchConfig } from './configuration';
import { contentHash } from './hash';
import { commonLabels } from './labels';
import { POD_TEMPLATE_FILE } from './pod';

/** The ConfigMap with Flink's configuration and the log files. */
export function flinkConfigMap(model: ClusterModel, config: ReadonlyMap<string, string>): Manifest {
  return configMap(model, objectNames(model.name).configMap, files(model, config));
}

/**
 * A hash of the configuration that Flink's processes of a standalone cluster read: another one needs new pods. Options of
 * Flink's own Kubernetes integration become objects, and Flink reads only those with which it is highly available.
 */
export function configurationHash(model: ClusterModel, launch: Launch): string {
  const entries = [...fileEntries(model, launchConfig(model, launch))];
  const read = entries.filter(([key]) => !key.startsWith('kubernetes.') || READ_IN_PODS.test(key));
  return contentHash([Object.fromEntries(read), Object.fromEntries(model.logFiles)]);
}

const READ_IN_PODS = /^kubernetes\.(cluster-id|namespace|context|client\.|config\.|transactional-operation\.)/;

function files(model: ClusterModel, config: ReadonlyMap<string, string>): Record<string, string> {
  const { flinkVersion } = model;
  return {
    [configFileName(flinkVersion)]: writeConfigFile(flinkVersion, fileEntries(model, config)),
    ...Object.fromEntries(model.logFiles),
  };
}

/** The ConfigMap from which a native JobManager takes the template of its TaskManagers. */
export function podTemplateConfigMap(model: ClusterModel): Manifest | undefined {
  if (model.layout !== 'native' || model.taskManagerTemplate === undefined) return undefined;
  const text = stringify(model.taskManagerTemplate, {
    version: '1.1', // that of Flink's parser: more plain words are not text
    sortMapEntries: true,
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });
  return configMap(model, objectNames(model.name).podTemplateConfigMap, { [POD_TEMPLATE_FILE]: text });
}

function configMap(model: ClusterModel, name: string, data: Record<string, string>): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: model.namespace, labels: commonLabels(model) },
    data,
  };
}
