import { parseJavaDouble } from '../java';
import type { FlinkConfig } from './config';

/** An option that decides what is rendered or checked. */
export interface FlinkOption {
  /** The key to write. */
  readonly key: string;
  /** Older or more general keys that Flink still reads, in the order in which it looks. */
  readonly aliases?: readonly string[];
  /** What Flink uses when no key is set. */
  readonly default?: string;
}

/** The options read here, with the aliases and defaults of Flink 1.13 to 2.3 and of the operator. */
export const OPTIONS = {
  highAvailability: { key: 'high-availability.type', aliases: ['high-availability'], default: 'NONE' },
  highAvailabilityStorageDir: { key: 'high-availability.storageDir' },
  highAvailabilityPort: { key: 'high-availability.jobmanager.port', default: '0' },
  checkpointsDir: { key: 'execution.checkpointing.dir', aliases: ['state.checkpoints.dir'] },
  savepointsDir: { key: 'execution.checkpointing.savepoint-dir', aliases: ['state.savepoints.dir'] },
  checkpointInterval: { key: 'execution.checkpointing.interval' },
  checkpointRetention: { key: 'execution.checkpointing.externalized-checkpoint-retention' },
  taskSlots: { key: 'taskmanager.numberOfTaskSlots', default: '1' },
  parallelism: { key: 'parallelism.default', default: '1' },
  parallelismOverrides: { key: 'pipeline.jobvertex-parallelism-overrides' },
  pipelineName: { key: 'pipeline.name' },
  pipelineJars: { key: 'pipeline.jars' },
  pipelineClasspaths: { key: 'pipeline.classpaths' },
  webCancel: { key: 'web.cancel.enable' },
  shutdownOnFinish: { key: 'execution.shutdown-on-application-finish' },
  submitFailedJob: { key: 'execution.submit-failed-job-on-application-error' },
  restPort: { key: 'rest.port', default: '8081' },
  restBindPort: { key: 'rest.bind-port', aliases: ['rest.port'], default: '8081' },
  jobManagerRpcPort: { key: 'jobmanager.rpc.port', default: '6123' },
  blobServerPort: { key: 'blob.server.port', default: '0' },
  taskManagerRpcPort: { key: 'taskmanager.rpc.port', default: '0' },
  image: { key: 'kubernetes.container.image.ref', aliases: ['kubernetes.container.image'] },
  imagePullPolicy: { key: 'kubernetes.container.image.pull-policy', default: 'IfNotPresent' },
  imagePullSecrets: { key: 'kubernetes.container.image.pull-secrets' },
  jobManagerServiceAccount: {
    key: 'kubernetes.jobmanager.service-account',
    aliases: ['kubernetes.service-account'],
    default: 'default',
  },
  taskManagerServiceAccount: {
    key: 'kubernetes.taskmanager.service-account',
    aliases: ['kubernetes.service-account'],
    default: 'default',
  },
  serviceAccount: { key: 'kubernetes.service-account' },
  jobManagerReplicas: { key: 'kubernetes.jobmanager.replicas', default: '1' },
  taskManagerReplicas: { key: 'kubernetes.internal.taskmanager.replicas', default: '1' },
  jobManagerCpu: { key: 'kubernetes.jobmanager.cpu.amount', aliases: ['kubernetes.jobmanager.cpu'], default: '1.0' },
  taskManagerCpu: { key: 'kubernetes.taskmanager.cpu.amount', aliases: ['kubernetes.taskmanager.cpu'] },
  jobManagerCpuLimitFactor: { key: 'kubernetes.jobmanager.cpu.limit-factor', default: '1.0' },
  taskManagerCpuLimitFactor: { key: 'kubernetes.taskmanager.cpu.limit-factor', default: '1.0' },
  jobManagerMemoryLimitFactor: { key: 'kubernetes.jobmanager.memory.limit-factor', default: '1.0' },
  taskManagerMemoryLimitFactor: { key: 'kubernetes.taskmanager.memory.limit-factor', default: '1.0' },
  jobManagerLabels: { key: 'kubernetes.jobmanager.labels' },
  taskManagerLabels: { key: 'kubernetes.taskmanager.labels' },
  jobManagerAnnotations: { key: 'kubernetes.jobmanager.annotations' },
  taskManagerAnnotations: { key: 'kubernetes.taskmanager.annotations' },
  jobManagerNodeSelector: { key: 'kubernetes.jobmanager.node-selector' },
  taskManagerNodeSelector: { key: 'kubernetes.taskmanager.node-selector' },
  jobManagerTolerations: { key: 'kubernetes.jobmanager.tolerations' },
  taskManagerTolerations: { key: 'kubernetes.taskmanager.tolerations' },
  restServiceType: { key: 'kubernetes.rest-service.exposed.type', default: 'ClusterIP' },
  restServiceAnnotations: { key: 'kubernetes.rest-service.annotations' },
  hostNetwork: { key: 'kubernetes.hostnetwork.enabled', default: 'false' },
  entryPath: { key: 'kubernetes.entry.path', default: '/docker-entrypoint.sh' },
  confDir: { key: 'kubernetes.flink.conf.dir', default: '/opt/flink/conf' },
  logDir: { key: 'kubernetes.flink.log.dir' },
  secrets: { key: 'kubernetes.secrets' },
  secretEnv: { key: 'kubernetes.env.secretKeyRef' },
  hadoopConfigMap: { key: 'kubernetes.hadoop.conf.config-map.name' },
  artifactsDir: { key: 'user.artifacts.base-dir', default: '/opt/flink/artifacts' },
  kerberosKeytab: { key: 'security.kerberos.login.keytab' },
  kerberosPrincipal: { key: 'security.kerberos.login.principal' },
  kerberosConf: { key: 'security.kerberos.krb5-conf.path' },
  jobId: { key: '$internal.pipeline.job-id' },
  resultStoreDeleteOnCommit: { key: 'job-result-store.delete-on-commit' },
  startupProbe: { key: 'kubernetes.operator.jm-deployment.startup.probe.enabled', default: 'true' },
  mergeArraysByName: { key: 'kubernetes.operator.pod-template.merge-arrays-by-name', default: 'false' },
  manageIngress: { key: 'kubernetes.operator.ingress.manage', default: 'true' },
  rollback: { key: 'kubernetes.operator.deployment.rollback.enabled', default: 'false' },
  healthCheck: { key: 'kubernetes.operator.cluster.health-check.enabled', default: 'false' },
  deploymentRecovery: { key: 'kubernetes.operator.jm-deployment-recovery.enabled', default: 'true' },
  periodicSavepoints: { key: 'kubernetes.operator.periodic.savepoint.interval' },
  maxCheckpointAge: { key: 'kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age' },
  artifactSchemes: { key: 'kubernetes.operator.user.artifacts.allowed-schemes', default: 'https' },
  restrictArtifactHosts: { key: 'kubernetes.operator.user.artifacts.disallow-restricted-hosts', default: 'true' },
  reconcileInterval: { key: 'kubernetes.operator.reconcile.interval', default: '60 s' },
} as const satisfies Record<string, FlinkOption>;

