import type { JsonObject } from '../../../../lib/manifest';
import type { Changes } from '../../resources';

const resources = { limits: { cpu: '1', memory: '2Gi' } };

/** A session FlinkCluster without any problem, with other spec fields. */
export function session(spec: Changes = {}, metadata: Changes = {}): JsonObject {
  return {
    apiVersion: 'flinkoperator.k8s.io/v1beta1',
    kind: 'FlinkCluster',
    metadata: { name: 'orders', namespace: 'streams', ...metadata },
    spec: {
      flinkVersion: '1.20',
      image: { name: 'flink:1.20' },
      jobManager: { resources },
      taskManager: { replicas: 2, resources },
      ...spec,
    },
  };
}

/** A job FlinkCluster without any problem, with other fields of its job and spec. */
export function job(fields: Changes = {}, spec: Changes = {}): JsonObject {
  return session({ job: { jarFile: '/opt/flink/job.jar', className: 'com.example.Job', ...fields }, ...spec });
}

/** A session FlinkCluster with other fields of its JobManager and spec. */
export function jobManager(fields: Changes, spec: Changes = {}): JsonObject {
  return session({ jobManager: { resources, ...fields }, ...spec });
}

/** A session FlinkCluster with other fields of its TaskManagers and spec. */
export function taskManager(fields: Changes, spec: Changes = {}): JsonObject {
  return session({ taskManager: { resources, ...fields }, ...spec });
}
