/** Errors of FlinkClusters, resources of the group flinkoperator.k8s.io. */
export const FLINK_CLUSTER_ERRORS = {
  /** A name that cannot be the base of the names and labels derived from it. */
  InvalidClusterName: (a: { name: string }) => ({
    message: `the name ${JSON.stringify(a.name)} (${a.name.length} characters) cannot be that of a FlinkCluster`,
    hint: 'Use at most 48 lower-case letters, digits and "-", starting with a letter and ending with a letter or digit',
  }),
  /** A name that is taken, and leaves no room for a label of the pods. */
  NameTooLongForPods: (a: { name: string; maximum: number }) => ({
    message: `Kubernetes makes no pods of StatefulSets for the name ${JSON.stringify(a.name)}: a label of theirs gets longer than 63 characters`,
    hint: `Use at most ${a.maximum} characters`,
  }),
  /** A version that does not parse. */
  InvalidFlinkVersion: (a: { version: string }) => ({
    message: `${JSON.stringify(a.version)} is no version of Flink`,
    hint: 'Write numbers with points, such as 1.20 or 1.20.5',
  }),
  /** A version that nobody says. */
  FlinkVersionUnknown: (a: { image: string }) => ({
    message: `neither flinkVersion nor the tag of the image ${JSON.stringify(a.image)} says the version of Flink, so it is taken for one before 1.10`,
    hint: 'Set spec.flinkVersion, such as 1.20',
  }),
  /** Memory of the wrong model for the version. */
  WrongMemoryModel: (a: { field: string; version: string; instead: string }) => ({
    message: `${a.field} means nothing to Flink ${a.version === '' ? 'of an unknown version' : a.version}`,
    hint: `Use ${a.instead} instead`,
  }),
  /** More memory kept free than there is. */
  OffHeapExceedsMemory: (a: { minimum: string; memory: string }) => ({
    message: `memoryOffHeapMin (${a.minimum}) is more than the memory of the container (${a.memory})`,
    hint: 'Lower memoryOffHeapMin or raise the memory',
  }),
  /** A container of which Flink gets no memory. */
  NoMemoryForFlink: (a: { process: string; field: string }) => ({
    message: `${a.field} leaves no memory of the container to the ${a.process}`,
    hint: `Change ${a.field}, or set Flink's own memory options in spec.flinkProperties`,
  }),
  /** A number above its maximum. */
  TooLarge: (a: { what: string; maximum: number; actual: number }) => ({
    message: `${a.what} must be at most ${a.maximum}, not ${a.actual}`,
    hint: `Use ${a.maximum} or less`,
  }),
  /** Two ports of one process with one number. */
  DuplicatePort: (a: { port: number; process: string }) => ({
    message: `two ports of the ${a.process} have the number ${a.port}`,
    hint: 'Change one of ports and extraPorts',
  }),
  /** Two ports of one process with one name. */
  DuplicatePortName: (a: { name: string; process: string }) => ({
    message: `two ports of the ${a.process} have the name ${JSON.stringify(a.name)}`,
    hint: 'Rename one of extraPorts; rpc, blob, data, query and ui are names of ports',
  }),
  /** A label or annotation that Kubernetes refuses. */
  InvalidLabel: (a: { what: string; text: string; expected: string }) => ({
    message: `${JSON.stringify(a.text)} is no ${a.what}`,
    hint: `Use ${a.expected}`,
  }),
  /** Annotations larger than Kubernetes takes. */
  AnnotationsTooLarge: (a: { bytes: number; maximum: number }) => ({
    message: `the annotations have ${a.bytes} bytes, and ${a.maximum} is the most`,
    hint: 'Remove or shorten some',
  }),
  /** A credentials folder that is named like the file in it. */
  InvalidMountPath: (a: { mountPath: string; keyFile: string }) => ({
    message: `mountPath ${JSON.stringify(a.mountPath)} ends with the name of the file, ${JSON.stringify(a.keyFile)}`,
    hint: 'Give the folder only',
  }),
  /** A host that no Ingress can have. */
  InvalidIngressHost: (a: { hostFormat: string; host: string }) => ({
    message: `the host format ${JSON.stringify(a.hostFormat)} gives ${JSON.stringify(a.host)}, which is no host`,
    hint: 'Use a name such as {{$clusterName}}.example.com',
  }),
  /** A job that is cancelled before it starts. */
  CancelRequested: () => ({
    message: 'cancelRequested cannot be true',
    hint: 'Annotate the resource with flinkclusters.flinkoperator.k8s.io/user-control: job-cancel',
  }),
  /** A job that was cancelled, and cannot be made not to have been. */
  CancelIsFinal: () => ({
    message: 'cancelRequested cannot change from true to false',
    hint: 'Delete the resource and create it anew',
  }),
  /** A field that acts at once, changed with others that do not. */
  ChangedWithOthers: (a: { field: string }) => ({
    message: `${a.field} cannot change together with other fields`,
    hint: 'Change it before or after them',
  }),
  /** A number that asks for another savepoint than the next. */
  WrongSavepointGeneration: (a: { expected: number; actual: number }) => ({
    message: `savepointGeneration can only become ${a.expected}, not ${a.actual}`,
    hint: `Use ${a.expected}, one more than status.components.job.savepointGeneration`,
  }),
  /** Something that takes savepoints, with nowhere to put them. */
  SavepointsDirRequired: (a: { what: string }) => ({
    message: `${a.what} needs spec.job.savepointsDir, which the running job does not have`,
    hint: 'Delete the resource and create it anew with a savepointsDir',
  }),
  /** A job that would no longer know where its savepoints go. */
  SavepointsDirRemoved: (a: { from: string }) => ({
    message: `savepointsDir (${a.from}) cannot be removed`,
    hint: 'Keep it, or name another folder',
  }),
  /** An update that would lose state. */
  NoUpToDateSavepoint: (a: { state: string; maximumAge: number | undefined }) => ({
    message: `the update takes no savepoint, and the job (${a.state}) has none that is ${
      a.maximumAge === undefined ? 'its final state' : `at most ${a.maximumAge} s old`
    }`,
    hint: 'Set takeSavepointOnUpdate: true while it runs, a fromSavepoint, or a larger maxStateAgeToRestoreSeconds',
  }),
  /** A request while another one is being served. */
  ControlInProgress: (a: { control: string }) => ({
    message: `the request ${a.control} is still in progress`,
    hint: 'Wait until status.control.state is Succeeded or Failed',
  }),
  /** A request about a job, to a cluster without one. */
  ControlOfSessionCluster: (a: { control: string }) => ({
    message: `${a.control} is about a job, and a session cluster has none of its own`,
    hint: 'Remove the annotation',
  }),
  /** A request about a job that has not started or is over. */
  ControlWithoutJob: (a: { control: string; state: string }) => ({
    message: `${a.control} needs a job that runs, and this one ${a.state}`,
    hint: 'Remove the annotation',
  }),
} as const;
