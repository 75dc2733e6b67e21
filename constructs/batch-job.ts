import { isObject } from '../lib/json';
import { MAIN_CONTAINER } from '../lib/flink/names';
import type { Json, JsonObject, Manifest } from '../lib/manifest';
import type { ClusterModel } from '../lib/model/cluster';
import { launchOf } from '../lib/model/launch';
import { renderCluster } from '../lib/render/cluster';
import { contentHash } from '../lib/render/hash';
import type { Rendered } from '../lib/render/rendered';
import type { Clusterless } from './clusterless';
import { items, withPodSpec, type OwnContainer } from './own-container';

/** Label by which the Job controller marks the pods of a Job. */
const JOB_NAME = 'batch.kubernetes.io/job-name';

/**
 * A cluster for one batch job: Jobs in place of Deployments. A Job cannot be changed, so its name carries a hash of all
 * that it runs. Flink's TaskManagers do not end with their JobManager; here they are sidecars of a container that waits
 * for the JobManager's Job, and end with it.
 *
 * @param retries how often the JobManager is started again when the job has failed
 */
export function batchJob(model: ClusterModel, retries: number, own: OwnContainer): Clusterless {
  const awaitJob = (job: string) => own('await-job', ['await-job', '--job', job, '--namespace', model.namespace]);
  const hash = contentHash([renderCluster(model, launchOf(model, 'batch')).map((r) => r.manifest), awaitJob('')]);
  const name = `${model.name}-${hash.slice(0, 8)}`;
  const launch = launchOf(model, hash);
  const objects = renderCluster(model, launch).map((object): Rendered => {
    switch (object.role) {
      case 'job-manager':
        return asJob(
          withPodSpec(object, (spec) => ({ ...withSidecars(spec, isMain), restartPolicy: 'Never' })),
          name,
          // A node that is drained is not the job's fault.
          { backoffLimit: retries, podFailurePolicy: IGNORE_DISRUPTIONS },
        );
      case 'task-manager': {
        const wait = awaitJob(name) as unknown as JsonObject;
        const { replicas } = object.manifest.spec as JsonObject;
        return asJob(
          withPodSpec(object, (spec) => {
            const sidecars = withSidecars(spec, () => false);
            return { ...sidecars, containers: [wait], restartPolicy: 'OnFailure' };
          }),
          `${name}-tm`,
          { parallelism: replicas ?? 1, completions: replicas ?? 1 },
        );
      }
      case 'internal-service':
      case 'rest-service': {
        // The JobManager of a former Job may still be there.
        const spec = object.manifest.spec as JsonObject;
        const selector = { ...(isObject(spec.selector) ? spec.selector : {}), [JOB_NAME]: name };
        return { ...object, manifest: { ...object.manifest, spec: { ...spec, selector } } };
      }
      default:
        return object;
    }
  });
  return {
    launch,
    objects,
    rules: [{ apiGroups: ['batch'], resources: ['jobs'], resourceNames: [name], verbs: ['get'] }],
  };
}

const IGNORE_DISRUPTIONS = {
  rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
};

const isMain = (container: Json) => isObject(container) && container.name === MAIN_CONTAINER;

/** Containers other than those that decide when the pod is done become sidecars: they end with the pod. */
function withSidecars(spec: JsonObject, decides: (container: Json) => boolean): JsonObject {
  const { containers, initContainers, ...rest } = spec;
  const sidecars = items(containers)
    .filter((container) => !decides(container))
    .map((container) => (isObject(container) ? { ...container, restartPolicy: 'Always' } : container));
  const first = [...items(initContainers), ...sidecars];
  return {
    ...rest,
    ...(first.length === 0 ? {} : { initContainers: first }),
    containers: items(containers).filter(decides),
  };
}

/** A Deployment as a Job of another name. */
function asJob(object: Rendered, name: string, fields: JsonObject): Rendered {
  const { template } = object.manifest.spec as JsonObject;
  const manifest: Manifest = {
    ...object.manifest,
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { ...object.manifest.metadata, name },
    spec: { ...fields, template: template ?? {} },
  };
  return { ...object, manifest };
}
