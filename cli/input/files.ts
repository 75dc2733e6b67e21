import fs from 'node:fs';
import path from 'node:path';
import { problem } from '../../lib/problem';
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
  const fail = (file: string, p: Diagnostic['problem']) => diagnostics.push({ file, problem: p });
  const add = (file: string, bytes: Buffer) => {
    const text = decode(bytes);
    if (typeof text === 'string') files.push({ file, text });
    else fail(file, text.problem);
  };
  for (const name of names) {
    try {
      if (name === '-') {
        add('<stdin>', await io.stdin());
        continue;
      }
      const found = expand(name);
      if (found.length === 0) fail(name, problem('EmptyInput', [], { what: 'the folder has no YAML or JSON file' }));
      for (const file of found) {
        const { size } = fs.statSync(file);
        if (size > MAX_FILE_BYTES) fail(file, tooLarge(size));
        else add(file, fs.readFileSync(file));
      }
    } catch (error) {
      fail(name, problem('UnreadableFile', [], { reason: systemError(error) }));
    }
  }
  return { files, diagnostics };
}

function expand(name: string): string[] {
  if (!fs.statSync(name).isDirectory()) return [name];
  return fs
    .readdirSync(name, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(name, entry.name);
      if (entry.isDirectory()) return expand(full);
      return /\.(ya?ml|json)$/.test(entry.name) ? [full] : [];
    });
}

function tooLarge(bytes: number) {
  return problem('FileTooLarge', [], { bytes, limit: MAX_FILE_BYTES });
}

function decode(bytes: Buffer): string | { readonly problem: Diagnostic['problem'] } {
  if (bytes.length > MAX_FILE_BYTES) return { problem: tooLarge(bytes.length) };
  const notText = (reason: string) => ({ problem: problem('NotText', [], { reason }) });
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
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is no folder',
    EEXIST: 'there is a file of that name',
    ELOOP: 'its symbolic links go round in circles',
  };
  return words[code] ?? code;
}
