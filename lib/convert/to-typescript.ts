import { asText, isObject, own, withoutNulls } from '../json';
import type { JsonObject } from '../manifest';
import { problem, type Problem } from '../problem';
import { literal, quoted } from './typescript-literal';

/** TypeScript that makes resources with constructs. */
export interface TypeScriptCode {
  readonly text: string;
  /** What the code does not say, by the index of the document. */
  readonly lost: readonly { readonly document: number; readonly problem: Problem }[];
}

/** The kinds that have a construct of their own name. */
const CONSTRUCTS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'flink.apache.org/v1beta1',
    ['FlinkBlueGreenDeployment', 'FlinkDeployment', 'FlinkSessionJob', 'FlinkStateSnapshot'],
  ],
  ['flinkoperator.k8s.io/v1beta1', ['FlinkCluster']],
]);

/**
 * Code of one chart with a construct for each resource; kinds without one of their own become a `ManifestObject`. Comments of the
 * YAML are not in it. What is synthesized is what was read: without nulls, which the API server drops, in Flink's own kinds.
 *
 * @param documents resources that have passed their rules
 */
export function toTypeScript(documents: readonly JsonObject[]): TypeScriptCode {
  const names = new Set<string>();
  const imports = new Set<string>();
  const lost: { document: number; problem: Problem }[] = [];
  const statements = documents.map((document, i) => {
    const id = quoted(constructId(document, names));
    if (!hasConstruct(document)) {
      imports.add('ManifestObject');
      // Other kinds have metadata of any shape.
      return `new ManifestObject(this, ${id}, ${literal(document, '    ')} as Manifest);`;
    }
    const kind = asText(document.kind);
    imports.add(kind);
    lost.push(...notInCode(document).map((found) => ({ document: i, problem: found })));
    const { metadata, spec } = withoutNulls(document);
    const props = { metadata: withNamespace(metadata ?? {}), spec: spec ?? {} };
    return `new ${kind}(this, ${id}, ${literal(props, '    ', 0, unlikeItsType)});`;
  });
  const used = [...[...imports].sort(), ...(imports.has('ManifestObject') ? ['type Manifest'] : [])];
  return { text: file(used, statements), lost };
}

function file(used: readonly string[], statements: readonly string[]): string {
  return `import { App, Chart } from 'cdk8s';
import { ${used.join(', ')} } from 'cdk8s-flink';
import type { Construct } from 'constructs';

export class FlinkResources extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

${statements.map((statement) => `    ${statement}\n`).join('\n')}  }
}

const app = new App();
new FlinkResources(app, 'flink');
app.synth();
`;
}

const hasConstruct = ({ apiVersion, kind }: JsonObject) =>
  CONSTRUCTS.get(asText(apiVersion))?.includes(asText(kind)) === true;

/** A construct wants to know its namespace; kubectl would take the one of its context. */
function withNamespace(metadata: unknown): unknown {
  if (!isObject(metadata) || typeof metadata.namespace === 'string') return metadata;
  const { name = '', ...rest } = metadata;
  return { name, namespace: 'default', ...rest };
}

function notInCode(document: JsonObject): Problem[] {
  const { metadata } = document;
  const found: Problem[] = [];
  if (isObject(metadata) && typeof metadata.namespace !== 'string') {
    const effect = 'the namespace is default, as nothing says another';
    const hint = 'Give it with -n, or change it in the code';
    found.push(problem('MeaningChanged', ['metadata'], { kind: 'code', effect, hint }, 'warning'));
  }
  for (const field of Object.keys(document)) {
    if (['apiVersion', 'kind', 'metadata', 'spec'].includes(field) || own(document, field) === null) continue;
    const reason = 'a construct says what is wanted, not what is';
    found.push(problem('NotCarriedOver', [field], { kind: 'code', reason, hint: 'Nothing has to be done' }, 'warning'));
  }
  return found;
}

/** Kind and name in one id: `orders`, or `service-orders` when another one has that. */
function constructId({ kind, metadata }: JsonObject, taken: Set<string>): string {
  const { name, namespace } = isObject(metadata) ? metadata : {};
  const words = [kind, namespace, name].map((word) => (typeof word === 'string' ? idPart(word) : ''));
  const [k = '', ns = '', n = ''] = [words[0]?.toLowerCase(), words[1], words[2]];
  const candidates = [n, `${k}-${n}`, `${k}-${ns}-${n}`];
  const free = candidates.find((id) => id !== '' && !taken.has(id));
  let id = free ?? `${k}-${n}`;
  for (let i = 2; taken.has(id); i++) id = `${k}-${n}-${i}`;
  taken.add(id);
  return id;
}

/** A slash divides the ids of constructs. */
const idPart = (word: string) => word.replaceAll('/', '-');

/** Values that do not fit the types of Kubernetes: quantities are text to TypeScript, and numbers as well to an API server. */
function unlikeItsType(path: readonly (string | number)[], value: unknown): string | undefined {
  const [container, kind] = [path.at(-3), path.at(-2)];
  const quantity = container === 'resources' && (kind === 'requests' || kind === 'limits');
  return quantity && typeof value === 'number' ? `${value} as unknown as string` : undefined;
}
