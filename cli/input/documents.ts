import {
  isAlias,
  isMap,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type ParsedNode,
  type YAMLError,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { isObject, typeName } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { problem, type Path, type Problem } from '../../lib/problem';
import type { Diagnostic } from '../report/diagnostic';
import type { SourceFile } from './files';
import { deepFlow } from './flow-depth';
import { flattenList } from './list';
import { findAliases, keyText, MAX_ALIAS_TEXT, MAX_DEPTH, toJson, type Aliases } from './to-json';

/** A resource of the input and where it came from. */
export interface InputDocument {
  readonly file: string;
  /** Number of the YAML document in the file, from 1. */
  readonly document: number;
  readonly value: JsonObject;
  /** The problem with the place of its field in the file. */
  readonly locate: (p: Problem) => Diagnostic;
}

/** Scalars stay text, for the meaning that Kubernetes gives them is not that of the library; see scalar.ts. */
const PARSE_OPTIONS = {
  schema: 'failsafe',
  resolveKnownTags: false,
  merge: false,
  // The library compares every key of a map with every other one.
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/**
 * The documents of a file as `kubectl apply` would send them. The items of a `List` become documents of their own.
 * A document with a problem is left out.
 */
export function readDocuments({ file, text }: SourceFile): {
  readonly documents: readonly InputDocument[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const lines = new LineCounter();
  const documents: InputDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const budget = { left: MAX_ALIAS_TEXT };
  let empty = true;
  const deep = deepFlow(text, MAX_DEPTH);
  if (deep !== undefined) {
    const found = problem('TooDeep', [], { limit: MAX_DEPTH });
    return { documents, diagnostics: [{ file, ...deep, problem: found }] };
  }
  const parsed = parseAllDocuments<ParsedNode>(text, { ...PARSE_OPTIONS, lineCounter: lines });
  for (const [i, { contents, errors }] of (Array.isArray(parsed) ? parsed : []).entries()) {
    const place = (p: Problem, offset: number | undefined): Diagnostic => ({
      file,
      document: i + 1,
      ...position(lines, offset),
      problem: p,
    });
    const before = diagnostics.length;
    const fail = (p: Problem, offset: number | undefined) => void diagnostics.push(place(p, offset));
    for (const error of errors) fail(syntaxProblem(error), error.pos[0]);
    empty &&= errors.length === 0;
    if (contents === null || errors.length > 0) continue;
    const aliases = findAliases(contents, fail);
    const value = diagnostics.length > before ? null : toJson(contents, aliases, budget, fail);
    empty &&= value === null && diagnostics.length === before;
    if (value === null || diagnostics.length > before) continue;
    for (const { item, path } of flattenList(value)) {
      const locate = (p: Problem) => place(p, offsetOf(contents, aliases, [...path, ...p.path]));
      if (isObject(item)) documents.push({ file, document: i + 1, value: item, locate });
      else diagnostics.push(locate(problem('NotAnObject', [], { actual: typeName(item) })));
    }
  }
  if (empty) diagnostics.push({ file, problem: problem('EmptyInput', [], { what: 'the file has no document' }) });
  return { documents, diagnostics };
}

function syntaxProblem(error: YAMLError): Problem {
  // The library reports its own exhausted stack as an error of the document.
  if (error.code === 'RESOURCE_EXHAUSTION') return problem('TooDeep', [], { limit: MAX_DEPTH });
  return problem('InvalidYaml', [], { reason: shortened(error.message) });
}

/** The library quotes what it could not read, however long it is. */
function shortened(message: string): string {
  const line = message.replace(/\s+/g, ' ').replace(/[.:]$/, '');
  return line.length > 200 ? `${line.slice(0, 197)}...` : line;
}

function position(lines: LineCounter, offset: number | undefined) {
  if (offset === undefined) return {};
  const { line, col } = lines.linePos(offset);
  return line === 0 ? {} : { line, column: col };
}

/** The pairs of maps by the text of their keys; a map with many wrong fields is asked often. */
const PAIRS = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function pairsOf(map: YAMLMap, aliases: Aliases): ReadonlyMap<string, Pair> {
  const known = PAIRS.get(map);
  if (known !== undefined) return known;
  const pairs = new Map<string, Pair>();
  for (const pair of map.items) {
    const text = keyText(pair.key, aliases);
    if (text !== undefined && !pairs.has(text)) pairs.set(text, pair);
  }
  PAIRS.set(map, pairs);
  return pairs;
}

/** Where a field is in the text: its key, or that of the nearest parent that is written. */
function offsetOf(root: ParsedNode, aliases: Aliases, path: Path): number {
  let node: unknown = root;
  let offset = root.range[0];
  for (const step of path) {
    if (isAlias(node)) node = aliases.get(node);
    if (isMap(node)) {
      const pair = pairsOf(node, aliases).get(String(step));
      if (pair === undefined) return offset;
      offset = (pair.key as ParsedNode).range[0];
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = (node as ParsedNode | undefined)?.range[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}
