import { formatPath } from '../../lib/problem';
import type { Diagnostic } from './diagnostic';

const COLOURS = { error: '\u001b[31m', warning: '\u001b[33m', dim: '\u001b[2m', reset: '\u001b[0m' } as const;

/** Problems for people: `file:line:column: error Code: field: message. Hint.`, a line each, whatever the input holds. */
export function human(diagnostics: readonly Diagnostic[], colours: boolean): string {
  const paint = (colour: keyof typeof COLOURS, text: string) =>
    colours ? COLOURS[colour] + text + COLOURS.reset : text;
  return diagnostics
    .map(({ file, document, line, column, problem: p }) => {
      const place = [printable(file), line, column].filter((part) => part !== undefined).join(':');
      const number = line === undefined && document !== undefined ? ` (document ${document})` : '';
      const path = formatPath(p.path);
      const field = path === '' ? '' : `${path}: `;
      const hint = p.hint.endsWith('?') ? p.hint : `${p.hint}.`;
      return `${place}${number}: ${paint(p.severity, p.severity)} ${p.code}: ${printable(`${field}${p.message}`)}. ${paint('dim', printable(hint))}\n`;
    })
    .join('');
}

/** Names and values of the input may hold what moves the cursor, hides text or turns its direction. */
function printable(text: string): string {
  const escape = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, escape);
}

/** `2 errors, 1 warning in 3 files`. */
export function summary(diagnostics: readonly Diagnostic[], files: number, resources: number): string {
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  const errors = diagnostics.filter((d) => d.problem.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const found = [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : ''];
  const checked = `${count(resources, 'resource')} in ${count(files, 'file')}`;
  return `${found.filter((part) => part !== '').join(', ') || 'no problems'}, ${checked}\n`;
}
