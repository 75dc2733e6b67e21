import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { flattenConfig } from '../../lib/flink/config';
import { podMebibytes, taskManagerMemory } from '../../lib/flink/memory';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'memory.md'), 'utf8');

function block(language: string): string {
  const found = new RegExp('```' + language + '\n([^`]*)```').exec(page)?.[1];
  if (found === undefined) throw new Error(`the page has no ${language} block`);
  return found;
}

describe('the page on memory', () => {
  it('has an example with the sizes that we compute', () => {
    const memory = taskManagerMemory(flattenConfig(parse(block('yaml'))), 'v1_20');
    if (!memory.ok) throw new Error(memory.message);
    const shown = [...block('text').matchAll(/^ *(\w+) +(\d+)/gm)].map(([, name, bytes]) => [name, bytes]);
    const computed = Object.entries(memory).filter(([, size]) => typeof size === 'bigint');
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(computed.map(([name, size]) => [name, String(size)])));
    expect(block('text')).toContain(`${podMebibytes(memory)} MiB`);
  });
});
