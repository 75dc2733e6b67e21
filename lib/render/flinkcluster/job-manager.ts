import type { Manifest } from '../../manifest';
import type { FlinkClusterJobModel, FlinkClusterModel } from '../../model/flinkcluster';
import type { Launch } from '../../model/launch';
import { clusterLabels, componentLabels, JOB_ID_LABEL, objectNames, revisionLabels } from './names';
import { listed, podMetadata, processPod } from './pod';

/**
 * The JobManager: a StatefulSet, or a Job when it runs the cluster's job itself. A Job never starts its pod again: what the
 * job starts from is part of its arguments.
 */
export function jobManager(model: FlinkClusterModel, launch: Launch): Manifest {
  const { job } = model;
  return job?.submission === 'job-manager' ? batchJob(model, job, launch) : statefulSet(model, launch);
}

function statefulSet(model: FlinkClusterModel, launch: Launch): Manifest {
  const { jobManager: process } = model;
  const name = objectNames(model.name).jobManager;
  const podLabels = { ...componentLabels(model, 'jobmanager'), ...process.labels };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace: model.namespace, labels: { ...podLabels, ...revisionLabels(model, launch) } },
    spec: {
      replicas: process.replicas,
      serviceName: name,
      selector: { matchLabels: podLabels },
      template: {
        metadata: podMetadata(model, podLabels, process.annotations),
        spec: processPod(model, process, 'jobmanager', ['jobmanager']),
      },
      ...listed('volumeClaimTemplates', process.volumeClaimTemplates),
    },
  };
}

function batchJob(model: FlinkClusterModel, job: FlinkClusterJobModel, launch: Launch): Manifest {
  const { jobManager: process } = model;
  const labels = {
    ...clusterLabels(model),
    ...revisionLabels(model, launch),
    ...componentLabels(model, 'jobmanager'),
    ...process.labels,
    [JOB_ID_LABEL]: launch.jobId,
  };
  const pod = processPod(model, process, 'jobmanager', [
    'standalone-job',
    ...(job.parallelism === undefined ? [] : [`-Dparallelism.default=${job.parallelism}`]),
    ...(launch.restorePath === undefined ? [] : ['--fromSavepoint', launch.restorePath]),
    ...(job.allowNonRestoredState ? ['--allowNonRestoredState'] : []),
    ...['--job-id', launch.jobId],
    // Without it Flink looks for the one main class of the jars in its folder.
    ...(job.entryClass === undefined ? [] : ['--job-classname', job.entryClass]),
    ...job.args,
  ]);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: objectNames(model.name).jobManager, namespace: model.namespace, labels },
    spec: {
      backoffLimit: 0,
      template: {
        metadata: podMetadata(model, labels, process.annotations),
        spec: { ...pod, restartPolicy: 'Never' },
      },
    },
  };
}
