import fs from 'node:fs';
import path from 'node:path';
import { problem, type Problem } from '../../lib/problem';
import type { Io } from '../io';
import type { Diagnostic } from '../report/diagnostic';

/** The largest file that is read, in bytes; an API server takes objects of about 1.5 MiB. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** A text with the name that messages give it. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** What could be read, and what is wrong with the rest. */
export interface ReadResult {
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads files, folders (recursively, `*.yaml`, `*.yml` and `*.json`, sorted) and `-` for standard input. */
export async function readFiles(names: readonly string[], io: Io): Promise<ReadResult> {
  const files: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const add = (file: string, read: string | Problem) => {
    if (typeof read === 'string') files.push({ file, text: read });
    else diagnostics.push({ file, problem: read });
  };
  for (const name of names) {
    if (name === '-') {
      add('<stdin>', decode(await io.stdin(MAX_FILE_BYTES + 1)));
      continue;
    }
    const found = expand(name);
    if (Array.isArray(found)) for (const file of found) add(file, readText(file));
    else add(name, found);
  }
  return { files, diagnostics };
}

/** The text of a file, or why there is none. Reads no further than the limit, so pipes and devices are safe. */
export function readText(file: string): string | Problem {
  try {
    const descriptor = fs.openSync(file, 'r');
    try {
      const chunks: Buffer[] = [];
      let length = 0;
      while (length <= MAX_FILE_BYTES) {
        const chunk = Buffer.allocUnsafe(256 * 1024);
        const count = fs.readSync(descriptor, chunk);
        if (count === 0) break;
        chunks.push(chunk.subarray(0, count));
        length += count;
      }
      return decode(Buffer.concat(chunks, length));
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (error) {
    return problem('UnreadableFile', [], { reason: systemError(error) });
  }
}

function expand(name: string): string[] | Problem {
  try {
    if (!fs.statSync(name).isDirectory()) return [name];
    const found = walk(name);
    return found.length > 0 ? found : problem('EmptyInput', [], { what: 'the folder has no YAML or JSON file' });
  } catch (error) {
    return problem('UnreadableFile', [], { reason: systemError(error) });
  }
}

function walk(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) return walk(full);
      return /\.(ya?ml|json)$/.test(entry.name) ? [full] : [];
    });
}

function decode(bytes: Buffer): string | Problem {
  if (bytes.length > MAX_FILE_BYTES) return problem('FileTooLarge', [], { limit: MAX_FILE_BYTES });
  const notText = (reason: string) => problem('NotText', [], { reason });
  const mark = bytes.subarray(0, 2).toString('latin1');
  if (mark === '\u00ff\u00fe' || mark === '\u00fe\u00ff') return notText('it is UTF-16');
  if (bytes.includes(0)) return notText('it has zero bytes');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return notText('it is not UTF-8');
  }
}

/** The reason of a failed system call in plain words. */
export function systemError(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const words = new Map([
    ['ENOENT', 'there is no such file or folder'],
    ['EACCES', 'permission denied'],
    ['EISDIR', 'it is a folder'],
    ['ENOTDIR', 'a part of the path is no folder'],
    ['EEXIST', 'there is a file of that name'],
    ['ELOOP', 'its symbolic links go round in circles'],
    ['ENAMETOOLONG', 'the name is too long'],
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'the disk is read-only'],
  ]);
  return words.get(code) ?? code;
}
