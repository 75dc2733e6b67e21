import { isObject } from '../json';

/** Names that a property, and mostly a variable, can have without quotes. */
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Columns of a line of code. */
const WIDTH = 120;

/**
 * A JSON value as TypeScript, in the style of prettier with single quotes.
 *
 * Keys such as `__proto__` are written so that they are keys. A text of several lines is a list of its lines, joined.
 *
 * @param indent of the line on which the value begins
 * @param room columns that are taken on that line already
 * @param replaced what stands for a value instead, by its path
 */
export function literal(
  value: unknown,
  indent = '',
  room = indent.length,
  replaced: (path: readonly (string | number)[], value: unknown) => string | undefined = () => undefined,
): string {
  const write = (node: unknown, pad: string, column: number, path: readonly (string | number)[]): string => {
    const other = replaced(path, node);
    if (other !== undefined) return other;
    if (typeof node === 'string') return text(node, pad, column);
    const list = Array.isArray(node);
    if (!list && !isObject(node)) return String(node === undefined ? null : JSON.stringify(node));
    const inner = `${pad}  `;
    const items = list
      ? node.map((item: unknown, i) => write(item, inner, inner.length, [...path, i]))
      : Object.entries(node).map(([key, item]) => {
          const name = propertyName(key);
          return `${name}: ${write(item, inner, inner.length + name.length + 2, [...path, key])}`;
        });
    const [open, close] = list ? ['[', ']'] : ['{', '}'];
    if (items.length === 0) return open + close;
    const line = list ? `[${items.join(', ')}]` : `{ ${items.join(', ')} }`;
    const nested = (list ? node : Object.values(node)).some((item: unknown) => isObject(item));
    if (!line.includes('\n') && !nested && column + line.length < WIDTH) return line;
    return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${pad}${close}`;
  };
  return write(value, indent, room, []);
}

/** A string literal, or the lines of a text joined. */
function text(value: string, pad: string, column: number): string {
  const lines = value.split('\n');
  if (lines.length < 3 && column + value.length < WIDTH) return quoted(value);
  if (lines.length === 1) return quoted(value);
  const inner = `${pad}  `;
  return `[\n${lines.map((line) => `${inner}${quoted(line)},\n`).join('')}${pad}].join('\\n')`;
}

/** A string literal in single quotes. */
export function quoted(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  // What an editor does not show is escaped, too.
  const visible = escaped.replace(
    /[\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffe\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `'${visible}'`;
}

/** In an object literal `__proto__` without brackets is the prototype, not a key. */
function propertyName(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return IDENTIFIER.test(key) ? key : quoted(key);
}
