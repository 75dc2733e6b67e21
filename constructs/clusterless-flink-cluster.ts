import { highAvailabilityEnabled } from '../lib/flink/high-availability';
import type { JsonObject } from '../lib/manifest';
import type { FlinkClusterModel } from '../lib/model/flinkcluster';
import { firstLaunch, revisionJobId, type Launch } from '../lib/model/launch';
import { renderCluster } from '../lib/render/cluster';
import { contentHash } from '../lib/render/hash';
import type { Rendered } from '../lib/render/rendered';
import { REVISION_LABEL } from '../lib/render/flinkcluster/names';
import { layoutOf } from './cluster-layout';
import type { Clusterless } from './clusterless';
import type { FlinkJobClusterProps } from './job-props';
import { guarded } from './launch-guard';
import { withPodSpec, type OwnContainer } from './own-container';

/** More failures than will ever be: the largest number that fits. */
const WITHOUT_END = 2_147_483_647;

/**
 * The objects of a FlinkCluster without a controller. What can be changed is changed in place: selectors do not depend
 * on the labels of pods. The JobManager of a job is a Job, which restarts as long as it fails, and has to be deleted
 * before it can be changed; so nothing in it depends on the rest of the cluster.
 */
export function clusterlessFlinkCluster(
  model: FlinkClusterModel,
  job: FlinkJobClusterProps | undefined,
  own: OwnContainer,
): Clusterless {
  const launch = clusterlessLaunch(model);
  const objects = renderCluster(model, launch).map((object) => restarting(changeable(object, model)));
  if (job === undefined || job.launchGuard === false || !highAvailabilityEnabled(model.configuration)) {
    return { launch, objects, rules: [] };
  }
  const jobManager = objects.find(({ role }) => role === 'job-manager');
  const revision = contentHash((jobManager?.manifest.spec as JsonObject | undefined)?.template);
  return { launch, ...guarded(objects, model, launch, revision, own) };
}

/** The job keeps its id, by which Flink finds its checkpoints. A controller would keep it in the resource's status. */
function clusterlessLaunch(model: FlinkClusterModel): Launch {
  return { ...firstLaunch(model), jobId: revisionJobId(`${model.namespace}/${model.name}`) };
}

/** A selector cannot be changed, and the labels of a pod can. */
function changeable(object: Rendered, model: FlinkClusterModel): Rendered {
  const { selector } = layoutOf(model);
  const component = object.role === 'job-manager' ? 'jobmanager' : 'taskmanager';
  const { kind, spec } = object.manifest;
  if (kind !== 'StatefulSet' && kind !== 'Deployment') return object;
  return {
    ...object,
    manifest: { ...object.manifest, spec: { ...(spec as JsonObject), selector: { matchLabels: selector(component) } } },
  };
}

/** The revision is that of the whole cluster; in the pod of a Job it would forbid every change. */
function restarting(object: Rendered): Rendered {
  if (object.manifest.kind !== 'Job') return object;
  const { manifest } = withPodSpec(object, (spec) => ({ ...spec, restartPolicy: 'OnFailure' }));
  const { template, ...spec } = manifest.spec as { template: { metadata: { labels: JsonObject } } } & JsonObject;
  const labels = { ...template.metadata.labels };
  delete labels[REVISION_LABEL];
  const changed = { ...template, metadata: { ...template.metadata, labels } };
  return { ...object, manifest: { ...manifest, spec: { ...spec, backoffLimit: WITHOUT_END, template: changed } } };
}
