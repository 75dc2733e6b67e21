import type { Manifest } from '../../manifest';
import type { FlinkClusterModel } from '../../model/flinkcluster';
import type { Launch } from '../../model/launch';
import { field } from '../labels';
import { componentLabels, objectNames, revisionLabels } from './names';

/** The Service of the JobManager: for TaskManagers, for clients and for the web UI. */
export function jobManagerService(model: FlinkClusterModel, launch: Launch): Manifest {
  const { ports, service } = model.jobManager;
  const selector = componentLabels(model, 'jobmanager');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: objectNames(model.name).jobManager,
      namespace: model.namespace,
      labels: { ...selector, ...revisionLabels(model, launch), ...service.labels },
      ...field('annotations', service.annotations),
    },
    spec: {
      type: service.type,
      ...(service.headless ? { clusterIP: 'None' } : {}),
      selector,
      ports: Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: name })),
    },
  };
}

/** The headless Service that gives the TaskManagers of a StatefulSet their names. */
export function taskManagerService(model: FlinkClusterModel, launch: Launch): Manifest {
  const selector = componentLabels(model, 'taskmanager');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: objectNames(model.name).taskManager,
      namespace: model.namespace,
      labels: { ...selector, ...revisionLabels(model, launch) },
    },
    spec: {
      type: 'ClusterIP',
      clusterIP: 'None',
      selector,
      ports: Object.entries(model.taskManager.ports).map(([name, port]) => ({ name, port })),
    },
  };
}
