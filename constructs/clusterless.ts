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
import type { AnyCluster } from './cluster-layout';
import { clusterlessFlinkCluster } from './clusterless-flink-cluster';
import type { FlinkJobClusterProps } from './job-props';
import { guarded } from './launch-guard';
import { ownContainer } from './own-container';

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
  cluster: AnyCluster,
  job: FlinkJobClusterProps | undefined,
  toolImage: string,
  secured: boolean,
): Clusterless {
  const own = ownContainer(toolImage, secured);
  if (cluster.layout === 'flinkcluster') return clusterlessFlinkCluster(cluster, job, own);
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
  return { launch, ...guarded(objects, model, launch, revision, own) };
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
