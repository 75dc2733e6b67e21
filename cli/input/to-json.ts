import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { put } from '../../lib/json';
import type { Json, JsonObject } from '../../lib/manifest';
import { problem, type Path, type Problem } from '../../lib/problem';
import { keyMeaning, plainMeaning, taggedMeaning, type ScalarMeaning } from './scalar';

/** The deepest nesting that is read; no resource comes near. */
export const MAX_DEPTH = 500;

/**
 * How much text the aliases of a file may stand for, in characters, each value counting at least 16. Enough for any
 * sensible use, and about the largest file.
 */
export const MAX_ALIAS_TEXT = 5 * 1024 * 1024;

/** Takes a problem and where it is in the text. */
export type Fail = (problem: Problem, offset: number | undefined) => void;

/** What the aliases of a document stand for. */
export type Aliases = ReadonlyMap<Alias, Node>;

/** Thrown to leave a document that cannot be read to its end. */
class Refusal extends Error {
  constructor(
    readonly found: Problem,
    readonly offset: number | undefined,
  ) {
    super(found.message);
  }
}

/**
 * The JSON of a document, read with `schema: failsafe`, as `kubectl apply` would send it.
 *
 * @param budget what is left of {@link MAX_ALIAS_TEXT}, shared by the documents of a file
 * @param fail called with each problem; with one, the value is not to be used
 */
export function toJson(root: Node, aliases: Aliases, budget: { left: number }, fail: Fail): Json {
  try {
    return new Reader(aliases, budget, fail).value(root, 0, false);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    fail(error.found, error.offset);
    return null;
  }
}

/** What each alias stands for: the last anchor of its name before it. */
export function findAliases(root: Node, fail: Fail): Aliases {
  const anchors = new Map<string, Node>();
  const open = new Set<Node>();
  const found = new Map<Alias, Node>();
  const walk = (node: unknown, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      const anchor = JSON.stringify(node.source);
      if (target === undefined)
        fail(problem('InvalidAlias', [], { reason: `there is no anchor ${anchor} before it` }), start(node));
      else if (open.has(target))
        fail(problem('InvalidAlias', [], { reason: `the anchor ${anchor} contains itself` }), start(node));
      else found.set(node, target);
    }
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return;
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) return;
    open.add(node);
    for (const item of node.items as unknown[]) {
      if (isMap(node)) {
        walk((item as Pair).key, depth + 1);
        walk((item as Pair).value, depth + 1);
      } else walk(item, depth + 1);
    }
    open.delete(node);
  };
  walk(root, 0);
  return found;
}

/** The key of an entry in JSON, undefined when it has none. */
export function keyText(key: unknown, aliases: Aliases): string | undefined {
  const meaning = meaningOfKey(key, aliases);
  return 'value' in meaning ? meaning.value : undefined;
}

class Reader {
  private readonly path: (string | number)[] = [];

  constructor(
    private readonly aliases: Aliases,
    private readonly budget: { left: number },
    private readonly fail: Fail,
  ) {}

  /** @param expanding whether the node stands in for an alias */
  value(node: unknown, depth: number, expanding: boolean): Json {
    if (depth > MAX_DEPTH) throw new Refusal(problem('TooDeep', [], { limit: MAX_DEPTH }), start(node));
    if (isAlias(node)) return this.value(this.target(node), depth + 1, true);
    if (expanding) this.spend(isScalar(node) ? String(node.value).length : 0, node);
    if (isMap(node)) {
      const object: JsonObject = {};
      this.fill(object, node, depth, expanding);
      return object;
    }
    if (isSeq(node)) return node.items.map((item, i) => this.at(i, () => this.value(item, depth + 1, expanding)));
    return isScalar(node) ? this.scalar(node) : null;
  }

  private fill(object: JsonObject, map: YAMLMap, depth: number, expanding: boolean): void {
    const seen = new Set<string>();
    for (const { key, value } of map.items) {
      if (isMerge(key)) {
        this.merge(object, value, depth + 1, expanding);
        continue;
      }
      const name = this.key(key);
      if (name === undefined) continue;
      this.at(name, () => {
        if (seen.has(name)) this.fail(problem('DuplicateKey', [...this.path], {}), start(key));
        seen.add(name);
        if (expanding) this.spend(name.length, key);
        put(object, name, this.value(value, depth + 1, expanding));
      });
    }
  }

  /** As the reader of Kubernetes does it: a merge wins over the keys before it, and loses to those after it. */
  private merge(object: JsonObject, node: unknown, depth: number, expanding: boolean): void {
    if (depth > MAX_DEPTH) throw new Refusal(problem('TooDeep', [], { limit: MAX_DEPTH }), start(node));
    const inAlias = expanding || isAlias(node);
    const source = isAlias(node) ? this.target(node) : node;
    if (isMap(source)) return this.fill(object, source, depth, inAlias);
    const maps = isSeq(source) && !isAlias(node) ? [...source.items].reverse() : [];
    for (const map of maps) {
      if (!isMap(isAlias(map) ? this.target(map) : map)) return this.refuseMerge(map);
      this.merge(object, map, depth + 1, inAlias);
    }
    if (!isSeq(source) || isAlias(node)) this.refuseMerge(node);
  }

  private refuseMerge(node: unknown): void {
    this.fail(problem('InvalidYaml', [...this.path], { reason: 'only maps can be merged with <<' }), start(node));
  }

  private scalar(node: Scalar): Json {
    const meaning = meaningOf(node);
    return 'value' in meaning ? meaning.value : this.refuse(node, meaning.refused, null);
  }

  private key(node: unknown): string | undefined {
    const meaning = meaningOfKey(node, this.aliases);
    return 'value' in meaning ? meaning.value : this.refuse(node, meaning.refused, undefined);
  }

  private refuse<T>(node: unknown, reason: string, instead: T): T {
    const text = isScalar(node) ? String(node.value) : String(node);
    this.fail(problem('NotJson', [...this.path], { text: shortened(text), reason }), start(node));
    return instead;
  }

  private target(alias: Alias): Node {
    const target = this.aliases.get(alias);
    if (target === undefined) throw new Error(`the alias ${alias.source} was not looked up`);
    return target;
  }

  private spend(text: number, node: unknown): void {
    this.budget.left -= 16 + text;
    if (this.budget.left < 0) throw new Refusal(problem('TooManyAliases', [], {}), start(node));
  }

  private at<T>(step: Path[number], read: () => T): T {
    this.path.push(step);
    const result = read();
    this.path.pop();
    return result;
  }
}

function meaningOf(node: Scalar): ScalarMeaning {
  const text = typeof node.value === 'string' ? node.value : '';
  if (node.tag !== undefined) return taggedMeaning(node.tag, text);
  return node.type === 'PLAIN' || node.type === undefined ? plainMeaning(text) : { value: text };
}

function meaningOfKey(node: unknown, aliases: Aliases): ReturnType<typeof keyMeaning> {
  const key = isAlias(node) ? aliases.get(node) : node;
  if (!isScalar(key)) return { refused: key === null || key === undefined ? 'null is no key' : 'a key is a text' };
  const text = typeof key.value === 'string' ? key.value : '';
  return key.tag === undefined && (key.type === 'PLAIN' || key.type === undefined) ? keyMeaning(text) : { value: text };
}

function isMerge(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && key.tag === undefined;
}

function start(node: unknown): number | undefined {
  return (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0];
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
