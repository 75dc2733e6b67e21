import { Construct } from 'constructs';
import type { ClusterModel } from '../lib/model/cluster';
import type { Launch } from '../lib/model/launch';
import { renderCluster } from '../lib/render/cluster';
import type { Role } from '../lib/render/rendered';
import { ManifestObject } from './manifest-object';

/** The objects of one Flink cluster. The JobManager's Deployment is the default child. */
export class ClusterObjects extends Construct {
  /** The objects by what they are to the cluster. */
  readonly objects: ReadonlyMap<Role, ManifestObject>;

  constructor(scope: Construct, id: string, model: ClusterModel, launch: Launch) {
    super(scope, id);
    const objects = new Map<Role, ManifestObject>();
    for (const { role, manifest } of renderCluster(model, launch)) {
      objects.set(role, new ManifestObject(this, role, manifest));
    }
    this.objects = objects;
    const jobManager = objects.get('job-manager');
    if (jobManager !== undefined) this.node.defaultChild = jobManager;
  }
}
