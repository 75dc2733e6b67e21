import * as cdk8s from 'cdk8s';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import * as cdk8sFlink from '../../index';
import { temporaryFolder } from '../cli/command';
import { type Example, EXAMPLES, PAGES, ROOT } from './examples';

const folder = temporaryFolder();
process.env.CDK8S_OUTDIR = folder;
afterAll(() => {
  delete process.env.CDK8S_OUTDIR;
});

/** The examples by the name of a file beside the sources that holds each. */
const FILES = new Map(EXAMPLES.map((example, i) => [path.join(ROOT, `example-${i}.ts`), example]));

/** Errors of the compiler by the title of the example, as a user of the package gets them. */
function compile(): Map<string, string[]> {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const host = ts.createCompilerHost(options);
  const known = { fileExists: host.fileExists.bind(host), readFile: host.readFile.bind(host) };
  host.fileExists = (file) => FILES.has(path.normalize(file)) || known.fileExists(file);
  host.readFile = (file) => FILES.get(path.normalize(file))?.text ?? known.readFile(file);
  const program = ts.createProgram(
    [...FILES.keys()],
    {
      ...options,
      noEmit: true,
      paths: { 'cdk8s-flink': [path.join(ROOT, 'index.ts')] },
      // An example may end before it uses all that it makes.
      noUnusedLocals: false,
    },
    host,
  );
  return new Map(
    [...FILES].map(([name, { title, file, line, before }]) => {
      const source = program.getSourceFile(name);
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      const errors = found.map(({ messageText, start = 0 }) => {
        const at = (source?.getLineAndCharacterOfPosition(start).line ?? 0) - before + line + 1;
        return `${file}:${at}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      });
      return [title, errors] as const;
    }),
  );
}

/** Runs an example. @returns the apps that it makes */
function run({ text }: Example): cdk8s.App[] {
  const apps: cdk8s.App[] = [];
  class App extends cdk8s.App {
    constructor(props?: cdk8s.AppProps) {
      super(props);
      apps.push(this);
    }
  }
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const modules: Record<string, unknown> = { cdk8s: { ...cdk8s, App }, 'cdk8s-flink': cdk8sFlink };
  const load = (name: string): unknown => modules[name] ?? jest.requireActual(name);
  const { outputText } = ts.transpileModule(text, { compilerOptions: options });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is from this repo
  const program = new Function('require', 'exports', 'console', outputText) as (...given: unknown[]) => void;
  program(load, {}, { log: () => undefined });
  return apps;
}

describe('an example of TypeScript', () => {
  const errors = compile();

  test.each(EXAMPLES)('compiles: $title', ({ title }) => {
    expect(errors.get(title)).toEqual([]);
  });

  const runnable = EXAMPLES.filter(({ text }) => !/^declare /m.test(text));

  test.each(runnable)('runs: $title', (example) => {
    const charts = run(example).flatMap((app) => app.node.findAll().filter((node) => node instanceof cdk8s.Chart));
    expect(charts.length > 0).toBe(/\bnew App\(/.test(example.text));
    for (const chart of charts) {
      const objects = chart.toJson() as cdk8sFlink.Manifest[];
      expect(objects.length).toBeGreaterThan(0);
      expect(objects.every(({ apiVersion, kind, metadata }) => apiVersion && kind && metadata.name)).toBe(true);
    }
  });

  test('is in the files that people read first', () => {
    expect(runnable.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['README.md', 'docs/constructs.md', 'constructs/flink-job-cluster.ts']),
    );
  });

  test('writes its files when it says so', () => {
    expect(readdirSync(folder)).toContain('orders.k8s.yaml');
  });
});

test('examples of commands are where they are run: in docs/cli.md and docs/migration.md', () => {
  const others = PAGES.filter((page) => page !== 'docs/cli.md' && page !== 'docs/migration.md');
  expect(others.filter((page) => /^\$ cdk8s-flink/m.test(readFileSync(path.join(ROOT, page), 'utf8')))).toEqual([]);
});
