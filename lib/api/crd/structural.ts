import type * as z from 'zod';
import { own } from '../../json';
import type { Json } from '../../manifest';

/** A node of a structural schema: OpenAPI v3 as the API server takes it in a CRD. */
export interface Structural {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  description?: string;
  default?: Json;
  enum?: string[];
  format?: 'int64';
  maxLength?: number;
  properties?: Record<string, Structural>;
  required?: string[];
  items?: Structural;
  additionalProperties?: Structural;
  'x-kubernetes-preserve-unknown-fields'?: true;
  'x-kubernetes-int-or-string'?: true;
  'x-kubernetes-validations'?: ServerRule[];
}

/** A CEL rule of a schema node, see the Kubernetes documentation on validation rules. */
export interface ServerRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly fieldPath?: string;
  readonly reason?: 'FieldValueInvalid' | 'FieldValueRequired' | 'FieldValueForbidden' | 'FieldValueDuplicate';
  readonly optionalOldSelf?: true;
}

/** What a schema of shapes does not say, by path: `spec.job.args`, with `[]` for list items and `{}` for map values. */
export interface Annotations {
  /** The meaning of each field. */
  readonly descriptions: Readonly<Record<string, string>>;
  /** Defaults that the API server fills in. */
  readonly defaults?: Readonly<Record<string, Json>> | undefined;
  /** Lengths of texts, without which a rule about them would be too expensive for the API server. */
  readonly maxLengths?: Readonly<Record<string, number>> | undefined;
}

/**
 * A shape as a structural schema. Objects that take unknown fields become open ones, of which the API server checks
 * nothing: pod templates and the like would make a CRD too large for `kubectl apply`, and the server checks them anyway
 * where they end up.
 *
 * @param missing gets the paths of fields that have no description
 */
export function structural(schema: z.ZodType, path: string, about: Annotations, missing: string[]): Structural {
  const { def } = schema as unknown as Node;
  switch (def.type) {
    case 'optional':
      return structural(def.innerType, path, about, missing);
    case 'object':
      return isOpen(def) ? { ...OPEN } : closed(def.shape, path, about, missing);
    case 'record': {
      const value = (def.valueType as unknown as Node).def;
      if (value.type === 'unknown') return { ...OPEN };
      const values = `${path}{}`;
      const maxLength = own(about.maxLengths ?? {}, values);
      return {
        type: 'object',
        additionalProperties: { ...structural(def.valueType, values, about, missing), ...(maxLength && { maxLength }) },
      };
    }
    case 'array':
      return { type: 'array', items: structural(def.element, `${path}[]`, about, missing) };
    case 'enum':
      return { type: 'string', enum: Object.values(def.entries) };
    case 'literal':
      return { type: 'string', enum: [...def.values] };
    case 'union':
      if (isIntOrString(def.options)) return { 'x-kubernetes-int-or-string': true };
      break;
    case 'number':
      return def.format === 'safeint' ? { type: 'integer', format: 'int64' } : { type: 'number' };
    case 'string':
    case 'boolean':
      return { type: def.type };
    case 'unknown':
      break;
  }
  throw new Error(`${path}: a CRD has no form for ${def.type}`);
}

/** Fields of Kubernetes that are newer than the types with the doc comments. */
const NEWER = [
  ['resources.claims[].request', 'Name of a request of the claim; all of its devices are made available without one.'],
] as const;

const OPEN: Structural = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

function closed(
  shape: Readonly<Record<string, z.ZodType>>,
  path: string,
  about: Annotations,
  missing: string[],
): Structural {
  const properties: Record<string, Structural> = {};
  const required: string[] = [];
  for (const [name, field] of Object.entries(shape)) {
    const at = path === '' ? name : `${path}.${name}`;
    const description = own(about.descriptions, at) ?? NEWER.find(([end]) => at.endsWith(end))?.[1];
    if (description === undefined) missing.push(at);
    const preset = own(about.defaults ?? {}, at);
    const maxLength = own(about.maxLengths ?? {}, at);
    properties[name] = {
      description: description ?? '',
      ...structural(field, at, about, missing),
      ...(maxLength && { maxLength }),
      ...(preset !== undefined && { default: preset }),
    };
    if ((field as unknown as Node).def.type !== 'optional') required.push(name);
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** The node at a path such as `spec.job` or `spec.jobManager.extraPorts[]`; empty for the root itself. */
export function nodeAt(root: Structural, path: string): Structural | undefined {
  const steps = path.match(/[^.[\]{}]+|\[\]|\{\}/g) ?? [];
  return steps.reduce<Structural | undefined>((node, step) => {
    if (step === '[]') return node?.items;
    return step === '{}' ? node?.additionalProperties : own(node?.properties ?? {}, step);
  }, root);
}

/** The part of zod's definitions that shapes are made of. */
interface Node {
  readonly def:
    | { readonly type: 'optional'; readonly innerType: z.ZodType }
    | ({ readonly type: 'object' } & ObjectDefinition)
    | { readonly type: 'record'; readonly valueType: z.ZodType }
    | { readonly type: 'array'; readonly element: z.ZodType }
    | { readonly type: 'enum'; readonly entries: Readonly<Record<string, string>> }
    | { readonly type: 'literal'; readonly values: readonly string[] }
    | { readonly type: 'union'; readonly options: readonly z.ZodType[] }
    | { readonly type: 'number'; readonly format?: string }
    | { readonly type: 'string' | 'boolean' | 'unknown' };
}

interface ObjectDefinition {
  readonly shape: Readonly<Record<string, z.ZodType>>;
  readonly catchall?: z.ZodType;
}

function isOpen(def: ObjectDefinition): boolean {
  return (def.catchall as unknown as { def: { type: string } } | undefined)?.def.type === 'unknown';
}

function isIntOrString(options: readonly z.ZodType[]): boolean {
  const types = options.map((option) => (option as unknown as Node).def.type).sort();
  return types.join() === 'number,string';
}
