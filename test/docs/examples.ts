import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as cdk8sFlink from '../../index';

/** Folder of the sources. */
export const ROOT = path.join(__dirname, '..', '..');

/** A `ts` block of a page or of a doc comment. */
export interface Example {
  /** Where it is, such as `docs/constructs.md:12`. */
  readonly title: string;
  /** A program: the block, and before it what an excerpt takes for granted. */
  readonly text: string;
  /** Number of lines before the block. */
  readonly before: number;
  /** Line of the block in its file. */
  readonly line: number;
  readonly file: string;
}

/** The pages, but the one that is made from doc comments. */
export const PAGES = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter(
  (page) => page.endsWith('.md') && page !== 'docs/props.md',
);

/** What excerpts of a page take for granted. */
const GIVEN: Readonly<Record<string, string>> = {
  'docs/testing.md': [
    `import type { Manifest } from 'cdk8s-flink';`,
    `import { ApiClient } from './test/api/client';`,
    `declare const service: Manifest;`,
  ].join('\n'),
};

const CHART = `new Chart(new App(), 'chart', { namespace: 'default' })`;

/** Every example of the pages, and of the doc comments of the sources. */
export const EXAMPLES: readonly Example[] = [
  ...PAGES.flatMap((page) => examplesIn(page, readFileSync(path.join(ROOT, page), 'utf8'))),
  ...['constructs', 'lib'].flatMap(sourcesIn).flatMap((file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    return text.includes('* ```ts') ? examplesIn(file, text.replace(/^ *\* ?/gm, '')) : [];
  }),
];

function examplesIn(file: string, text: string): Example[] {
  return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(({ 1: block = '', index }) => {
    const line = text.slice(0, index).split('\n').length;
    const given = /^import /m.test(block) ? '' : `${GIVEN[file] ?? someChart(block)}\n`;
    return { title: `${file}:${line}`, text: given + block, before: given.split('\n').length - 1, line, file };
  });
}

/** Any other excerpt imports what it names, and may put constructs into a chart. */
function someChart(block: string): string {
  const names = Object.keys(cdk8sFlink).filter((name) => new RegExp(`\\b${name}\\b`).test(block));
  return [
    `import { ${names.join(', ')} } from 'cdk8s-flink';`,
    ...(/\bchart\b/.test(block) ? [`import { App, Chart } from 'cdk8s';`, `const chart = ${CHART};`] : []),
  ].join('\n');
}

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => path.join(folder, name));
}
