import fc from 'fast-check';
import { FlinkError, type FlinkJobClusterProps, type Manifest } from '../../constructs';
import { canonical } from '../lib/json-tools';
import { arbitraryFlinkCluster, arbitraryProps, type Props } from './arbitrary-props';
import { objectsOf } from './cluster-props';

/** Fields that an API server refuses to change, by kind; see `ValidateUpdate` of each in Kubernetes. */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec.selector'],
  StatefulSet: ['spec.selector', 'spec.serviceName', 'spec.podManagementPolicy', 'spec.volumeClaimTemplates'],
  Service: ['spec.clusterIP'],
  RoleBinding: ['roleRef'],
  Job: ['spec.template', 'spec.selector', 'spec.completions', 'spec.completionMode', 'spec.podFailurePolicy'],
};
/** Kinds of which every field of ours can be changed. */
const MUTABLE = [
  ...['ConfigMap', 'ServiceAccount', 'Role', 'NetworkPolicy', 'PodDisruptionBudget', 'Ingress', 'CronJob'],
];

const at = (object: unknown, path: string) =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object);

function delivered(props: Props): Manifest[] | undefined {
  try {
    return objectsOf(props);
  } catch (error) {
    if (error instanceof FlinkError) return undefined;
    throw error;
  }
}

const key = ({ kind, metadata }: Manifest) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

/** The same as a batch job, which has no high availability and so one JobManager. */
function batch(given: Props): Props {
  const props = { ...given, jobManager: { ...given.jobManager, replicas: 1 } };
  delete props.highAvailabilityStorageDir;
  return { jarUri: 'local:///opt/flink/usrlib/a.jar', ...props, batch: true };
}

/** A session cluster: the JobManager of a job is a Job that has to be deleted before it can be changed. */
function session(given: Props): Props {
  return Object.fromEntries(Object.entries(given).filter(([key]) => !JOB_PROPS.has(key))) as unknown as Props;
}

const JOB_PROPS = new Set([
  ...['jarUri', 'entryClass', 'args', 'parallelism', 'initialSavepointPath', 'allowNonRestoredState'],
]);

describe.each<[string, fc.Arbitrary<Props>, (props: Props) => Props]>([
  ['clusters', arbitraryProps, (props) => props],
  ['batch jobs', arbitraryProps, batch],
  ['session clusters as FlinkClusters', arbitraryFlinkCluster, session],
])('the objects of %s', (_, props, change) => {
  test('keep what cannot be changed, whatever props are changed', () => {
    let compared = 0;
    fc.assert(
      fc.property(props, props, (before, after) => {
        // Another name or namespace is another cluster.
        const same = { name: 'orders', namespace: 'streams' };
        const old = delivered(change({ ...before, ...same })) ?? [];
        const changed = new Map(
          (delivered(change({ ...after, ...same })) ?? []).map((object) => [key(object), object]),
        );
        for (const object of old) {
          expect([...Object.keys(IMMUTABLE), ...MUTABLE]).toContain(object.kind);
          const now = changed.get(key(object));
          if (now === undefined) continue;
          compared += 1;
          for (const path of IMMUTABLE[object.kind] ?? []) {
            expect(canonical({ [path]: at(now, path) ?? null })).toBe(canonical({ [path]: at(object, path) ?? null }));
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});

test('a batch job of another image, argument, configuration or size is another Job', () => {
  const props: FlinkJobClusterProps = {
    name: 'report',
    namespace: 'streams',
    image: 'report:1',
    flinkVersion: '1.20',
    batch: true,
    jarUri: 'local:///opt/flink/usrlib/report.jar',
    jobManager: { memory: '1Gi' },
    taskManager: { memory: '2Gi' },
  };
  const jobs = (more: Partial<FlinkJobClusterProps>) =>
    objectsOf({ ...props, ...more })
      .filter(({ kind }) => kind === 'Job')
      .map(({ metadata }) => metadata.name);
  const variants: Partial<FlinkJobClusterProps>[] = [
    {},
    { image: 'report:2' },
    { args: ['--day', '2'] },
    { flinkConfiguration: { 'parallelism.default': 2, 'x.y': 1 } },
    { env: { DAY: '2' } },
    { taskManager: { memory: '2Gi', replicas: 2 } },
    { taskManager: { memory: '3Gi' } },
    { jobManager: { memory: '2Gi' } },
    { toolImage: 'tool:2' },
  ];
  const names = variants.flatMap(jobs);
  expect(names).toHaveLength(2 * variants.length);
  expect(new Set(names).size).toBe(names.length);
  expect(jobs({})).toEqual(names.slice(0, 2));
  expect(names.every((name) => /^report-[0-9a-f]{8}(-tm)?$/.test(name))).toBe(true);
});
