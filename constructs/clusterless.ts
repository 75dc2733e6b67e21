import type { Container } from 'kubernetes-types/core/v1';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { flattenConfig } from '../lib/flink/config';
import { highAvailabilityEnabled } from '../lib/flink/high-availability';
import { OPTIONS } from '../lib/flink/options';
import type { JsonObject } from '../lib/manifest';
import type { ClusterModel } from '../lib/model/cluster';
import { firstLaunch, launchOf, type Launch } from '../lib/model/launch';
import { renderCluster } from '../lib/render/cluster';
import { contentHash } from '../lib/render/hash';
import type { Rendered } from '../lib/render/rendered';
import { batchJob } from './batch-job';
import { launchRecord } from './companions';
import type { FlinkJobClusterProps } from './job-props';
import { ownContainer, withInitContainer, type OwnContainer } from './own-container';

/** A cluster that nobody manages: its objects and what its own containers need of the Role. */
export interface Clusterless {
  readonly launch: Launch;
  readonly objects: readonly Rendered[];
  readonly rules: readonly PolicyRule[];
}

/**
 * The objects of a cluster without a controller. What a controller would do is in the objects themselves: pods of two
 * versions never run side by side, the launch guard lets a changed job run, a batch job is a Job that ends.
 *
 * @param toolImage image of the containers of our own
 * @param secured whether pods have to pass the Pod Security profile `restricted`
 */
export function clusterless(
  cluster: ClusterModel,
  job: FlinkJobClusterProps | undefined,
  toolImage: string,
  secured: boolean,
): Clusterless {
  const own = ownContainer(toolImage, secured);
  if (job === undefined)
    return { launch: firstLaunch(cluster), objects: recreated(cluster, firstLaunch(cluster)), rules: [] };
  const model = withoutController(cluster, job);
  if (job.batch === true) return batchJob(model, job.batchRetries ?? 0, own);
  if (!highAvailabilityEnabled(model.configuration)) {
    const launch = firstLaunch(model);
    return { launch, objects: recreated(model, launch), rules: [] };
  }
  const revision = revisionOf(model);
  const launch = launchOf(model, revision);
  const objects = recreated(model, launch);
  if (job.launchGuard === false) return { launch, objects, rules: [] };
  const guard = launchGuard(model, launch, revision, own);
  return {
    launch,
    objects: objects.map((object) => (object.role === 'job-manager' ? withInitContainer(object, guard) : object)),
    rules: [
      {
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: [launchRecord(model.name)],
        verbs: ['get', 'update'],
      },
    ],
  };
}

/** What the JobManager runs, in short: its pod, whose annotation has the hash of the configuration. */
function revisionOf(model: ClusterModel): string {
  const jobManager = renderCluster(model, firstLaunch(model)).find(({ role }) => role === 'job-manager');
  return contentHash((jobManager?.manifest.spec as JsonObject | undefined)?.template);
}

/** Pods of two versions side by side would be two clusters that share a name. */
function recreated(model: ClusterModel, launch: Launch): Rendered[] {
  return renderCluster(model, launch).map((object) => {
    if (object.role !== 'job-manager' && object.role !== 'task-manager') return object;
    const spec = { ...(object.manifest.spec as JsonObject), strategy: { type: 'Recreate' } };
    return { ...object, manifest: { ...object.manifest, spec } };
  });
}

/**
 * A main program that fails must end its JobManager, whose pod is started again. As a failed job it would be at its end
 * for good: Flink would forget the checkpoints of all former launches.
 */
function withoutController(model: ClusterModel, job: FlinkJobClusterProps): ClusterModel {
  const configuration = new Map(model.configuration);
  const { key } = OPTIONS.submitFailedJob;
  if (!flattenConfig(job.flinkConfiguration).has(key)) configuration.set(key, 'false');
  // The JobManager is a Job, which is complete when its process ends.
  if (job.batch === true) configuration.set(OPTIONS.shutdownOnFinish.key, 'true');
  return { ...model, configuration };
}

function launchGuard(model: ClusterModel, launch: Launch, revision: string, own: OwnContainer): Container {
  return own('launch-guard', [
    'launch-guard',
    ...['--cluster', model.name, '--namespace', model.namespace],
    ...['--job-id', launch.jobId, '--launch', revision],
    ...(launch.restorePath === undefined ? [] : ['--restore-path', launch.restorePath]),
  ]);
}
