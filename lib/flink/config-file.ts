import { atLeast, type FlinkVersion } from './version';

/** Options to write: an option that is a list keeps its items apart, because `config.yaml` has real lists. */
export type ConfigEntries = ReadonlyMap<string, string | readonly string[]>;

/** Name of the configuration file of a version. Flink 1.19 and 1.20 read both, and prefer the older when it is there. */
export function configFileName(version: FlinkVersion): 'flink-conf.yaml' | 'config.yaml' {
  return atLeast(version, 'v2_0') ? 'config.yaml' : 'flink-conf.yaml';
}

/** The text of the configuration file, keys sorted by code unit. */
export function writeConfigFile(version: FlinkVersion, entries: ConfigEntries): string {
  const sorted = [...entries.keys()].sort().map((key) => [key, entries.get(key) ?? ''] as const);
  return atLeast(version, 'v2_0') ? nested(sorted) : flat(sorted);
}

/** Pairs of keys that nested YAML cannot hold together, because one is a dotted prefix of the other. */
export function overlappingKeys(keys: Iterable<string>): [prefix: string, key: string][] {
  const all = new Set(keys);
  const pairs: [string, string][] = [];
  for (const key of all) {
    for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      const prefix = key.slice(0, dot);
      if (all.has(prefix)) pairs.push([prefix, key]);
    }
  }
  return pairs;
}

/** `flink-conf.yaml`: the legacy parser takes lines as they are and knows no quotes. */
function flat(entries: readonly (readonly [string, string | readonly string[]])[]): string {
  return entries.map(([key, value]) => `${key}: ${typeof value === 'string' ? value : legacyList(value)}\n`).join('');
}

/** How Flink writes a list into one text: an item with a separator or a quote is put into single quotes. */
function legacyList(items: readonly string[]): string {
  return items.map((item) => (/[;'"]/.test(item) ? `'${item.replaceAll("'", "''")}'` : item)).join(';');
}

type Tree = Map<string, Tree | string | readonly string[]>;

/** `config.yaml`: strict YAML 1.2. Values are quoted whenever a parser could take them for something else than text. */
function nested(entries: readonly (readonly [string, string | readonly string[]])[]): string {
  const root: Tree = new Map();
  for (const [key, value] of entries) {
    const steps = key.split('.');
    const last = steps.pop() ?? key;
    let node = root;
    for (const step of steps) {
      const next = node.get(step);
      const child: Tree = next instanceof Map ? next : new Map<string, Tree | string | readonly string[]>();
      node.set(step, child);
      node = child;
    }
    node.set(last, value);
  }
  return writeTree(root, '');
}

function writeTree(tree: Tree, indent: string): string {
  let out = '';
  for (const [key, value] of tree) {
    const name = indent + scalar(key);
    if (value instanceof Map) out += `${name}:\n${writeTree(value, `${indent}  `)}`;
    else if (typeof value === 'string') out += `${name}: ${scalar(value)}\n`;
    else if (value.length === 0) out += `${name}: []\n`;
    else out += `${name}:\n${value.map((item) => `${indent}- ${scalar(item)}\n`).join('')}`;
  }
  return out;
}

/** YAML can hold these as escapes only. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/**
 * A YAML scalar that is text to every YAML parser: plain when it can only be text, else single-quoted, else (control
 * characters, line breaks) double-quoted with JSON's escapes, which are YAML's too.
 */
function scalar(value: string): string {
  if (/^[A-Za-z/$][\w./:,;=+@()$ -]*$/.test(value) && !/: |:$| $|^(true|false|null|yes|no|on|off|y|n)$/i.test(value)) {
    return value;
  }
  if (UNPRINTABLE.test(value)) {
    const escape = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escape);
  }
  return `'${value.replaceAll("'", "''")}'`;
}
