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
  // From the end, because an item that is taken out of a list changes the indexes of those behind it.
  const remaining = problems.reduceRight<Json>((rest, p) => without(rest, p.path), clean);
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

/** A copy of a document without the value at a path. */
function without(document: Json, path: Path): Json {
  const [step, ...rest] = path;
  if (step === undefined) return document;
  if (Array.isArray(document) && typeof step === 'number') {
    if (rest.length === 0) return document.filter((_, i) => i !== step);
    return document.map((item, i) => (i === step ? without(item, rest) : item));
  }
  if (!isObject(document) || typeof step !== 'string') return document;
  const entries = Object.entries(document);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== step));
  return Object.fromEntries(entries.map(([key, value]) => [key, key === step ? without(value, rest) : value]));
}
