import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import {
  FlinkError,
  FlinkJobCluster,
  formatPath,
  SavepointPolicy,
  type FlinkJobClusterProps,
  type JsonObject,
  type Manifest,
  type SavepointPolicyProps,
} from '../../constructs';
import { chart, JOB, only, synth } from './cluster-props';

type Policy = Omit<SavepointPolicyProps, 'cluster'>;

const SAVED: FlinkJobClusterProps = { ...JOB, savepointsDir: 's3://savepoints' };
const NIGHTLY: Policy = { schedule: '0 3 * * *' };

function objectsOf(policy: Policy, cluster: Partial<FlinkJobClusterProps> = {}): Manifest[] {
  const parent = chart();
  new SavepointPolicy(parent, 'policy', {
    cluster: new FlinkJobCluster(parent, 'cluster', { ...SAVED, ...cluster }),
    ...policy,
  });
  return synth(parent);
}

interface CronJobSpec {
  readonly schedule: string;
  readonly timeZone?: string;
  readonly jobTemplate: {
    readonly spec: { readonly template: { readonly spec: { readonly containers: readonly JsonObject[] } } };
  };
}
const cronJob = (policy: Policy, cluster?: Partial<FlinkJobClusterProps>) =>
  only('CronJob', objectsOf(policy, cluster)).spec as CronJobSpec;
const argsOf = (spec: CronJobSpec) => (spec.jobTemplate.spec.template.spec.containers[0]?.args as string[]).join(' ');

describe('a savepoint policy without a controller', () => {
  it('is a CronJob with a service account that may write the record, and nothing else', () => {
    const objects = objectsOf(NIGHTLY).slice(-4);
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ServiceAccount orders-savepoint',
      'Role orders-savepoint',
      'RoleBinding orders-savepoint',
      'CronJob orders-savepoint',
    ]);
    expect(objects[1]?.rules).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['orders-savepoints'], verbs: ['get', 'update'] },
    ]);
  });

  it.each<[string, Policy, Partial<FlinkJobClusterProps>, string]>([
    ['by default', NIGHTLY, {}, '--directory s3://savepoints --keep-count 10'],
    ['in another directory', { ...NIGHTLY, directory: 's3://other' }, {}, '--directory s3://other --keep-count 10'],
    [
      'into the directory of an option',
      NIGHTLY,
      { savepointsDir: 's3://unused', flinkConfiguration: { 'execution.checkpointing.savepoint-dir': 's3://option' } },
      '--directory s3://option --keep-count 10',
    ],
    [
      'at another port',
      NIGHTLY,
      { flinkConfiguration: { rest: { port: 9081 } } },
      '--rest-url http://orders-rest.streams:9081 --directory s3://savepoints --keep-count 10',
    ],
    [
      'with everything',
      { ...NIGHTLY, format: 'native', retainCount: 3, retainAge: Duration.days(7) },
      { initialSavepointPath: 's3://savepoints/1' },
      '--directory s3://savepoints --format native --keep-count 3 --keep-age 604800s --keep s3://savepoints/1',
    ],
  ])('runs the command %s', (_, policy, cluster, expected) => {
    expect(argsOf(cronJob(policy, cluster))).toBe(`savepoint trigger --cluster orders --namespace streams ${expected}`);
  });

  it.each<[string, Policy, string]>([
    ['minutes', { interval: Duration.minutes(15) }, '*/15 * * * *'],
    ['one hour', { interval: Duration.hours(1) }, '0 */1 * * *'],
    ['hours', { interval: Duration.hours(6) }, '0 */6 * * *'],
    ['a day', { interval: Duration.days(1) }, '0 0 * * *'],
    ['a schedule', { schedule: '*/5 8-18 * * MON-FRI' }, '*/5 8-18 * * MON-FRI'],
  ])('says %s in cron', (_, policy, expected) => {
    expect(cronJob(policy).schedule).toBe(expected);
  });

  it('runs where the pods of the cluster may run', () => {
    const tolerations = [{ key: 'pool', operator: 'Exists' }];
    const cluster = { nodeSelector: { pool: 'a' }, tolerations, imagePullSecrets: ['registry', 'registry'] };
    expect(cronJob(NIGHTLY, cluster).jobTemplate.spec.template.spec).toMatchObject({
      nodeSelector: { pool: 'a' },
      tolerations,
      imagePullSecrets: [{ name: 'registry' }],
    });
  });

  it('never takes two at a time, and starts late ones within five minutes only', () => {
    expect(cronJob(NIGHTLY)).toMatchObject({ concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 300 });
  });

  it('keeps to a time zone', () => {
    expect(cronJob({ ...NIGHTLY, timeZone: 'Europe/Berlin' }).timeZone).toBe('Europe/Berlin');
    expect(cronJob(NIGHTLY)).not.toHaveProperty('timeZone');
  });
});

