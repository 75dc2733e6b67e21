import { formatPath, type Problem } from '../../../../lib/problem';
import type { JsonObject } from '../../../../lib/manifest';

/** A document and everything that is wrong with it. */
export interface Case {
  /** Ends the sentence "a resource with ...". */
  readonly title: string;
  readonly document: JsonObject;
  /** `Code path` of each problem, `warning Code path` of a warning, in any order. */
  readonly found: readonly string[];
}

/** Makes a case. */
export function given(title: string, document: JsonObject, ...found: string[]): Case {
  return { title, document, found };
}

/** Problems as cases write them. */
export function inShort(problems: readonly Problem[]): string[] {
  const text = (p: Problem) => `${p.severity === 'warning' ? 'warning ' : ''}${p.code} ${formatPath(p.path)}`.trim();
  return problems.map(text).sort();
}

/** The codes of a table of cases. */
export function codesOf(cases: readonly Case[]): string[] {
  return cases.flatMap((c) => c.found.map((text) => /[A-Z]\w+/.exec(text)?.[0] ?? ''));
}
