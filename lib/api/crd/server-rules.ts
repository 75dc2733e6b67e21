import { formatProblem, type Path } from '../../problem';
import { isComputed, messageExpression, type CelRule } from '../cel';
import { nodeAt, type ServerRule, type Structural } from './structural';

/** A rule and the node of the schema at which it stands. */
export interface Placed {
  readonly at: string;
  readonly rule: ServerRule;
}

/**
 * A rule as the API server takes it. It says the words of our own check, without the path, which the server writes itself.
 *
 * @throws Error when the rule stands at no node of the schema, or is a warning, which the server cannot give
 */
export function serverRule(root: Structural, cel: CelRule): Placed {
  const { at, rule, problem } = cel;
  if (nodeAt(root, at) === undefined) throw new Error(`${problem.code}: the schema has no ${at}`);
  if (problem.severity === 'warning') throw new Error(`${problem.code} at ${at}: the API server cannot warn`);
  const words = formatProblem({ ...problem, path: [] });
  const fieldPath = relative(root, at, problem.path);
  return {
    at,
    rule: {
      ...guarded(at, rule),
      ...(isComputed(words) ? { messageExpression: messageExpression(words) } : { message: words }),
      ...(fieldPath === '' ? {} : { fieldPath }),
      reason: REASONS[problem.code] ?? 'FieldValueInvalid',
    },
  };
}

const REASONS: Readonly<Record<string, NonNullable<ServerRule['reason']>>> = {
  MissingField: 'FieldValueRequired',
  ImmutableField: 'FieldValueForbidden',
};

/**
 * The API server lets what it once stored be wrong as long as it does not change (ratcheting), but the root changes with
 * each status and finalizer. So a rule there is about new resources only: else one that was stored before the rule came
 * could not even be deleted.
 */
function guarded(at: string, rule: string): Pick<ServerRule, 'rule' | 'optionalOldSelf'> {
  if (at !== '' || /\boldSelf\b/.test(rule)) return { rule };
  return { rule: `oldSelf.hasValue() || (${rule})`, optionalOldSelf: true };
}

/** The field below the node, as far as the schema knows it: the server refuses paths that lead nowhere. */
function relative(root: Structural, at: string, path: Path): string {
  const base = at.split('.').filter((step) => step !== '');
  if (!base.every((step, i) => path[i] === step)) return '';
  let [text, node] = ['', nodeAt(root, at)];
  for (const step of path.slice(base.length)) {
    node = typeof step === 'string' ? node?.properties?.[step] : undefined;
    if (node === undefined) break;
    text += `.${step}`;
  }
  return text;
}
