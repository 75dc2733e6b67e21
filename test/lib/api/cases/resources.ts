import { session, type Changes } from '../../resources';
import { given, type Case } from './case';

const jm = (jobManager: Changes) => session({ jobManager });
const tm = (taskManager: Changes) => session({ taskManager });
const requests = (requests: Changes, limits?: Changes) =>
  jm({ resources: { requests: { memory: '2g', ...requests }, limits } });

/** The rules about the resources of a process. */
export const RESOURCE_CASES: readonly Case[] = [
  given(
    'memory that is no size',
    jm({ resource: { memory: '2 gigs' } }),
    'InvalidMemory spec.jobManager.resource.memory',
  ),
  given('decimal memory', tm({ resource: { memory: '1.5Gi' } }), 'InvalidMemory spec.taskManager.resource.memory'),
  given('empty memory', tm({ resource: { memory: '' } }), 'InvalidMemory spec.taskManager.resource.memory'),
  given('no byte of memory', jm({ resource: { memory: '0' } }), 'NotPositive spec.jobManager.resource.memory'),
  given('zero memory with a unit', jm({ resource: { memory: '0Gi' } }), 'NotPositive spec.jobManager.resource.memory'),
  given('negative memory', tm({ resource: { memory: '-1Gi' } }), 'NotPositive spec.taskManager.resource.memory'),
  given(
    'storage that is no quantity',
    tm({ resource: { memory: '2g', ephemeralStorage: 'lots' } }),
    'InvalidQuantity spec.taskManager.resource.ephemeralStorage',
  ),
  given(
    'negative storage',
    jm({ resource: { memory: '2g', ephemeralStorage: '-1Gi' } }),
    'NotPositive spec.jobManager.resource.ephemeralStorage',
  ),
  given('storage of zero', jm({ resource: { memory: '2g', ephemeralStorage: '0' } })),
  given('blank storage', jm({ resource: { memory: '2g', ephemeralStorage: ' ' } })),
  given('no CPU', jm({ resource: { memory: '2g', cpu: 0 } }), 'NotPositive spec.jobManager.resource.cpu'),
  given('negative CPU', tm({ resource: { memory: '2g', cpu: -0.5 } }), 'NotPositive spec.taskManager.resource.cpu'),
  given('a bit of CPU', tm({ resource: { memory: '2g', cpu: 0.001 } })),

  given('requests', requests({ cpu: '500m', 'nvidia.com/gpu': 1 })),
  given('a request of no CPU', requests({ cpu: '0' }), 'NotPositive spec.jobManager.resources.requests.cpu'),
  given('a request of no other resource', requests({ 'nvidia.com/gpu': 0 })),
  given(
    'a request of less than none',
    requests({ 'nvidia.com/gpu': -1 }),
    'NotPositive spec.jobManager.resources.requests["nvidia.com/gpu"]',
  ),
  given('a request of no memory', requests({ memory: '0' }), 'NotPositive spec.jobManager.resources.requests.memory'),
  given(
    'a limit of no memory',
    requests({}, { memory: 0 }),
    'NotPositive spec.jobManager.resources.limits.memory',
    'RequestExceedsLimit spec.jobManager.resources.requests.memory',
  ),
  given(
    'a request of decimal memory',
    requests({ memory: '1.5Gi' }),
    'InvalidMemory spec.jobManager.resources.requests.memory',
  ),
  given(
    'a request that is no quantity',
    requests({ cpu: 'x', constructor: 'y' }),
    'InvalidQuantity spec.jobManager.resources.requests.cpu',
    'InvalidQuantity spec.jobManager.resources.requests.constructor',
  ),
  given('requests that equal their limits', requests({ memory: '2048m', cpu: '1000m' }, { memory: '2Gi', cpu: 1 })),
  given(
    'requests above their limits',
    requests({ memory: '4Gi', cpu: 2 }, { memory: '2g', cpu: '1' }),
    'RequestExceedsLimit spec.jobManager.resources.requests.cpu',
    'RequestExceedsLimit spec.jobManager.resources.requests.memory',
  ),
  given(
    'a request above a limit by a little',
    requests({ cpu: '1001m' }, { cpu: '1' }),
    'RequestExceedsLimit spec.jobManager.resources.requests.cpu',
  ),
  given(
    'storage and requests of the TaskManager out of bounds',
    tm({ resource: { ephemeralStorage: '-1' }, resources: { requests: { memory: '3g' }, limits: { memory: '2g' } } }),
    'NotPositive spec.taskManager.resource.ephemeralStorage',
    'RequestExceedsLimit spec.taskManager.resources.requests.memory',
  ),
  given(
    'all of it wrong in both processes',
    session({
      jobManager: { resource: { memory: 'x', cpu: -1, ephemeralStorage: 'y' } },
      taskManager: { resources: { requests: { cpu: '-1', memory: '0' }, limits: { cpu: 'x' } } },
    }),
    'InvalidMemory spec.jobManager.resource.memory',
    'NotPositive spec.jobManager.resource.cpu',
    'InvalidQuantity spec.jobManager.resource.ephemeralStorage',
    'NotPositive spec.taskManager.resources.requests.cpu',
    'NotPositive spec.taskManager.resources.requests.memory',
    'InvalidQuantity spec.taskManager.resources.limits.cpu',
  ),
];
