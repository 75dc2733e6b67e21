import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { CustomResourceDefinition } from '../../../lib/api/crd';
import { temporaryFolder } from '../../cli/command';

const SCRIPT = path.join(__dirname, '..', '..', '..', 'scripts', 'crds.mjs');

/** A file that `npm run crds` writes. */
export interface Generated {
  readonly file: string;
  readonly text: string;
  readonly crd: CustomResourceDefinition;
}

/**
 * What `npm run crds` writes, by kind.
 *
 * @throws Error when it fails
 */
export function generatedCrds(): ReadonlyMap<string, Generated> {
  const folder = temporaryFolder();
  execFileSync(process.execPath, [SCRIPT, '--out', folder], { stdio: ['ignore', 'inherit', 'pipe'] });
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  return new Map(
    files.map((file) => {
      const text = readFileSync(file, 'utf8');
      const crd = parse(text) as CustomResourceDefinition;
      return [crd.spec.names.kind, { file, text, crd }];
    }),
  );
}
