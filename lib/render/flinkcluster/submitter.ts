import type { JsonObject, Manifest } from '../../manifest';
import type { FlinkClusterJobModel, FlinkClusterModel } from '../../model/flinkcluster';
import type { Launch } from '../../model/launch';
import { clusterLabels, objectNames, restAddress, revisionLabels } from './names';
import { configAndFile, configMount, listed, podMetadata, podSpec } from './pod';
import { SUBMIT_SCRIPT_FILE, SUBMIT_SCRIPT_PATH } from './submit-script';

/**
 * The Job whose pod submits the cluster's job. It carries no component label, so no Service takes it for a process of
 * Flink. It runs once: a job that was submitted twice would run twice.
 */
export function submitter(model: FlinkClusterModel, job: FlinkClusterJobModel, launch: Launch): Manifest {
  const labels = { ...clusterLabels(model), ...revisionLabels(model, launch), ...job.pod.labels };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: objectNames(model.name).submitter, namespace: model.namespace, labels },
    spec: {
      backoffLimit: 0,
      template: {
        metadata: podMetadata(model, labels, job.pod.annotations),
        spec: { ...submitterPod(model, job, launch), restartPolicy: 'Never' },
      },
    },
  };
}

function submitterPod(model: FlinkClusterModel, job: FlinkClusterJobModel, launch: Launch): JsonObject {
  const { pod } = job;
  const configMounts = configAndFile(SUBMIT_SCRIPT_PATH, SUBMIT_SCRIPT_FILE);
  const address = { name: 'FLINK_JM_ADDR', value: restAddress(model) };
  // The author's address wins, as the last of two variables of one name does.
  const env = model.env.some(({ name }) => name === address.name) ? model.env : [address, ...model.env];
  const main: JsonObject = {
    name: 'main',
    args: ['bash', SUBMIT_SCRIPT_PATH, ...clientArgs(model, job, launch)],
    ...listed('env', env),
    ...listed('volumeMounts', pod.volumeMounts),
    ...(Object.keys(pod.resources).length === 0 ? {} : { resources: pod.resources }),
  };
  const forInit = { env, volumeMounts: [...pod.volumeMounts, ...configMounts] };
  return podSpec(model, pod, main, forInit, [configMount(model, configMounts), ...model.mounts]);
}

/** Arguments of `flink run`. What follows the jar is the program's, so the program's own come last. */
function clientArgs(model: FlinkClusterModel, job: FlinkClusterJobModel, launch: Launch): string[] {
  return [
    ...['--jobmanager', restAddress(model)],
    ...(job.entryClass === undefined ? [] : ['--class', job.entryClass]),
    ...(launch.restorePath === undefined ? [] : ['--fromSavepoint', launch.restorePath]),
    ...(job.allowNonRestoredState ? ['--allowNonRestoredState'] : []),
    ...(job.parallelism === undefined ? [] : ['--parallelism', String(job.parallelism)]),
    ...(job.attached ? [] : ['--detached']),
    ...job.program,
    ...job.args,
  ];
}
