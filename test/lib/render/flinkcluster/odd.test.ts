import type { JsonObject } from '../../../../lib/manifest';
import { firstLaunch } from '../../../../lib/model/launch';
import { renderCluster } from '../../../../lib/render/cluster';
import { withOwner } from '../../../../lib/render/rendered';
import { containerOf, filesOf, modelOf, podOf, render } from './build';

// What none of the recorded resources shows.

const job = { jarFile: 'a.jar', className: 'A' };

it('lets the author replace volume, mount and address of the submitter', () => {
  const mine = { name: 'flink-config-volume', configMap: { name: 'mine' } };
  const mount = { name: 'flink-config-volume', mountPath: '/opt/flink/conf' };
  const objects = render({
    envVars: [{ name: 'FLINK_JM_ADDR', value: 'elsewhere:1' }],
    job: { ...job, volumes: [mine], volumeMounts: [mount] },
  });
  expect(podOf(objects, 'submitter').volumes).toEqual([mine]);
  const main = containerOf(objects, 'submitter');
  const paths = (main.volumeMounts as JsonObject[]).map(({ mountPath }) => mountPath);
  expect(paths).toEqual(['/opt/flink/conf', '/opt/flink-operator/submit-job.sh']);
  expect(main.env).toEqual([{ name: 'FLINK_JM_ADDR', value: 'elsewhere:1' }]);
});

it('has no sidecars, probes and ports in the submitter, and none of its fields in an application', () => {
  const sidecars = [{ name: 's', image: 'x' }];
  const objects = render({ jobManager: { sidecars }, job: { ...job, podLabels: { a: 'b' } } });
  expect(podOf(objects, 'submitter').containers).toHaveLength(1);
  expect(Object.keys(containerOf(objects, 'submitter')).sort()).toEqual([
    'args',
    'env',
    'image',
    'imagePullPolicy',
    'name',
    'resources',
    'volumeMounts',
  ]);
  const application = render({ job: { ...job, mode: 'Application', podLabels: { a: 'b' } } });
  expect(application.has('submitter')).toBe(false);
  expect(application.get('job-manager')?.metadata.labels?.a).toBeUndefined();
});

it('has one file of configuration, whatever log files there are', () => {
  const logConfig = { 'flink-conf.yaml': 'mine', 'submit-job.sh': 'mine', 'config.yaml': 'mine', 'x.xml': '<x/>' };
  const files = filesOf(render({ logConfig }));
  expect(files['flink-conf.yaml']).toContain('rest.port: 8081\n');
  expect(files['submit-job.sh']).toContain('flink run');
  expect([files['config.yaml'], files['x.xml']]).toEqual(['mine', '<x/>']);
});

