import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { FlinkSessionCluster, type EnvironmentValue, type FlinkVolume, type JsonObject } from '../../constructs';
import { chart, SESSION, synth } from './cluster-props';

const parent = () => {
  const made = chart();
  return {
    made,
    secret: kplus.Secret.fromSecretName(made, 'secret', 'kafka'),
    config: kplus.ConfigMap.fromConfigMapName(made, 'config', 'rules'),
    claim: new kplus.PersistentVolumeClaim(made, 'claim', { metadata: { name: 'state' } }),
  };
};
type Parent = ReturnType<typeof parent>;

interface Pod {
  readonly containers: readonly (JsonObject & { env: JsonObject[]; volumeMounts: JsonObject[] })[];
  readonly volumes: readonly JsonObject[];
}

/** The pod of the JobManager. */
function podOf(of: Parent, props: Partial<ConstructorParameters<typeof FlinkSessionCluster>[2]>): Pod {
  const cluster = new FlinkSessionCluster(of.made, 'cluster', { ...SESSION, podSecurity: 'none', ...props });
  const deployment = synth(of.made).find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'orders');
  expect(deployment).toEqual(cluster.jobManager.toJson());
  return (deployment?.spec as { template: { spec: Pod } }).template.spec;
}

describe('environment variables', () => {
  it.each<[string, (of: Parent) => EnvironmentValue, JsonObject]>([
    ['text', () => 'a', { value: 'a' }],
    [
      'wire form',
      () => ({ valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }),
      { valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } },
    ],
    ['a value of cdk8s-plus', () => kplus.EnvValue.fromValue('a'), { value: 'a' }],
    [
      'a secret of cdk8s-plus',
      ({ secret }) => secret.envValue('password'),
      { valueFrom: { secretKeyRef: { name: 'kafka', key: 'password' } } },
    ],
    [
      'a config map of cdk8s-plus',
      ({ config }) => kplus.EnvValue.fromConfigMap(config, 'a', { optional: true }),
      { valueFrom: { configMapKeyRef: { name: 'rules', key: 'a', optional: true } } },
    ],
    [
      'a field of cdk8s-plus',
      () => kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.NODE_NAME),
      { valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    ],
    [
      'a resource of cdk8s-plus',
      () => kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT, { divisor: '1m' }),
      { valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
    ],
  ])('from %s', (_, value, expected) => {
    const of = parent();
    const { containers } = podOf(of, { env: { NAME: value(of) } });
    expect(containers[0]?.env[0]).toEqual({ name: 'NAME', ...expected });
  });
});

describe('volumes', () => {
  it.each<[string, (of: Parent) => FlinkVolume['source'], JsonObject]>([
    ['wire form', () => ({ emptyDir: { sizeLimit: '1Gi' } }), { name: 'emptydir', emptyDir: { sizeLimit: '1Gi' } }],
    [
      'wire form that names something',
      () => ({ persistentVolumeClaim: { claimName: 'a.b' } }),
      { name: 'persistentvolumeclaim-a-b', persistentVolumeClaim: { claimName: 'a.b' } },
    ],
    [
      'a claim of cdk8s-plus',
      ({ claim }) => claim,
      { name: 'claim-state', persistentVolumeClaim: { claimName: 'state' } },
    ],
    ['a secret of cdk8s-plus', ({ secret }) => secret, { name: 'secret-kafka', secret: { secretName: 'kafka' } }],
    ['a config map of cdk8s-plus', ({ config }) => config, { name: 'configmap-rules', configMap: { name: 'rules' } }],
    [
      'a volume of cdk8s-plus',
      ({ made, secret }) => kplus.Volume.fromSecret(made, 'volume', secret, { items: { a: { path: 'b' } } }),
      { name: 'secret-kafka', secret: { secretName: 'kafka', items: [{ key: 'a', path: 'b' }] } },
    ],
    [
      'a volume in memory of cdk8s-plus',
      ({ made }) =>
        kplus.Volume.fromEmptyDir(made, 'volume', 'fast', {
          medium: kplus.EmptyDirMedium.MEMORY,
          sizeLimit: Size.gibibytes(1),
        }),
      { name: 'fast', emptyDir: { medium: 'Memory', sizeLimit: '1024Mi' } },
    ],
    [
      'a disk of cdk8s-plus, whose fields it renames',
      ({ made }) => kplus.Volume.fromAzureDisk(made, 'volume', 'disk', 'https://disk', { fsType: 'xfs' }),
      {
        name: 'azuredisk-disk',
        azureDisk: {
          diskName: 'disk',
          diskURI: 'https://disk',
          fsType: 'xfs',
          kind: 'Shared',
          cachingMode: 'None',
          readOnly: false,
        },
      },
    ],
  ])('from %s', (_, source, expected) => {
    const of = parent();
    const { containers, volumes } = podOf(of, { volumes: [{ source: source(of), mountPath: '/a', readOnly: true }] });
    expect(volumes[0]).toEqual(expected);
    expect(containers[0]?.volumeMounts[0]).toEqual({ name: expected.name, mountPath: '/a', readOnly: true });
  });

  it('are one when they are mounted twice, and two when they have names', () => {
    const of = parent();
    const source = { emptyDir: {} };
    const { volumes, containers } = podOf(of, {
      volumes: [
        { source, mountPath: '/a', subPath: 'x' },
        { source, mountPath: '/b' },
        { source, name: 'other', mountPath: '/c' },
      ],
    });
    expect(volumes.slice(0, 2).map(({ name }) => name)).toEqual(['emptydir', 'other']);
    expect(containers[0]?.volumeMounts.slice(0, 3)).toEqual([
      { name: 'emptydir', mountPath: '/a', subPath: 'x' },
      { name: 'emptydir', mountPath: '/b' },
      { name: 'other', mountPath: '/c' },
    ]);
  });
});

it('service accounts and secrets of cdk8s-plus are taken by name', () => {
  const of = parent();
  const serviceAccount = new kplus.ServiceAccount(of.made, 'account', { metadata: { name: 'mine' } });
  const pod = podOf(of, { serviceAccount, imagePullSecrets: [of.secret, 'other'] }) as unknown as JsonObject;
  expect(pod.serviceAccountName).toBe('mine');
  expect(pod.imagePullSecrets).toEqual([{ name: 'kafka' }, { name: 'other' }]);
});
