/**
 * Every error that an input can cause. The key is the code, which is also the reason of conditions and events.
 * Messages say what is wrong with which value, hints say what to do; both are one sentence without a full stop.
 */
export const ERRORS = {
  /** A file or folder that cannot be read. */
  UnreadableFile: (a: { reason: string }) => ({
    message: `the input cannot be read: ${a.reason}`,
    hint: 'Give the path of a readable file or folder, or - for standard input',
  }),
  /** A folder that cannot be written to. */
  UnwritableFolder: (a: { reason: string }) => ({
    message: `the folder cannot be written: ${a.reason}`,
    hint: 'Give a folder that can be created and written to',
  }),
  /** A file larger than any set of resources. */
  FileTooLarge: (a: { limit: number }) => ({
    message: `the file is larger than ${a.limit} bytes`,
    hint: 'Split the file',
  }),
  /** Bytes that are no UTF-8 text. */
  NotText: (a: { reason: string }) => ({
    message: `the file is no text: ${a.reason}`,
    hint: 'Give a YAML or JSON file in UTF-8',
  }),
  /** An input without a single document. */
  EmptyInput: (a: { what: string }) => ({
    message: `${a.what}`,
    hint: 'Give at least one resource',
  }),
  /** Text that is no YAML. */
  InvalidYaml: (a: { reason: string }) => ({
    message: `the document is no valid YAML: ${a.reason}`,
    hint: 'Mend the syntax',
  }),
  /** A map with one key twice, of which a parser would keep one. */
  DuplicateKey: () => ({
    message: 'the map has this key twice',
    hint: 'Remove one of the two',
  }),
  /** An alias without a value. */
  InvalidAlias: (a: { reason: string }) => ({
    message: `the alias has no value: ${a.reason}`,
    hint: 'Write the value out, or set the anchor before its first use',
  }),
  /** A YAML value that JSON, which an API server takes, cannot say. */
  NotJson: (a: { text: string; reason: string }) => ({
    message: `${a.text} cannot be sent to an API server: ${a.reason}`,
    hint: 'Put it in quotes if it is meant as text',
  }),
  /** Aliases that expand to more than any set of resources. */
  TooManyAliases: () => ({
    message: 'the aliases of the document expand to too much',
    hint: 'Write the values out, or use fewer aliases',
  }),
  /** A document nested deeper than any resource. */
  TooDeep: (a: { limit: number }) => ({
    message: `the document is nested deeper than ${a.limit} levels`,
    hint: 'Give a Kubernetes resource',
  }),
  /** A document that is a list or a scalar. */
  NotAnObject: (a: { actual: string }) => ({
    message: `a resource is an object, not ${a.actual}`,
    hint: 'Give a Kubernetes resource with apiVersion, kind and metadata',
  }),
  /** A version of a known group that does not exist. */
  UnknownApiVersion: (a: { apiVersion: string; known: string }) => ({
    message: `unknown apiVersion ${JSON.stringify(a.apiVersion)}`,
    hint: `Use ${a.known}`,
  }),
  /** A kind that a known group does not have. */
  UnknownKind: (a: { kind: string; known: readonly string[]; suggestion?: string | undefined }) => ({
    message: `unknown kind ${JSON.stringify(a.kind)}`,
    hint: a.suggestion === undefined ? `Use one of ${a.known.join(', ')}` : `Did you mean ${a.suggestion}?`,
  }),
  /** Two resources whose output would go to one file. */
  DuplicateFile: (a: { name: string; other: string }) => ({
    message: `the output file ${a.name} is also that of ${a.other}`,
    hint: 'Rename one of the two, or write them to folders of their own',
  }),
  /** Two objects that would overwrite each other. */
  DuplicateObject: (a: { object: string; other: string }) => ({
    message: `${a.object} is there twice, the other one comes from ${a.other}`,
    hint: 'Rename or remove one',
  }),
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
  /** Two props that cannot both be meant. */
  ContradictoryProps: (a: { other: string; reason: string }) => ({
    message: `this contradicts ${a.other}: ${a.reason}`,
    hint: `Remove one of the two`,
  }),
  /** A prop without another one that it needs. */
  PropRequired: (a: { prop: string; purpose: string }) => ({
    message: `this needs ${a.prop}: ${a.purpose}`,
    hint: `Set ${a.prop}`,
  }),
  /** A prop that only a controller can act on. */
  ControllerRequired: (a: { what: string }) => ({
    message: `${a.what} needs a controller, and none manages this cluster`,
    hint: 'Set managedBy: "controller" for the cluster, or remove it',
  }),
  /** A prop that a custom resource has no words for. */
  NotInResource: (a: { what: string; kind: string }) => ({
    message: `a ${a.kind} cannot say ${a.what}`,
    hint: 'Remove it, or deliver the cluster as manifests (managedBy: "none")',
  }),
  /** A cluster whose web UI is exposed, and whose NetworkPolicy admits nobody. */
  UnreachableRestApi: (a: { what: string }) => ({
    message: `${a.what} is behind a NetworkPolicy that admits nobody from outside the cluster`,
    hint: 'Name who may connect in networkAccess.rest, or set networkPolicy: false',
  }),
  /** A value that cannot be understood. */
  InvalidValue: (a: { value: string; expected: string }) => ({
    message: `${a.value} is not ${a.expected}`,
    hint: `Use ${a.expected}`,
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
  /** No cluster to talk to. */
  NoConnection: (a: { reason: string }) => ({
    message: `there is no cluster to talk to: ${a.reason}`,
    hint: 'Run it in a pod with a service account, or give a kubeconfig with --kubeconfig or KUBECONFIG',
  }),
  /** An API server without an answer. */
  ApiServerUnreachable: (a: { action: string; reason: string }) => ({
    message: `the API server does not answer ${a.action}: ${a.reason}`,
    hint: 'See whether the server runs and can be reached from here',
  }),
  /** An API server that says no. */
  RefusedByApiServer: (a: { action: string; status: number; reason: string }) => ({
    message: `the API server answers ${a.status} to ${a.action}: ${a.reason}`,
    hint: 'See whether the namespace and name are right, and the account may do that',
  }),
  /** A JobManager without an answer. */
  FlinkUnreachable: (a: { action: string; reason: string }) => ({
    message: `the JobManager does not answer ${a.action}: ${a.reason}`,
    hint: 'See whether the JobManager runs and its REST Service can be reached from here, or give --rest-url',
  }),
  /** A JobManager that says no. */
  RefusedByFlink: (a: { action: string; status: number; reason: string }) => ({
    message: `the JobManager answers ${a.status} to ${a.action}: ${a.reason}`,
    hint: 'See what the JobManager logs',
  }),
  /** A job that would start without the state that it had. */
  StateUnknown: (a: { cluster: string; jobId: string; record: string }) => ({
    message: `job ${a.jobId} of cluster ${a.cluster} has ended or never started, so the state it should go on from is not known`,
    hint: `Set initialSavepointPath to the checkpoint or savepoint to start from, or delete ConfigMap ${a.record} to start without state`,
  }),
  /** No job that a savepoint could be taken of. */
  NoRunningJob: (a: { jobs: readonly string[] }) => ({
    message: `no job is running${a.jobs.length === 0 ? '' : `, there are only ${a.jobs.join(', ')}`}`,
    hint: 'Wait until the job runs',
  }),
  /** More than one job that a savepoint could be taken of. */
  SeveralRunningJobs: (a: { jobs: readonly string[] }) => ({
    message: `several jobs are running: ${a.jobs.join(', ')}`,
    hint: 'Choose one with --job-id',
  }),
  /** A savepoint that did not come about. */
  SavepointFailed: (a: { jobId: string; reason: string }) => ({
    message: `the savepoint of job ${a.jobId} failed: ${a.reason}`,
    hint: 'See what the JobManager logs',
  }),
  /** A savepoint that takes too long. */
  SavepointTimeout: (a: { jobId: string; triggerId: string; seconds: number }) => ({
    message: `the savepoint ${a.triggerId} of job ${a.jobId} is still not completed after ${a.seconds} s`,
    hint: 'The next run looks how it ended; give it more time with --timeout',
  }),
  /** A savepoint whose files could not be deleted. */
  DisposalFailed: (a: { path: string; reason: string }) => ({
    message: `the savepoint ${a.path} could not be deleted: ${a.reason}`,
    hint: 'See whether the JobManager may delete there; the next savepoint trigger tries again what is recorded',
  }),
  /** A record of savepoints that this program did not write. */
  InvalidSavepointRecord: (a: { name: string; reason: string }) => ({
    message: `ConfigMap ${a.name} is no record of savepoints: ${a.reason}`,
    hint: 'Mend it, or delete it to forget which savepoints there are',
  }),
  /** A file that cannot be downloaded. */
  DownloadFailed: (a: { url: string; reason: string }) => ({
    message: `${a.url} cannot be downloaded: ${a.reason}`,
    hint: 'See whether the address is right and can be reached from here',
  }),
  /** A file that is not the one that was meant. */
  ChecksumMismatch: (a: { url: string; expected: string; actual: string }) => ({
    message: `${a.url} has the SHA-256 checksum ${a.actual}, not ${a.expected}`,
    hint: 'See what has changed the file, and only then change the checksum',
  }),
  /** A memory size without any character. */
  MemorySizeEmpty: (a: { value: string }) => ({
    message: `${JSON.stringify(a.value)} is no memory size`,
    hint: 'Write a size such as 1728m or 2g, or remove the option',
  }),
  /** A memory size that begins with something else than a digit. */
  MemorySizeNumberMissing: (a: { value: string }) => ({
    message: `${JSON.stringify(a.value)} is no memory size: it does not begin with a number`,
    hint: 'Write a size such as 1728m or 2g',
  }),
  /** A memory size with a unit that Flink does not know, which includes every decimal point. */
  MemorySizeUnitUnknown: (a: { value: string; unit: string }) => ({
    message: `${JSON.stringify(a.value)} is no memory size: unknown unit ${JSON.stringify(a.unit)}`,
    hint: 'Write a whole number and b, k, m, g or t, which are powers of 1024',
  }),
  /** A memory size of 2^63 bytes or more. */
  MemorySizeOverflow: (a: { value: string }) => ({
    message: `${JSON.stringify(a.value)} is more than 64 bits of bytes`,
    hint: 'Write a smaller size',
  }),
  /** A memory size, or a number of buffers, below zero. */
  MemorySizeNegative: (a: { value: string }) => ({
    message: `${a.value} is negative, and no size can be`,
    hint: 'Write zero or more',
  }),
  /** A memory option that is no size and does not parse. */
  MemoryOptionInvalid: (a: { value: string; expected: string }) => ({
    message: `${JSON.stringify(a.value)} is not ${a.expected}`,
    hint: `Write ${a.expected}`,
  }),
  /** A share of memory that is not a share. */
  MemoryFractionOutOfRange: (a: { value: string }) => ({
    message: `the fraction ${a.value} is not at least 0 and, rounded to a Java float, less than 1`,
    hint: 'Write a fraction such as 0.1',
  }),
  /** A smallest size above the largest. */
  MemoryRangeReversed: (a: { min: string; max: string }) => ({
    message: `the smallest size, ${a.min}, is above the largest, ${a.max}`,
    hint: 'Set both options, with min not above max',
  }),
  /** No size that the others could be derived from. */
  MemorySizeMissing: (a: { process: string; flink: string; parts: readonly string[] }) => ({
    message: `no memory size is set: neither ${a.process} nor ${a.flink} nor ${a.parts.join(' with ')}`,
    hint: `Set ${a.process}`,
  }),
  /** Sizes that add up to 2^63 bytes or more. */
  MemorySumOverflow: () => ({
    message: 'the memory sizes add up to more than 64 bits of bytes',
    hint: 'Set smaller sizes',
  }),
  /** A process too small for its JVM, whatever Flink needs. */
  MemoryProcessExceeded: (a: { metaspace: string; overhead: string; process: string }) => ({
    message: `JVM metaspace (${a.metaspace}) and JVM overhead (${a.overhead}) exceed the process memory (${a.process})`,
    hint: 'Increase the process memory',
  }),
  /** A process too small for the Flink memory in it. */
  MemoryProcessTooSmall: (a: { process: string; flink: string; metaspace: string }) => ({
    message: `the process memory (${a.process}) is less than Flink memory (${a.flink}) and JVM metaspace (${a.metaspace})`,
    hint: 'Increase the process memory, or set only one of process and Flink memory',
  }),
  /** Process and Flink memory that leave too little or too much for the JVM overhead. */
  MemoryOverheadOutOfRange: (a: { overhead: string; min: string; max: string }) => ({
    message: `the configured sizes leave ${a.overhead} for the JVM overhead, which must be ${a.min} to ${a.max}`,
    hint: 'Set only one of process and Flink memory, or change the limits of the overhead',
  }),
  /** Parts that need more than the Flink memory. */
  MemoryFlinkExceeded: (a: { parts: readonly string[]; sum: string; flink: string }) => ({
    message: `the parts need ${a.sum} (${a.parts.join(', ')}), the Flink memory has ${a.flink}`,
    hint: 'Increase the process or Flink memory, or decrease a part',
  }),
  /** Parts that leave too little or too much for the network. */
  MemoryNetworkOutOfRange: (a: { network: string; min: string; max: string }) => ({
    message: `the configured sizes leave ${a.network} for the network, which must have ${a.min} to ${a.max}`,
    hint: 'Remove one of the configured sizes, or change the limits of the network memory',
  }),
  /** Parts that leave something else for the network than the configured number of buffers needs. */
  MemoryNetworkMismatch: (a: { network: string; buffers: string }) => ({
    message: `the configured sizes leave ${a.network} for the network, the number of buffers says ${a.buffers}`,
    hint: 'Remove the number of buffers',
  }),
  /** A size of network buffers that Flink cannot use. */
  MemorySegmentSizeInvalid: (a: { bytes: string }) => ({
    message: `${a.bytes} bytes is no size of a memory segment`,
    hint: 'Write a power of two from 4kb to 1gb',
  }),
  /** A JobManager heap above the Flink memory it is a part of. */
  MemoryHeapExceedsFlink: (a: { heap: string; flink: string }) => ({
    message: `the JVM heap (${a.heap}) exceeds the Flink memory (${a.flink})`,
    hint: 'Set only one of the two',
  }),
  /** JobManager parts that are not the Flink memory. */
  MemoryFlinkMismatch: (a: { heap: string; offHeap: string; flink: string }) => ({
    message: `JVM heap (${a.heap}) and off-heap (${a.offHeap}) are not together the Flink memory (${a.flink})`,
    hint: 'Set only two of the three',
  }),
  /** A JobManager without any heap. */
  MemoryOffHeapExceedsFlink: (a: { offHeap: string; flink: string }) => ({
    message: `off-heap memory (${a.offHeap}) leaves no heap in the Flink memory (${a.flink})`,
    hint: 'Increase the process or Flink memory',
  }),
} as const;

/** The code of an error, a key of the table. */
export type ErrorCode = keyof typeof ERRORS;

/** What the words of an error need to know. */
export type ErrorArguments<C extends ErrorCode> =
  Parameters<(typeof ERRORS)[C]> extends [infer A] ? A : Record<string, never>;
