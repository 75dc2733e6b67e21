import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { computed, messageExpression } from '../../../lib/api/cel';
import { customResourceDefinition, type CrdSource, type Structural } from '../../../lib/api/crd';
import { problem } from '../../../lib/problem';
import { temporaryFolder } from '../../cli/command';
import { generatedCrds } from './generated';

const crds = [...generatedCrds().values()];
const folder = temporaryFolder();
const ROOT = path.join(__dirname, '..', '..', '..');

/** The columns of `kubectl get`, those of `-o wide` in brackets. */
const PUBLISHED: readonly [kind: string, names: readonly string[], columns: string, scaled: boolean][] = [
  ['FlinkDeployment', ['flinkdep'], 'Job Status, Lifecycle State', true],
  ['FlinkSessionJob', ['sessionjob'], 'Job Status, Lifecycle State', false],
  ['FlinkStateSnapshot', ['flinksnp'], 'Path, Result Timestamp, Snapshot State', false],
  ['FlinkBlueGreenDeployment', ['flinkbgdep'], 'Job Status', false],
  [
    'FlinkCluster',
    ['fc', 'fcs'],
    'version, status, age, [jm replicas], [jm zone], [tm replicas], [tm zone], [Image]',
    true,
  ],
];

it.each(PUBLISHED)('gives %s the short names %j and the columns %s', (kind, shortNames, columns, scaled) => {
  const { crd } = crds.find((one) => one.crd.spec.names.kind === kind) ?? {};
  const version = crd?.spec.versions[0];
  const shown = version?.additionalPrinterColumns.map(({ name, priority }) => (priority > 0 ? `[${name}]` : name));
  expect(crd?.spec.names.shortNames).toEqual(shortNames);
  expect(shown?.join(', ')).toBe(columns);
  expect(version?.subresources.status).toEqual({});
  expect(version?.subresources.scale !== undefined).toBe(scaled);
});

it('writes files that client-side kubectl apply takes, which keeps a copy of 256 KiB at most in an annotation', () => {
  expect(crds).toHaveLength(PUBLISHED.length);
  for (const { crd, text } of crds) {
    expect(Math.max(text.length, JSON.stringify(crd).length)).toBeLessThan(200_000);
  }
});

/** Every node of a schema with its path. */
function nodes(node: Structural, at: string): [string, Structural][] {
  return [
    [at, node],
    ...Object.entries(node.properties ?? {}).flatMap(([name, child]) => nodes(child, `${at}.${name}`)),
    ...(node.items ? nodes(node.items, `${at}[]`) : []),
    ...(node.additionalProperties ? nodes(node.additionalProperties, `${at}{}`) : []),
  ];
}

describe.each(crds.map(({ crd }) => [crd.spec.names.kind, crd.spec.versions[0].schema.openAPIV3Schema] as const))(
  'the schema of %s',
  (_, schema) => {
    const all = nodes(schema, '');

    it('describes every field', () => {
      const fields = all.filter(([at]) => /\w$/.test(at) && at !== '.metadata');
      expect(fields.filter(([, { description = '' }]) => description.length < 5).map(([at]) => at)).toEqual([]);
      expect(fields.length).toBeGreaterThan(20);
    });

    it('keeps what is unknown in pods, in options and in the record of the controller, and nowhere else', () => {
      const open = all.filter(([, node]) => node['x-kubernetes-preserve-unknown-fields']).map(([at]) => at);
      const others =
        /\.(podTemplate|flinkConfiguration|checkpoint|template\.metadata|engine|affinity|securityContext)$/;
      const lists =
        /\.(volumes|volumeMounts|volumeClaimTemplates|initContainers|sidecars|tolerations|hostAliases|envVars|envFrom|metrics|claims|loadBalancerIngress)\[\]$/;
      const cluster = /\.(livenessProbe|readinessProbe|behavior|podDisruptionBudget|selector)$/;
      expect(open.filter((at) => !others.test(at) && !lists.test(at) && !cluster.test(at))).toEqual([]);
      expect(open).toContain('.status.engine');
    });
  },
);

const SOURCE: CrdSource = {
  group: 'example.com',
  version: 'v1',
  kind: 'Thing',
  plural: 'things',
  shortNames: [],
  columns: [],
  spec: z.strictObject({ size: z.int().optional(), pod: z.looseObject({ a: z.string() }).optional() }),
  status: z.strictObject({}),
  rules: [],
};
const DESCRIPTIONS = { '': 'A thing.', spec: 'It.', status: 'Its state.', 'spec.size': 'Size.', 'spec.pod': 'Pod.' };
const tooSmall = (actual: number) => problem('TooSmall', ['spec', 'size'], { what: '100 % of it', minimum: 1, actual });

