import { parseList, type FlinkConfig } from '../flink/config';
import { highAvailabilityEnabled } from '../flink/high-availability';
import { inUserLib, MAIN_CONTAINER, objectNames, PORT_NAMES, USER_LIB } from '../flink/names';
import { double, integer, OPTIONS, text } from '../flink/options';
import { isObject, own } from '../json';
import type { Json, JsonObject, Manifest } from '../manifest';
import type { ClusterModel } from '../model/cluster';
import type { Launch } from '../model/launch';
import { GENERATION_ANNOTATION } from './configuration';
import { field, selectorLabels } from './labels';
import * as pod from './pod';

const OPTIONS_OF_PROCESS: pod.ProcessOptions = {
  labels: OPTIONS.jobManagerLabels,
  annotations: OPTIONS.jobManagerAnnotations,
  nodeSelector: OPTIONS.jobManagerNodeSelector,
  tolerations: OPTIONS.jobManagerTolerations,
};

/** The Deployment of the JobManager. */
export function jobManagerDeployment(
  model: ClusterModel,
  launch: Launch,
  config: FlinkConfig,
  memoryMiB: number,
): Manifest {
  const selector = selectorLabels(model, 'jobmanager');
  const labels = { ...pod.mapOption(config, OPTIONS.jobManagerLabels), ...selector };
  const annotations = {
    ...pod.mapOption(config, OPTIONS.jobManagerAnnotations),
    [GENERATION_ANNOTATION]: String(launch.generation),
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: objectNames(model.name).jobManager,
      namespace: model.namespace,
      labels,
      ...field('annotations', annotations),
    },
    spec: {
      replicas: integer(config, OPTIONS.jobManagerReplicas) ?? 1,
      selector: { matchLabels: selector },
      template: jobManagerPod(model, launch, config, memoryMiB, labels, annotations),
    },
  };
}

function jobManagerPod(
  model: ClusterModel,
  launch: Launch,
  config: FlinkConfig,
  memoryMiB: number,
  labels: Record<string, string>,
  annotations: Record<string, string>,
): JsonObject {
  let parts = pod.takeApart(model.jobManagerTemplate);
  const host = pod.hostNetwork(config);
  const account = pod.resolved(
    config,
    OPTIONS.jobManagerServiceAccount,
    own(parts.spec, 'serviceAccount') ?? own(parts.spec, 'serviceAccountName'),
  );
  const { restartPolicy, ...spec } = parts.spec;
  parts = {
    ...parts,
    metadata: pod.extended(pod.extended(parts.metadata, 'labels', labels), 'annotations', annotations),
    spec: pod.withScheduling(
      {
        ...spec,
        // Pods of a Deployment always restart.
        ...(restartPolicy === undefined ? {} : { restartPolicy: 'Always' }),
        serviceAccount: account ?? 'default',
        serviceAccountName: account ?? 'default',
        hostNetwork: host,
        dnsPolicy: host ? 'ClusterFirstWithHostNet' : (own(spec, 'dnsPolicy') ?? 'ClusterFirst'),
      },
      config,
      OPTIONS_OF_PROCESS,
    ),
    container: mainContainer(parts.container, config, memoryMiB),
  };
  parts = pod.withEmptyDir(parts, 'user-artifacts-volume', text(config, OPTIONS.artifactsDir));
  parts = pod.withMountedOptions(parts, model, config);
  parts = pod.withConfigMount(parts, model, config);
  if (model.layout === 'native') {
    if (model.taskManagerTemplate !== undefined) parts = pod.withPodTemplateMount(parts, model);
  } else if (needsUserLib(model, config, parts.container)) {
    parts = pod.withEmptyDir(parts, 'user-lib-dir', USER_LIB);
  }
  const command = [text(config, OPTIONS.entryPath)];
  return pod.putTogether({ ...parts, container: { ...parts.container, command, args: args(model, launch, config) } });
}

function mainContainer(template: JsonObject, config: FlinkConfig, memoryMiB: number): JsonObject {
  const sized = pod.containerResources(template, {
    memoryMiB,
    cpu: double(config, OPTIONS.jobManagerCpu) ?? 1,
    memoryLimitFactor: pod.factor(config, OPTIONS.jobManagerMemoryLimitFactor),
    cpuLimitFactor: pod.factor(config, OPTIONS.jobManagerCpuLimitFactor),
  });
  const image = pod.resolved(config, OPTIONS.image, own(template, 'image'));
  const container = {
    ...sized,
    name: MAIN_CONTAINER,
    ...(image === undefined ? {} : { image }),
    imagePullPolicy: pod.resolved(config, OPTIONS.imagePullPolicy, own(template, 'imagePullPolicy')) ?? 'IfNotPresent',
  };
  return pod.appended(pod.appended(container, 'ports', ports(config)), 'env', [
    ...pod.customEnv(config, 'master'),
    { name: '_POD_IP_ADDRESS', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } } },
    ...pod.logDirEnv(config),
  ]);
}

function ports(config: FlinkConfig): Json[] {
  if (pod.hostNetwork(config)) return [];
  return [
    { name: PORT_NAMES.rest, containerPort: integer(config, OPTIONS.restBindPort) ?? 8081 },
    { name: PORT_NAMES.jobManagerRpc, containerPort: integer(config, OPTIONS.jobManagerRpcPort) ?? 6123 },
    { name: PORT_NAMES.blobServer, containerPort: integer(config, OPTIONS.blobServerPort) ?? 6124 },
  ];
}

/**
 * A job on the class path needs the folder to exist, unless something is mounted there already. An empty volume would
 * hide a jar that the image has there, so there is none when the class path leads into the folder.
 */
function needsUserLib(model: ClusterModel, config: FlinkConfig, container: JsonObject): boolean {
  const classpaths = parseList(text(config, OPTIONS.pipelineClasspaths) ?? '');
  if (model.job === undefined || classpaths.length === 0 || classpaths.some(inUserLib)) return false;
  const mounts = Array.isArray(container.volumeMounts) ? container.volumeMounts : [];
  return !mounts.some((m) => isObject(m) && typeof m.mountPath === 'string' && m.mountPath.startsWith(USER_LIB));
}

/**
 * Arguments of the entry point. What follows the first argument that Flink does not know is the job's, so the job's own
 * come last; every JobManager of a cluster with standbys registers its own address.
 */
function args(model: ClusterModel, launch: Launch, config: FlinkConfig): string[] {
  const { job } = model;
  if (model.layout === 'native') {
    return ['bash', '-c', `kubernetes-jobmanager.sh kubernetes-${job === undefined ? 'session' : 'application'} `];
  }
  const address = highAvailabilityEnabled(config) ? ['-D', 'jobmanager.rpc.address=$(_POD_IP_ADDRESS)'] : [];
  if (job === undefined) return ['jobmanager', ...address];
  return [
    'standalone-job',
    ...(job.entryClass === undefined ? [] : ['--job-classname', job.entryClass]),
    ...(job.allowNonRestoredState ? ['--allowNonRestoredState'] : []),
    ...(launch.restorePath === undefined ? [] : ['--fromSavepoint', launch.restorePath]),
    ...address,
    ...job.args,
  ];
}
