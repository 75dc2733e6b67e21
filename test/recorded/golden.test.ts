import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { BUILT_IN_OPERATOR_CONFIG, isKnownKind } from '../../lib/api';
import { asText } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { FlinkError } from '../../lib/problem';
import { renderResource } from '../../constructs/render-resource';
import { VARIANTS } from '../support/samples';

const FOLDER = path.join(__dirname, '..', 'golden', 'apache');

/** `UPDATE_GOLDEN=1 npm test` writes the files anew; read what has changed before you commit them. */
const update = process.env.UPDATE_GOLDEN === '1';

/** The resource with another mode, if it is one that makes a cluster. */
function inMode(document: JsonObject, mode: string): JsonObject {
  const spec = document.spec as JsonObject;
  if (document.kind === 'FlinkDeployment') return { ...document, spec: { ...spec, mode } };
  if (document.kind !== 'FlinkBlueGreenDeployment') return document;
  const template = spec.template as JsonObject;
  const child = { ...(template.spec as JsonObject), mode };
  return { ...document, spec: { ...spec, template: { ...template, spec: child } } };
}

/** What the resources of a variant render, with the mode set; refused ones leave their codes. */
function rendered(documents: readonly JsonObject[], mode: string): string {
  const parts = documents.filter(isKnownKind).flatMap((document) => {
    try {
      const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: documents };
      const manifests = renderResource(inMode(document, mode), context);
      return manifests.map((m) => stringify(m, { aliasDuplicateObjects: false, lineWidth: 0 }));
    } catch (error) {
      if (!(error instanceof FlinkError)) throw error;
      const codes = error.problems.map((p) => p.code).join(', ');
      return [`# ${asText((document.metadata as JsonObject).name)}: ${codes}\n`];
    }
  });
  return parts.join('---\n');
}

const cases = VARIANTS.flatMap(({ name, documents }) =>
  ['native', 'standalone'].map((mode) => ({ file: `${path.basename(name, '.yaml')}.${mode}.yaml`, documents, mode })),
);

beforeAll(() => {
  if (update) for (const file of readdirSync(FOLDER)) rmSync(path.join(FOLDER, file));
});

it.each(cases)('renders $file as in the golden file', ({ file, documents, mode }) => {
  const actual = rendered(documents, mode);
  const golden = path.join(FOLDER, file);
  if (update) writeFileSync(golden, actual);
  expect(existsSync(golden)).toBe(true);
  expect(actual).toBe(readFileSync(golden, 'utf8'));
});

it('has no golden file without a variant', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(cases.map((c) => c.file).sort());
});