describe('the default log files', () => {
  it.each<[version: string, key: RegExp]>([
    ['1.9', /^log4j\.rootLogger=INFO, console$/m],
    ['1.10.3', /^log4j\.rootLogger=INFO, console$/m],
    ['1.11', /^rootLogger\.level = INFO$/m],
    ['2.1', /^rootLogger\.level = INFO$/m],
  ])('are, for Flink %s, those of its log4j', (flinkVersion, key) => {
    const files = filesOf(render({ flinkVersion }));
    expect(files['log4j-console.properties']).toMatch(key);
    expect(files['log4j-cli.properties']).toMatch(key);
  });

  it.each(['1.9', '1.15'])('keep the log of a quiet submitter of Flink %s off the console', (flinkVersion) => {
    const cli = (noLoggingToStdout: boolean) =>
      filesOf(render({ flinkVersion, job: { ...job, noLoggingToStdout } }))['log4j-cli.properties'];
    expect(cli(false)).toMatch(/console/i);
    expect(cli(false)).not.toMatch(/log\.file/);
    expect(cli(true)).toMatch(/log\.file/);
    expect(cli(true)?.replace(/^#.*$/gm, '')).not.toMatch(/console/i);
  });

  it("do not replace the author's", () => {
    const logConfig = { 'log4j-cli.properties': 'mine' };
    const spec = { logConfig, job: { ...job, noLoggingToStdout: true } };
    expect(filesOf(render(spec))['log4j-cli.properties']).toBe('mine');
  });
});

it.each<[version: string, known: string | undefined]>([
  ['1.9', undefined],
  ['1.12.7', undefined],
  ['1.13', 'v1_13'],
  ['v1.18.1', 'v1_18'],
  ['1.21', 'v1_20'],
  ['2.0', 'v2_0'],
  ['2.0.1', 'v2_0'],
  ['2.99', 'v2_4'],
  ['3.0', 'v2_4'],
])('takes version %s for %s', (flinkVersion, known) => {
  expect(modelOf({ flinkVersion }).flinkVersion).toBe(known);
});

it.each<[what: string, spec: JsonObject]>([
  ['an empty gcpConfig', { gcpConfig: {} }],
  [
    'empty lists and maps',
    { envVars: [], envFrom: [], jobManager: { nodeSelector: {}, tolerations: [], affinity: {} } },
  ],
])('renders for %s what it renders without', (_, spec) => {
  expect(podOf(render(spec), 'job-manager')).toEqual(podOf(render({}), 'job-manager'));
});

it('is in the order in which a job finds all that it needs', () => {
  const more = {
    batchScheduler: { name: 'volcano' },
    podDisruptionBudget: { minAvailable: 1 },
    jobManager: { ingress: {} },
    taskManager: { horizontalPodAutoscaler: { maxReplicas: 9 } },
  };
  const start = ['pod-group', 'configuration', 'disruption-budget'];
  const others = ['rest-service', 'ingress', 'task-manager', 'autoscaler', 'task-manager-service'];
  const roles = (spec: JsonObject) => [...render({ ...more, ...spec }).keys()];
  expect(roles({})).toEqual([...start, 'job-manager', ...others]);
  expect(roles({ job })).toEqual([...start, 'job-manager', ...others, 'submitter']);
  expect(roles({ job: { ...job, mode: 'Application' } })).toEqual([...start, ...others, 'job-manager']);
});

it('counts all pods of a group, and the resources of all their containers', () => {
  const requests = { cpu: '250m', memory: '1Gi', 'ephemeral-storage': '1Gi' };
  const { spec } = render({
    batchScheduler: { name: 'volcano' },
    jobManager: { resources: { requests, limits: { cpu: '500m' } } },
    taskManager: {
      replicas: 2,
      resources: { requests },
      initContainers: [{ name: 'i', image: 'x', resources: { limits: { cpu: 1 } } }],
      volumeClaimTemplates: [
        {
          metadata: { name: 'd' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
    job: { ...job, resources: { limits: { memory: '1Gi' } } },
  }).get('pod-group') ?? { spec: undefined };
  const each = { cpu: '3', memory: '4Gi', 'ephemeral-storage': '3Gi', storage: '2Gi' };
  const thrice = ['', 'requests.', 'limits.'].flatMap((p) => Object.entries(each).map(([k, v]) => [p + k, v]));
  expect(spec).toEqual({ minMember: 4, minResources: Object.fromEntries(thrice) as object });
});

it('owns every object and the claims of its volumes', () => {
  const claim = { metadata: { name: 'd', ownerReferences: [] }, spec: { accessModes: ['ReadWriteOnce'] } };
  const model = modelOf({ taskManager: { volumeClaimTemplates: [claim] } });
  const reference = {
    apiVersion: 'flinkoperator.k8s.io/v1beta1',
    kind: 'FlinkCluster',
    name: 'c',
    uid: 'u',
    controller: true,
    blockOwnerDeletion: false,
  };
  const objects = renderCluster(model, firstLaunch(model));
  const owned = objects.map((object) => withOwner(model, object, { resource: 'u', jobManager: 'none' }));
  for (const { metadata } of owned) expect(metadata.ownerReferences).toEqual([reference]);
  const claims = (
    owned.find((o) => o.metadata.name === 'c-taskmanager' && o.kind === 'StatefulSet')?.spec as JsonObject
  ).volumeClaimTemplates;
  expect(claims).toEqual([{ ...claim, metadata: { name: 'd', ownerReferences: [reference] } }]);
});

it('takes keys such as __proto__ for data', () => {
  const hostile = JSON.parse('{"__proto__": "a", "constructor": "b"}') as JsonObject;
  const objects = render({ flinkProperties: hostile, logConfig: hostile });
  expect(filesOf(objects)['flink-conf.yaml']).toContain('__proto__: a\n');
  expect(Object.getOwnPropertyNames(filesOf(objects))).toEqual(expect.arrayContaining(Object.keys(hostile)));
});

it('replaces the name of the cluster in the host as it is', () => {
  const hostFormat = '{{$clusterName}}.{{ $clusterName}}.example.com';
  const ingress = render({ jobManager: { ingress: { hostFormat, useTls: true } } }).get('ingress');
  expect(ingress?.spec).toMatchObject({ tls: [{ hosts: ['c.c.example.com'] }], rules: [{ host: 'c.c.example.com' }] });
});

it('is the same at each first launch', () => {
  const model = modelOf({ job });
  expect(firstLaunch(model)).toEqual(firstLaunch(modelOf({ job })));
  expect(firstLaunch(model)).toMatchObject({ generation: 1, revision: `${model.revision}-1`, restorePath: undefined });
  const restored = modelOf({ job: { ...job, fromSavepoint: 's3://x' } });
  expect(firstLaunch(restored).restorePath).toBe('s3://x');
});
