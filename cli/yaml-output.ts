import { isObject } from '../lib/json';
import { plainMeaning } from './input/scalar';

/**
 * Objects as YAML documents that every reader takes for the same: text that a YAML 1.1 or 1.2 reader, that of
 * Kubernetes included, could take for something else is quoted. Keys come in the given order, but apiVersion, kind and
 * metadata first, and in metadata name and namespace.
 */
export function toYaml(objects: readonly unknown[]): string {
  return objects.map((object) => document(conventional(object))).join('---\n');
}

function document(object: unknown): string {
  const lines: string[] = [];
  write(lines, '', '', object, 0);
  return `${lines.join('\n')}\n`;
}

/**
 * Writes a value behind what its line begins with.
 *
 * @param lead the indentation and the dash of a list item
 * @param label the key with its colon, or nothing
 * @param indent of what belongs to the value on the lines after the first
 */
function write(lines: string[], lead: string, label: string, value: unknown, indent: number): void {
  const before = label === '' ? lead : `${lead}${label} `;
  if (Array.isArray(value) && value.length > 0) {
    const pad = label === '' ? lead : ' '.repeat(indent);
    if (label !== '') lines.push(`${lead}${label}`);
    value.forEach((item: unknown, i) => {
      const dash = `${i === 0 ? pad : ' '.repeat(indent)}- `;
      write(lines, dash, '', item, indent + 2);
    });
    return;
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    if (label !== '') lines.push(`${lead}${label}`);
    Object.entries(value).forEach(([key, item], i) => {
      const start = i === 0 && label === '' ? lead : ' '.repeat(indent);
      write(lines, start, keyLabel(key, indent), item, indent + 2);
    });
    return;
  }
  const block = typeof value === 'string' && label !== '' ? blockText(value, indent) : undefined;
  if (block === undefined) lines.push(before + inline(value));
  else {
    lines.push(before + block.header);
    for (const line of block.lines) lines.push(line);
  }
}

/** Readers of YAML take no more than 1024 characters for a key, unless it is announced by a question mark. */
function keyLabel(key: string, indent: number): string {
  const text = quoted(key);
  return text.length <= 1000 ? `${text}:` : `? ${text}\n${' '.repeat(indent)}:`;
}

function inline(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  // Objects and lists come here when they are empty only; JSON has numbers as YAML has them.
  return JSON.stringify(value);
}

/** Words that are a boolean or null to some reader, in whatever case. */
const WORDS = /^(y|n|yes|no|on|off|true|false|null|nan|inf|infinity)$/i;
/** Text that a reader could only take for text, as long as it is none of the words and no number. */
const PLAIN =
  /^(?:[A-Za-z_/$()\\;^+~]|-(?=[A-Za-z_$-]))(?:[A-Za-z0-9_/$()\\;^+~.,@%=&*!?|<>"'`[\]{}-]|:(?=[^\s])| (?=[^\s#])|#(?<!\s#))*$/;

function quoted(text: string): string {
  const plain =
    PLAIN.test(text) &&
    !WORDS.test(text) &&
    !/^([-+~]?[\d.]|[-+]?[eE][-+]?\d+$|~$|---)/.test(text) &&
    meansText(text) &&
    !text.endsWith(':');
  if (plain) return text;
  // JSON is YAML, but for a few characters that are line breaks or not printable in YAML.
  return JSON.stringify(text).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function meansText(text: string): boolean {
  const meaning = plainMeaning(text);
  return 'value' in meaning && meaning.value === text;
}

/** A text of several lines as a block, undefined where a block could be read in more than one way. */
function blockText(text: string, indent: number): { readonly header: string; readonly lines: string[] } | undefined {
  if (!/[^\n]\n/.test(text) || /^\s/.test(text) || /^[ \t]+$/m.test(text)) return undefined;
  if (/[^\n\t\u0020-\u007e\u00a1-\u1fff\u2030-\ud7ff\ue000-\ufdcf]/.test(text)) return undefined;
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const keep = text.endsWith('\n\n') ? '+' : '';
  const header = `|${text.endsWith('\n') ? keep : '-'}`;
  const pad = ' '.repeat(indent);
  return { header, lines: body.split('\n').map((line) => (line === '' ? '' : pad + line)) };
}

function conventional(object: unknown): unknown {
  if (!isObject(object)) return object;
  const first = ['apiVersion', 'kind', 'metadata'].filter((key) => Object.hasOwn(object, key));
  const head = first.map((key): [string, unknown] => [key, key === 'metadata' ? named(object[key]) : object[key]]);
  return Object.fromEntries([...head, ...Object.entries(object).filter(([key]) => !first.includes(key))]);
}

function named(metadata: unknown): unknown {
  if (!isObject(metadata)) return metadata;
  const first = ['name', 'namespace'].filter((key) => Object.hasOwn(metadata, key));
  const rest = Object.entries(metadata).filter(([key]) => !first.includes(key));
  return Object.fromEntries([...first.map((key): [string, unknown] => [key, metadata[key]]), ...rest]);
}
