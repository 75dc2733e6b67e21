import { jobManagerMemory, podMebibytes, taskManagerMemory } from '../flink/memory';
import type { Manifest } from '../manifest';
import type { ClusterModel } from '../model/cluster';
import type { FlinkClusterModel } from '../model/flinkcluster';
import type { Launch } from '../model/launch';
import { flinkConfigMap, podTemplateConfigMap } from './config-maps';
import { launchConfig } from './configuration';
import { renderFlinkCluster } from './flinkcluster/cluster';
import { ingressManifest } from './ingress';
import { jobManagerDeployment } from './job-manager';
import type { Owner, Rendered, Role } from './rendered';
import { internalService, restService } from './services';
import { taskManagerDeployment } from './task-manager';

/**
 * Every object of a Flink cluster, in the order in which they can be created. A suspended job has none.
 *
 * @throws Error when the memory options contradict each other; the rules of the dialects say so before
 */
export function renderCluster(model: ClusterModel | FlinkClusterModel, launch: Launch): Rendered[] {
  if (model.layout === 'flinkcluster') return renderFlinkCluster(model, launch);
  if (model.job?.suspended === true) return [];
  const config = launchConfig(model, launch);
  const size = (memory: ReturnType<typeof jobManagerMemory> | ReturnType<typeof taskManagerMemory>) => {
    if (!memory.ok) throw new Error(memory.message);
    return podMebibytes(memory);
  };
  const objects: Rendered[] = [];
  const add = (role: Role, owner: Owner, controller: boolean, manifest: Manifest | undefined) => {
    if (manifest !== undefined) objects.push({ role, manifest, owner, controller });
  };
  add('configuration', 'jobManager', true, flinkConfigMap(model, config));
  add('pod-template', 'jobManager', true, podTemplateConfigMap(model));
  add('internal-service', 'jobManager', true, internalService(model, config));
  add('rest-service', 'jobManager', true, restService(model, config));
  const jobManagerMiB = size(jobManagerMemory(config, model.flinkVersion));
  add('job-manager', 'resource', false, jobManagerDeployment(model, launch, config, jobManagerMiB));
  if (model.layout === 'standalone') {
    const taskManagerMiB = size(taskManagerMemory(config, model.flinkVersion));
    add('task-manager', 'resource', false, taskManagerDeployment(model, config, taskManagerMiB));
  }
  if (model.ingress !== undefined) add('ingress', 'resource', true, ingressManifest(model, model.ingress, config));
  return objects;
}
