import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import { BUILT_IN_OPERATOR_CONFIG, checkResource, type OperatorConfig } from '../lib/api';
import type { JsonObject, Manifest } from '../lib/manifest';
import { FlinkError, formatProblem, problem } from '../lib/problem';
import { ManifestObject } from './manifest-object';

/** Name, labels and annotations of a custom resource. Its namespace is that of the chart, unless it has its own. */
export interface CustomResourceMetadata extends ObjectMeta {
  /** Name of the resource, from which the names of all objects derive. */
  name: string;
}

/** Props of a construct that emits a custom resource. */
export interface CustomResourceProps<Spec> {
  /** Name, labels and annotations. The namespace is that of the chart, unless there is one here. */
  readonly metadata: CustomResourceMetadata;
  /** What the resource says, in wire names. */
  readonly spec: Spec;
}

/** Props of a resource whose operator has defaults of its own, which decide what is missing or allowed in it. */
export interface OperatedResourceProps<Spec> extends CustomResourceProps<Spec> {
  /**
   * Configuration of the operator, for the checks: {@link operatorConfigFrom} reads it.
   * @default - what the operator's chart installs
   */
  readonly operatorConfig?: OperatorConfig;
}

/** What a construct emits. */
interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Whether it names others, which may be made after it. */
  readonly refers?: boolean;
}

/** The resources of each app, which others name. */
const resources = new WeakMap<IConstruct, JsonObject[]>();

/** The resources that were made so far in the app of a construct. */
function resourcesBeside({ node }: IConstruct): JsonObject[] {
  const known = resources.get(node.root) ?? [];
  resources.set(node.root, known);
  return known;
}

/** Makes a resource known to those that name it. */
export function registerResource(construct: IConstruct, document: JsonObject): void {
  resourcesBeside(construct).push(document);
}

/**
 * A custom resource, emitted as its author writes it. It is checked when it is made, as `cdk8s-flink check` does. One that
 * names others is checked again when the app is synthesized, for those that are made after it. Patches are not checked.
 */
export abstract class CustomResource extends ManifestObject {
  /** @throws FlinkError with every problem of the resource and the path of the construct */
  protected constructor(scope: Construct, id: string, kind: Kind, props: OperatedResourceProps<unknown>) {
    const { refers = false, ...type } = kind;
    // A program that nobody compiles may give none, which the checks then say.
    const given: CustomResourceMetadata = { ...props.metadata };
    const namespace = given.namespace ?? Chart.of(scope).namespace;
    const metadata = { ...given, ...(namespace === undefined ? {} : { namespace }) };
    const manifest: Manifest = { ...type, metadata, spec: props.spec };
    const document = manifest as unknown as JsonObject;
    const errors = () => {
      const operatorConfig = props.operatorConfig ?? BUILT_IN_OPERATOR_CONFIG;
      const found = checkResource(document, { operatorConfig, resources: resourcesBeside(scope) });
      return [...(namespace === undefined ? [NO_NAMESPACE] : []), ...found.filter((p) => p.severity === 'error')];
    };
    const found = errors();
    // Thrown before it is part of the chart: what is refused cannot be deployed.
    if (found.length > 0) throw new FlinkError(found, [scope.node.path, id].filter((step) => step !== '').join('/'));
    super(scope, id, manifest);
    registerResource(this, document);
    if (refers) this.node.addValidation({ validate: () => errors().map(formatProblem) });
  }
}

const NO_NAMESPACE = problem('MissingField', ['metadata', 'namespace'], {
  field: 'metadata.namespace',
  purpose: 'for the resource or for its chart',
});
