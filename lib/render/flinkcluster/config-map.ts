import type { Manifest } from '../../manifest';
import type { FlinkClusterModel } from '../../model/flinkcluster';
import type { Launch } from '../../model/launch';
import { configFile } from './config-file';
import { clusterLabels, objectNames, revisionLabels } from './names';
import { SUBMIT_SCRIPT, SUBMIT_SCRIPT_FILE } from './submit-script';

/** The ConfigMap with the files of Flink's configuration folder, and the script of the submitter. */
export function configMap(model: FlinkClusterModel, launch: Launch): Manifest {
  const [name, text] = configFile(model.flinkVersion, model.configuration);
  // Last wins: files of ours replace the author's of the same name.
  const ours: readonly [string, string][] = [
    [name, text],
    [SUBMIT_SCRIPT_FILE, SUBMIT_SCRIPT],
  ];
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: objectNames(model.name).configMap,
      namespace: model.namespace,
      labels: { ...clusterLabels(model), ...revisionLabels(model, launch) },
    },
    data: Object.fromEntries([...model.logFiles, ...ours]),
  };
}
