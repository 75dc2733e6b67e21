/** Errors of resources, and of the operator's configuration. */
export const RESOURCE_ERRORS = {
  /** A field that the kind does not have. */
  UnknownField: (a: { field: string; suggestion?: string | undefined }) => ({
    message: `unknown field ${JSON.stringify(a.field)}`,
    hint: a.suggestion === undefined ? 'Remove the field' : `Did you mean ${JSON.stringify(a.suggestion)}?`,
  }),
  /** A value of another JSON type than the field's. */
  WrongType: (a: { expected: string; actual: string }) => ({
    message: `must be ${a.expected}, not ${a.actual}`,
    hint: `Write ${a.expected}`,
  }),
  /** A value outside a closed set. */
  UnknownValue: (a: { value: string; allowed: readonly string[]; suggestion?: string | undefined }) => ({
    message: `unknown value ${JSON.stringify(a.value)}`,
    hint:
      a.suggestion === undefined
        ? `Use one of ${a.allowed.join(', ')}`
        : `Did you mean ${JSON.stringify(a.suggestion)}?`,
  }),
  /** The operator's configuration folder lacks the configuration itself. */
  MissingOperatorConfig: (a: { names: readonly string[] }) => ({
    message: `the folder has neither ${a.names.join(' nor ')}`,
    hint: "Give the folder that holds the operator's default configuration",
  }),
  /** The operator's configuration cannot be read. */
  InvalidOperatorConfig: (a: { reason: string }) => ({
    message: `the operator's configuration cannot be read: ${a.reason}`,
    hint: 'Mend the file',
  }),
  /** A name that cannot be the base of the names and labels derived from it. */
  InvalidName: (a: { name: string }) => ({
    message: `the name ${JSON.stringify(a.name)} (${a.name.length} characters) cannot be that of a Flink cluster`,
    hint: 'Use at most 45 lower-case letters, digits and "-", starting with a letter and ending with a letter or digit',
  }),
  /** A name or namespace that Kubernetes refuses. */
  InvalidNamespace: (a: { namespace: string }) => ({
    message: `${JSON.stringify(a.namespace)} is no name of a namespace`,
    hint: 'Use at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
  }),
  /** A field without which nothing can be rendered. */
  MissingField: (a: { field: string; purpose: string }) => ({
    message: `${a.field} is missing`,
    hint: `Set ${a.field}: ${a.purpose}`,
  }),
  /** A Flink version that the operator no longer runs. */
  UnsupportedFlinkVersion: (a: { version: string; oldest: string }) => ({
    message: `Flink version ${a.version} is not supported`,
    hint: `Use ${a.oldest} or newer`,
  }),
  /** An option that the resource itself decides. */
  ForbiddenConfigKey: (a: { key: string }) => ({
    message: `the option ${a.key} is decided by the resource's own name and namespace`,
    hint: 'Remove the option',
  }),
  /** A feature that works with high availability only. */
  HighAvailabilityRequired: (a: { feature: string }) => ({
    message: `${a.feature} needs high availability`,
    hint: 'Set high-availability.type: kubernetes and high-availability.storageDir',
  }),
  /** The health check restarts clusters, which recovery does. */
  DeploymentRecoveryRequired: () => ({
    message: 'the cluster health check needs the recovery of JobManager deployments, which is switched off',
    hint: 'Remove kubernetes.operator.jm-deployment-recovery.enabled: false, or the health check',
  }),
  /** An ingress template that is no address. */
  InvalidIngressTemplate: (a: { template: string; reason: string }) => ({
    message: `the ingress template ${JSON.stringify(a.template)} gives no host and path: ${a.reason}`,
    hint: 'Use a host, a path or both, such as {{name}}.{{namespace}}.example.com',
  }),
  /** A log file that Flink's scripts do not look for. */
  UnknownLogFile: (a: { name: string; allowed: readonly string[] }) => ({
    message: `${JSON.stringify(a.name)} is no log file that Flink reads`,
    hint: `Use ${a.allowed.join(' or ')}`,
  }),
  /** An upgrade mode that keeps state, with nowhere to keep it. */
  CheckpointDirectoryRequired: (a: { upgradeMode: string }) => ({
    message: `the upgrade mode ${a.upgradeMode} needs a checkpoint directory`,
    hint: 'Set execution.checkpointing.dir (state.checkpoints.dir) to a shared folder or bucket',
  }),
  /** Something that takes savepoints, with nowhere to put them. */
  SavepointDirectoryRequired: (a: { feature: string }) => ({
    message: `${a.feature} needs a savepoint directory`,
    hint: 'Set execution.checkpointing.savepoint-dir (state.savepoints.dir) to a shared folder or bucket',
  }),
  /** A number below its minimum. */
  TooSmall: (a: { what: string; minimum: number; actual: number }) => ({
    message: `${a.what} must be at least ${a.minimum}, not ${a.actual}`,
    hint: `Use ${a.minimum} or more`,
  }),
  /** No memory that Flink could start with. */
  ProcessMemoryRequired: (a: { process: string; field: string }) => ({
    message: `the memory of the ${a.process} is not defined`,
    hint: `Set ${a.field}.resources.requests.memory, or Flink's own memory options`,
  }),
  /** A memory value that neither Flink nor Kubernetes can read. */
  InvalidMemory: (a: { value: string; reason: string }) => ({
    message: `${JSON.stringify(a.value)} is no memory size: ${a.reason}`,
    hint: 'Write whole numbers such as 2048m or 2Gi; 1.5Gi is 1536Mi',
  }),
  /** A value that is no Kubernetes quantity. */
  InvalidQuantity: (a: { value: string }) => ({
    message: `${JSON.stringify(a.value)} is no quantity`,
    hint: 'Write a number with an optional suffix, such as 500m, 2 or 10Gi',
  }),
  /** A quantity that must be larger than zero. */
  NotPositive: (a: { value: string }) => ({
    message: `must be more than 0, not ${a.value}`,
    hint: 'Write a positive quantity',
  }),
  /** A request above its limit. */
  RequestExceedsLimit: (a: { resource: string; request: string; limit: string }) => ({
    message: `the ${a.resource} request ${a.request} exceeds its limit ${a.limit}`,
    hint: 'Lower the request or raise the limit',
  }),
  /** Two options of which nested YAML can hold one only. */
  OverlappingConfigKeys: (a: { prefix: string; key: string }) => ({
    message: `config.yaml of Flink 2 cannot hold both ${a.prefix} and ${a.key}`,
    hint: `Rename or remove one; ${a.prefix}.type is the newer name of several such options`,
  }),
  /** A value that the configuration file of a version cannot hold. */
  ConfigValueNotRepresentable: (a: { key: string; what: string; loss: string }) => ({
    message: `flink-conf.yaml cannot hold ${a.what} in the value of ${a.key}: ${a.loss}`,
    hint: 'Change the value, or use Flink 2',
  }),
  /** An option whose value does not parse. */
  InvalidConfigValue: (a: { key: string; value: string; expected: string }) => ({
    message: `the value ${JSON.stringify(a.value)} of ${a.key} is not ${a.expected}`,
    hint: `Use ${a.expected}`,
  }),
  /** A volume of a merged pod template that is two things at once. */
  AmbiguousVolume: (a: { volume: string; types: readonly string[]; byIndex: boolean }) => ({
    message: `the volume ${a.volume} of the merged pod template is of more than one type (${a.types.join(', ')})`,
    hint: a.byIndex
      ? 'Set kubernetes.operator.pod-template.merge-arrays-by-name: true, or list the volumes in the same order'
      : 'Keep one type',
  }),
  /** A mount of a volume that the merged pod template does not have. */
  UnknownVolume: (a: { volume: string; container: string; byIndex: boolean }) => ({
    message: `the container ${a.container} mounts the volume ${a.volume}, which the merged pod template does not have`,
    hint: a.byIndex
      ? 'Set kubernetes.operator.pod-template.merge-arrays-by-name: true, or list the volumes in the same order'
      : 'Add the volume or remove the mount',
  }),
  /** Two containers, ports or volumes of a merged pod template with one name. */
  DuplicateName: (a: { what: string; name: string }) => ({
    message: `the merged pod template has two ${a.what} named ${a.name}`,
    hint: 'Rename or remove one',
  }),
  /** A native application without a jar. */
  JarRequired: () => ({
    message: 'a native application needs a jar',
    hint: 'Set job.jarURI, such as local:///opt/flink/usrlib/job.jar',
  }),
  /** A jar address that cannot be used. */
  InvalidJarUri: (a: { uri: string; reason: string; hint: string }) => ({
    message: `the jarURI ${JSON.stringify(a.uri)} cannot be used: ${a.reason}`,
    hint: a.hint,
  }),
  /** A session job for an application cluster. */
  NotASessionCluster: (a: { cluster: string }) => ({
    message: `FlinkDeployment ${a.cluster} is an application cluster, which takes no session jobs`,
    hint: 'Name a FlinkDeployment without spec.job',
  }),
  /** A session job whose cluster is not among the inputs. */
  SessionClusterNotFound: (a: { cluster: string; namespace: string }) => ({
    message: `FlinkDeployment ${a.cluster} of namespace ${a.namespace} is not among the inputs`,
    hint: 'Add its file to check the job together with its cluster',
  }),
  /** A job that only a controller can submit. */
  NoObjects: (a: { kind: string; name: string; reason: string }) => ({
    message: `${a.kind} ${a.name} has no objects of its own: ${a.reason}`,
    hint: 'Nothing has to be done',
  }),
  /** A field that cannot change once the cluster is deployed. */
  ImmutableField: (a: { what: string; from: string; to: string }) => ({
    message: `${a.what} cannot change from ${a.from} to ${a.to}`,
    hint: 'Delete the resource and create it anew, or use another name',
  }),
  /** A new savepointRedeployNonce without a savepoint to start from. */
  InitialSavepointRequired: () => ({
    message: 'a new savepointRedeployNonce needs a savepoint to start from',
    hint: 'Set job.initialSavepointPath',
  }),
  /** A version change where only the last state could carry the job over. */
  VersionChangeAfterLastState: (a: { from: string; to: string }) => ({
    message: `the job was suspended with last-state, so its Flink version cannot change from ${a.from} to ${a.to}`,
    hint: 'Resume the job with the old version first, or use upgradeMode stateless',
  }),
  /** A snapshot that says not or twice what it is. */
  SnapshotTypeRequired: (a: { found: string }) => ({
    message: `a snapshot is either a savepoint or a checkpoint, and ${a.found}`,
    hint: 'Set exactly one of spec.savepoint and spec.checkpoint, such as savepoint: {}',
  }),
  /** A snapshot whose job is not among the inputs. */
  SnapshotTargetNotFound: (a: { kind: string; name: string; namespace: string }) => ({
    message: `${a.kind} ${a.name} of namespace ${a.namespace} is not among the inputs`,
    hint: 'Add its file to check the snapshot together with its job',
  }),
  /** A snapshot of a cluster that has no job of its own. */
  SnapshotOfSessionCluster: (a: { cluster: string }) => ({
    message: `FlinkDeployment ${a.cluster} is a session cluster, which has no job to take a snapshot of`,
    hint: 'Name one of its FlinkSessionJobs',
  }),
  /** A name that Kubernetes refuses for any object. */
  InvalidObjectName: (a: { name: string }) => ({
    message: `${JSON.stringify(a.name)} is no name of a Kubernetes object`,
    hint: 'Use at most 253 lower-case letters, digits, "-" and ".", with a letter or digit at both ends',
  }),
  /** A name of another resource that no resource can have. */
  InvalidReference: (a: { name: string; kind: string }) => ({
    message: `${JSON.stringify(a.name)} cannot be the name of a ${a.kind}`,
    hint: 'Write the name of the resource as it is in its metadata.name',
  }),
  /** Something that Flink learned in a later version. */
  NewerFlinkRequired: (a: { feature: string; version: string; oldest: string }) => ({
    message: `${a.feature} needs Flink ${a.oldest}, and the job has ${a.version}`,
    hint: `Use ${a.oldest} or newer`,
  }),
  /** A field that is right where it is, and changes nothing. */
  FieldWithoutEffect: (a: { field: string; reason: string }) => ({
    message: `${a.field} has no effect: ${a.reason}`,
    hint: 'Remove it',
  }),
  /** A name that leaves no room for those of the two clusters. */
  InvalidBlueGreenName: (a: { name: string }) => ({
    message: `${JSON.stringify(a.name)} cannot be the name of a blue/green deployment, as those of its clusters are longer`,
    hint: 'Use at most 39 lower-case letters, digits and "-", starting with a letter and ending with a letter or digit',
  }),
} as const;
