import { Chart, JsonPatch, Testing } from 'cdk8s';
import { ManifestObject } from '../../constructs';
import type { Json, Manifest } from '../../lib/manifest';
import { expectNoPollution, HOSTILE_KEYS, objectOf } from '../lib/json-tools';

function chartOf(props: { labels?: Record<string, string>; namespace?: string } = {}): Chart {
  return new Chart(Testing.app(), 'chart', { disableResourceNameHashes: true, ...props });
}

function manifest(rest: Record<string, unknown> = {}, metadata: object = {}): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', ...metadata }, ...rest };
}

function synthesized(chart: Chart): Manifest {
  const [object] = Testing.synth(chart) as Manifest[];
  if (object === undefined) throw new Error('the chart is empty');
  return object;
}

afterEach(expectNoPollution);

describe('an object', () => {
  it('is written as it is: nothing dropped, renamed or added', () => {
    const chart = chartOf();
    const spec = {
      clusterIP: 'None',
      fieldOfTomorrow: { deep: [{ a: null }, [], {}, 0, false, ''] },
      hostUsers: false,
      'with-dash': 1.5,
    };
    new ManifestObject(chart, 'object', manifest({ spec }));
    expect(synthesized(chart)).toEqual(manifest({ spec }));
  });

  it('has its keys in code unit order at every level, and no undefined value', () => {
    const object = new ManifestObject(
      chartOf(),
      'object',
      manifest({ z: { b: undefined, ä: 1, a: [{ y: 1, x: 2 }], B: 1 } }),
    );
    expect(JSON.stringify(object.toJson())).toBe(
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"z":{"B":1,"a":[{"x":2,"y":1}],"ä":1}}',
    );
  });

  it.each(HOSTILE_KEYS)('may have the key %j anywhere', (key) => {
    const map = (value: string) => objectOf([[key, value]]) as Record<string, string>;
    const chart = chartOf();
    const labels = map('label');
    new ManifestObject(chart, 'object', manifest({ data: map('data') }, { labels, annotations: map('annotation') }));
    const { metadata, data } = synthesized(chart);
    const entries = [metadata.labels, metadata.annotations, data].map((m) => Object.entries(m as Record<string, Json>));
    expect(entries).toEqual([[[key, 'label']], [[key, 'annotation']], [[key, 'data']]]);
  });

  it('is not changed by what is written', () => {
    const original = manifest({ data: { b: '1', a: '2' } });
    const object = new ManifestObject(chartOf(), 'object', original);
    object.addJsonPatch(JsonPatch.replace('/data/a', '3'), JsonPatch.remove('/data/b'));
    expect(object.toJson().data).toEqual({ a: '3' });
    expect(object.toJson().data).toEqual({ a: '3' });
    expect(original).toEqual(manifest({ data: { b: '1', a: '2' } }));
  });
});

describe('labels and namespace', () => {
  it.each<[string, Record<string, string>, Record<string, string> | undefined, Record<string, string> | undefined]>([
    ['of the chart are added', { team: 'data' }, { app: 'orders' }, { team: 'data', app: 'orders' }],
    ['of the object win over those of the chart', { app: 'chart' }, { app: 'orders' }, { app: 'orders' }],
    ['of the chart stand alone', { team: 'data' }, undefined, { team: 'data' }],
    ['are absent when nobody has any', {}, undefined, undefined],
    [
      'may be named as every object is',
      objectOf([['toString', 'x']]) as never,
      objectOf([['valueOf', 'y']]) as never,
      objectOf([
        ['toString', 'x'],
        ['valueOf', 'y'],
      ]) as never,
    ],
  ])('%s', (_, ofChart, ofObject, expected) => {
    const chart = chartOf({ labels: ofChart });
    new ManifestObject(chart, 'object', manifest({}, ofObject === undefined ? {} : { labels: ofObject }));
    expect(synthesized(chart).metadata.labels).toEqual(expected);
  });

  it.each<[string, string | undefined, string | undefined, string | undefined]>([
    ['is that of the object', 'own', 'chart', 'own'],
    ['is that of the chart where the object has none', undefined, 'chart', 'chart'],
    ['is absent when neither has one', undefined, undefined, undefined],
  ])('the namespace %s', (_, own, ofChart, expected) => {
    const chart = chartOf(ofChart === undefined ? {} : { namespace: ofChart });
    new ManifestObject(chart, 'object', manifest({}, own === undefined ? {} : { namespace: own }));
    expect(synthesized(chart).metadata.namespace).toBe(expected);
  });

  it('added with the methods of metadata win over both', () => {
    const chart = chartOf({ labels: { team: 'data', app: 'chart' } });
    const object = new ManifestObject(
      chart,
      'object',
      manifest({}, { labels: { app: 'orders', tier: '1' }, annotations: { a: '1', b: '1' } }),
    );
    object.metadata.addLabel('tier', '2');
    object.metadata.addLabel('new', 'label');
    object.metadata.addAnnotation('b', '2');
    object.metadata.addAnnotation('c', '3');
    object.metadata.addFinalizers('example.com/keep');
    expect(synthesized(chart).metadata).toEqual({
      name: 'settings',
      labels: { team: 'data', app: 'orders', tier: '2', new: 'label' },
      annotations: { a: '1', b: '2', c: '3' },
      finalizers: ['example.com/keep'],
    });
  });
});

describe('JSON patches', () => {
  it('see the final object, and what they do is what is written', () => {
    const chart = chartOf({ labels: { team: 'data' } });
    const object = new ManifestObject(chart, 'object', manifest({ spec: { list: [1, 2], old: true } }));
    object.metadata.addAnnotation('a', '1');
    object.addJsonPatch(
      JsonPatch.test('/metadata/labels/team', 'data'),
      JsonPatch.test('/metadata/annotations/a', '1'),
      JsonPatch.add('/spec/resourcesOfPod', { limits: { cpu: '1' } }),
      JsonPatch.add('/spec/list/1', 9),
    );
    object.addJsonPatch(
      JsonPatch.remove('/spec/old'),
      JsonPatch.copy('/spec/list', '/spec/copy'),
      JsonPatch.move('/spec/copy', '/spec/moved'),
    );
    expect(synthesized(chart).spec).toEqual({
      list: [1, 9, 2],
      moved: [1, 9, 2],
      resourcesOfPod: { limits: { cpu: '1' } },
    });
  });

  it('of something that is not there are an error', () => {
    const object = new ManifestObject(chartOf(), 'object', manifest());
    object.addJsonPatch(JsonPatch.remove('/spec/nothing'));
    expect(() => object.toJson()).toThrow();
  });
});
