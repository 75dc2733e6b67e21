import { parseDocument } from 'yaml';
import { renderResource } from '../../../constructs/render-resource';
import { BUILT_IN_OPERATOR_CONFIG } from '../../../lib/api';
import type { JsonObject, Manifest } from '../../../lib/manifest';
import { expectNoPollution, HOSTILE_KEYS, objectOf, valueAt, type Step } from '../json-tools';
import { application, session, type Changes } from '../resources';

const MAIN = { named: 'flink-main-container' };
const POD = ['spec', 'template'];

function render(document: JsonObject): Manifest[] {
  return renderResource(document, { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: [document] });
}

function find(manifests: readonly Manifest[], kind: string, name: string): JsonObject {
  const found = manifests.find((m) => m.kind === kind && m.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return found as unknown as JsonObject;
}

afterEach(expectNoPollution);

/** Names that are written as they are in options of the form `key:value`. */
const PLAIN_KEYS = HOSTILE_KEYS.filter((key) => key.trim() !== '');

describe.each(HOSTILE_KEYS)('a key %j', (key) => {
  const map = (value: string) => objectOf([[key, value]]);

  it.each<[string, Changes, string, string, Step[]]>([
    [
      'a label of the pod',
      { podTemplate: { metadata: { labels: map('x') } } },
      'Deployment',
      'orders',
      [...POD, 'metadata', 'labels'],
    ],
    [
      'an annotation of the pod',
      { podTemplate: { metadata: { annotations: map('x') } } },
      'Deployment',
      'orders-taskmanager',
      [...POD, 'metadata', 'annotations'],
    ],
    [
      'a node selector',
      { podTemplate: { spec: { nodeSelector: map('x') } } },
      'Deployment',
      'orders',
      [...POD, 'spec', 'nodeSelector'],
    ],
    ['a field of the pod', { podTemplate: { spec: map('x') } }, 'Deployment', 'orders', [...POD, 'spec']],
    [
      'a field of a container',
      { podTemplate: { spec: { containers: [{ name: 'a', ...map('x') }] } } },
      'Deployment',
      'orders',
      [...POD, 'spec', 'containers', { named: 'a' }],
    ],
    [
      'an annotation of the Ingress',
      { ingress: { template: '/ui', annotations: map('x') } },
      'Ingress',
      'orders',
      ['metadata', 'annotations'],
    ],
    [
      'a label of the Ingress',
      { ingress: { template: '/ui', labels: map('x') } },
      'Ingress',
      'orders',
      ['metadata', 'labels'],
    ],
  ])('is %s as it is', (_, spec, kind, name, path) => {
    const manifests = render(session({ mode: 'standalone', ...spec }));
    expect(valueAt(find(manifests, kind, name), [...path, key])).toBe('x');
  });

  it('is a resource of the main container as it is', () => {
    const resources = { requests: { memory: '2Gi', cpu: 1, ...map('3') }, limits: map('4') };
    const manifests = render(session({ mode: 'standalone', taskManager: { resources } }));
    const container = [...POD, 'spec', 'containers', MAIN, 'resources'];
    const deployment = find(manifests, 'Deployment', 'orders-taskmanager');
    expect(valueAt(deployment, [...container, 'requests', key])).toBe('3');
    expect(valueAt(deployment, [...container, 'limits', key])).toBe('4');
  });

  it('is the name of a variable, beside the others', () => {
    const env = [
      { name: 'A', value: '1' },
      { name: key, value: '2' },
    ];
    const spec = { containers: [{ name: 'flink-main-container', env }] };
    const manifests = render(session({ mode: 'standalone', podTemplate: { spec } }));
    const actual = valueAt(find(manifests, 'Deployment', 'orders'), [...POD, 'spec', 'containers', MAIN, 'env']);
    expect(actual).toEqual(expect.arrayContaining(env));
  });
});

describe.each(PLAIN_KEYS)('a key %j in the options', (key) => {
  const option = (prefix: string) => objectOf([[`${prefix}${key}`, 'x']]);

  it.each(['v1_20', 'v2_0'])('is an option of Flink %s, flat and nested', (flinkVersion) => {
    const tree = objectOf([[key, objectOf([[key, objectOf([['end', 'x']])]])]]);
    const flat = { [`a.${key}`]: 'y', ...tree };
    const [manifest] = render(application({}, { flinkVersion, flinkConfiguration: flat }));
    const data = (manifest as unknown as { data: Record<string, string> }).data;
    if (flinkVersion === 'v1_20') {
      expect(data['flink-conf.yaml']?.split('\n')).toEqual(
        expect.arrayContaining([`a.${key}: y`, `${key}.${key}.end: x`]),
      );
      return;
    }
    const document = parseDocument(data['config.yaml'] ?? '');
    const steps = key.split('.');
    expect(document.getIn(['a', ...steps])).toBe('y');
    expect(document.getIn([...steps, ...steps, 'end'])).toBe('x');
  });

  it('is a variable of both processes', () => {
    const flinkConfiguration = { ...option('containerized.master.env.'), ...option('containerized.taskmanager.env.') };
    const manifests = render(session({ mode: 'standalone', flinkConfiguration }));
    for (const name of ['orders', 'orders-taskmanager']) {
      const env = valueAt(find(manifests, 'Deployment', name), [...POD, 'spec', 'containers', MAIN, 'env']);
      expect(env).toContainEqual({ name: key, value: 'x' });
    }
  });

  it('is a label, an annotation, a node selector and a Secret of both processes', () => {
    const flinkConfiguration: Record<string, string> = { 'kubernetes.secrets': `${key}:/secret` };
    for (const process of ['jobmanager', 'taskmanager']) {
      for (const field of ['labels', 'annotations', 'node-selector']) {
        flinkConfiguration[`kubernetes.${process}.${field}`] = `${key}:x`;
      }
    }
    flinkConfiguration['kubernetes.rest-service.annotations'] = `${key}:x`;
    const manifests = render(session({ mode: 'standalone', flinkConfiguration }));
    for (const name of ['orders', 'orders-taskmanager']) {
      const deployment = find(manifests, 'Deployment', name);
      for (const at of ['labels', 'annotations']) {
        expect(valueAt(deployment, ['metadata', at, key])).toBe('x');
        expect(valueAt(deployment, [...POD, 'metadata', at, key])).toBe('x');
      }
      expect(valueAt(deployment, [...POD, 'spec', 'nodeSelector', key])).toBe('x');
      expect(valueAt(deployment, [...POD, 'spec', 'volumes', { named: `${key}-volume` }, 'secret', 'secretName'])).toBe(
        key,
      );
    }
    expect(valueAt(find(manifests, 'Service', 'orders-rest'), ['metadata', 'annotations', key])).toBe('x');
  });
});
