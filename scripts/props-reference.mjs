// Writes docs/props.md: what can be said to the constructs, from the doc comments of what constructs/index.ts exports.
//
//   node scripts/props-reference.mjs                          writes it
//   node scripts/props-reference.mjs --check                  fails when it is not up to date
//   node scripts/props-reference.mjs --entry FILE --out FILE  of other sources, into another file
//
// Both fail when something public has no doc comment, an optional prop no `@default`, or a type that is not exported.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { toMarkdown } from './props-markdown.mjs';
import { readApi } from './props-read.mjs';

const root = path.join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    entry: { type: 'string', default: path.join(root, 'constructs', 'index.ts') },
    out: { type: 'string', default: path.join(root, 'docs', 'props.md') },
  },
});

const { sections, problems } = readApi(path.resolve(values.entry), root);
const text = toMarkdown(sections);
if (!values.check) writeFileSync(values.out, text);
else if (!existsSync(values.out) || readFileSync(values.out, 'utf8') !== text) {
  problems.push(`${path.relative(root, values.out)} is not up to date: node scripts/props-reference.mjs writes it`);
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
