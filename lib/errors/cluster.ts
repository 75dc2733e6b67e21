/** Errors of commands that contact a cluster, or download. */
export const CLUSTER_ERRORS = {
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
} as const;
