import type { z } from 'zod';
import type {
  flinkBlueGreenDeploymentStatusSchema,
  flinkDeploymentStatusSchema,
  flinkSessionJobStatusSchema,
  flinkStateSnapshotStatusSchema,
} from '../../../lib/api/apache/status-schema';
import type {
  FlinkBlueGreenDeploymentStatus,
  FlinkDeploymentStatus,
  FlinkSessionJobStatus,
  FlinkStateSnapshotStatus,
} from '../../../lib/api/apache/status-types';
import type { flinkClusterStatusSchema } from '../../../lib/api/flinkcluster/status-schema';
import type { FlinkClusterStatus } from '../../../lib/api/flinkcluster/status-types';

// Every field of a status is the same in its schema and in its readable type; a type error here says which is not.
type Deep<T> = T extends readonly (infer E)[]
  ? Deep<E>[]
  : T extends object
    ? { [K in keyof T as string extends K ? never : K]-?: Deep<Exclude<T[K], undefined>> }
    : T;
type Same<A, B> = [Deep<A>] extends [Deep<B>] ? ([Deep<B>] extends [Deep<A>] ? true : never) : never;
/** Without what is open in the schema and typed by Kubernetes. */
type Typed = Omit<FlinkClusterStatus, 'components'>;
type Components<T extends { components?: unknown }> = NonNullable<T['components']>;
type Part<T, K> = K extends keyof T ? NonNullable<T[K]> : never;
type Service<T extends { components?: unknown }> = Omit<
  Part<Components<T>, 'jobManagerService'>,
  'loadBalancerIngress'
>;
type Rest<T extends { components?: unknown }> = Omit<Components<T>, 'jobManagerService'>;
type ClusterSchema = z.input<typeof flinkClusterStatusSchema>;

const agreement: {
  readonly deployment: Same<z.input<typeof flinkDeploymentStatusSchema>, FlinkDeploymentStatus>;
  readonly sessionJob: Same<z.input<typeof flinkSessionJobStatusSchema>, FlinkSessionJobStatus>;
  readonly snapshot: Same<z.input<typeof flinkStateSnapshotStatusSchema>, FlinkStateSnapshotStatus>;
  readonly blueGreen: Same<z.input<typeof flinkBlueGreenDeploymentStatusSchema>, FlinkBlueGreenDeploymentStatus>;
  readonly cluster: Same<Omit<ClusterSchema, 'components'>, Typed>;
  readonly service: Same<Service<ClusterSchema>, Service<FlinkClusterStatus>>;
  readonly components: Same<Rest<ClusterSchema>, Rest<FlinkClusterStatus>>;
} = {
  deployment: true,
  sessionJob: true,
  snapshot: true,
  blueGreen: true,
  cluster: true,
  service: true,
  components: true,
};

it('has a type for every field of every status, and no other', () => {
  expect(Object.values(agreement).every((same) => same)).toBe(true);
});
