import path from 'node:path';
import { formatPath } from '../../lib/problem';
import type { Diagnostic } from './diagnostic';

/** Problems as SARIF 2.1.0, which code hosts show beside the lines of a pull request. */
export function sarif(diagnostics: readonly Diagnostic[], version: string): string {
  const codes = [...new Set(diagnostics.map((d) => d.problem.code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cdk8s-flink',
            version,
            rules: codes.map((id) => ({ id, shortDescription: { text: words(id) } })),
          },
        },
        results: diagnostics.map(({ file, line, column, problem: { code, severity, path: field, message, hint } }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level: severity,
          message: { text: `${field.length === 0 ? '' : `${formatPath(field)}: `}${message}. ${hint}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uri(file) },
                ...(line === undefined ? {} : { region: { startLine: line, startColumn: column } }),
              },
            },
          ],
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** `HighAvailabilityRequired` as `High availability required`. */
function words(code: string): string {
  const spaced = code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function uri(file: string): string {
  const relative = path.isAbsolute(file) ? path.relative(process.cwd(), file) : file;
  return relative.split(path.sep).map(encodeURIComponent).join('/');
}
