import { isObject } from '../json';

/** A Flink configuration: dotted option keys and their text, as Flink reads them. Keys are data, so this is a map. */
export type FlinkConfig = ReadonlyMap<string, string>;

/**
 * Flattens a `flinkConfiguration`: dotted keys, nested objects, or both. Nested keys are joined with dots, lists become
 * one text separated by `;`, other scalars become their text.
 *
 * The order in which an object's keys are written does not matter: they are taken sorted, as an API server returns
 * them. So where one option is written twice, the longer written key wins (`state.dir: a` over `state: {dir: b}`).
 */
export function flattenConfig(tree: unknown): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (value: unknown, key: string): void => {
    if (isObject(value)) {
      for (const k of Object.keys(value).sort()) walk(value[k], key === '' ? k : `${key}.${k}`);
    } else if (Array.isArray(value)) {
      flat.set(key, value.map((item) => scalarText(item)).join(';'));
    } else if (value !== null && value !== undefined) {
      flat.set(key, scalarText(value));
    }
  };
  walk(tree, '');
  return flat;
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Splits at a separator outside quotes; quotes are doubled inside a quoted part, as in Flink's list options. */
function splitQuoted(text: string, separator: string): string[] {
  if (text === '') return [];
  const parts: string[] = [];
  let part = '';
  let quote = '';
  let inside = false;
  for (const character of text) {
    if (quote !== '' && character === quote) {
      // A doubled quote leaves the quoted part and is back in it at once.
      inside = !inside;
      part += character;
    } else if (inside) {
      part += character;
    } else if ((character === '"' || character === "'") && part.trim() === '') {
      quote = character;
      inside = true;
      part += character;
    } else if (character === separator) {
      parts.push(part);
      part = '';
      quote = '';
    } else {
      part += character;
    }
  }
  parts.push(part);
  return parts.map((p) => unquote(p.trim())).filter((p) => p !== '');
}

function unquote(text: string): string {
  const quote = text[0];
  if ((quote !== '"' && quote !== "'") || text.length < 2 || !text.endsWith(quote)) return text;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

/** A list option: items separated by `;`. */
export function parseList(text: string): string[] {
  return splitQuoted(text, ';');
}

/** A map option: `key:value` pairs separated by `,`; the value starts after the first colon. */
export function parseMap(text: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const pair of splitQuoted(text, ',')) {
    const colon = pair.indexOf(':');
    if (colon > 0) map.set(pair.slice(0, colon).trim(), unquote(pair.slice(colon + 1).trim()));
  }
  return map;
}

/** The text of a map option; {@link parseMap} reads it. */
export function writeMap(entries: Iterable<readonly [key: string, value: string]>): string {
  return [...entries]
    .map(([key, value]) => {
      const entry = `${key}:${/[,:'"]|^\s|\s$/.test(value) ? `'${value.replaceAll("'", "''")}'` : value}`;
      return entry.includes(',') || entry.includes('"') ? `'${entry.replaceAll("'", "''")}'` : entry;
    })
    .join(',');
}

/** A list of maps: maps separated by `;`, as tolerations are written. */
export function parseMapList(text: string): Map<string, string>[] {
  return splitQuoted(text, ';').map((item) => parseMap(item));
}
