export type {
  Dialect,
  FlinkClusterProps,
  FlinkMinorVersion,
  GcpCredentialsProps,
  LogLevel,
  NetworkAccessProps,
} from './cluster-props';
export {
  CustomResource,
  type CustomResourceMetadata,
  type CustomResourceProps,
  type OperatedResourceProps,
} from './custom-resource';
export { FlinkBlueGreenDeployment } from './flink-blue-green-deployment';
export { FlinkCluster } from './flink-cluster';
export { FlinkClusterBase } from './flink-cluster-base';
export { FlinkDeployment } from './flink-deployment';
export { FlinkJobCluster } from './flink-job-cluster';
export { FlinkSessionJob } from './flink-session-job';
export { FlinkStateSnapshot } from './flink-state-snapshot';
export { FlinkSessionCluster, type FlinkSessionClusterProps } from './flink-session-cluster';
export type { EnvironmentValue, KubernetesObject, NamedObject, VolumeObject, VolumeSource } from './interop';
export type { FlinkJobClusterProps, PythonJobProps } from './job-props';
export { ManifestObject } from './manifest-object';
export { MetricsReporter, type PrometheusOptions } from './metrics-reporter';
export type { FlinkPodProps, FlinkProcessProps, FlinkVolume } from './pod-props';
export { SavepointPolicy, type SavepointPolicyProps } from './savepoint-policy';
export { renderResource, type RenderOptions } from './render-resource';
export {
  BUILT_IN_OPERATOR_CONFIG,
  checkResource,
  isKnownKind,
  operatorConfigFrom,
  type CheckContext,
  type OperatorConfig,
} from '../lib/api';
export type {
  FlinkBlueGreenDeploymentResource,
  FlinkBlueGreenDeploymentSpec,
  FlinkDeploymentResource,
  FlinkDeploymentSpec,
  FlinkDeploymentTemplate,
  FlinkSessionJobResource,
  FlinkSessionJobSpec,
  FlinkStateSnapshotResource,
  FlinkStateSnapshotSpec,
  IngressSpec,
  IngressTls,
  JobManagerSpec,
  JobReference,
  JobSpec,
  PodTemplate,
  ResourceMetadata,
  ResourceSpec,
  SavepointSpec,
  TaskManagerSpec,
  TemplateMetadata,
} from '../lib/api/apache/types';
export type {
  BatchSchedulerSpec,
  CleanupAction,
  CleanupPolicy,
  FlinkClusterAutoscaler,
  FlinkClusterImage,
  FlinkClusterIngress,
  FlinkClusterJob,
  FlinkClusterJobManager,
  FlinkClusterProcess,
  FlinkClusterResource,
  FlinkClusterSpec,
  FlinkClusterTaskManager,
  GcpConfig,
  GcpServiceAccount,
  HadoopConfig,
  JobManagerPorts,
  NamedPort,
  TaskManagerPorts,
} from '../lib/api/flinkcluster/types';
export type { FlinkConfig } from '../lib/flink/config';
export {
  jobManagerMemory,
  podMebibytes,
  taskManagerMemory,
  type JobManagerMemory,
  type TaskManagerMemory,
} from '../lib/flink/memory';
export type { FlinkVersion } from '../lib/flink/version';
export type { Json, JsonObject, Manifest, ManifestMetadata, OwnerReference } from '../lib/manifest';
export { FlinkError, formatPath, formatProblem, type Path, type Problem } from '../lib/problem';
