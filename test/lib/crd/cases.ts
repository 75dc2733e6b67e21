import { given, type Case } from '../api/cases/case';
import { changed, type UpdateCase } from '../api/cases/updates';
import { job as clusterJob, session as cluster } from '../api/flinkcluster/resources';
import { blueGreen } from '../api/cases/blue-green';
import { application, session } from '../resources';

const single = (memory: string) => {
  const resource = { memory, cpu: 1 };
  return session({ jobManager: { resource }, taskManager: { resource } });
};

const of = (resources: object) => session({ jobManager: { resources }, taskManager: { resources } });

/** Amounts that the API server can tell to be wrong, beside those of the other cases. */
export const DEPLOYMENT_AMOUNTS: readonly Case[] = [
  given('memory with decimals', single('1.5Gi')),
  given('memory with decimals and no unit', single('.5')),
  given('memory with blanks and a unit in another case', single(' 2 GI ')),
  given('a memory request of words', of({ requests: { memory: 'lots', cpu: 'some' } })),
  given('a memory limit of words', of({ limits: { memory: 'lots', cpu: 'some' } })),
  given('requests of nothing', of({ requests: { memory: '0Gi', cpu: 0 } })),
  given('limits of nothing', of({ limits: { memory: 0, cpu: '0m' } })),
  given(
    'requests above their limits',
    of({ requests: { memory: '3Gi', cpu: '1500m' }, limits: { memory: '2Gi', cpu: '1' } }),
  ),
  given('requests below nothing', of({ requests: { memory: '-1Gi', cpu: -1 } })),
  given(
    'amounts in every notation',
    of({ requests: { memory: '2048m', cpu: '500m' }, limits: { memory: '3G', cpu: 1 } }),
  ),
];

const PREFIX = 'kubernetes.operator.bluegreen';

/** Durations that the API server can tell to be wrong. */
export const BLUE_GREEN_AMOUNTS: readonly Case[] = ['soon', '10 parsecs', '5'].map((duration) => {
  const options = ['abort.grace-period', 'reconciliation.reschedule-interval', 'deployment-deletion.delay'];
  const configuration = Object.fromEntries(options.map((option) => [`${PREFIX}.${option}`, duration]));
  return given(`durations of ${duration}`, blueGreen(application(), { configuration }));
});

const processes = (fields: object) => cluster({ jobManager: fields, taskManager: fields });
const OLD = { flinkVersion: '1.9' };

/** Numbers of a FlinkCluster out of bounds, for each process. */
export const CLUSTER_NUMBERS: readonly Case[] = [
  given('ratios above 100', processes({ memoryProcessRatio: 101 })),
  given('ratios below 0', processes({ memoryProcessRatio: -1 })),
  given('old ratios above 100', cluster({ ...OLD, jobManager: { memoryOffHeapRatio: 101 } })),
  given('old ratios below 0', cluster({ ...OLD, taskManager: { memoryOffHeapRatio: -1 } })),
  given('the old model of memory', processes({ memoryOffHeapRatio: 20 })),
  given('ports below 1', processes({ extraPorts: [{ name: 'a', containerPort: 0 }] })),
  given('ports above 65535', processes({ extraPorts: [{ name: 'a', containerPort: 65536 }] })),
  given('a port with a name of Flink', processes({ extraPorts: [{ name: 'rpc', containerPort: 9999 }] })),
];

const cancelled = (cancelRequested: boolean) => clusterJob({ cancelRequested }, { flinkVersion: undefined });

/** A change that only a resource of the oldest version can make, which could be cancelled so. */
export const CLUSTER_CHANGES: readonly UpdateCase[] = [
  changed('a request to cancel that is taken back', cancelled(true), cancelled(false)),
];
