import type { Problem } from '../../lib/problem';

/** A problem and where it is. */
export interface Diagnostic {
  /** The file as it was named, `<stdin>` for standard input. */
  readonly file: string;
  /** Number of the document in the file, from 1. */
  readonly document?: number | undefined;
  /** Line and column of the field or of its nearest parent, from 1. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly problem: Problem;
}

/** True when anything keeps the input from being used. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.problem.severity === 'error');
}
