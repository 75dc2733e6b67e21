import { Lexer } from 'yaml';

/** Tokens that the lexer adds to those of the text. */
const MARKS: readonly string[] = ['\u0002', '\u0018', '\u001f'];

/**
 * Where `[` and `{`, or `- ` within a line, are nested deeper than a limit, from 1, undefined when nowhere. To be asked
 * before parsing: the parser takes gigabytes for a file of either.
 */
export function deepFlow(text: string, limit: number): { line: number; column: number } | undefined {
  const dashes = new RegExp(`^ *(?:- +){${limit + 1}}`, 'm').exec(text);
  if (dashes !== null) return { line: text.slice(0, dashes.index).split('\n').length, column: 1 };
  if (!mayBeDeep(text, limit)) return undefined;
  let depth = 0;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > limit) {
      const lines = text.slice(0, offset).split('\n');
      return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
    }
    if (!MARKS.includes(token)) offset += token.length;
  }
  return undefined;
}

/** Counts the brackets in texts and comments too, which saves reading most files twice. */
function mayBeDeep(text: string, limit: number): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > limit) return true;
  }
  return false;
}
