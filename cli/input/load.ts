import { isKnownKind } from '../../lib/api';
import { asText, isObject, typeName } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { problem, type Problem } from '../../lib/problem';
import { suggest } from '../../lib/suggest';
import type { Io } from '../io';
import type { Diagnostic } from '../report/diagnostic';
import { readDocuments, type InputDocument } from './documents';
import { readFiles } from './files';

/** Everything that was given to a command. */
export interface Input {
  readonly files: number;
  readonly documents: readonly InputDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The kinds of both operators by group; each group has one version. */
const KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['flink.apache.org', ['FlinkDeployment', 'FlinkSessionJob', 'FlinkStateSnapshot', 'FlinkBlueGreenDeployment']],
  ['flinkoperator.k8s.io', ['FlinkCluster']],
]);

/**
 * Reads the inputs of a command.
 *
 * @param namespace for resources of Flink that name none
 */
export async function loadInput(names: readonly string[], namespace: string | undefined, io: Io): Promise<Input> {
  const { files, diagnostics: unread } = await readFiles(names, io);
  const diagnostics = [...unread];
  const documents: InputDocument[] = [];
  for (const source of files) {
    const read = readDocuments(source);
    for (const found of read.diagnostics) diagnostics.push(found);
    for (const document of read.documents) {
      const problems = envelopeProblems(document.value);
      diagnostics.push(...problems.map(document.locate));
      if (problems.length === 0) documents.push({ ...document, value: withNamespace(document.value, namespace) });
    }
  }
  return { files: files.length, documents, diagnostics: [...diagnostics, ...duplicates(documents)] };
}

/** `kind namespace/name` of a document, for messages. */
export function objectName({ value }: InputDocument): string {
  const metadata = isObject(value.metadata) ? value.metadata : {};
  const namespace = typeof metadata.namespace === 'string' ? `${metadata.namespace}/` : '';
  return `${asText(value.kind)} ${namespace}${asText(metadata.name)}`;
}

function withNamespace(value: JsonObject, namespace: string | undefined): JsonObject {
  const { metadata } = value;
  if (namespace === undefined || !isKnownKind(value) || !isObject(metadata)) return value;
  return typeof metadata.namespace === 'string' ? value : { ...value, metadata: { ...metadata, namespace } };
}

/** What every Kubernetes object has: without it nothing can be said about the rest. */
function envelopeProblems(value: JsonObject): Problem[] {
  if (value.kind === 'List' && value.apiVersion === 'v1') {
    const purpose = 'the resources of the list';
    return value.items === undefined
      ? [problem('MissingField', ['items'], { field: 'items', purpose })]
      : [problem('WrongType', ['items'], { expected: 'a list', actual: typeName(value.items) })];
  }
  const problems: Problem[] = [];
  const text = (found: unknown, path: readonly string[], purpose: string) => {
    if (typeof found === 'string' && found !== '') return;
    if (found === undefined || found === null || found === '') {
      problems.push(problem('MissingField', path, { field: path.join('.'), purpose }));
    } else {
      problems.push(problem('WrongType', path, { expected: 'a string', actual: typeName(found) }));
    }
  };
  text(value.apiVersion, ['apiVersion'], 'group and version of the kind');
  text(value.kind, ['kind'], 'the kind of the resource');
  if (value.metadata !== undefined && value.metadata !== null && !isObject(value.metadata)) {
    const actual = typeName(value.metadata);
    problems.push(problem('WrongType', ['metadata'], { expected: 'an object', actual }));
  } else {
    text(isObject(value.metadata) ? value.metadata.name : undefined, ['metadata', 'name'], 'the name of the resource');
  }
  return problems.length > 0 ? problems : flinkKindProblems(value);
}

/** A misspelt kind of a known group would pass as somebody else's otherwise. */
function flinkKindProblems({ apiVersion, kind }: JsonObject): Problem[] {
  const group = apiGroup(apiVersion);
  const known = KINDS.get(group);
  if (known === undefined || typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
  if (apiVersion !== `${group}/v1beta1`) {
    return [problem('UnknownApiVersion', ['apiVersion'], { apiVersion, known: `${group}/v1beta1` })];
  }
  if (known.includes(kind)) return [];
  return [problem('UnknownKind', ['kind'], { kind, known, suggestion: suggest(kind, known) })];
}

/** The group of an `apiVersion`, empty for the core group. Versions of one group have the same objects. */
export function apiGroup(apiVersion: unknown): string {
  const text = asText(apiVersion);
  return text.slice(0, Math.max(0, text.lastIndexOf('/')));
}

function duplicates(documents: readonly InputDocument[]): Diagnostic[] {
  const first = new Map<string, InputDocument>();
  return documents.flatMap((document) => {
    const { apiVersion, metadata } = document.value;
    const group = apiGroup(apiVersion);
    const namespace = isObject(metadata) && typeof metadata.namespace === 'string' ? metadata.namespace : 'default';
    const key = JSON.stringify([group, document.value.kind, namespace, isObject(metadata) ? metadata.name : '']);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, document);
      return [];
    }
    const place = `${other.file}, document ${other.document}`;
    const found = problem('DuplicateObject', ['metadata', 'name'], { object: objectName(document), other: place });
    return [document.locate(found)];
  });
}
