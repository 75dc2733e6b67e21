import fc from 'fast-check';
import { parse } from 'yaml';
import { BUILT_IN_OPERATOR_CONFIG, checkDeployment } from '../../../lib/api';
import { toModel } from '../../../lib/api/apache/to-model';
import { isObject } from '../../../lib/json';
import type { Json, JsonObject } from '../../../lib/manifest';
import { firstLaunch } from '../../../lib/model/launch';
import { renderCluster } from '../../../lib/render/cluster';
import type { Role } from '../../../lib/render/rendered';
import {
  anyJson,
  anyKey,
  anyText,
  canonical,
  deepFreeze,
  expectNoPollution,
  leaves,
  objectArbitrary,
  valueAt,
  type Step,
} from '../json-tools';
import { asDeployment, session } from '../resources';

jest.setTimeout(60_000);

const MAIN = 'flink-main-container';

/** The pod template that a resource comes to: that of a Deployment, or the file that Flink makes TaskManagers from. */
function podOf(document: JsonObject, role: Role): JsonObject {
  const { problems } = checkDeployment(document, BUILT_IN_OPERATOR_CONFIG);
  expect(problems).toEqual([]);
  const model = toModel(asDeployment(document), BUILT_IN_OPERATOR_CONFIG);
  const manifest = renderCluster(model, firstLaunch(model)).find((r) => r.role === role)?.manifest;
  if (role !== 'pod-template') return (manifest?.spec as JsonObject).template as JsonObject;
  const data = manifest?.data as Record<string, string>;
  return parse(data['taskmanager-pod-template.yaml'] ?? '', { version: '1.1' }) as JsonObject;
}

const words = fc.oneof(anyText);
const labels = objectArbitrary(words, anyKey);

/** Any fields but those that have a meaning of their own here. */
const others = (...known: string[]) =>
  objectArbitrary(
    anyJson,
    anyKey.filter((key) => !known.includes(key)),
  );

const list = <T extends Json>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 2 }) as fc.Arbitrary<Json>;
const env = list(others('name').chain((rest) => anyKey.map((name): JsonObject => ({ ...rest, name }))));
const ports = list(
  fc.record({ containerPort: fc.integer({ min: 1, max: 65535 }), name: anyKey }) as fc.Arbitrary<Json>,
);

/** Volumes of one type each, and containers that mount them. */
const template: fc.Arbitrary<JsonObject> = fc
  .uniqueArray(
    fc.tuple(
      anyKey,
      anyKey.filter((key) => key !== 'name'),
      anyJson,
    ),
    { selector: ([n]) => n, maxLength: 3 },
  )
  .chain((volumes) => {
    const mount = fc.record({
      name: fc.constantFrom('flink-config-volume', ...volumes.map(([name]) => name)),
      mountPath: anyText,
      subPath: anyText,
    });
    const container = (name: string) =>
      fc
        .tuple(
          others('name', 'env', 'ports', 'volumeMounts', 'resources', 'startupProbe'),
          env,
          ports,
          list(mount),
          labels,
        )
        .map(([rest, env, ports, volumeMounts, requests]): JsonObject => {
          const resources = { requests, claims: [{ name: 'gpu' }] };
          return { ...rest, name, env, ports, volumeMounts, resources };
        });
    const containers = fc
      .uniqueArray(anyKey, { maxLength: 2 })
      .chain((names) => fc.tuple(...[...names, MAIN].map((name) => container(name))));
    return fc
      .record({ labels, annotations: labels, top: others('metadata', 'spec'), meta: others('labels', 'annotations') })
      .chain((pod) =>
        fc
          .tuple(others('containers', 'initContainers', 'volumes', 'tolerations'), containers, labels)
          .map(([spec, containers, nodeSelector]): JsonObject => ({
            ...pod.top,
            metadata: { ...pod.meta, labels: pod.labels, annotations: pod.annotations },
            spec: {
              ...spec,
              nodeSelector,
              tolerations: [{ key: 'dedicated', operator: 'Exists' }],
              volumes: volumes.map(([name, type, value]) =>
                Object.fromEntries([
                  ['name', name],
                  [type, value],
                ]),
              ),
              containers,
            },
          })),
      );
  });