describe('a definition', () => {
  it('has a rule at its node, with the words of our check', () => {
    const rules = [{ at: 'spec', rule: 'self.size > 0', problem: tooSmall(computed('self.size')) }];
    const { spec } = customResourceDefinition({ ...SOURCE, rules }, DESCRIPTIONS).spec.versions[0].schema
      .openAPIV3Schema.properties as { spec: Structural };
    expect(spec['x-kubernetes-validations']).toEqual([
      {
        rule: 'self.size > 0',
        messageExpression: '"TooSmall: 100 %% of it must be at least 1, not %s. Use 1 or more.".format([self.size])',
        fieldPath: '.size',
        reason: 'FieldValueInvalid',
      },
    ]);
  });

  it('asks a rule about the root only of new resources', () => {
    const rules = [
      {
        at: '',
        rule: "self.metadata.name != 'a'",
        problem: problem('InvalidName', ['metadata', 'name'], { name: 'a' }),
      },
    ];
    const root = customResourceDefinition({ ...SOURCE, rules }, DESCRIPTIONS).spec.versions[0].schema.openAPIV3Schema;
    expect(root['x-kubernetes-validations']).toMatchObject([
      { rule: "oldSelf.hasValue() || (self.metadata.name != 'a')", optionalOldSelf: true },
    ]);
  });

  it.each<[string, Partial<CrdSource>, Readonly<Record<string, string>>, string]>([
    [
      'a field without a description',
      {},
      { ...DESCRIPTIONS, 'spec.size': undefined as never },
      'spec.size: no doc comment',
    ],
    ['no description of the kind', {}, { ...DESCRIPTIONS, '': undefined as never }, ': no doc comment'],
    ['a default of no field', { defaults: { 'spec.sise': 1 } }, DESCRIPTIONS, 'spec.sise: no field'],
    ['a length of no text', { maxLengths: { 'spec.name': 1 } }, DESCRIPTIONS, 'spec.name: no field'],
    [
      'a rule at no node',
      { rules: [{ at: 'spec.job', rule: 'true', problem: tooSmall(0) }] },
      DESCRIPTIONS,
      'TooSmall: the schema has no spec.job',
    ],
    [
      'a warning',
      { rules: [{ at: 'spec', rule: 'true', problem: { ...tooSmall(0), severity: 'warning' } }] },
      DESCRIPTIONS,
      'the API server cannot warn',
    ],
    ['a type that CRDs lack', { spec: z.strictObject({ size: z.date() }) }, DESCRIPTIONS, 'a CRD has no form for date'],
  ])('is not made with %s', (_, change, descriptions, message) => {
    const known = Object.fromEntries(Object.entries(descriptions).filter(([, text]) => text !== undefined));
    expect(() => customResourceDefinition({ ...SOURCE, ...change }, known)).toThrow(message);
  });

  it('leaves defaults below what is open to whoever knows it', () => {
    const { spec } = customResourceDefinition(
      { ...SOURCE, defaults: { 'spec.size': 2, 'spec.pod.b': 1 } },
      DESCRIPTIONS,
    ).spec.versions[0].schema.openAPIV3Schema.properties as { spec: Structural };
    expect(spec.properties?.size?.default).toBe(2);
    expect(JSON.stringify(spec)).not.toContain('"b"');
  });
});

it('quotes a computed text as the words do, and asks for its length', () => {
  const { message } = problem('InvalidName', [], { name: computed(`self['a"b']`) });
  expect(messageExpression(message)).toBe(
    `"the name \\"%s\\" (%s characters) cannot be that of a Flink cluster".format([self['a"b'], string(size(self['a"b']))])`,
  );
});

it('does not find a doc comment where there is none', () => {
  const lines = [
    '/** A thing. */',
    'export interface Thing {',
    '  spec: Spec;',
    '}',
    '/** What it is. */',
    'interface Spec {',
    '  a?: string;',
    '  /** Bees. @default 1 */',
    '  b?: number;',
    '  c?: Inner[];',
    '  d: Record<string, Inner>;',
    '}',
    'interface Inner {',
    '  /** E. @deprecated use b */',
    '  e: string;',
    '}',
  ];
  writeFileSync(path.join(folder, 'types.ts'), lines.join('\n'));
  writeFileSync(path.join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }');
  const module = JSON.stringify(pathToFileURL(path.join(ROOT, 'scripts', 'crds-read.mjs')).href);
  const kinds = { Thing: { file: 'types.ts', resource: 'Thing', status: { file: 'types.ts', type: 'Thing' } } };
  const program = `import(${module}).then((m) => console.log(JSON.stringify(m.readDescriptions(${JSON.stringify(folder)}, ${JSON.stringify(kinds)}).Thing)))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    '': 'A thing.',
    spec: 'What it is.',
    'spec.b': 'Bees. Default: 1.',
    'spec.c[].e': 'E. Deprecated: use b.',
    'spec.d{}.e': 'E. Deprecated: use b.',
  });
  expect(JSON.parse(stdout)).not.toHaveProperty(['spec.a']);
});