/** The key under which an option is set: its own, else the first of its aliases that is; undefined when none is. */
export function writtenKey(config: FlinkConfig, option: FlinkOption): string | undefined {
  return config.has(option.key) ? option.key : option.aliases?.find((key) => config.has(key));
}

/** The text of an option when the key or an alias of it is set. */
export function explicit(config: FlinkConfig, option: FlinkOption): string | undefined {
  const key = writtenKey(config, option);
  return key === undefined ? undefined : config.get(key);
}

/** The text of an option, or its default. */
export function text(config: FlinkConfig, option: FlinkOption & { readonly default: string }): string;
export function text(config: FlinkConfig, option: FlinkOption): string | undefined;
export function text(config: FlinkConfig, option: FlinkOption): string | undefined {
  return explicit(config, option) ?? option.default;
}

/** An option as an integer; undefined when it is unset without a default, or no integer. */
export function integer(config: FlinkConfig, option: FlinkOption): number | undefined {
  const value = text(config, option)?.trim();
  return value !== undefined && /^[+-]?\d+$/.test(value) ? Number(value) : undefined;
}

/** An option as a double; undefined when it is unset without a default, or no number. */
export function double(config: FlinkConfig, option: FlinkOption): number | undefined {
  const value = text(config, option);
  return value === undefined ? undefined : parseJavaDouble(value);
}

/** An option as a boolean, in any case. */
export function boolean(config: FlinkConfig, option: FlinkOption): boolean {
  return text(config, option)?.trim().toLowerCase() === 'true';
}
