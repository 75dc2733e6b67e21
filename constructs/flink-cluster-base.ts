import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { withoutNulls } from '../lib/json';
import type { JsonObject, Manifest } from '../lib/manifest';
import { firstLaunch } from '../lib/model/launch';
import { problem, FlinkError } from '../lib/problem';
import type { Role } from '../lib/render/rendered';
import { layoutOf } from './cluster-layout';
import { clusterless } from './clusterless';
import { companions, type CompanionRole } from './companions';
import type { Dialect, FlinkClusterProps } from './cluster-props';
import { registerResource } from './custom-resource';
import { namesOf } from './interop';
import type { FlinkJobClusterProps } from './job-props';
import { ManifestObject } from './manifest-object';
import { translate } from './resource/to-resource';
import { DEFAULT_TOOL_IMAGE } from './tool-image';

type Part = Role | CompanionRole | 'resource';

/** What job and session clusters have in common: props become a resource, and that its objects. */
export abstract class FlinkClusterBase extends Construct {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Namespace of its objects. */
  readonly namespace: string;
  /** Who runs the cluster. */
  readonly managedBy: 'none' | 'controller';
  /** The custom resource that the cluster becomes, or whose names and objects it has. */
  readonly dialect: Dialect;
  /** Name of the Service of the REST API and web UI. */
  readonly restServiceName: string;
  /** Port of that Service: 8081 unless `rest.port` says else. */
  readonly restPort: number;
  /** Where savepoints are written, if that was said. */
  readonly savepointsDir: string | undefined;
  /** Image of the containers of cdk8s-flink itself. */
  readonly toolImage: string;
  /** True when pods have to pass the Pod Security profile `restricted`. */
  readonly restricted: boolean;
  /** Where pods beside those of Flink may run, and with which secrets their images are pulled. */
  readonly scheduling: Pick<PodSpec, 'nodeSelector' | 'tolerations' | 'priorityClassName' | 'imagePullSecrets'>;
  private readonly parts = new Map<Part, ManifestObject>();
  private readonly spec: JsonObject;

  /** @throws FlinkError with every problem of the props and the path of the construct */
  protected constructor(scope: Construct, id: string, props: FlinkClusterProps, job: FlinkJobClusterProps | undefined) {
    super(scope, id);
    const namespace = props.namespace ?? Chart.of(this).namespace;
    if (namespace === undefined) {
      const purpose = 'for the cluster or for its chart';
      throw new FlinkError([problem('MissingField', ['namespace'], { field: 'namespace', purpose })], this.node.path);
    }
    this.clusterName = props.name;
    this.namespace = namespace;
    this.managedBy = props.managedBy ?? 'none';
    this.toolImage = props.toolImage ?? DEFAULT_TOOL_IMAGE;
    this.restricted = props.podSecurity !== 'none';
    this.dialect = props.dialect ?? 'FlinkDeployment';
    const translated = translate({ ...props, namespace }, job, this.toolImage, this.node.path);
    const { resource, model } = translated;
    const { restService, restPort } = layoutOf(model);
    this.savepointsDir = translated.savepointsDir;
    this.restServiceName = restService;
    this.restPort = restPort;
    this.scheduling = withoutNulls({
      nodeSelector: props.nodeSelector,
      tolerations: props.tolerations,
      priorityClassName: props.priorityClassName,
      imagePullSecrets: props.imagePullSecrets && namesOf(props.imagePullSecrets).map((name) => ({ name })),
    }) as FlinkClusterBase['scheduling'];
    this.spec = resource.spec as unknown as JsonObject;
    if (this.managedBy === 'controller') {
      for (const companion of companions(props, model, firstLaunch(model), [], false)) this.add(companion);
      this.add({ role: 'resource', manifest: resource as unknown as Manifest });
      registerResource(this, resource as unknown as JsonObject);
    } else {
      const { launch, objects, rules } = clusterless(model, job, this.toolImage, this.restricted);
      for (const companion of companions(props, model, launch, rules, job?.batch === true)) this.add(companion);
      for (const object of objects) this.add(object);
    }
    this.node.defaultChild = this.parts.get('resource') ?? this.part('job-manager');
  }

  /**
   * The Deployment of the JobManager; the Job of a batch job. As a FlinkCluster it is a StatefulSet, and the Job of a job.
   *
   * @throws Error for a cluster that a controller manages: its objects are made later, from {@link resource}
   */
  get jobManager(): ManifestObject {
    return this.part('job-manager');
  }

  /** The Deployment of the TaskManagers, the Job of a batch job, the StatefulSet of a FlinkCluster. @throws Error as {@link jobManager} does */
  get taskManager(): ManifestObject {
    return this.part('task-manager');
  }

  /** The ConfigMap with Flink's configuration. @throws Error as {@link jobManager} does */
  get configuration(): ManifestObject {
    return this.part('configuration');
  }

  /** The Service of the REST API and web UI. @throws Error as {@link jobManager} does */
  get restService(): ManifestObject {
    return this.part('rest-service');
  }

  /**
   * The headless Service by which TaskManagers find the JobManager; the {@link restService} of a FlinkCluster.
   *
   * @throws Error as {@link jobManager} does
   */
  get internalService(): ManifestObject {
    return this.dialect === 'FlinkCluster' ? this.restService : this.part('internal-service');
  }

  /** The Ingress, when there is one. */
  get ingress(): ManifestObject | undefined {
    return this.parts.get('ingress');
  }

  /** The custom resource of a cluster that a controller manages. */
  get resource(): ManifestObject | undefined {
    return this.parts.get('resource');
  }

  /** The service account that was made for the pods. */
  get serviceAccount(): ManifestObject | undefined {
    return this.parts.get('service-account');
  }

  /** What the service account may do. */
  get role(): ManifestObject | undefined {
    return this.parts.get('role');
  }

  /** Gives the {@link role} to the service account. */
  get roleBinding(): ManifestObject | undefined {
    return this.parts.get('role-binding');
  }

  /** Who may connect to the pods. */
  get networkPolicy(): ManifestObject | undefined {
    return this.parts.get('network-policy');
  }

  /** How many JobManagers may be evicted at a time, when there are standbys. */
  get jobManagerDisruptionBudget(): ManifestObject | undefined {
    return this.parts.get('job-manager-disruption-budget');
  }

  /** How many TaskManagers may be evicted at a time. */
  get taskManagerDisruptionBudget(): ManifestObject | undefined {
    return this.parts.get('task-manager-disruption-budget');
  }

  /** Sets fields of the resource's spec that belong to no prop of the cluster. For constructs of this package. */
  protected extendResource(change: (spec: JsonObject) => void): void {
    change(this.spec);
  }

  private add({ role, manifest }: { readonly role: Part; readonly manifest: Manifest }): void {
    this.parts.set(role, new ManifestObject(this, role, manifest));
  }

  private part(role: Role): ManifestObject {
    const object = this.parts.get(role);
    if (object === undefined) {
      throw new Error(
        `[${this.node.path}] a controller makes the ${role} of this cluster: change its resource instead`,
      );
    }
    return object;
  }
}
