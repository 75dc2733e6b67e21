import type { SavepointDocument, SavepointEntry } from './record';

/** The recorded savepoints as a table, oldest first. */
export function savepointTable({ savepoints }: SavepointDocument): string {
  const rows = savepoints.map((e) => [e.requestedAt, e.state, e.jobId, e.format, detail(e)]);
  const table = [['REQUESTED', 'STATE', 'JOB', 'FORMAT', 'LOCATION'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function detail({ location = '', error }: SavepointEntry): string {
  if (error === undefined) return location;
  const text = `(${error.replace(/\s+/g, ' ')})`;
  return location === '' ? text : `${location} ${text}`;
}
