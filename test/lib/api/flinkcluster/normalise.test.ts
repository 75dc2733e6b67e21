import { readDocuments, FLINK_CLUSTER_VARIANTS, PUBLISHED, PUBLISHED_FLINK_CLUSTERS } from '../../../support/samples';
import { isGoogleShape, normalise } from '../../../../lib/api/flinkcluster/normalise';
import type { FlinkClusterResource } from '../../../../lib/api/flinkcluster/types';
import { isObject } from '../../../../lib/json';
import type { Json, JsonObject } from '../../../../lib/manifest';
import { canonicalQuantity } from '../../../../lib/quantity-text';
import { deepFreeze, expectNoPollution } from '../../json-tools';

afterEach(expectNoPollution);

const resourceOf = (spec: object): FlinkClusterResource =>
  deepFreeze({
    apiVersion: 'flinkoperator.k8s.io/v1beta1',
    kind: 'FlinkCluster',
    metadata: { name: 'orders' },
    spec: { image: { name: 'flink:1.20' }, ...spec },
  });

const normal = (spec: object) => normalise(resourceOf(spec));

const jobOf = (job: object, spec: object = {}) => normal({ job, ...spec }).job;

/** Quantities as Kubernetes writes them, wherever there are resources. */
function canonical(value: Json, inResources = false): Json {
  if (Array.isArray(value)) return value.map((item) => canonical(item));
  if (!isObject(value)) return inResources && typeof value !== 'boolean' ? canonicalQuantity(String(value)) : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      canonical(item, inResources || ['requests', 'limits', 'memoryOffHeapMin'].includes(key)),
    ]),
  );
}

/** What the operator stored, as a normal form has it; each line is a difference that is meant. */
function expected(stored: JsonObject, ours: JsonObject): JsonObject {
  const spec = structuredClone(stored) as JsonObject & { jobManager: JsonObject; taskManager: JsonObject };
  if (isObject(spec.job)) spec.job = { savepointGeneration: 0, ...spec.job };
  delete spec.batchSchedulerName;
  const inferred = spec.flinkVersion === '' && ours.flinkVersion !== '';
  if (inferred) spec.flinkVersion = ours.flinkVersion ?? '';
  for (const process of [spec.jobManager, spec.taskManager]) {
    if (inferred) {
      delete process.memoryOffHeapRatio;
      process.memoryOffHeapMin = '0';
      process.memoryProcessRatio = 80;
    }
    if (process.memoryOffHeapMin === '0') delete process.memoryOffHeapMin;
    for (const probe of [process.livenessProbe, process.readinessProbe] as JsonObject[]) {
      if (probe.httpGet !== undefined) delete probe.tcpSocket;
    }
    for (const claim of (process.volumeClaimTemplates ?? []) as JsonObject[]) delete claim.status;
  }
  return spec;
}

const pairs = [...FLINK_CLUSTER_VARIANTS, ...PUBLISHED_FLINK_CLUSTERS].flatMap(({ name, documents, recorded }) => {
  const stored = readDocuments(recorded.replace(/\.yaml$/, '.cr.yaml')) as unknown as FlinkClusterResource[];
  return stored.map((resource) => ({
    id: `${name} ${resource.metadata.name}`,
    stored: resource,
    authored: documents.find((d) => (d.metadata as JsonObject).name === resource.metadata.name) as unknown as
      FlinkClusterResource | undefined,
  }));
});

it('has the stored form of all samples', () => {
  expect(pairs.length).toBeGreaterThan(35);
});

(PUBLISHED === undefined ? it.skip : it)('has the published samples', () => {
  expect(PUBLISHED_FLINK_CLUSTERS).toHaveLength(3);
});

describe.each(pairs)('$id', ({ authored, stored }) => {
  // What the published CRD prunes does not come back.
  const pruned = stored.metadata.name === 'service-annotations' ? { ServiceAnnotations: undefined } : {};

  it('is the same as its author wrote it and as the operator stored it', () => {
    const ours = normalise(deepFreeze(authored as FlinkClusterResource));
    const theirs = normalise(deepFreeze(stored));
    const known = { ...ours, jobManager: { ...ours.jobManager, ...pruned } };
    const unknown = stored.metadata.name === 'unknown-field' ? { taskmanager: {} } : {};
    expect(canonical(known as unknown as Json)).toEqual(canonical({ ...theirs, ...unknown } as unknown as Json));
  });

  it('has the defaults that the operator stored', () => {
    const theirs = normalise(stored) as unknown as JsonObject;
    expect(canonical(theirs)).toEqual(canonical(expected(stored.spec as unknown as JsonObject, theirs)));
  });
});

