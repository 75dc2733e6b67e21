import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import type { JsonObject, Manifest } from '../lib/manifest';
import { FlinkError } from '../lib/problem';
import { savepointLabels } from './companions';
import type { FlinkJobCluster } from './flink-job-cluster';
import { ManifestObject } from './manifest-object';
import { ownContainer } from './own-container';
import { TOOL_POD_SECURITY } from './resource/pod-security';
import { checkSavepointPolicy, cronOf, quartz } from './savepoint-schedule';

/** Props of a {@link SavepointPolicy}. One of `schedule` and `interval` is required. */
export interface SavepointPolicyProps {
  /** The cluster whose job is saved. */
  readonly cluster: FlinkJobCluster;
  /** When savepoints are taken, in the five fields of cron, such as `0 3 * * *`. @default - by the interval */
  readonly schedule?: string;
  /** Time between two savepoints: minutes that divide an hour, hours that divide a day, or a day. @default - by the schedule */
  readonly interval?: Duration;
  /** Time zone of the schedule, such as `Europe/Berlin`. @default - that of the Kubernetes cluster, mostly UTC */
  readonly timeZone?: string;
  /** Where savepoints are written. @default - `savepointsDir` of the cluster; one of the two is required */
  readonly directory?: string;
  /** Completed savepoints that are kept; older ones are disposed of. @default 10; all those of a managed FlinkCluster */
  readonly retainCount?: number;
  /** Age from which savepoints are disposed of; the newest always stays. @default - any age */
  readonly retainAge?: Duration;
  /**
   * `canonical` can be restored with another state backend, `native` is quicker to take and to restore.
   * @default "canonical"
   */
  readonly format?: 'canonical' | 'native';
  /** Take a savepoint at each upgrade, and start from it. Needs a controller. @default false */
  readonly onUpgrade?: boolean;
}

/**
 * Takes savepoints of a job again and again, and disposes of old ones.
 *
 * Beside manifests it is a CronJob that runs `cdk8s-flink savepoint trigger`; what was taken is recorded in the ConfigMap
 * `<cluster>-savepoints`. For a cluster that a controller manages it becomes fields of the cluster's resource.
 *
 * The default child is the CronJob.
 */
export class SavepointPolicy extends Construct {
  /** The CronJob that takes savepoints; undefined where a controller does. */
  readonly cronJob: ManifestObject | undefined;

