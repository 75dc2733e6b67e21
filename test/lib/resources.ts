import type { FlinkDeploymentResource, FlinkSessionJobResource } from '../../lib/api/apache/types';
import type { JsonObject } from '../../lib/manifest';

/** What a test wants different from the base; undefined takes a field away. */
export type Changes = Readonly<Record<string, unknown>>;

const size = { resource: { memory: '2048m', cpu: 1 } };

/** A session cluster without any problem, with other spec fields. */
export function session(spec: Changes = {}, metadata: Changes = {}): JsonObject {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'orders', namespace: 'streams', ...metadata },
    spec: {
      image: 'flink:1.20',
      flinkVersion: 'v1_20',
      serviceAccount: 'flink',
      jobManager: size,
      taskManager: size,
      ...spec,
    },
  };
}

/** An application cluster without any problem, with other fields of its job and spec. */
export function application(job: Changes = {}, spec: Changes = {}): JsonObject {
  return session({ job: { jarURI: 'local:///opt/flink/usrlib/job.jar', parallelism: 2, ...job }, ...spec });
}

/** A session job without any problem, with other fields of its job and spec; its cluster is {@link session}. */
export function sessionJob(job: Changes = {}, spec: Changes = {}, metadata: Changes = {}): JsonObject {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkSessionJob',
    metadata: { name: 'orders-job', namespace: 'streams', ...metadata },
    spec: {
      deploymentName: 'orders',
      job: { jarURI: 'https://repository.example.com/job.jar', parallelism: 2, ...job },
      ...spec,
    },
  };
}

/** A resource as the typed functions of the core take it. */
export const asDeployment = (document: JsonObject) => document as unknown as FlinkDeploymentResource;

/** A session job as the typed functions of the core take it. */
export const asSessionJob = (document: JsonObject) => document as unknown as FlinkSessionJobResource;