/** What the resource decides, whatever its template says; nothing but metadata and spec is in a Deployment. */
const DECIDED = [
  /^(?!metadata|spec)/,
  /^metadata\/labels\/(type|app|component)$/,
  /^spec\/(serviceAccount|serviceAccountName|hostNetwork|restartPolicy)(\/|$)/,
  /^spec\/containers\/flink-main-container\/(image|imagePullPolicy|command|args)(\/|$)/,
  /^spec\/containers\/flink-main-container\/resources\/(limits|requests\/(cpu|memory)$)/,
];

function decided(path: readonly Step[], role: Role): boolean {
  const text = path.map((step) => (typeof step === 'object' ? step.named : step)).join('/');
  return role !== 'pod-template' && DECIDED.some((pattern) => pattern.test(text));
}

const cases: { role: Role; mode: string; process: 'jobManager' | 'taskManager' }[] = [
  { role: 'job-manager', mode: 'standalone', process: 'jobManager' },
  { role: 'task-manager', mode: 'standalone', process: 'taskManager' },
  { role: 'job-manager', mode: 'native', process: 'jobManager' },
  { role: 'pod-template', mode: 'native', process: 'taskManager' },
];

afterEach(expectNoPollution);

describe.each(cases)('the pod template of a $process, $mode mode', ({ role, mode, process }) => {
  it('is in the pod with every field at any depth', () => {
    fc.assert(
      fc.property(template, fc.boolean(), (podTemplate, ofProcess) => {
        const spec = ofProcess
          ? { mode, [process]: { resource: { memory: '2g', cpu: 1 }, podTemplate } }
          : { mode, podTemplate };
        const document = deepFreeze(session(spec));
        const pod = podOf(document, role);
        for (const { path, value } of leaves(podTemplate)) {
          if (decided(path, role)) continue;
          const actual = valueAt(pod, path);
          const empty = typeof value === 'object' && Object.keys(value ?? {}).length === 0;
          // Renderer and template write into the same maps and lists; where the template's is empty, only theirs is there.
          if (!empty) expect([path, canonical(actual)]).toEqual([path, canonical(value)]);
          else if (actual !== undefined) expect(Array.isArray(actual)).toBe(Array.isArray(value));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('comes from both layers, with all list entries when merged by name', () => {
    const layer = (name: string, value: string) => ({
      metadata: { labels: { [name]: value, both: value } },
      spec: {
        [name]: { deep: [value] },
        volumes: [{ name: `${name}-volume`, emptyDir: {} }],
        containers: [
          { name, image: value },
          {
            name: MAIN,
            env: [
              { name, value },
              { name: 'BOTH', value },
            ],
          },
        ],
      },
    });
    const pod = podOf(
      session({
        mode,
        flinkConfiguration: { 'kubernetes.operator.pod-template.merge-arrays-by-name': 'true' },
        podTemplate: layer('first', '1'),
        [process]: { resource: { memory: '2g', cpu: 1 }, podTemplate: layer('second', '2') },
      }),
      role,
    );
    expect(pod.metadata).toMatchObject({ labels: { first: '1', second: '2', both: '2' } });
    const spec = pod.spec as { volumes: JsonObject[]; containers: JsonObject[]; first: Json; second: Json };
    expect([spec.first, spec.second]).toEqual([{ deep: ['1'] }, { deep: ['2'] }]);
    expect(spec.volumes.map((v) => v.name)).toEqual(expect.arrayContaining(['first-volume', 'second-volume']));
    expect(spec.containers.map((c) => c.name).sort()).toEqual(['first', MAIN, 'second']);
    const main = spec.containers.find((c) => c.name === MAIN);
    const env = (main?.env as JsonObject[]).filter((item) => isObject(item) && item.name !== '_POD_IP_ADDRESS');
    expect(env).toEqual([
      { name: 'first', value: '1' },
      { name: 'BOTH', value: '2' },
      { name: 'second', value: '2' },
    ]);
  });
});
