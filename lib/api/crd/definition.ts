import type * as z from 'zod';
import type { Manifest } from '../../manifest';
import type { CelRule } from '../cel';
import { serverRule } from './server-rules';
import { nodeAt, structural, type Annotations, type Structural } from './structural';

/** A column of `kubectl get`. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'date' | 'integer';
  readonly description: string;
  readonly jsonPath: string;
  /** 1 for columns of `-o wide`. */
  readonly priority: 0 | 1;
}

/** What a CRD is made from. */
export interface CrdSource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly columns: readonly PrinterColumn[];
  /** Paths of the scale subresource, for `kubectl scale` and autoscalers. @default - none */
  readonly scale?:
    Readonly<Record<'specReplicasPath' | 'statusReplicasPath' | 'labelSelectorPath', string>> | undefined;
  readonly spec: z.ZodType;
  readonly status: z.ZodType;
  readonly rules: readonly CelRule[];
  /** By path, see {@link Annotations}. @default - none */
  readonly defaults?: Annotations['defaults'];
  /** By path, see {@link Annotations}. @default - none */
  readonly maxLengths?: Annotations['maxLengths'];
  /** @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The CRD of a kind. */
export interface CustomResourceDefinition extends Manifest {
  readonly spec: {
    readonly group: string;
    readonly names: Readonly<Record<'kind' | 'listKind' | 'plural' | 'singular', string>> & {
      readonly shortNames: readonly string[];
    };
    readonly scope: 'Namespaced';
    readonly versions: readonly [CrdVersion];
  };
}

interface CrdVersion {
  readonly name: string;
  readonly served: true;
  readonly storage: true;
  readonly subresources: { readonly status: object; readonly scale?: CrdSource['scale'] };
  readonly additionalPrinterColumns: readonly PrinterColumn[];
  readonly schema: { readonly openAPIV3Schema: Structural };
}

/**
 * Makes the CRD of a kind from its shapes and rules.
 *
 * @param descriptions the meaning of each field of spec and status by its path; `npm run crds` reads them from doc comments
 * @throws Error that lists the fields without a description, and defaults and rules for fields that are not there
 */
export function customResourceDefinition(
  source: CrdSource,
  descriptions: Readonly<Record<string, string>>,
): CustomResourceDefinition {
  const { group, version, kind, plural, scale, annotations } = source;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}`, ...(annotations && { annotations }) },
    spec: {
      group,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        shortNames: source.shortNames,
      },
      scope: 'Namespaced',
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {}, ...(scale && { scale }) },
          additionalPrinterColumns: source.columns,
          schema: { openAPIV3Schema: openApi(source, descriptions) },
        },
      ],
    },
  };
}

const ENVELOPE = {
  apiVersion: { type: 'string', description: 'Group and version of this kind.' },
  kind: { type: 'string', description: 'Name of this kind.' },
  metadata: { type: 'object' },
} as const;

function openApi(source: CrdSource, descriptions: Readonly<Record<string, string>>): Structural {
  const { defaults, maxLengths } = source;
  const about: Annotations = { descriptions, defaults, maxLengths };
  const missing = ['', 'spec', 'status'].filter((path) => descriptions[path] === undefined);
  const part = (name: 'spec' | 'status'): Structural => ({
    description: descriptions[name] ?? '',
    ...structural(source[name], name, about, missing),
  });
  const root: Structural = {
    type: 'object',
    description: descriptions[''] ?? '',
    properties: { ...ENVELOPE, spec: part('spec'), status: part('status') },
    required: ['spec'],
  };
  const lost = [
    ...Object.keys(defaults ?? {}).filter((path) => known(root, path) && nodeAt(root, path)?.default === undefined),
    ...Object.keys(maxLengths ?? {}).filter((path) => nodeAt(root, path)?.maxLength === undefined),
  ];
  if (missing.length + lost.length > 0) {
    throw new Error([...missing.map((p) => `${p}: no doc comment`), ...lost.map((p) => `${p}: no field`)].join('\n'));
  }
  for (const cel of source.rules) {
    const { at, rule } = serverRule(root, cel);
    const node = nodeAt(root, at);
    if (node !== undefined) (node['x-kubernetes-validations'] ??= []).push(rule);
  }
  return root;
}

/** False below an open node, of which the schema says nothing: what is there gets its defaults where it ends up. */
function known(root: Structural, path: string): boolean {
  const steps = path.match(/[^.[\]]+|\[\]/g) ?? [];
  return !steps.some((_, i) => nodeAt(root, steps.slice(0, i).join('.'))?.['x-kubernetes-preserve-unknown-fields']);
}
