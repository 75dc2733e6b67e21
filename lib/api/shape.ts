import type * as z from 'zod';
import { isObject, typeName, withoutNulls } from '../json';
import type { Json, JsonObject } from '../manifest';
import { problem, type Path, type Problem } from '../problem';
import { suggest } from '../suggest';

/** A document against the schema of its kind. */
export interface Shaped<T> {
  readonly problems: readonly Problem[];
  /** The document without what is wrong in it, so that the rules can look at the rest. */
  readonly value: T | undefined;
}

/**
 * Checks the shape of a document: unknown fields, types and closed sets, all of them. Nulls count as absent, as the
 * API server prunes them.
 */
export function checkShape<T>(schema: z.ZodType<T>, document: JsonObject): Shaped<T> {
  const clean = withoutNulls(document);
  const first = schema.safeParse(clean);
  // Never the data of the schema library: it drops keys named `__proto__`.
  if (first.success) return { problems: [], value: clean as T };
  const problems = first.error.issues.flatMap((issue) => toProblems(schema, issue, clean));
  const remaining = without(clean, removal(problems.map((p) => p.path)));
  return { problems, value: schema.safeParse(remaining).success ? (remaining as T) : undefined };
}

function toProblems(schema: z.ZodType, issue: z.core.$ZodIssue, document: Json): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const actual = valueAt(document, path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schema, path);
      return issue.keys.map((field) =>
        problem('UnknownField', [...path, field], { field, suggestion: suggest(field, known) }),
      );
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      if (typeof actual !== 'string') return [wrongType(path, 'a string', actual)];
      return [problem('UnknownValue', path, { value: actual, allowed, suggestion: suggest(actual, allowed) })];
    }
    case 'invalid_union':
      return [wrongType(path, 'an integer or a string', actual)];
    case 'invalid_type': {
      const node = schemaAt(schema, path);
      const integer = hasDef(node) && node.def.format === 'safeint';
      return [wrongType(path, integer ? 'an integer' : (EXPECTED[issue.expected] ?? issue.expected), actual)];
    }
    case 'too_big':
    case 'too_small':
      return [wrongType(path, 'an integer', actual)];
    default:
      return [wrongType(path, `valid (${issue.message})`, actual)];
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'a boolean',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function wrongType(path: Path, expected: string, actual: Json | undefined): Problem {
  return problem('WrongType', path, { expected, actual: actual === undefined ? 'missing' : describe(actual) });
}

function describe(value: Json): string {
  const scalar = JSON.stringify(value);
  return typeof value === 'object' || scalar.length > 40 ? typeName(value) : `${typeName(value)} (${scalar})`;
}

function valueAt(document: Json, path: Path): Json | undefined {
  let value: Json | undefined = document;
  for (const step of path) {
    if (typeof step === 'number' && Array.isArray(value)) value = value[step];
    else if (typeof step === 'string' && isObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

/** The field names at a path of a schema, for suggestions. */
function knownKeys(schema: z.ZodType, path: Path): string[] {
  const node = schemaAt(schema, path);
  return hasDef(node) ? Object.keys(node.def.shape ?? {}) : [];
}

/** The schema of the value at a path. */
function schemaAt(schema: z.ZodType, path: Path): unknown {
  let node: unknown = schema;
  const unwrap = () => {
    while (hasDef(node) && node.def.innerType !== undefined) node = node.def.innerType;
  };
  for (const step of path) {
    unwrap();
    if (!hasDef(node)) return undefined;
    node = typeof step === 'number' ? node.def.element : (node.def.shape?.[step] ?? node.def.valueType);
  }
  unwrap();
  return node;
}

interface Definition {
  readonly def: {
    readonly innerType?: unknown;
    readonly element?: unknown;
    readonly valueType?: unknown;
    readonly format?: unknown;
    readonly shape?: Readonly<Record<string, unknown>>;
  };
}

function hasDef(node: unknown): node is Definition {
  return typeof node === 'object' && node !== null && 'def' in node;
}

/** What to remove, by key or index; an entry without children goes as a whole. */
type Removal = Map<string | number, Removal>;

function removal(paths: readonly Path[]): Removal {
  const root: Removal = new Map();
  for (const path of paths) {
    let node = root;
    for (const step of path) {
      const child: Removal = node.get(step) ?? new Map<string | number, Removal>();
      node.set(step, child);
      node = child;
    }
  }
  return root;
}

/** A copy of a document without some of its values, in one walk however many there are. */
function without(document: Json, removed: Removal): Json {
  if (removed.size === 0) return document;
  const kept = (step: string | number, value: Json): Json | undefined => {
    const below = removed.get(step);
    if (below === undefined) return value;
    return below.size === 0 ? undefined : without(value, below);
  };
  if (Array.isArray(document)) {
    return document.map((item, i) => kept(i, item)).filter((item) => item !== undefined);
  }
  if (!isObject(document)) return document;
  const entries = Object.entries(document).map(([key, value]) => [key, kept(key, value)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
