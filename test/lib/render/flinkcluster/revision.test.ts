import { revisionHash, revisionName, revisionPayload } from '../../../../lib/api/flinkcluster/revision';
import type { FlinkClusterSpec } from '../../../../lib/api/flinkcluster/types';
import vectors from './revision-vectors.json';

// The recorded revisions are compared in test/recorded; these specs are odder.

/** The hashes that the operator's own Go types gave, after the defaults of its CRD and its webhook. */
const cases = vectors as unknown as readonly { about: string; hash: string; spec: FlinkClusterSpec }[];

it.each(cases)('has the hash of the operator for $about', ({ hash, spec }) => {
  expect(revisionName('c', spec)).toBe(`c-${hash}`);
});

it("hashes the payload of the operator's own test", () => {
  const payload =
    '{"spec":{"$patch":"replace","flinkVersion":"","image":{"name":"flink:1.8.1","pullPolicy":"Always"},"job":{' +
    '"jarFile":"gs://my-bucket/myjob.jar","parallelism":2,"resources":{},"restartPolicy":null,' +
    '"savepointsDir":"/savepoint_dir"},"jobManager":{"accessScope":"VPC","memoryOffHeapMin":"600M",' +
    '"memoryOffHeapRatio":25,"ports":{"blob":8002,"query":8003,"rpc":8001,"ui":8004},"replicas":1,"resources":{}},' +
    '"taskManager":{"memoryOffHeapMin":"600M","memoryOffHeapRatio":25,"ports":{"data":8005,"query":8003,"rpc":8001},' +
    '"replicas":3,"resources":{}}}}';
  expect(revisionHash(payload, 0)).toBe('7bc87c954f');
  expect(revisionHash(payload, 1)).not.toBe('7bc87c954f');
});

const spec: FlinkClusterSpec = { image: { name: 'x' }, job: { jarFile: 'a.jar' } };

it.each<[what: string, job: object]>([
  ['what is done after the job', { cleanupPolicy: { afterJobFails: 'DeleteCluster' } }],
  ['whether the job is restarted', { restartPolicy: 'FromSavepointOnFailure' }],
  ['that the job is to be cancelled', { cancelRequested: true }],
  ['that a savepoint is to be taken', { savepointGeneration: 7 }],
  ['the format of savepoints', { savepointFormatType: 'NATIVE' }],
])('does not depend on %s', (_, job) => {
  expect(revisionName('c', { ...spec, job: { jarFile: 'a.jar', ...job } })).toBe(revisionName('c', spec));
});

it('depends on what the job runs', () => {
  expect(revisionName('c', { ...spec, job: { jarFile: 'b.jar' } })).not.toBe(revisionName('c', spec));
});

it('leaves out what the published CRD drops', () => {
  const dropped = { pythonFile: 'x', takeSavepointOnUpgrade: false, bogus: 1 };
  const job = { jarFile: 'a.jar', ...dropped };
  expect(revisionPayload({ ...spec, job, jobManager: { serviceLabels: { a: 'b' } } })).toBe(revisionPayload(spec));
});

it('takes keys such as __proto__ for data', () => {
  const flinkProperties = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>;
  expect(revisionPayload({ ...spec, flinkProperties })).toContain(
    '"flinkProperties":{"__proto__":"a","constructor":"b"}',
  );
});