describe('old names', () => {
  it.each<[string, object, object, string[]]>([
    ['pythonFile', { pythonFile: 'a.py' }, { pyFile: 'a.py' }, ['pythonFile']],
    ['pythonFiles', { pythonFiles: 'a,b' }, { pyFiles: 'a,b' }, ['pythonFiles']],
    ['pythonModule', { pythonModule: 'm' }, { pyModule: 'm' }, ['pythonModule']],
    ['pyFile beside pythonFile', { pythonFile: 'a.py', pyFile: 'b.py' }, { pyFile: 'b.py' }, ['pythonFile']],
    ['takeSavepointOnUpgrade', { takeSavepointOnUpgrade: true }, { takeSavepointOnUpdate: true }, []],
    [
      'takeSavepointOnUpdate beside takeSavepointOnUpgrade',
      { takeSavepointOnUpgrade: true, takeSavepointOnUpdate: false },
      { takeSavepointOnUpdate: false },
      ['takeSavepointOnUpgrade'],
    ],
  ])('of a job: %s', (_, job, contained, gone) => {
    const found = jobOf(job);
    expect(found).toMatchObject(contained);
    expect(Object.keys(found ?? {}).filter((key) => gone.includes(key))).toEqual([]);
  });

  it('of the batch scheduler replace all of it', () => {
    const spec = normal({ batchSchedulerName: 'volcano', batchScheduler: { name: 'other', queue: 'q' } });
    expect(spec.batchScheduler).toEqual({ name: 'volcano' });
    expect(spec).not.toHaveProperty('batchSchedulerName');
  });

  it('of annotations and labels of the Service are spelt with a small letter', () => {
    const { jobManager } = normal({ jobManager: { serviceAnnotations: { a: 'b' }, serviceLabels: { c: 'd' } } });
    expect(jobManager).toMatchObject({ ServiceAnnotations: { a: 'b' }, ServiceLabels: { c: 'd' } });
    expect(jobManager).not.toHaveProperty('serviceAnnotations');
    const both = { serviceAnnotations: { a: 'b' }, ServiceAnnotations: { e: 'f' } };
    expect(normal({ jobManager: both }).jobManager.ServiceAnnotations).toEqual({ e: 'f' });
  });
});

describe('a resource of Google’s operator', () => {
  const google = {
    jobManager: { accessScope: 'Cluster', memoryOffHeapRatio: 30 },
    taskManager: { replicas: 2 },
    job: { jarFile: '/a.jar', restartPolicy: 'Never' },
  };

  it('takes no savepoint before an update unless it says so', () => {
    expect(isGoogleShape(resourceOf(google).spec)).toBe(true);
    expect(normal(google).job?.takeSavepointOnUpdate).toBe(false);
    expect(normal({ ...google, job: { ...google.job, takeSavepointOnUpgrade: true } }).job).toMatchObject({
      takeSavepointOnUpdate: true,
    });
  });

  it.each<[string, object]>([
    ['a version', { flinkVersion: '1.14' }],
    ['an empty version, which Spotify’s operator stores', { flinkVersion: '' }],
    ['recreateOnUpdate', { recreateOnUpdate: true }],
    ['a deploymentType', { taskManager: { replicas: 2, deploymentType: 'StatefulSet' } }],
    ['probes', { jobManager: { accessScope: 'Cluster', livenessProbe: {} } }],
    ['a mode', { job: { ...google.job, mode: 'Blocking' } }],
    ['no accessScope', { jobManager: {} }],
    ['no replicas', { taskManager: {} }],
    ['no restartPolicy', { job: { jarFile: '/a.jar' } }],
    ['no jarFile', { job: { restartPolicy: 'Never' } }],
  ])('is not one with %s', (_, spec) => {
    const other = { ...google, ...spec };
    expect(isGoogleShape(resourceOf(other).spec)).toBe(false);
    expect(normal(other).job).not.toHaveProperty('takeSavepointOnUpdate');
  });

  it('is not one without a job', () => {
    const { job, ...session } = google;
    expect(job).toBeDefined();
    expect(isGoogleShape(resourceOf(session).spec)).toBe(false);
  });
});

