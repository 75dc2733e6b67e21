import { bytes, cores, hasResources, resolveResources, type ProcessResources } from '../../../lib/api/apache/resources';
import { expectNoPollution, HOSTILE_KEYS, objectOf } from '../json-tools';

const NONE = { otherRequests: {}, otherLimits: {} };

afterEach(expectNoPollution);

describe('the resources of a process', () => {
  it.each<[string, ProcessResources, object]>([
    ['nothing', {}, NONE],
    ['resource', { resource: { memory: '2048m', cpu: 1.333 } }, { memory: '2 gb', cpu: '1.333', ...NONE }],
    ['a whole number of cores', { resource: { cpu: 2 } }, { cpu: '2.0', ...NONE }],
    [
      'resource with storage, which is request and limit',
      { resource: { memory: '2Gi', ephemeralStorage: '10G' } },
      {
        memory: '2147483648',
        otherRequests: { 'ephemeral-storage': '10G' },
        otherLimits: { 'ephemeral-storage': '10G' },
      },
    ],
    ['resource with blank storage, which is none', { resource: { ephemeralStorage: ' ' } }, NONE],
    [
      'requests only: no factor',
      { resources: { requests: { memory: '2Gi', cpu: '500m' } } },
      { memory: '2147483648', cpu: '0.5', ...NONE },
    ],
    [
      'limits only: the requests',
      { resources: { limits: { memory: '3000M', cpu: 2 } } },
      { memory: '3000 mb', cpu: '2.0', ...NONE },
    ],
    [
      'requests and limits: a factor',
      { resources: { requests: { memory: '2Gi', cpu: '1' }, limits: { memory: '3Gi', cpu: '3' } } },
      { memory: '2147483648', cpu: '1.0', memoryLimitFactor: '1.5', cpuLimitFactor: '3.0', ...NONE },
    ],
    [
      'notations that differ between request and limit',
      { resources: { requests: { memory: '1024m' }, limits: { memory: '2Gi' } } },
      { memory: '1 gb', memoryLimitFactor: '2.0', ...NONE },
    ],
    [
      'a factor without an end',
      { resources: { requests: { cpu: 3 }, limits: { cpu: 4 } } },
      { cpu: '3.0', cpuLimitFactor: '1.3333333333333333', ...NONE },
    ],
    [
      'a request of zero: no factor',
      { resources: { requests: { cpu: 0 }, limits: { cpu: 4 } } },
      { cpu: '0.0', ...NONE },
    ],
    [
      'other resources, as they are written',
      {
        resources: { requests: { 'nvidia.com/gpu': 1 }, limits: { 'nvidia.com/gpu': '1', 'ephemeral-storage': '1e3' } },
      },
      { otherRequests: { 'nvidia.com/gpu': '1' }, otherLimits: { 'nvidia.com/gpu': '1', 'ephemeral-storage': '1e3' } },
    ],
    [
      'both: resources win',
      { resource: { memory: '1g', cpu: 1 }, resources: { limits: { memory: '2g' } } },
      { memory: '2 gb', ...NONE },
    ],
    ['empty resources, which say nothing', { resource: { cpu: 1 }, resources: {} }, { cpu: '1.0', ...NONE }],
    [
      'resources with empty maps, which say nothing',
      { resource: { cpu: 1 }, resources: { requests: {}, limits: {} } },
      { cpu: '1.0', ...NONE },
    ],
    ['values that do not parse, which are left out', { resources: { requests: { memory: '1.5Gi', cpu: 'x' } } }, NONE],
    [
      'a value that does not parse beside one that does: no factor',
      { resources: { requests: { cpu: '1' }, limits: { cpu: 'x' } } },
      { cpu: '1.0', ...NONE },
    ],
  ])('are taken from %s', (_, spec, expected) => {
    const resolved = Object.entries(resolveResources(spec)).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(resolved)).toEqual(expected);
  });

  it.each(HOSTILE_KEYS)('may have a resource named %j', (name) => {
    const amounts = objectOf([[name, '1']]) as Record<string, string>;
    const spec = { resources: { requests: amounts } };
    expect(hasResources(spec)).toBe(true);
    expect(Object.entries(resolveResources(spec).otherRequests)).toEqual([[name, '1']]);
  });
});

it.each<[string, number | undefined, number | undefined]>([
  ['500m', 0.5, 500 * 2 ** 20],
  ['2', 2, 2],
  ['1.5', 1.5, undefined],
  ['x', undefined, undefined],
])('%s is %p cores and %p bytes', (text, asCores, asBytes) => {
  expect([cores(text), bytes(text)]).toEqual([asCores, asBytes]);
});
