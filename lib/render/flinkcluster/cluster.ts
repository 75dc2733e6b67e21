import type { Manifest } from '../../manifest';
import type { FlinkClusterModel } from '../../model/flinkcluster';
import type { Launch } from '../../model/launch';
import type { Rendered, Role } from '../rendered';
import { configMap } from './config-map';
import { ingressManifest } from './ingress';
import { jobManager } from './job-manager';
import { podGroup } from './pod-group';
import { autoscaler, disruptionBudget } from './policies';
import { jobManagerService, taskManagerService } from './services';
import { submitter } from './submitter';
import { taskManager } from './task-manager';

/** Every object of a cluster in the layout of FlinkCluster, in the order in which its operator creates them. */
export function renderFlinkCluster(model: FlinkClusterModel, launch: Launch): Rendered[] {
  const { job, disruptionBudget: budget, gang, ingress } = model;
  const objects: Rendered[] = [];
  const add = (role: Role, manifest: Manifest) => {
    objects.push({ role, manifest, owner: 'resource', controller: true });
  };
  const jobManagers = jobManager(model, launch);
  const taskManagers = taskManager(model, launch);
  const submission = job?.submission === 'submitter' ? submitter(model, job, launch) : undefined;
  const workloads = [jobManagers, taskManagers, ...(submission === undefined ? [] : [submission])];

  if (gang !== undefined) add('pod-group', podGroup(model, gang, workloads));
  add('configuration', configMap(model, launch));
  if (budget !== undefined) add('disruption-budget', disruptionBudget(model, budget, launch));
  // A JobManager that runs the job comes last, when all that it needs is there.
  const runsJob = job?.submission === 'job-manager';
  if (!runsJob) add('job-manager', jobManagers);
  add('rest-service', jobManagerService(model, launch));
  if (ingress !== undefined) add('ingress', ingressManifest(model, ingress, launch));
  add('task-manager', taskManagers);
  const { autoscaler: scaling } = model.taskManager;
  if (scaling !== undefined) add('autoscaler', autoscaler(model, scaling, launch));
  add('task-manager-service', taskManagerService(model, launch));
  if (runsJob) add('job-manager', jobManagers);
  if (submission !== undefined) add('submitter', submission);
  return objects;
}