describe('memory', () => {
  const memory = (flinkVersion: string | undefined, jobManager: object, image = 'flink:latest') => {
    const version = flinkVersion === undefined ? {} : { flinkVersion };
    const process = normal({ ...version, image: { name: image }, jobManager }).jobManager;
    return [process.memoryOffHeapRatio, process.memoryOffHeapMin, process.memoryProcessRatio];
  };

  it.each<[string, string | undefined, object, string, (string | number | undefined)[]]>([
    ['an old version', '1.9', {}, 'x', [25, '600M', undefined]],
    ['an old version and none at least', '1.9', { memoryOffHeapMin: '0' }, 'x', [25, undefined, undefined]],
    ['an old version and a number', '1.9', { memoryOffHeapMin: 1000 }, 'x', [25, '1000', undefined]],
    ['a new version', '1.10', {}, 'x', [undefined, undefined, 80]],
    ['a new version as stored', '1.10', { memoryOffHeapMin: '0' }, 'x', [undefined, undefined, 80]],
    ['a new version with the wrong fields', '1.10', { memoryOffHeapRatio: 30 }, 'x', [30, undefined, 80]],
    ['a share of none', '1.10', { memoryProcessRatio: 0 }, 'x', [undefined, undefined, 0]],
    ['no version', undefined, {}, 'flink:latest', [25, '600M', undefined]],
    ['a version in the tag', undefined, {}, 'flink:1.15', [undefined, undefined, 80]],
    [
      'a version in the tag and what the webhook stored',
      '',
      { memoryOffHeapRatio: 25, memoryOffHeapMin: '600M' },
      'flink:1.15',
      [undefined, undefined, 80],
    ],
    ['an old version in the tag', '', { memoryOffHeapRatio: 30 }, 'flink:1.9.3', [30, '600M', undefined]],
  ])('of %s', (_, version, jobManager, image, found) => {
    expect(memory(version, jobManager, image)).toEqual(found);
  });
});

describe('a probe', () => {
  const TIMES = { initialDelaySeconds: 5, timeoutSeconds: 10, periodSeconds: 60, failureThreshold: 5 };
  const TCP = { tcpSocket: { port: 7000 } };

  it.each<[string, object | undefined, object]>([
    ['none', undefined, { ...TCP, ...TIMES }],
    ['times', { periodSeconds: 9, successThreshold: 1 }, { ...TCP, ...TIMES, periodSeconds: 9, successThreshold: 1 }],
    ['zeros', { initialDelaySeconds: 0, failureThreshold: 0 }, { ...TCP, ...TIMES }],
    ['a grace of zero', { terminationGracePeriodSeconds: 0 }, { ...TCP, ...TIMES, terminationGracePeriodSeconds: 0 }],
    ['another port', { tcpSocket: { port: 8081 } }, { tcpSocket: { port: 8081 }, ...TIMES }],
    ['a host', { tcpSocket: { port: 0, host: 'h' } }, { tcpSocket: { port: 7000, host: 'h' }, ...TIMES }],
    ['HTTP', { httpGet: { port: 1 } }, { httpGet: { port: 1 }, ...TIMES }],
    ['a command', { exec: { command: ['a'] } }, { exec: { command: ['a'] }, ...TIMES }],
    ['gRPC', { grpc: { port: 1 } }, { grpc: { port: 1, service: '' }, ...TIMES }],
    ['HTTP and what the webhook stored', { httpGet: { port: 1 }, ...TCP }, { httpGet: { port: 1 }, ...TIMES }],
    [
      'two checks of the author',
      { httpGet: { port: 1 }, tcpSocket: { port: 2 } },
      { httpGet: { port: 1 }, tcpSocket: { port: 2 }, ...TIMES },
    ],
  ])('of the author: %s', (_, livenessProbe, found) => {
    const jobManager = { ports: { rpc: 7000 }, ...(livenessProbe === undefined ? {} : { livenessProbe }) };
    expect(normal({ jobManager }).jobManager.livenessProbe).toEqual(found);
  });

  it('of readiness has other times', () => {
    expect(normal({}).taskManager.readinessProbe).toEqual({
      tcpSocket: { port: 6122 },
      initialDelaySeconds: 5,
      timeoutSeconds: 10,
      periodSeconds: 5,
      failureThreshold: 60,
    });
  });
});

describe('what is filled in', () => {
  it('are no requests beside limits', () => {
    const { jobManager } = normal({ jobManager: { resources: { limits: { cpu: 1, memory: '1Gi' } } } });
    expect(jobManager.resources).toEqual({ limits: { cpu: '1', memory: '1Gi' } });
  });

  it('is nothing in lists and maps that are empty or that Go wrote', () => {
    const spec = normal({
      envVars: [],
      flinkProperties: {},
      jobManager: {
        podLabels: {},
        ingress: {},
        sidecars: [{ name: 'a', resources: {} }],
        volumeClaimTemplates: [{ metadata: { name: 'a', creationTimestamp: null }, spec: {}, status: {} }],
      },
      job: { args: [] },
    });
    expect(spec).not.toHaveProperty('envVars');
    expect(spec).not.toHaveProperty('flinkProperties');
    expect(spec.job).not.toHaveProperty('args');
    expect(spec.jobManager).not.toHaveProperty('podLabels');
    expect(spec.jobManager.ingress).toEqual({ useTls: false });
    expect(spec.jobManager.sidecars).toEqual([{ name: 'a' }]);
    expect(spec.jobManager.volumeClaimTemplates).toEqual([{ metadata: { name: 'a' }, spec: {} }]);
  });

  it('leaves keys of the author alone', () => {
    const properties = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, string>;
    const { flinkProperties = {} } = normal({ flinkProperties: properties });
    expect(Object.keys(flinkProperties).sort()).toEqual(['__proto__', 'constructor']);
  });
});
