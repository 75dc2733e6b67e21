import type { CustomResourceDefinition, Structural } from '../../lib/api/crd';
import type { JsonObject, Manifest } from '../../lib/manifest';
import { formatProblem, type Problem } from '../../lib/problem';
import { generatedCrds } from '../lib/crd/generated';
import { ApiClient, type Answer } from './client';
import { errorsOf, KINDS, rulesBelow } from './crds-kinds';

const client = new ApiClient();
const namespace = 'crds';
const crds = generatedCrds();

const schemaOf = ({ spec }: CustomResourceDefinition): Structural => spec.versions[0].schema.openAPIV3Schema;

/** The document in the namespace of these tests. */
const here = (document: JsonObject, name?: string): Manifest => {
  const metadata = document.metadata as JsonObject;
  return { ...document, metadata: { ...metadata, namespace, name: name ?? metadata.name } } as unknown as Manifest;
};

interface Cause {
  readonly field: string;
  readonly message: string;
}

/** What a refusal says of each field. */
const causesOf = ({ body }: Answer): readonly Cause[] =>
  (body as { details?: { causes?: readonly Cause[] } }).details?.causes ?? [];

/** The part of a refusal that is a rule's: `Invalid value: "object": TooSmall: ...`. */
const wordsOf = ({ message }: Cause): string | undefined => /(?<=: )[A-Z][a-z]\w+[A-Z]?\w*: .*$/s.exec(message)?.[0];

const said = (problems: readonly Problem[]) => problems.map((p) => formatProblem({ ...p, path: [] }));

/** A field as the schema names it. */
const inAnyItem = (field: string) => field.replace(/\[\d+\]/g, '[]');

beforeAll(async () => {
  await client.createNamespace(namespace);
  for (const { crd } of crds.values()) await client.applyCrd(crd);
});

describe.each(KINDS)('the rules of $kind', ({ kind, cases, updates, changeProblems }) => {
  const installed = rulesBelow(schemaOf(crds.get(kind)?.crd as CustomResourceDefinition));
  const broken: Cause[] = [];
  let changes = 0;

  it.each(cases)('say of $title what we say', async ({ document }) => {
    const answer = await client.dryRun(here(document));
    const ours = errorsOf(document);
    const causes = causesOf(answer);
    broken.push(...causes);
    const words = causes.map(wordsOf).filter((text) => text !== undefined);
    expect(words.filter((text) => !said(ours).includes(text))).toEqual([]);
    if (ours.length === 0) expect(answer.message).toBe('');
  });

  // What was never right was never stored.
  it.each(updates)('say of a change of $title what we say', async ({ old, document }) => {
    const name = `change-${(changes += 1)}`;
    const stored = await client.apply(here(old, name));
    // What was never right was never stored.
    expect(stored.ok || errorsOf(old).length > 0).toBe(true);
    if (!stored.ok) return;
    const answer = await client.dryRun(here(document, name));
    const ours = [...changeProblems({ old, new: document }), ...errorsOf(document)];
    const causes = causesOf(answer);
    broken.push(...causes);
    const words = causes.map(wordsOf).filter((text) => text !== undefined);
    expect(words.filter((text) => !said(ours).includes(text))).toEqual([]);
    if (ours.length === 0) expect(answer.message).toBe('');
  });

  it('are each broken by a case', () => {
    const unbroken = installed.filter(
      ({ field, words }) => !broken.some((cause) => inAnyItem(cause.field) === field && words.test(cause.message)),
    );
    expect(unbroken.map(({ field, words }) => `${field}: ${words.source}`)).toEqual([]);
    expect(installed.length).toBeGreaterThan(3);
  });
});
