import type { FlinkConfig } from '../flink/config';
import type { FlinkVersion } from '../flink/version';
import type { JsonObject } from '../manifest';

/** A Flink cluster in the terms of neither dialect: what the renderer and the lifecycle work on. */
export interface ClusterModel {
  /** Who makes the TaskManagers: Flink itself (`native`), or a Deployment (`standalone`). */
  readonly layout: 'native' | 'standalone';
  /** Name of the cluster; the names of all objects derive from it. */
  readonly name: string;
  readonly namespace: string;
  /** The custom resource that the cluster belongs to. */
  readonly resource: ResourceReference;
  readonly flinkVersion: FlinkVersion;
  /** Flink's configuration, with the options of the operator, before anything that belongs to one launch. */
  readonly configuration: FlinkConfig;
  /** Log files by name. */
  readonly logFiles: ReadonlyMap<string, string>;
  /** Pod of the JobManager before the options of Flink are applied. */
  readonly jobManagerTemplate: JsonObject | undefined;
  /** Pod of a TaskManager before the options of Flink are applied. */
  readonly taskManagerTemplate: JsonObject | undefined;
  /** The job of an application cluster; a session cluster has none. */
  readonly job: JobModel | undefined;
  readonly ingress: IngressModel | undefined;
}

/** Kind and name of a custom resource. */
export interface ResourceReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** The job of an application cluster. */
export interface JobModel {
  readonly entryClass: string | undefined;
  readonly args: readonly string[];
  readonly suspended: boolean;
  readonly allowNonRestoredState: boolean;
  readonly initialSavepointPath: string | undefined;
}

/** An Ingress in front of the REST service. */
export interface IngressModel {
  readonly host: string | undefined;
  readonly path: string | undefined;
  readonly className: string | undefined;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly tls: readonly JsonObject[];
}
