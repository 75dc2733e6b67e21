import { isObject, own } from '../../json';
import type { JsonObject, Manifest } from '../../manifest';
import type { FlinkClusterModel } from '../../model/flinkcluster';
import type { Launch } from '../../model/launch';
import { componentLabels, objectNames, revisionLabels } from './names';
import { listed, podMetadata, processPod } from './pod';

/** The TaskManagers: a StatefulSet that makes all pods at once, or a Deployment. */
export function taskManager(model: FlinkClusterModel, launch: Launch): Manifest {
  const { taskManager: process } = model;
  const name = objectNames(model.name).taskManager;
  const podLabels = { ...componentLabels(model, 'taskmanager'), ...process.labels };
  const metadata = { name, namespace: model.namespace, labels: { ...podLabels, ...revisionLabels(model, launch) } };
  const pod = processPod(model, process, 'taskmanager', ['taskmanager']);
  const common = { replicas: process.replicas, selector: { matchLabels: podLabels } };
  const template = (spec: JsonObject) => ({ metadata: podMetadata(model, podLabels, process.annotations), spec });
  if (process.workload === 'Deployment') {
    const volumes = [...(Array.isArray(pod.volumes) ? pod.volumes : []), ...ephemeralVolumes(model, podLabels)];
    const spec = { ...common, template: template({ ...pod, volumes }) };
    return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec };
  }
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: {
      ...common,
      serviceName: name,
      podManagementPolicy: 'Parallel',
      template: template(pod),
      ...listed('volumeClaimTemplates', process.volumeClaimTemplates),
    },
  };
}

/** A Deployment has no claim templates: each pod gets volumes that end with it. Of a template only name and spec count. */
function ephemeralVolumes(model: FlinkClusterModel, labels: Readonly<Record<string, string>>): JsonObject[] {
  return model.taskManager.volumeClaimTemplates.map((claim) => {
    const metadata = isObject(claim.metadata) ? claim.metadata : {};
    return {
      name: own(metadata, 'name') ?? null,
      ephemeral: { volumeClaimTemplate: { metadata: { labels: { ...labels } }, spec: claim.spec ?? {} } },
    };
  });
}
