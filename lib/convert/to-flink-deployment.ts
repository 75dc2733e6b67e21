import type { FlinkDeploymentResource, FlinkDeploymentSpec } from '../api/apache/types';
import { normalise } from '../api/flinkcluster/normalise';
import { memoryOptions } from '../api/flinkcluster/sizes';
import { flinkClusterModel } from '../api/flinkcluster/to-model';
import type { FlinkClusterResource, NormalFlinkCluster } from '../api/flinkcluster/types';
import { parseVersion } from '../api/flinkcluster/version';
import { LOG_FILES } from '../api/log-files';
import { OPTIONS } from '../flink/options';
import { atLeast, isFlinkVersion, type FlinkVersion } from '../flink/version';
import { own } from '../json';
import { filled, Losses, Source, type Converted } from './converted';
import { toDeploymentJob, toParallelism, toSubmitter } from './deployment-job';
import { hadoopOption, toDeploymentOptions } from './deployment-options';
import { toPodTemplate, type CommonPod } from './deployment-pod';
import { toDeploymentIngress } from './ingress';
import { takeMetadata } from './metadata';
import { processSizeKey, toDeploymentSizes, type ProcessName } from './sizes';

/** Annotation by which a FlinkCluster is told to do something. */
const CONTROL = 'flinkclusters.flinkoperator.k8s.io/user-control';

/** What a FlinkDeployment has no words for, whatever is said there. */
const WITHOUT_WORDS: readonly (readonly [path: readonly string[], reason: string, hint: string])[] = [
  [
    ['podDisruptionBudget'],
    'the operator makes no PodDisruptionBudget',
    'Make one beside it, for the labels app and component of its pods',
  ],
  [
    ['taskManager', 'horizontalPodAutoscaler'],
    'the operator makes no HorizontalPodAutoscaler',
    "Use the operator's autoscaler (job.autoscaler.enabled), or make one beside it",
  ],
  [['revisionHistoryLimit'], 'the operator keeps no ControllerRevisions', 'Nothing has to be done'],
  [['job', 'noLoggingToStdout'], 'the output of a program is in the log of its JobManager', 'Nothing has to be done'],
  ...[
    'affinity',
    'nodeSelector',
    'tolerations',
    'podAnnotations',
    'podLabels',
    'resources',
    'securityContext',
    'hostAliases',
  ].map(
    (field) => [['job', field], 'no pod submits the job', 'Say it of the JobManager, if the job needs it'] as const,
  ),
];

/**
 * A FlinkCluster as a FlinkDeployment of mode `standalone`. A job becomes one that its JobManager starts.
 *
 * What the one operator does without being told, and the other does not, is not carried over: probes, log files, 30
 * seconds before a pod ends.
 *
 * @param cluster one that has passed its rules
 */
