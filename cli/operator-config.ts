import fs from 'node:fs';
import path from 'node:path';
import { BUILT_IN_OPERATOR_CONFIG, operatorConfigFrom, type OperatorConfig } from '../lib/api';
import { problem } from '../lib/problem';
import { readText, systemError } from './input/files';
import type { Diagnostic } from './report/diagnostic';

const FILES = ['flink-conf.yaml', 'config.yaml', 'log4j-console.properties', 'logback-console.xml'];

/** The operator's configuration of a folder, or the built-in one. */
export function loadOperatorConfig(folder: string | undefined): {
  readonly config: OperatorConfig;
  readonly diagnostics: readonly Diagnostic[];
} {
  if (folder === undefined) return { config: BUILT_IN_OPERATOR_CONFIG, diagnostics: [] };
  let names: ReadonlySet<string>;
  try {
    names = new Set(fs.readdirSync(folder));
  } catch (error) {
    const found = problem('UnreadableFile', [], { reason: systemError(error) });
    return { config: BUILT_IN_OPERATOR_CONFIG, diagnostics: [{ file: folder, problem: found }] };
  }
  const texts = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const name of FILES.filter((file) => names.has(file))) {
    const file = path.join(folder, name);
    const text = readText(file);
    if (typeof text === 'string') texts.set(name, text);
    else diagnostics.push({ file, problem: text });
  }
  if (diagnostics.length > 0) return { config: BUILT_IN_OPERATOR_CONFIG, diagnostics };
  const { config, problems } = operatorConfigFrom(texts);
  return { config, diagnostics: problems.map((found) => ({ file: folder, problem: found })) };
}
