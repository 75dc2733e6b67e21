import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '..');
const PAGES = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter((page) =>
  page.endsWith('.md'),
);

/**
 * The `ts` blocks of the documentation, by the name of a file beside the sources that holds each. A block without an
 * import is an excerpt.
 */
const EXAMPLES = new Map(
  PAGES.flatMap((page) => {
    const blocks = readFileSync(path.join(ROOT, page), 'utf8').matchAll(/^```ts\n([^]*?)^```$/gm);
    return [...blocks]
      .map(([, text = ''], i) => [path.join(ROOT, `${page}.${i + 1}.ts`), text] as const)
      .filter(([, text]) => /^import /m.test(text));
  }),
);

/** Errors of the compiler in the examples, as a user of the package gets them. */
function compile(): string[] {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const host = ts.createCompilerHost(options);
  const known = { fileExists: host.fileExists.bind(host), readFile: host.readFile.bind(host) };
  host.fileExists = (file) => EXAMPLES.has(path.normalize(file)) || known.fileExists(file);
  host.readFile = (file) => EXAMPLES.get(path.normalize(file)) ?? known.readFile(file);
  const program = ts.createProgram(
    [...EXAMPLES.keys()],
    {
      ...options,
      noEmit: true,
      types: ['node'],
      paths: { 'cdk8s-flink': [path.join(ROOT, 'index.ts')] },
      // An example may end before it uses all that it makes.
      noUnusedLocals: false,
    },
    host,
  );
  return [...EXAMPLES.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText, start = 0 }) => {
      const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `${path.relative(ROOT, file)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}

test('the TypeScript examples compile', () => {
  expect(EXAMPLES.size).toBeGreaterThan(3);
  expect(compile()).toEqual([]);
}, 60_000);

test('examples of commands are where they are run: in docs/cli.md', () => {
  const others = PAGES.filter((page) => page !== 'docs/cli.md');
  expect(others.filter((page) => /^\$ cdk8s-flink/m.test(readFileSync(path.join(ROOT, page), 'utf8')))).toEqual([]);
});
