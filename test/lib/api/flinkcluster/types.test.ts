import type { z } from 'zod';
import { flinkClusterSchema } from '../../../../lib/api/flinkcluster/schema';
import type { FlinkClusterSpec } from '../../../../lib/api/flinkcluster/types';

// Every field name of the schema and of the readable types is the other's; a type error here says which is not.
type Keys<T> = { [K in keyof T & string as string extends K ? never : K]-?: true };
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Schema = Required<z.input<typeof flinkClusterSchema>['spec']>;
type Type = Required<FlinkClusterSpec>;
type At<T, K extends keyof T> = { [F in keyof NonNullable<T[K]>]-?: NonNullable<NonNullable<T[K]>[F]> };
type Agree<A, B> = Same<Keys<A>, Keys<B>>;
type Part<K extends keyof Schema & keyof Type> = Agree<At<Schema, K>, At<Type, K>>;
type JobManager<K extends keyof At<Type, 'jobManager'> & keyof At<Schema, 'jobManager'>> = Agree<
  At<At<Schema, 'jobManager'>, K>,
  At<At<Type, 'jobManager'>, K>
>;
type TaskManager<K extends keyof At<Type, 'taskManager'> & keyof At<Schema, 'taskManager'>> = Agree<
  At<At<Schema, 'taskManager'>, K>,
  At<At<Type, 'taskManager'>, K>
>;
type Values<K extends keyof At<Type, 'job'> & keyof At<Schema, 'job'>> = Same<At<Schema, 'job'>[K], At<Type, 'job'>[K]>;

const agreement: {
  readonly spec: Agree<Schema, Type>;
  readonly image: Part<'image'>;
  readonly batchScheduler: Part<'batchScheduler'>;
  readonly hadoopConfig: Part<'hadoopConfig'>;
  readonly gcpConfig: Part<'gcpConfig'>;
  readonly serviceAccount: Agree<
    At<At<Schema, 'gcpConfig'>, 'serviceAccount'>,
    At<At<Type, 'gcpConfig'>, 'serviceAccount'>
  >;
  readonly jobManager: Part<'jobManager'>;
  readonly jobManagerPorts: JobManager<'ports'>;
  readonly ingress: JobManager<'ingress'>;
  readonly extraPorts: Agree<
    At<Schema, 'jobManager'>['extraPorts'][number],
    At<Type, 'jobManager'>['extraPorts'][number]
  >;
  readonly accessScope: Same<At<Schema, 'jobManager'>['accessScope'], At<Type, 'jobManager'>['accessScope']>;
  readonly taskManager: Part<'taskManager'>;
  readonly taskManagerPorts: TaskManager<'ports'>;
  readonly autoscaler: TaskManager<'horizontalPodAutoscaler'>;
  readonly job: Part<'job'>;
  readonly cleanupPolicy: Agree<At<At<Schema, 'job'>, 'cleanupPolicy'>, At<At<Type, 'job'>, 'cleanupPolicy'>>;
  readonly mode: Values<'mode'>;
  readonly restartPolicy: Values<'restartPolicy'>;
  readonly savepointFormatType: Values<'savepointFormatType'>;
} = {
  spec: true,
  image: true,
  batchScheduler: true,
  hadoopConfig: true,
  gcpConfig: true,
  serviceAccount: true,
  jobManager: true,
  jobManagerPorts: true,
  ingress: true,
  extraPorts: true,
  accessScope: true,
  taskManager: true,
  taskManagerPorts: true,
  autoscaler: true,
  job: true,
  cleanupPolicy: true,
  mode: true,
  restartPolicy: true,
  savepointFormatType: true,
};

it('has a type for every field of the schema, and no other', () => {
  // The proof is that this file compiles; the values only keep the fields from being dropped unseen.
  expect(Object.values(agreement).every((same) => same)).toBe(true);
  const { spec } = flinkClusterSchema.shape;
  expect(Object.keys(spec.shape)).toHaveLength(17);
  expect(Object.keys(spec.shape.job.unwrap().shape)).toHaveLength(36);
});
