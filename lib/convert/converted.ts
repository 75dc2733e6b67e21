import { isObject, own, put, withoutNulls } from '../json';
import type { Json, JsonObject } from '../manifest';
import { formatPath, problem, type Path, type Problem } from '../problem';

/** What a resource was converted to. */
export interface Converted<R> {
  readonly resource: R;
  /**
   * What is not in the result or means something else there, each with what to do, at the field of the source. All are
   * warnings: `NotCarriedOver`, `MeaningChanged` or `NeededAfterConversion`.
   */
  readonly lost: readonly Problem[];
}

/** Collects what a conversion loses, each thing once. */
export class Losses {
  private readonly found = new Map<string, Problem>();

  /** @param kind that the resource is converted to */
  constructor(readonly kind: string) {}

  /** Everything that was found so far. */
  get all(): readonly Problem[] {
    return [...this.found.values()];
  }

  /** A field that is not in the result. */
  dropped(path: Path, reason: string, hint: string): void {
    this.add(problem('NotCarriedOver', path, { kind: this.kind, reason, hint }, 'warning'));
  }

  /** A field that is in the result, but means something else there. */
  changed(path: Path, effect: string, hint: string): void {
    this.add(problem('MeaningChanged', path, { kind: this.kind, effect, hint }, 'warning'));
  }

  /** A field that the result needs. */
  needed(path: Path, field: string, purpose: string): void {
    this.add(problem('NeededAfterConversion', path, { kind: this.kind, field, purpose }, 'warning'));
  }

  private add(found: Problem): void {
    this.found.set(`${found.code} ${formatPath(found.path)} ${found.message}`, found);
  }
}

/**
 * A document that is taken apart. What a conversion does not take is told as lost in the end, so that nothing can be
 * forgotten.
 */
export class Source {
  private readonly rest: JsonObject;

  /** @param toPath where something of this document is in the document that the user wrote */
  constructor(
    document: object,
    private readonly losses: Losses,
    private readonly toPath: (path: Path) => Path = (path) => path,
  ) {
    this.rest = structuredCloneOf(withoutNulls(document) as JsonObject);
  }

  /** Removes a value and returns it. */
  take<T = Json>(...path: Path): T | undefined {
    const parent = this.find(path.slice(0, -1));
    const key = path.at(-1);
    if (!isObject(parent) || typeof key !== 'string') return undefined;
    const value = own(parent, key);
    delete parent[key];
    return value as T | undefined;
  }

  /** Removes a value and tells that it is lost. */
  drop(path: Path, reason: string, hint: string): void {
    const value = this.take(...path);
    if (value !== undefined && !isEmpty(value)) this.losses.dropped(this.toPath(path), reason, hint);
  }

  /** Tells that something inside of a value that was taken is lost. */
  tell(path: Path, reason: string, hint: string): void {
    this.losses.dropped(this.toPath(path), reason, hint);
  }

  /** Tells that a value means something else, whether it was taken or not. */
  change(path: Path, effect: string, hint: string): void {
    this.losses.changed(this.toPath(path), effect, hint);
  }

  /** Tells of everything that was not taken: field by field, and of what is deeper than `depth` together. */
  dropRest(reason: string, hint: string, depth = Infinity): void {
    for (const path of leavesOf(this.rest, depth)) this.losses.dropped(this.toPath(path), reason, hint);
  }

  private find(path: Path): Json | undefined {
    return path.reduce<Json | undefined>(
      (at, step) => (isObject(at) && typeof step === 'string' ? own(at, step) : undefined),
      this.rest,
    );
  }
}

/** Paths of what is not an object, and of lists as a whole; empty objects and lists say nothing. */
function leavesOf(value: Json, depth: number, path: Path = []): Path[] {
  if (isEmpty(value)) return [];
  if (!isObject(value) || path.length >= depth) return [path];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, depth, [...path, key]));
}

/** True for what has no scalar anywhere inside. */
export function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isEmpty);
}

/** A copy whose objects can be changed, with keys such as `__proto__`. */
function structuredCloneOf<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => structuredCloneOf(item)) as T;
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, child] of Object.entries(value)) put(copy, key, structuredCloneOf(child));
  return copy as T;
}

/** The entries that say something: no undefined values, no empty lists and objects. */
export function filled<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined && !isNothing(value)),
  ) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function isNothing(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
