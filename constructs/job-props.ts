import type { FlinkClusterProps } from './cluster-props';

/** A job written in Python. The image needs Python with PyFlink, and Flink's own jar for it in `/opt/flink/opt`. */
export interface PythonJobProps {
  /** Path of the script in the image. @default - none; one of script and module is required */
  readonly script?: string;
  /** Module to run. @default - none; one of script and module is required */
  readonly module?: string;
  /** Further files, packages and folders for the Python path. @default - none; a module needs at least one */
  readonly files?: readonly string[];
  /** Python interpreter of the program and of its functions. @default - `python` of the image */
  readonly executable?: string;
}

/** Props of a {@link FlinkJobCluster}. */
export interface FlinkJobClusterProps extends FlinkClusterProps {
  /**
   * The job's jar: inside the image (`local:///opt/flink/usrlib/job.jar`), or an address (`https://...`) from which an
   * init container of every pod fetches it.
   * @default - the class path of the image, `/opt/flink/usrlib` included
   */
  readonly jarUri?: string;
  /** SHA-256 of a jar that is fetched, in hexadecimal; another content is refused. @default - not checked */
  readonly jarSha256?: string;
  /** Main class of the job. @default - the one that the jar names */
  readonly entryClass?: string;
  /** Runs a Python program instead of a main class. @default - none */
  readonly python?: PythonJobProps;
  /** Arguments of the job. @default - none */
  readonly args?: readonly string[];
  /** Parallelism of the job; ignored when `taskManager.replicas` is set. @default 1 */
  readonly parallelism?: number;
  /** Savepoint to start from, while the cluster has no newer state of its own. @default - none */
  readonly initialSavepointPath?: string;
  /** Start although the savepoint has state that the job no longer knows. @default false */
  readonly allowNonRestoredState?: boolean;
  /**
   * A job that ends by itself, in batch mode. Its JobManager is a Job whose name carries a hash of all that it runs, so
   * that a changed job is a new Job; its TaskManagers end with it. Needs Kubernetes 1.29 or newer.
   * @default false
   */
  readonly batch?: boolean;
  /** How often a failed batch job is started again, from its beginning. @default 0 */
  readonly batchRetries?: number;
  /**
   * What an upgrade does with the job's state. `savepoint` needs a controller; that of a `FlinkCluster` knows no other.
   * @default "last-state" with high availability, else "stateless"; a `FlinkCluster` has "savepoint" with `savepointsDir`
   */
  readonly upgradeMode?: 'stateless' | 'last-state' | 'savepoint';
  /**
   * Lets a changed job with high availability run its new code, which Flink alone would not: an init container of the
   * JobManager removes the old job graph. It also refuses a start that would silently lose state.
   * @default true
   */
  readonly launchGuard?: boolean;
}
