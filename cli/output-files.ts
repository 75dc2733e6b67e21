import fs from 'node:fs';
import path from 'node:path';
import { problem } from '../lib/problem';
import type { InputDocument } from './input/documents';
import { systemError } from './input/files';
import { objectName } from './input/load';
import type { Diagnostic } from './report/diagnostic';

/** The output of a resource. */
export interface OutputFile {
  readonly document: InputDocument;
  /** What the file is named after. */
  readonly words: readonly string[];
  readonly text: string;
}

/**
 * Writes a file for each resource, `flinkdeployment-streams-orders.yaml`, into a folder that is created when it is not
 * there. All files or none: they are written beside their places first. Other files of the folder stay.
 *
 * @returns why nothing was written, if so
 */
export function writeFiles(folder: string, outputs: readonly OutputFile[]): Diagnostic[] {
  const files = outputs.map((output) => ({ output, name: fileName(output.words) }));
  const collisions = duplicateFiles(files);
  if (collisions.length > 0) return collisions;
  const temporary = files.map(({ name }) => path.join(folder, `.${name}.${process.pid}.tmp`));
  try {
    fs.mkdirSync(folder, { recursive: true });
    for (const { name } of files) {
      if (fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.isDirectory() === true) {
        throw Object.assign(new Error(name), { code: 'EISDIR' });
      }
    }
    files.forEach(({ output }, i) => fs.writeFileSync(temporary[i] ?? '', output.text));
    files.forEach(({ name }, i) => fs.renameSync(temporary[i] ?? '', path.join(folder, name)));
    return [];
  } catch (error) {
    for (const file of temporary.filter((name) => fs.existsSync(name))) fs.rmSync(file);
    return [{ file: folder, problem: problem('UnwritableFolder', [], { reason: systemError(error) }) }];
  }
}

/** Names of roles may have colons, which not every file system takes. */
function fileName(words: readonly string[]): string {
  return `${words
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, '-')}.yaml`;
}

function duplicateFiles(files: readonly { readonly output: OutputFile; readonly name: string }[]): Diagnostic[] {
  const first = new Map<string, InputDocument>();
  return files.flatMap(({ output: { document }, name }) => {
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, document);
      return [];
    }
    const owner = `${objectName(other)} (${other.file}, document ${other.document})`;
    return [document.locate(problem('DuplicateFile', ['metadata', 'name'], { name, other: owner }))];
  });
}
