import type { ErrorCode } from '../errors';
import type { Path, Problem } from '../problem';
import type { CelRule } from './cel';

/**
 * A rule about a resource whose shape is right. Every rule of every kind is in one table a kind, so that what is checked
 * can be listed, documented and, where a rule needs nothing but the resource, given to the API server.
 */
export interface Rule<Input> {
  /** The code of the problems that the rule finds. */
  readonly code: ErrorCode;
  /** The field that the rule is about, for lists of rules. */
  readonly path: string;
  /** What the rule needs beside the resource: its former spec, the operator's configuration or other resources. */
  readonly needs: 'spec' | 'old' | 'config' | 'others';
  /** The problems with a resource. */
  readonly test: (input: Input) => readonly Problem[];
  /** The same rule for the API server, when it needs nothing but the resource. @default - only we check it */
  readonly cel?: readonly CelRule[];
}

/** All problems that a table of rules finds, without those at or below a field that is wrong already. */
export function runRules<Input>(rules: readonly Rule<Input>[], input: Input, wrong: readonly Path[]): Problem[] {
  const related = (a: Path, b: Path) => a.every((step, i) => i >= b.length || b[i] === step);
  const found: Problem[] = [];
  for (const rule of rules) found.push(...rule.test(input));
  return found.filter((p) => !wrong.some((path) => related(path, p.path)));
}
