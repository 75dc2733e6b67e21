import type { z } from 'zod';
import {
  flinkBlueGreenDeploymentSchema,
  flinkDeploymentSchema,
  flinkSessionJobSchema,
  flinkStateSnapshotSchema,
} from '../../../lib/api/apache/schema';
import type {
  FlinkBlueGreenDeploymentResource,
  FlinkDeploymentResource,
  FlinkSessionJobResource,
  FlinkStateSnapshotResource,
} from '../../../lib/api/apache/types';

// Every field name of the schema and of the readable types is the other's; a type error here says which is not.
type Keys<T> = T extends readonly (infer E)[] ? Keys<E>[] : T extends object ? { [K in keyof T & string]-?: true } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] };
type SchemaSpec = z.input<typeof flinkDeploymentSchema>['spec'];
type TypeSpec = FlinkDeploymentResource['spec'];
type SnapshotSchema = z.input<typeof flinkStateSnapshotSchema>['spec'];
type SnapshotSpec = FlinkStateSnapshotResource['spec'];
type BlueGreenSchema = z.input<typeof flinkBlueGreenDeploymentSchema>['spec'];
type BlueGreenSpec = FlinkBlueGreenDeploymentResource['spec'];
type Part<T, K extends keyof T> = Keys<Named<NonNullable<T[K]>>>;

const agreement: {
  readonly spec: Same<Keys<SchemaSpec>, Keys<TypeSpec>>;
  readonly job: Same<Part<SchemaSpec, 'job'>, Part<TypeSpec, 'job'>>;
  readonly ingress: Same<Part<SchemaSpec, 'ingress'>, Part<TypeSpec, 'ingress'>>;
  readonly jobManager: Same<Part<SchemaSpec, 'jobManager'>, Part<TypeSpec, 'jobManager'>>;
  readonly taskManager: Same<Part<SchemaSpec, 'taskManager'>, Part<TypeSpec, 'taskManager'>>;
  readonly jobValues: Same<
    NonNullable<Required<SchemaSpec>['job']>['upgradeMode'],
    NonNullable<TypeSpec['job']>['upgradeMode']
  >;
  readonly sessionJob: Same<Keys<z.input<typeof flinkSessionJobSchema>['spec']>, Keys<FlinkSessionJobResource['spec']>>;
  readonly snapshot: Same<Keys<SnapshotSchema>, Keys<SnapshotSpec>>;
  readonly savepoint: Same<Part<SnapshotSchema, 'savepoint'>, Part<SnapshotSpec, 'savepoint'>>;
  readonly formats: Same<
    NonNullable<SnapshotSchema['savepoint']>['formatType'],
    NonNullable<SnapshotSpec['savepoint']>['formatType']
  >;
  readonly jobKinds: Same<
    NonNullable<SnapshotSchema['jobReference']>['kind'],
    NonNullable<SnapshotSpec['jobReference']>['kind']
  >;
  readonly blueGreen: Same<Keys<BlueGreenSchema>, Keys<BlueGreenSpec>>;
  readonly blueGreenIngress: Same<Part<BlueGreenSchema, 'ingress'>, Part<BlueGreenSpec, 'ingress'>>;
  readonly template: Same<Part<BlueGreenSchema, 'template'>, Part<BlueGreenSpec, 'template'>>;
} = {
  spec: true,
  job: true,
  ingress: true,
  jobManager: true,
  taskManager: true,
  jobValues: true,
  sessionJob: true,
  snapshot: true,
  savepoint: true,
  formats: true,
  jobKinds: true,
  blueGreen: true,
  blueGreenIngress: true,
  template: true,
};

it('has a type for every field of the schema, and no other', () => {
  // The proof is that this file compiles; the values only keep the fields from being dropped unseen.
  expect(Object.values(agreement).every((same) => same)).toBe(true);
  expect(Object.keys(flinkDeploymentSchema.shape.spec.shape)).toHaveLength(13);
  expect(Object.keys(flinkSessionJobSchema.shape.spec.shape)).toHaveLength(4);
  expect(Object.keys(flinkStateSnapshotSchema.shape.spec.shape)).toHaveLength(4);
  expect(Object.keys(flinkBlueGreenDeploymentSchema.shape.spec.shape)).toHaveLength(3);
});
