import type { FlinkClusterModel } from '../../model/flinkcluster';
import type { Launch } from '../../model/launch';

/** Names of a cluster's objects, all derived from the name of the cluster. */
export const objectNames = (cluster: string) => ({
  configMap: `${cluster}-configmap`,
  jobManager: `${cluster}-jobmanager`,
  taskManager: `${cluster}-taskmanager`,
  submitter: `${cluster}-job-submitter`,
  /** Of everything that is about all pods. */
  policies: `flink-${cluster}`,
});

/** The label of an object with the name of the revision that it was made for. */
export const REVISION_LABEL = 'flinkoperator.k8s.io/revision-name';

/** The label of a JobManager that starts a job itself, with Flink's id of that job. */
export const JOB_ID_LABEL = 'flinkoperator.k8s.io/job-id';

/** The labels of every pod of a cluster. */
export function clusterLabels(model: FlinkClusterModel): Record<string, string> {
  return { cluster: model.name, app: 'flink' };
}

/** The labels by which the Service of a component finds its pods. */
export function componentLabels(
  model: FlinkClusterModel,
  component: 'jobmanager' | 'taskmanager',
): Record<string, string> {
  return { ...clusterLabels(model), component };
}

/** The label that says for which revision an object was made. The name of a revision is less its number. */
export function revisionLabels(model: FlinkClusterModel, launch: Launch): Record<string, string> {
  return { [REVISION_LABEL]: launch.revision?.replace(/-[^-]*$/, '') ?? model.revision };
}

/** Host and port of the JobManager's REST API. */
export function restAddress(model: FlinkClusterModel): string {
  return `${objectNames(model.name).jobManager}:${model.jobManager.ports.ui}`;
}