describe('a savepoint policy with a controller', () => {
  const spec = (policy: Policy) => {
    const objects = objectsOf(policy, { managedBy: 'controller' });
    expect(objects.map(({ kind }) => kind)).not.toContain('CronJob');
    const { flinkConfiguration, job } = only('FlinkDeployment', objects).spec as Record<string, Record<string, string>>;
    const options = Object.entries(flinkConfiguration ?? {}).filter(([key]) => key.includes('savepoint.'));
    return { upgradeMode: job?.upgradeMode, options: Object.fromEntries(options) };
  };
  const prefix = 'kubernetes.operator';

  it.each<[string, Policy, string | undefined, Record<string, string>]>([
    [
      'an interval',
      { interval: Duration.minutes(90) },
      'stateless',
      {
        [`${prefix}.periodic.savepoint.interval`]: '5400 s',
        [`${prefix}.savepoint.history.max.count`]: '10',
        [`${prefix}.savepoint.history.max.age`]: '36500 d',
      },
    ],
    [
      'everything',
      { ...NIGHTLY, retainCount: 3, retainAge: Duration.days(7), format: 'native', onUpgrade: true },
      'savepoint',
      {
        [`${prefix}.periodic.savepoint.interval`]: '0 0 3 * * ?',
        [`${prefix}.savepoint.history.max.count`]: '3',
        [`${prefix}.savepoint.history.max.age`]: '604800 s',
        [`${prefix}.savepoint.format.type`]: 'NATIVE',
      },
    ],
    [
      'a day of the week, which Quartz counts from 1',
      { schedule: '30 3 * * 0,5-6' },
      'stateless',
      {
        [`${prefix}.periodic.savepoint.interval`]: '0 30 3 ? * 1,6-7',
        [`${prefix}.savepoint.history.max.count`]: '10',
        [`${prefix}.savepoint.history.max.age`]: '36500 d',
      },
    ],
  ])('is options of the resource: %s', (_, policy, upgradeMode, options) => {
    expect(spec(policy)).toEqual({ upgradeMode, options });
  });

  it('changes the resource that is written, not only the one in memory', () => {
    const parent = chart();
    const cluster = new FlinkJobCluster(parent, 'cluster', { ...SAVED, managedBy: 'controller' });
    new SavepointPolicy(parent, 'policy', { cluster, interval: Duration.hours(1) });
    expect(JSON.stringify(parse(JSON.stringify(cluster.resource?.toJson())))).toContain('"3600 s"');
  });
});

describe('a savepoint policy is refused', () => {
  it.each<[string, Policy, Partial<FlinkJobClusterProps>, string[]]>([
    ['without a time', {}, {}, ['PropRequired schedule']],
    ['with two', { ...NIGHTLY, interval: Duration.hours(1) }, {}, ['ContradictoryProps interval']],
    ['with a schedule that is none', { schedule: 'daily' }, {}, ['InvalidValue schedule']],
    ['with a schedule out of range', { schedule: '0 25 * * *' }, {}, ['InvalidValue schedule']],
    ['with seconds', { schedule: '0 0 3 * * *' }, {}, ['InvalidValue schedule']],
    ['with an interval that cron cannot say', { interval: Duration.minutes(90) }, {}, ['InvalidValue interval']],
    ['with minutes that do not divide an hour', { interval: Duration.minutes(45) }, {}, ['InvalidValue interval']],
    ['with hours that do not divide a day', { interval: Duration.hours(5) }, {}, ['InvalidValue interval']],
    ['with days', { interval: Duration.days(2) }, {}, ['InvalidValue interval']],
    ['with seconds between two', { interval: Duration.seconds(90) }, {}, ['InvalidValue interval']],
    ['with an unknown time zone', { ...NIGHTLY, timeZone: 'Mars/Olympus' }, {}, ['InvalidValue timeZone']],
    [
      'with a time zone of an interval',
      { interval: Duration.hours(1), timeZone: 'UTC' },
      {},
      ['PropRequired timeZone'],
    ],
    ['without a directory', NIGHTLY, { savepointsDir: undefined as never }, ['PropRequired directory']],
    ['keeping none', { ...NIGHTLY, retainCount: 0 }, {}, ['InvalidValue retainCount']],
    ['keeping them for no time', { ...NIGHTLY, retainAge: Duration.millis(0) }, {}, ['NotPositive retainAge']],
    ['at upgrades that nobody does', { ...NIGHTLY, onUpgrade: true }, {}, ['ControllerRequired onUpgrade']],
    ['for a batch job', NIGHTLY, { batch: true }, ['ContradictoryProps cluster']],
    ['for a name too long for a CronJob', NIGHTLY, { name: 'a'.repeat(43) }, ['InvalidValue cluster']],
    [
      'with a time zone, of a controller',
      { ...NIGHTLY, timeZone: 'UTC' },
      { managedBy: 'controller' },
      ['NotInResource timeZone'],
    ],
    [
      'with another directory, of a controller',
      { ...NIGHTLY, directory: 's3://x' },
      { managedBy: 'controller' },
      ['NotInResource directory'],
    ],
    [
      'with two kinds of days, of a controller',
      { schedule: '0 0 1 * 1' },
      { managedBy: 'controller' },
      ['NotInResource schedule'],
    ],
  ])('%s', (_, policy, cluster, expected) => {
    let found: string[] = [];
    try {
      objectsOf(policy, cluster);
    } catch (error) {
      if (!(error instanceof FlinkError)) throw error;
      found = error.problems.map((p) => `${p.code} ${formatPath(p.path)}`);
      expect(error.message).toMatch(/^\[chart\/policy\] /);
    }
    expect(found).toEqual(expected);
  });
});