  /** @throws FlinkError with every problem of the props and the path of the construct */
  constructor(scope: Construct, id: string, props: SavepointPolicyProps) {
    super(scope, id);
    const problems = checkSavepointPolicy(props);
    if (problems.length > 0) throw new FlinkError(problems, this.node.path);
    if (props.cluster.managedBy === 'controller') {
      if (props.cluster.dialect === 'FlinkCluster') props.cluster.addToResource({}, flinkClusterFields(props));
      else {
        const job = props.onUpgrade === true ? { upgradeMode: 'savepoint' } : {};
        props.cluster.addToResource(operatorOptions(props), job);
      }
      this.cronJob = undefined;
      return;
    }
    const name = savepointName(props.cluster);
    const { clusterName, namespace } = props.cluster;
    const metadata = { name, namespace, labels: savepointLabels(clusterName) };
    const rbac = 'rbac.authorization.k8s.io';
    const objects: Record<string, Manifest> = {
      account: { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
      role: { apiVersion: `${rbac}/v1`, kind: 'Role', metadata, rules: recordRules(clusterName) },
      binding: {
        apiVersion: `${rbac}/v1`,
        kind: 'RoleBinding',
        metadata,
        roleRef: { apiGroup: rbac, kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', name, namespace }],
      },
    };
    for (const [part, manifest] of Object.entries(objects)) new ManifestObject(this, part, manifest);
    this.cronJob = new ManifestObject(this, 'cron-job', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: cronJobSpec(props, name),
    });
    this.node.defaultChild = this.cronJob;
  }
}

/** Name of the CronJob and what belongs to it. */
export function savepointName(cluster: FlinkJobCluster): string {
  return `${cluster.clusterName}-savepoint`;
}

/** What was taken is recorded in one ConfigMap. Objects cannot be created by name. */
function recordRules(cluster: string): PolicyRule[] {
  const configMaps = { apiGroups: [''], resources: ['configmaps'] };
  return [
    { ...configMaps, verbs: ['create'] },
    { ...configMaps, resourceNames: [`${cluster}-savepoints`], verbs: ['get', 'update'] },
  ];
}

function cronJobSpec(props: SavepointPolicyProps, serviceAccountName: string): JsonObject {
  const { cluster } = props;
  const container = ownContainer(cluster.toolImage, cluster.restricted)('savepoint', triggerArguments(props));
  return {
    schedule: cronOf(props),
    ...(props.timeZone === undefined ? {} : { timeZone: props.timeZone }),
    // Never two at a time; the record would show the second one anyway.
    concurrencyPolicy: 'Forbid',
    // After a long outage the next one is taken at its time, not at once.
    startingDeadlineSeconds: 300,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
    jobTemplate: {
      metadata: { labels: savepointLabels(cluster.clusterName) },
      spec: {
        backoffLimit: 2,
        template: {
          metadata: { labels: savepointLabels(cluster.clusterName) },
          spec: {
            restartPolicy: 'Never',
            serviceAccountName,
            ...(cluster.scheduling as JsonObject),
            ...(cluster.restricted ? { securityContext: TOOL_POD_SECURITY as JsonObject } : {}),
            containers: [container as unknown as JsonObject],
          },
        },
      },
    },
  };
}

function triggerArguments(props: SavepointPolicyProps): string[] {
  const { cluster, directory = cluster.savepointsDir, retainCount = 10, retainAge, format } = props;
  return [
    ...['savepoint', 'trigger', '--cluster', cluster.clusterName, '--namespace', cluster.namespace],
    // The command knows the usual Service and port.
    ...(cluster.restPort === 8081 && cluster.dialect === 'FlinkDeployment'
      ? []
      : ['--rest-url', `http://${cluster.restServiceName}.${cluster.namespace}:${cluster.restPort}`]),
    ...(directory === undefined ? [] : ['--directory', directory]),
    ...(format === undefined ? [] : ['--format', format]),
    ...['--keep-count', String(retainCount)],
    ...(retainAge === undefined ? [] : ['--keep-age', `${retainAge.toSeconds()}s`]),
    // The job would start from it again.
    ...(cluster.initialSavepointPath === undefined ? [] : ['--keep', cluster.initialSavepointPath]),
  ];
}

/** The same for a controller of FlinkClusters, in fields of the job. */
function flinkClusterFields({ interval, format, onUpgrade }: SavepointPolicyProps): JsonObject {
  return {
    autoSavepointSeconds: interval?.toSeconds() ?? 0,
    ...(format === undefined ? {} : { savepointFormatType: format.toUpperCase() }),
    ...(onUpgrade === true ? { takeSavepointOnUpdate: true } : {}),
  };
}

/** The same for a controller, in the options of the Apache operator. */
function operatorOptions(props: SavepointPolicyProps): Record<string, string> {
  const { schedule, interval, retainCount = 10, retainAge, format } = props;
  const prefix = 'kubernetes.operator';
  return {
    [`${prefix}.periodic.savepoint.interval`]:
      schedule === undefined ? `${interval?.toSeconds() ?? 0} s` : (quartz(schedule) ?? schedule),
    [`${prefix}.savepoint.history.max.count`]: String(retainCount),
    // Its default would dispose of savepoints after a day.
    [`${prefix}.savepoint.history.max.age`]: retainAge === undefined ? '36500 d' : `${retainAge.toSeconds()} s`,
    ...(format === undefined ? {} : { [`${prefix}.savepoint.format.type`]: format.toUpperCase() }),
  };
}