export function toFlinkDeployment(cluster: FlinkClusterResource): Converted<FlinkDeploymentResource> {
  const losses = new Losses('FlinkDeployment');
  const source = new Source(cluster, losses);
  const spec = normalise(cluster);
  for (const field of ['apiVersion', 'kind']) source.take(field);
  const metadata = takeMetadata(source, CONTROL);
  if (metadata.name.length > 45)
    losses.needed(['metadata', 'name'], 'a name of at most 45 characters', 'names derive from it');
  const flinkVersion = toVersion(spec.flinkVersion, losses);
  takeHandled(source, spec);
  const { job } = spec;
  const submitter = toSubmitter(source, spec, losses);
  const options = toDeploymentOptions(source, metadata.name, spec, flinkVersion, losses);
  const program = job === undefined ? undefined : toDeploymentJob(source, { ...spec, job }, options, losses);
  const hadoop = hadoopOption(spec);
  if (hadoop !== undefined) options.set(OPTIONS.hadoopConfigMap.key, hadoop);
  const { mounts } = flinkClusterModel(cluster, spec);
  const common: CommonPod = {
    env: source.take('spec', 'envVars') ?? [],
    envFrom: source.take('spec', 'envFrom') ?? [],
    mounts: hadoop === undefined ? mounts : mounts.filter(({ volume }) => volume.name !== 'hadoop-config-volume'),
    submitter,
  };
  const process = (name: ProcessName) => {
    const key = processSizeKey(name);
    const memory = own(spec.flinkProperties ?? {}, key) ?? memoryOptions(spec).get(key);
    const podTemplate = toPodTemplate(source, name, spec, common, losses);
    return {
      resources: toDeploymentSizes(name, spec[name].resources, memory, losses),
      ...filled({ podTemplate: podTemplate }),
    };
  };
  const [jobManager, taskManager] = [process('jobManager'), process('taskManager')];
  // Its parallelism was told of with the job.
  const { replicas } = toParallelism(spec, new Losses(losses.kind));
  const result: FlinkDeploymentSpec = {
    image: spec.image.name,
    ...filled({
      imagePullPolicy: spec.image.pullPolicy === 'IfNotPresent' ? undefined : spec.image.pullPolicy,
      flinkVersion,
    }),
    serviceAccount: spec.serviceAccountName || 'default',
    mode: 'standalone',
    flinkConfiguration: Object.fromEntries(options),
    ...filled({ logConfiguration: takeLogFiles(source), ingress: toDeploymentIngress(source, metadata.name) }),
    jobManager,
    taskManager: { ...filled({ replicas }), ...taskManager },
    ...filled({ job: program }),
  };
  for (const [path, reason, hint] of WITHOUT_WORDS) source.drop(['spec', ...path], reason, hint);
  source.dropRest('it has no field for this', 'See whether the cluster can do without it');
  const head = { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment' } as const;
  return { resource: { ...head, metadata, spec: result }, lost: losses.all };
}

/** Takes what other parts of a conversion read in the normal form. */
function takeHandled(source: Source, spec: NormalFlinkCluster): void {
  for (const field of ['flinkVersion', 'serviceAccountName', 'hadoopConfig', 'gcpConfig']) source.take('spec', field);
  for (const field of ['name', 'pullPolicy']) source.take('spec', 'image', field);
  source.take('spec', 'batchSchedulerName');
  const gang = 'its pods are not scheduled all at once';
  if (spec.batchScheduler !== undefined) {
    source.change(['spec', 'batchScheduler'], gang, 'See whether the scheduler makes groups of pods itself');
  }
  source.take('spec', 'batchScheduler');
  if (spec.recreateOnUpdate) source.take('spec', 'recreateOnUpdate');
  source.drop(['spec', 'recreateOnUpdate'], 'an upgrade makes the pods anew', 'Nothing has to be done');
  for (const name of ['jobManager', 'taskManager'] as const) {
    for (const field of ['replicas', 'memoryProcessRatio']) source.take('spec', name, field);
    for (const field of ['memoryOffHeapRatio', 'memoryOffHeapMin'] as const) {
      // Zero, and what stands beside a version that does not have it, says nothing.
      if (spec[name][field] === undefined) source.take('spec', name, field);
      source.drop(['spec', name, field], 'it is for Flink before 1.10', 'Set the memory of the process');
    }
  }
  if (source.take('spec', 'taskManager', 'deploymentType') === 'StatefulSet') {
    const effect = 'TaskManagers are pods of a Deployment, whose names change';
    source.change(
      ['spec', 'taskManager', 'deploymentType'],
      effect,
      'Nothing has to be done, unless something names a pod',
    );
  }
}

/** The minor version; which patch it is, the image decides. */
function toVersion(text: string, losses: Losses): FlinkVersion | undefined {
  const [major, minor = 0n] = parseVersion(text)?.numbers ?? [];
  const version = `v${major}_${minor}`;
  const path = ['spec', 'flinkVersion'];
  if (!isFlinkVersion(version)) {
    losses.needed(path, 'spec.flinkVersion', 'Flink 1.15 or newer, such as v1_20');
    return undefined;
  }
  if (!atLeast(version, 'v1_15')) {
    losses.changed(path, 'the operator runs Flink 1.15 and newer only', 'Upgrade the cluster to a newer Flink before');
  }
  return version;
}

/** The two log files that Flink's start scripts look for. */
function takeLogFiles(source: Source): Record<string, string> {
  // The operator writes these itself.
  for (const name of ['flink-conf.yaml', 'submit-job.sh']) source.take('spec', 'logConfig', name);
  const files = source.take<Record<string, string>>('spec', 'logConfig') ?? {};
  for (const name of Object.keys(files).filter((file) => !LOG_FILES.includes(file))) {
    const hint = 'Mount it from a ConfigMap, in the pod template';
    source.tell(['spec', 'logConfig', name], 'it has files for log4j-console and logback-console only', hint);
  }
  return Object.fromEntries(Object.entries(files).filter(([name]) => LOG_FILES.includes(name)));
}
