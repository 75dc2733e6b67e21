import fs from 'node:fs';
import path from 'node:path';
import { BUILT_IN_OPERATOR_CONFIG, operatorConfigFrom, type OperatorConfig } from '../lib/api';
import { problem } from '../lib/problem';
import { systemError } from './input/files';
import type { Diagnostic } from './report/diagnostic';

const FILES = ['flink-conf.yaml', 'config.yaml', 'log4j-console.properties', 'logback-console.xml'];

/** The operator's configuration of a folder, or the built-in one. */
export function loadOperatorConfig(folder: string | undefined): {
  readonly config: OperatorConfig;
  readonly diagnostics: readonly Diagnostic[];
} {
  if (folder === undefined) return { config: BUILT_IN_OPERATOR_CONFIG, diagnostics: [] };
  try {
    const names = new Set(fs.readdirSync(folder));
    const present = FILES.filter((name) => names.has(name));
    const texts = new Map(present.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
    const { config, problems } = operatorConfigFrom(texts);
    return { config, diagnostics: problems.map((found) => ({ file: folder, problem: found })) };
  } catch (error) {
    const found = problem('UnreadableFile', [], { reason: systemError(error) });
    return { config: BUILT_IN_OPERATOR_CONFIG, diagnostics: [{ file: folder, problem: found }] };
  }
}
