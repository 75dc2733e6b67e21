import { checkResource, isKnownKind, type CheckContext } from '../../lib/api';
import type { Problem } from '../../lib/problem';
import { loadInput, type Input } from '../input/load';
import { EXIT, useColours, type Io } from '../io';
import { loadOperatorConfig } from '../operator-config';
import { hasErrors, type Diagnostic } from '../report/diagnostic';
import { human, summary } from '../report/human';
import { json } from '../report/json';
import { sarif } from '../report/sarif';
import { VERSION } from '../version';

/** Options that `render` and `check` share. */
export interface InputOptions {
  readonly file: readonly string[];
  readonly namespace?: string;
  readonly config?: string;
  readonly lenient?: boolean;
}

/** Options of `check`. */
export interface CheckOptions extends InputOptions {
  readonly output: 'human' | 'json' | 'sarif';
}

/** An input with everything that is wrong with it. */
export interface CheckedInput {
  readonly input: Input;
  readonly context: CheckContext;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and checks all resources of the input. */
export async function checkInput(options: InputOptions, io: Io): Promise<CheckedInput> {
  const operator = loadOperatorConfig(options.config);
  const input = await loadInput(options.file, options.namespace, io);
  const context: CheckContext = {
    operatorConfig: operator.config,
    resources: input.documents.map((document) => document.value),
  };
  const graded = (p: Problem): Problem =>
    options.lenient === true && p.code === 'UnknownField' ? { ...p, severity: 'warning' } : p;
  const found = input.documents
    .filter(({ value }) => isKnownKind(value))
    .flatMap(({ value, locate }) => checkResource(value, context).map((p) => locate(graded(p))));
  return { input, context, diagnostics: [...operator.diagnostics, ...input.diagnostics, ...found] };
}

/** `cdk8s-flink check`: every problem of all inputs. */
export async function check(options: CheckOptions, io: Io): Promise<number> {
  const { input, diagnostics } = await checkInput(options, io);
  const { files, documents } = input;
  if (options.output === 'json') io.stdout(json(diagnostics, files, documents.length));
  else if (options.output === 'sarif') io.stdout(sarif(diagnostics, VERSION));
  else {
    io.stdout(human(diagnostics, useColours(io, io.stdoutIsTerminal)));
    io.stdout(summary(diagnostics, files, documents.length));
  }
  return hasErrors(diagnostics) ? EXIT.badInput : EXIT.ok;
}
