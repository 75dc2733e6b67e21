import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { BUILT_IN_OPERATOR_CONFIG, renderResource, type JsonObject } from '../../constructs';
import { checkDeployment } from '../../lib/api';
import type { Json } from '../../lib/manifest';
import { HOSTILE_KEYS, objectOf } from '../lib/json-tools';
import { application, session } from '../lib/resources';
import { VARIANTS } from '../support/samples';

jest.setTimeout(60_000);

const many = (value: (key: string) => Json) =>
  objectOf(['I', 'ı', 'i', 'İ', 'z', 'ä', 'a', 'Z', ...HOSTILE_KEYS].map((key) => [key, value(key)]));
const variables = ['Aa', 'BB', 'TITLE', 'title', 'I', 'i', 'AaAa', 'BBBB', 'AaBB', 'BBAa'];

/** Resources with maps of every kind, in whose keys languages differ about order and case. */
const MAPS: readonly JsonObject[] = ['native', 'standalone'].flatMap((mode) =>
  ['v1_20', 'v2_0'].map((flinkVersion) => {
    const podTemplate = {
      metadata: { labels: many((key) => key), annotations: many((key) => key) },
      spec: { ...many((key) => ({ [key]: [{ x: key, I: 1 }] })), nodeSelector: many((key) => key) },
    };
    const options = variables.flatMap((name): [string, Json][] => [
      [`containerized.master.env.${name}`, name],
      [`containerized.taskmanager.env.${name}`, name],
      [`x.${name}`, name],
    ]);
    const flinkConfiguration = {
      ...objectOf(options),
      TASKMANAGER: { I: '1', ı: '2' },
      state: { 'checkpoints.dir': 's3://nested' },
      'state.checkpoints.dir': 's3://flat',
    };
    const resources = {
      requests: { memory: '2Gi', cpu: '0.3', ...many(() => '1') },
      limits: { memory: '3Gi', cpu: 1 },
    };
    return application(
      { parallelism: 3, upgradeMode: 'last-state' },
      {
        mode,
        flinkVersion,
        flinkConfiguration,
        podTemplate,
        jobManager: { resources },
        ingress: {
          template: '{{NAME}}.{{namespace}}.example.com',
          annotations: many((key) => key),
          labels: many((key) => key),
        },
      },
    );
  }),
);

const SAMPLES = VARIANTS.flatMap(({ documents }) => documents.filter((d) => d.kind === 'FlinkDeployment'));

/** A copy whose objects have their keys in another order; lists stay as they are. */
function reordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return objectOf(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reordered(inner)]),
  );
}

const folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-'));
const program = path.join(folder, 'render.js');

beforeAll(() => {
  buildSync({
    entryPoints: [path.join(__dirname, 'render-program.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    outfile: program,
    logLevel: 'error',
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Outcome {
  readonly locale: string;
  readonly timeZone: string;
  readonly output: string;
}

function renderElsewhere(environment: Record<string, string>, documents: readonly JsonObject[], cwd = folder): Outcome {
  const env = { PATH: process.env.PATH ?? '', ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
    env,
    cwd,
    input: JSON.stringify(documents),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Outcome;
}

describe('in another process', () => {
  const documents = [...MAPS, ...SAMPLES];
  let outcome: Outcome | undefined;
  const here = () => (outcome ??= renderElsewhere({ LC_ALL: 'C', TZ: 'UTC' }, documents));

  it('there is something to compare', () => {
    expect(here().output.length).toBeGreaterThan(100_000);
    expect(here().output).toContain('flink-config-orders');
  });

  it.each([
    [
      'Turkish, in Istanbul',
      { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Europe/Istanbul' },
      'tr-TR',
      'Europe/Istanbul',
    ],
    ['Lithuanian, in Kathmandu', { LANG: 'lt_LT.UTF-8', TZ: 'Asia/Kathmandu' }, 'lt-LT', 'Asia/Kathmandu'],
    ['Swedish, in Apia', { LC_ALL: 'sv_SE.UTF-8', TZ: 'Pacific/Apia' }, 'sv-SE', 'Pacific/Apia'],
  ])('that speaks %s, the bytes are the same', (_, environment, locale, timeZone) => {
    const there = renderElsewhere(environment, documents, tmpdir());
    // The surroundings have been taken on, else the comparison would prove nothing.
    expect([there.locale, there.timeZone]).toEqual([
      locale,
      expect.stringMatching(timeZone === 'Asia/Kathmandu' ? /Kat[h]?mandu/ : timeZone),
    ]);
    expect(there.output === here().output).toBe(true);
  });

  it('with the switches of cdk8s and the names of a CI job, the bytes are the same', () => {
    const environment = {
      LC_ALL: 'C',
      TZ: 'UTC',
      CDK8S_DISABLE_SORT: '1',
      CI: 'true',
      HOSTNAME: 'x',
      USER: 'y',
      HOME: folder,
    };
    expect(renderElsewhere(environment, documents).output === here().output).toBe(true);
  });
});

describe('in another order of keys', () => {
  const render = (document: JsonObject) =>
    JSON.stringify(renderResource(document, { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: [] }));
  const accepted = [...MAPS, ...SAMPLES].filter(
    (d) => !checkDeployment(d, BUILT_IN_OPERATOR_CONFIG).problems.some((p) => p.severity === 'error'),
  );

  it('there is something to compare', () => {
    expect(accepted.length).toBeGreaterThan(25);
    expect(accepted).toEqual(expect.arrayContaining([...MAPS]));
  });

  it.each(accepted.map((document, i) => ({ name: (document.metadata as JsonObject).name, i, document })))(
    'the bytes of $name ($i) are the same',
    ({ document }) => {
      const turned = reordered(document) as JsonObject;
      expect(Object.keys(turned)).not.toEqual(Object.keys(document));
      expect(render(turned)).toBe(render(document));
    },
  );

  it('of the operator, too, the bytes are the same', () => {
    const lines = variables.flatMap((name): [string, string][] => [
      [`containerized.master.env.${name}`, name],
      [`kubernetes.operator.default-configuration.namespace.streams.containerized.taskmanager.env.${name}`, name],
    ]);
    const rendered = [lines, [...lines].reverse()].map((config) => {
      const operatorConfig = { config: new Map(config), logFiles: new Map([['logback-console.xml', 'x']]) };
      return JSON.stringify(renderResource(session({ mode: 'standalone' }), { operatorConfig, resources: [] }));
    });
    expect(rendered[0]).toContain('"name":"AaAa"');
    expect(rendered[1]).toBe(rendered[0]);
  });

  it('and again, they are the same', () => {
    const [document = session()] = MAPS;
    expect(render(document)).toBe(render(document));
  });
});
