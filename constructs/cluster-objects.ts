import { Construct } from 'constructs';
import type { ClusterModel } from '../lib/model/cluster';
import type { FlinkClusterModel } from '../lib/model/flinkcluster';
import type { Launch } from '../lib/model/launch';
import { renderCluster } from '../lib/render/cluster';
import type { Role } from '../lib/render/rendered';
import { ManifestObject } from './manifest-object';

/** The objects of one Flink cluster. The JobManager's workload is the default child. */
export class ClusterObjects extends Construct {
  private readonly objects = new Map<Role, ManifestObject>();

  constructor(scope: Construct, id: string, model: ClusterModel | FlinkClusterModel, launch: Launch) {
    super(scope, id);
    for (const { role, manifest } of renderCluster(model, launch)) {
      this.objects.set(role, new ManifestObject(this, role, manifest));
    }
    const jobManager = this.objects.get('job-manager');
    if (jobManager !== undefined) this.node.defaultChild = jobManager;
  }

  /** The object of a role that every cluster has. */
  get(role: Role): ManifestObject {
    const object = this.objects.get(role);
    if (object === undefined) throw new Error(`the cluster has no ${role}`);
    return object;
  }

  /** All objects, in the order in which they can be created. */
  get all(): readonly ManifestObject[] {
    return [...this.objects.values()];
  }
}
