import * as cdk8s from 'cdk8s';
import fc from 'fast-check';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import * as cdk8sFlink from '../../../index';
import { toTypeScript } from '../../../lib/convert/to-typescript';
import { literal } from '../../../lib/convert/typescript-literal';
import { BUILT_IN_OPERATOR_CONFIG, checkResource, isKnownKind } from '../../../lib/api';
import { withoutNulls } from '../../../lib/json';
import type { JsonObject } from '../../../lib/manifest';
import { PUBLISHED, readDocuments, SAMPLES } from '../../support/samples';
import { anyJson, canonical, expectNoPollution, HOSTILE_KEYS } from '../json-tools';
import { session } from '../resources';

const ROOT = path.join(__dirname, '..', '..', '..');
const OUT = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-'));
process.env.CDK8S_OUTDIR = OUT;
afterAll(() => rmSync(OUT, { recursive: true, force: true }));

/** A file with resources of ours, or published ones, that have passed their rules. */
interface Input {
  readonly name: string;
  readonly documents: readonly JsonObject[];
}

function inputs(folder: string): Input[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name: path.join(folder, name), documents: valid(readDocuments(path.join(folder, name))) }))
    .filter(({ documents }) => documents.length > 0);
}

const namespaced = (document: JsonObject): JsonObject => {
  const { metadata, ...rest } = document;
  return isKnownKind(document)
    ? { ...rest, metadata: { namespace: 'default', ...(metadata as JsonObject) } }
    : document;
};

/** The documents without problems; what is published for Flink before 1.15 has one. */
function valid(documents: readonly JsonObject[]): JsonObject[] {
  const all = documents.map(namespaced);
  const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: all };
  const passes = (d: JsonObject) => !isKnownKind(d) || checkResource(d, context).every((p) => p.severity !== 'error');
  return documents.filter((_, i) => passes(all[i] ?? {}));
}

const OTHERS: Input = {
  name: 'other kinds and odd texts',
  documents: [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a/b', finalizers: ['x'], labels: { __proto__: 'x' } },
      data: Object.fromEntries(HOSTILE_KEYS.map((key) => [key, "it's\n`${x}`\r\n\\ \u2028\n*/ </script>"])),
      nothing: null,
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'orders' },
      spec: { clusterIP: 'None', ports: [{ port: 1 }] },
    },
    session(
      {
        logConfiguration: { 'log4j-console.properties': 'rootLogger.level = INFO\n\n# ü\n' },
        flinkConfiguration: Object.fromEntries([['__proto__', { a: true }]]),
        podTemplate: { spec: { nodeSelector: { disk: 'ssd' } } },
        taskManager: { resources: { requests: { cpu: 2, memory: '2Gi' } } },
      },
      { annotations: { note: 'a "b"' } },
    ),
  ],
};

const INPUTS = [
  ...['apache', 'spotify'].flatMap((dialect) => inputs(path.join(SAMPLES, 'variants', dialect))),
  ...(PUBLISHED === undefined ? [] : [path.join(PUBLISHED, 'apache'), path.join(PUBLISHED, 'spotify')].flatMap(inputs)),
  OTHERS,
];
const CODES = new Map(
  INPUTS.map((input, i) => [path.join(ROOT, `converted-${i}.ts`), toTypeScript(input.documents).text]),
);

/** What the compiler says to the code, as to a user of the package. */
function compile(): Map<string, string[]> {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const host = ts.createCompilerHost(options);
  const known = { fileExists: host.fileExists.bind(host), readFile: host.readFile.bind(host) };
  host.fileExists = (file) => CODES.has(path.normalize(file)) || known.fileExists(file);
  host.readFile = (file) => CODES.get(path.normalize(file)) ?? known.readFile(file);
  const paths = { 'cdk8s-flink': [path.join(ROOT, 'index.ts')] };
  const program = ts.createProgram([...CODES.keys()], { ...options, noEmit: true, paths }, host);
  return new Map(
    [...CODES.keys()].map((file) => {
      const source = program.getSourceFile(file);
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      const line = (start: number) => source?.getLineAndCharacterOfPosition(start).line ?? 0;
      return [
        file,
        found.map(
          ({ start = 0, messageText }) => `${line(start) + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
        ),
      ];
    }),
  );
}

/** Runs code. @returns the objects that it synthesizes */
function synthesized(code: string): unknown[] {
  const objects: unknown[] = [];
  class App extends cdk8s.App {
    override synth(): void {
      objects.push(...this.charts.flatMap((chart) => chart.toJson() as unknown[]));
    }
  }
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const modules: Record<string, unknown> = { cdk8s: { ...cdk8s, App }, 'cdk8s-flink': cdk8sFlink };
  const { outputText } = ts.transpileModule(code, { compilerOptions: options });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is our own
  const program = new Function('require', 'exports', outputText) as (...given: unknown[]) => void;
  program((name: string): unknown => modules[name] ?? jest.requireActual(name), {});
  return objects;
}

/** An order of objects that does not depend on where they were. */
const sorted = (objects: readonly unknown[]) => objects.map(canonical).sort();

describe('TypeScript', () => {
  const errors = compile();

  test.each(INPUTS.map(({ name }, i) => [name, i] as const))('of %s compiles', (_, i) => {
    expect(errors.get(path.join(ROOT, `converted-${i}.ts`))).toEqual([]);
  });

  test.each(INPUTS.map(({ name, documents }) => [name, documents] as const))('of %s makes the same', (_, documents) => {
    const expected = documents.map((document) => {
      const { apiVersion, kind, metadata, spec } = namespaced(document);
      return isKnownKind(document) ? withoutNulls({ apiVersion, kind, metadata, spec }) : document;
    });
    expect(sorted(synthesized(toTypeScript(documents).text))).toEqual(sorted(expected));
    expectNoPollution();
  });

  test('tells what it leaves out and what it adds', () => {
    const { metadata, ...rest } = session({});
    const { namespace, ...named } = metadata as JsonObject;
    expect(namespace).toBe('streams');
    const { lost } = toTypeScript([session({}), { ...rest, metadata: named, status: { error: 'x' } }]);
    expect(lost.map(({ document, problem: p }) => [document, p.code, p.path])).toEqual([
      [1, 'MeaningChanged', ['metadata']],
      [1, 'NotCarriedOver', ['status']],
    ]);
  });

  test('has an id for each construct, also for equal names', () => {
    const service = (namespace: string) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'orders', namespace },
    });
    const documents = [session({}), service('a'), service('b'), service('b'), session({}, { namespace: 'b' })];
    expect(synthesized(toTypeScript(documents as JsonObject[]).text)).toHaveLength(documents.length);
  });
});

test('a literal means its value', () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is our own
      const read = new Function(`return (${literal(value)});`) as () => unknown;
      expect(canonical(read())).toBe(canonical(value));
    }),
    { numRuns: 1000 },
  );
  expectNoPollution();
});

test('a literal reads well', () => {
  const value = {
    a: 'x',
    list: ['--topic', 'orders'],
    empty: {},
    log: 'a = 1\n\nb = 2\n',
    deep: { 'a.b': [{ c: 1 }] },
  };
  expect(literal(value)).toBe(`{
  a: 'x',
  list: ['--topic', 'orders'],
  empty: {},
  log: [
    'a = 1',
    '',
    'b = 2',
    '',
  ].join('\\n'),
  deep: {
    'a.b': [
      { c: 1 },
    ],
  },
}`);
});
