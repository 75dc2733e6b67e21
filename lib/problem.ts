import { ERRORS, type ErrorArguments, type ErrorCode } from './errors';

/** Where in a document: keys and list indexes from its root. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with an input. */
export interface Problem {
  /** Stable name of the rule, also used as condition and event reason. */
  readonly code: ErrorCode;
  /** A warning does not keep anything from being rendered. */
  readonly severity: 'error' | 'warning';
  /** The field, empty for the whole document. */
  readonly path: Path;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly hint: string;
}

/** Makes a problem from the error table, which has the words. */
export function problem<C extends ErrorCode>(
  code: C,
  path: Path,
  args: ErrorArguments<C>,
  severity: Problem['severity'] = 'error',
): Problem {
  const text = ERRORS[code] as (args: ErrorArguments<C>) => { message: string; hint: string };
  return { code, severity, path, ...text(args) };
}

/** A path as people write it: `spec.podTemplate.spec.containers[0].env`, `spec.flinkConfiguration["state.dir"]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** Thrown when an input cannot be used; carries every problem that was found, not only the first. */
export class FlinkError extends Error {
  override readonly name = 'FlinkError';

  /** @param where the input that has the problems, such as the path of a construct */
  constructor(
    readonly problems: readonly Problem[],
    where?: string,
  ) {
    super(problems.map((p) => (where === undefined ? '' : `[${where}] `) + formatProblem(p)).join('\n'));
  }
}

/** A problem in one line: code, field, message and hint. */
export function formatProblem(p: Problem): string {
  const path = formatPath(p.path);
  return `${p.code}: ${path === '' ? '' : `${path}: `}${p.message}. ${p.hint}${p.hint.endsWith('?') ? '' : '.'}`;
}
