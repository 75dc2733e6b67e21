import { isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { FlinkConfig } from '../../flink/config';
import { configFileName } from '../../flink/config-file';
import type { FlinkVersion } from '../../flink/version';

/** Name and text of Flink's configuration file: a line an option, sorted, as the operator writes it. */
export function configFile(version: FlinkVersion | undefined, config: FlinkConfig): [name: string, text: string] {
  const name = version === undefined ? 'flink-conf.yaml' : configFileName(version);
  const line = name === 'config.yaml' ? yamlLine : (key: string, value: string) => `${key}: ${value}\n`;
  const keys = [...config.keys()].sort();
  return [name, keys.map((key) => line(key, config.get(key) ?? '')).join('')];
}

/**
 * A line of `config.yaml`, which Flink reads as strict YAML. Key and value are quoted only where YAML would read something
 * else than their text, so that the other lines have the operator's bytes.
 */
function yamlLine(key: string, value: string): string {
  const k = WORD.test(key) || isText(plain('key', key), key) ? key : quoted(key);
  const v = WORD.test(value) || INTEGER.test(value) || stays(value) ? value : quoted(value);
  return `${k}: ${v}\n`;
}

/** Certainly text. */
const WORD = /^(?!(?:true|false|null|nan)$)[A-Za-z/][\w./;=+@-]*$/i;

/** As Java writes it too. */
const INTEGER = /^(?:0|-?[1-9]\d{0,17})$/;

/**
 * True when Flink makes of a value what it makes of its text. A value that is YAML itself stays: an author who had to quote
 * it did, and a list in brackets is a list either way. A map in braces would become options of its own.
 */
function stays(value: string): boolean {
  const node = plain('value', value);
  if (isScalar(node) && /^Q/.test(node.type ?? '')) return true;
  if (isSeq(node)) return node.items.every((item) => isScalar(item) && item.value !== null);
  return isText(node, value) || /^(?:true|false)$/.test(value);
}

/** True for a plain scalar that is read as the given text. */
function isText(node: unknown, text: string): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.value === text;
}

/** What YAML reads of an unquoted key or value; undefined when it reads more or less than the text. */
function plain(place: 'key' | 'value', text: string): unknown {
  if (UNPRINTABLE.test(text)) return undefined;
  const [before, after] = place === 'key' ? ['', ': x'] : ['x: ', ''];
  const { contents, errors, warnings } = parseDocument(before + text + after, { schema: 'core', version: '1.2' });
  if (errors.length > 0 || warnings.length > 0 || !isMap<unknown, unknown>(contents)) return undefined;
  const node = contents.items.length === 1 ? contents.items[0]?.[place] : undefined;
  return isNode(node) && node.range?.[1] === before.length + text.length ? node : undefined;
}

/** YAML can hold these as escapes only. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

function quoted(text: string): string {
  if (!UNPRINTABLE.test(text)) return `'${text.replaceAll("'", "''")}'`;
  const escape = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escape);
}
