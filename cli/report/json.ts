import { formatPath } from '../../lib/problem';
import type { Diagnostic } from './diagnostic';

/** The report of `check --output json`; fields are added, never renamed, while `version` stays. */
export interface JsonReport {
  readonly version: 1;
  readonly files: number;
  readonly resources: number;
  readonly problems: readonly {
    readonly code: string;
    readonly severity: 'error' | 'warning';
    readonly file: string;
    readonly document?: number;
    readonly line?: number;
    readonly column?: number;
    /** The field, such as `spec.job.parallelism`; empty for the whole document. */
    readonly path: string;
    readonly message: string;
    readonly hint: string;
  }[];
}

/** Problems for programs. */
export function json(diagnostics: readonly Diagnostic[], files: number, resources: number): string {
  const report: JsonReport = {
    version: 1,
    files,
    resources,
    problems: diagnostics.map(({ file, document, line, column, problem: { code, severity, path, message, hint } }) => ({
      code,
      severity,
      file,
      ...(document === undefined ? {} : { document }),
      ...(line === undefined || column === undefined ? {} : { line, column }),
      path: formatPath(path),
      message,
      hint,
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
