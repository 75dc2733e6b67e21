export type {
  FlinkClusterProps,
  FlinkMinorVersion,
  GcpCredentialsProps,
  LogLevel,
  NetworkAccessProps,
} from './cluster-props';
export { FlinkCluster } from './flink-cluster';
export { FlinkJobCluster } from './flink-job-cluster';
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
  FlinkDeploymentResource,
  FlinkDeploymentSpec,
  FlinkSessionJobResource,
  FlinkSessionJobSpec,
  IngressSpec,
  JobManagerSpec,
  JobSpec,
  ResourceMetadata,
  ResourceSpec,
  TaskManagerSpec,
} from '../lib/api/apache/types';
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
