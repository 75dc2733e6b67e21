import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { BUILT_IN_OPERATOR_CONFIG, checkDeployment } from '../lib/api';
import { toModel } from '../lib/api/apache/to-model';
import type { FlinkDeploymentResource, FlinkDeploymentSpec, JobSpec } from '../lib/api/apache/types';
import { flattenConfig } from '../lib/flink/config';
import { kubernetesHighAvailability } from '../lib/flink/high-availability';
import type { FlinkVersion } from '../lib/flink/version';
import type { JsonObject } from '../lib/manifest';
import { firstLaunch } from '../lib/model/launch';
import { FlinkError } from '../lib/problem';
import { ClusterObjects } from './cluster-objects';
import type { FlinkClusterProps, FlinkProcessProps } from './cluster-props';
import type { ManifestObject } from './manifest-object';

/** What both kinds of clusters share: props become a resource, and the resource becomes objects. */
export abstract class FlinkCluster extends Construct {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Namespace of its objects. */
  readonly namespace: string;
  /** Name of the Service of the REST API and web UI, whose port is 8081 unless `rest.port` says else. */
  readonly restServiceName: string;
  /** The Deployment of the JobManager. */
  readonly jobManager: ManifestObject;
  /** The Deployment of the TaskManagers. */
  readonly taskManager: ManifestObject;
  /** The ConfigMap with Flink's configuration. */
  readonly configuration: ManifestObject;

  /** @throws FlinkError with every problem of the props and the path of the construct */
  protected constructor(scope: Construct, id: string, props: FlinkClusterProps, job: JobSpec | undefined) {
    super(scope, id);
    const namespace = props.namespace ?? Chart.of(this).namespace;
    if (namespace === undefined) {
      throw new Error(`[${this.node.path}] a Flink cluster needs a namespace: set it in the props or for the chart`);
    }
    const resource = toResource(props, namespace, job);
    const { problems, configuration } = checkDeployment(resource as unknown as JsonObject, BUILT_IN_OPERATOR_CONFIG);
    const errors = problems.filter((p) => p.severity === 'error');
    if (errors.length > 0) throw new FlinkError(errors, this.node.path);
    const model = toModel(resource, BUILT_IN_OPERATOR_CONFIG, configuration);
    const cluster = new ClusterObjects(this, 'Resource', model, firstLaunch(model));
    this.clusterName = props.name;
    this.namespace = namespace;
    this.jobManager = cluster.get('job-manager');
    this.taskManager = cluster.get('task-manager');
    this.configuration = cluster.get('configuration');
    this.restServiceName = cluster.get('rest-service').name;
    this.node.defaultChild = this.jobManager;
  }
}

function toResource(props: FlinkClusterProps, namespace: string, job: JobSpec | undefined): FlinkDeploymentResource {
  const flinkVersion = `v${props.flinkVersion.replace('.', '_')}` as FlinkVersion;
  const process = ({ memory, cpu = 1, replicas, podTemplate }: FlinkProcessProps) => ({
    resource: { memory, cpu },
    ...optional({ replicas, podTemplate }),
  });
  const spec: FlinkDeploymentSpec = {
    image: props.image,
    flinkVersion,
    mode: 'standalone',
    serviceAccount: props.serviceAccount ?? 'default',
    flinkConfiguration: configuration(props, flinkVersion),
    jobManager: process(props.jobManager),
    taskManager: process(props.taskManager),
    ...optional({
      imagePullPolicy: props.imagePullPolicy,
      logConfiguration: props.logConfiguration,
      podTemplate: props.podTemplate,
      ingress: props.ingress,
      job,
    }),
  };
  const metadata = { name: props.name, namespace };
  return { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', metadata, spec };
}

function configuration(props: FlinkClusterProps, version: FlinkVersion): Record<string, unknown> {
  const storageDir = props.highAvailabilityStorageDir;
  const [key, value] = kubernetesHighAvailability(version);
  return {
    'kubernetes.operator.pod-template.merge-arrays-by-name': 'true',
    ...(storageDir === undefined ? {} : { [key]: value, 'high-availability.storageDir': storageDir }),
    ...optional({
      'taskmanager.numberOfTaskSlots': props.taskSlots?.toString(),
      'state.checkpoints.dir': props.checkpointsDir,
      'state.savepoints.dir': props.savepointsDir,
    }),
    // Flat, so that each option replaces the one above however it is written.
    ...Object.fromEntries(flattenConfig(props.flinkConfiguration)),
  };
}

/** The entries that have a value. */
function optional<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
