import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type ParsedNode,
  type YAMLError,
} from 'yaml';
import { isObject, typeName } from '../../lib/json';
import type { Json, JsonObject } from '../../lib/manifest';
import { problem, type Path, type Problem } from '../../lib/problem';
import type { Diagnostic } from '../report/diagnostic';
import type { SourceFile } from './files';

/** A resource of the input and where it came from. */
export interface InputDocument {
  readonly file: string;
  /** Number of the YAML document in the file, from 1. */
  readonly document: number;
  readonly value: JsonObject;
  /** The problem with the place of its field in the file. */
  readonly locate: (p: Problem) => Diagnostic;
}

/** The deepest nesting that is read; no resource comes near. */
const MAX_DEPTH = 500;

/** The scalars of YAML 1.1 that the YAML reader of Kubernetes does not know: there they are text. */
const TEXT_TAGS = ['timestamp', 'binary', 'omap', 'pairs', 'set'].map((name) => `tag:yaml.org,2002:${name}`);

/**
 * The documents of a file as `kubectl apply` would send them: YAML 1.1 (`yes` and `on` are true, `0777` is octal, `<<`
 * merges), but dates and `12:30` are text. The items of a `List` become documents of their own.
 */
export function readDocuments(source: SourceFile): {
  readonly documents: readonly InputDocument[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const { file, text } = source;
  const lines = new LineCounter();
  const documents: InputDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const fail = (p: Problem, document?: number, offset?: number) =>
    diagnostics.push({ file, document, ...position(lines, offset), problem: p });
  const parsed = shallow(() =>
    parseAllDocuments(text, {
      version: '1.1',
      lineCounter: lines,
      prettyErrors: false,
      customTags: (tags) =>
        tags.filter(
          (tag) =>
            typeof tag === 'string' || (!('format' in tag && tag.format === 'TIME') && !TEXT_TAGS.includes(tag.tag)),
        ),
    }),
  );
  if (parsed === undefined) {
    fail(problem('TooDeep', [], { limit: MAX_DEPTH }));
    return { documents, diagnostics };
  }
  if (!Array.isArray(parsed)) {
    fail(problem('EmptyInput', [], { what: 'the file has no document' }));
    return { documents, diagnostics };
  }
  parsed.forEach((document, i) => {
    const number = i + 1;
    if (document.errors.length > 0) {
      for (const error of document.errors) fail(syntaxProblem(error), number, error.pos[0]);
      return;
    }
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) return;
    const result = toJson(document);
    if ('problem' in result) {
      fail(result.problem, number);
      return;
    }
    const { value } = result;
    if (!isObject(value)) {
      fail(problem('NotAnObject', [], { actual: typeName(value) }), number, document.contents.range?.[0]);
      return;
    }
    for (const { item, base } of items(value)) {
      const locate = (p: Problem): Diagnostic => ({
        file,
        document: number,
        ...position(lines, offsetOf(document, [...base, ...p.path])),
        problem: p,
      });
      if (isObject(item)) documents.push({ file, document: number, value: item, locate });
      else diagnostics.push(locate(problem('NotAnObject', [], { actual: typeName(item) })));
    }
  });
  if (documents.length === 0 && diagnostics.length === 0) {
    fail(problem('EmptyInput', [], { what: 'the file has no document' }));
  }
  return { documents, diagnostics };
}

function items(value: JsonObject): { readonly item: Json; readonly base: Path }[] {
  if (typeof value.kind !== 'string' || !value.kind.endsWith('List') || !Array.isArray(value.items)) {
    return [{ item: value, base: [] }];
  }
  return value.items.map((item, i) => ({ item, base: ['items', i] }));
}

function syntaxProblem(error: YAMLError): Problem {
  if (error.code === 'DUPLICATE_KEY') return problem('DuplicateKey', [], {});
  // The library reports its own exhausted stack as an error of the document.
  if (/call stack/i.test(error.message)) return problem('TooDeep', [], { limit: MAX_DEPTH });
  return problem('InvalidYaml', [], { reason: error.message.replace(/\s+/g, ' ').replace(/[.:]$/, '') });
}

/** The value of a document, or the problem that keeps it from having one. */
function toJson(document: Document<ParsedNode>): { readonly value: Json } | { readonly problem: Problem } {
  try {
    const value = document.toJS({ maxAliasCount: 100 }) as Json;
    return tooDeep(value) ? { problem: problem('TooDeep', [], { limit: MAX_DEPTH }) } : { value };
  } catch (error) {
    if (error instanceof RangeError) return { problem: problem('TooDeep', [], { limit: MAX_DEPTH }) };
    // The library refuses aliases that expand to too much, and aliases of anchors that are not there.
    const reason = (error as Error).message;
    if (/alias count/i.test(reason)) return { problem: problem('TooManyAliases', [], {}) };
    return { problem: problem('InvalidYaml', [], { reason }) };
  }
}

/** The result of a recursive computation, undefined when its input is nested deeper than the stack allows. */
function shallow<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** True when a value is nested deeper than {@link MAX_DEPTH}. */
function tooDeep(value: Json, depth = 0): boolean {
  if (depth > MAX_DEPTH) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((child) => tooDeep(child, depth + 1));
}

function position(lines: LineCounter, offset: number | undefined) {
  if (offset === undefined) return {};
  const { line, col } = lines.linePos(offset);
  return line === 0 ? {} : { line, column: col };
}

/** Where a field is in the text: its key, or that of the nearest parent that is written. */
function offsetOf(document: Document<ParsedNode>, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0];
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined) return offset;
      offset = (pair.key as ParsedNode).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = (node as ParsedNode | undefined)?.range?.[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}
