import type { FlinkConfig } from '../flink/config';
import { MAIN_CONTAINER, objectNames, PORT_NAMES } from '../flink/names';
import { double, integer, OPTIONS, text } from '../flink/options';
import { own } from '../json';
import type { JsonObject, Manifest } from '../manifest';
import type { ClusterModel } from '../model/cluster';
import { field, selectorLabels } from './labels';
import * as pod from './pod';

const OPTIONS_OF_PROCESS: pod.ProcessOptions = {
  labels: OPTIONS.taskManagerLabels,
  annotations: OPTIONS.taskManagerAnnotations,
  nodeSelector: OPTIONS.taskManagerNodeSelector,
  tolerations: OPTIONS.taskManagerTolerations,
};

/** The Deployment of the TaskManagers of a standalone cluster; those of a native one are made by its JobManager. */
export function taskManagerDeployment(model: ClusterModel, config: FlinkConfig, memoryMiB: number): Manifest {
  const selector = selectorLabels(model, 'taskmanager');
  const labels = { ...pod.mapOption(config, OPTIONS.taskManagerLabels), ...selector };
  const annotations = pod.mapOption(config, OPTIONS.taskManagerAnnotations);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: objectNames(model.name).taskManager,
      namespace: model.namespace,
      labels,
      ...field('annotations', annotations),
    },
    spec: {
      replicas: integer(config, OPTIONS.taskManagerReplicas) ?? 1,
      selector: { matchLabels: selector },
      template: taskManagerPod(model, config, memoryMiB, labels, annotations),
    },
  };
}

function taskManagerPod(
  model: ClusterModel,
  config: FlinkConfig,
  memoryMiB: number,
  labels: Record<string, string>,
  annotations: Record<string, string>,
): JsonObject {
  let parts = pod.takeApart(model.taskManagerTemplate);
  const account = text(config, OPTIONS.taskManagerServiceAccount);
  parts = {
    ...parts,
    metadata: pod.extended(pod.extended(parts.metadata, 'labels', labels), 'annotations', annotations),
    spec: pod.withScheduling(
      { ...parts.spec, serviceAccount: account, serviceAccountName: account },
      config,
      OPTIONS_OF_PROCESS,
    ),
    container: mainContainer(parts.container, config, memoryMiB),
  };
  parts = pod.withMountedOptions(parts, model, config);
  parts = pod.withConfigMount(parts, model, config);
  const command = [text(config, OPTIONS.entryPath)];
  return pod.putTogether({ ...parts, container: { ...parts.container, command, args: ['taskmanager'] } });
}

function mainContainer(template: JsonObject, config: FlinkConfig, memoryMiB: number): JsonObject {
  const sized = pod.containerResources(template, {
    memoryMiB,
    cpu: double(config, OPTIONS.taskManagerCpu) ?? integer(config, OPTIONS.taskSlots) ?? 1,
    memoryLimitFactor: pod.factor(config, OPTIONS.taskManagerMemoryLimitFactor),
    cpuLimitFactor: pod.factor(config, OPTIONS.taskManagerCpuLimitFactor),
  });
  // Unlike for the JobManager, the operator never takes the image and its pull policy from the template here.
  const image = text(config, OPTIONS.image) ?? own(template, 'image');
  const container = {
    ...sized,
    name: MAIN_CONTAINER,
    ...(image === undefined ? {} : { image }),
    imagePullPolicy: text(config, OPTIONS.imagePullPolicy),
  };
  const port = { name: PORT_NAMES.taskManagerRpc, containerPort: integer(config, OPTIONS.taskManagerRpcPort) ?? 6122 };
  return pod.appended(pod.appended(container, 'ports', [port]), 'env', [
    ...pod.customEnv(config, 'taskmanager'),
    ...pod.logDirEnv(config),
  ]);
}
