import { problem, type Path, type Problem } from '../../problem';
import type { Rule } from '../rules';
import type { FlinkClusterInput } from './rules';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const MAX_ANNOTATIONS = 256 * 1024;

const KEY = 'at most 63 letters, digits, "-", "_" and ".", after a domain and a slash if need be';
const VALUE = 'at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends';

type Labels = Readonly<Record<string, string>> | undefined;

interface Place {
  readonly path: Path;
  readonly of: (input: FlinkClusterInput) => Labels;
}

const place = (of: Place['of'], ...path: string[]): Place => ({ path: ['spec', ...path], of });

const LABELS: readonly Place[] = [
  place(({ resource: { spec } }) => spec.jobManager?.podLabels, 'jobManager', 'podLabels'),
  place(({ resource: { spec } }) => spec.jobManager?.ServiceLabels, 'jobManager', 'ServiceLabels'),
  place(({ resource: { spec } }) => spec.jobManager?.serviceLabels, 'jobManager', 'serviceLabels'),
  place(({ resource: { spec } }) => spec.taskManager?.podLabels, 'taskManager', 'podLabels'),
  place(({ resource: { spec } }) => spec.job?.podLabels, 'job', 'podLabels'),
];

const ANNOTATIONS: readonly Place[] = [
  place(({ resource: { spec } }) => spec.jobManager?.podAnnotations, 'jobManager', 'podAnnotations'),
  place(({ resource: { spec } }) => spec.jobManager?.ServiceAnnotations, 'jobManager', 'ServiceAnnotations'),
  place(({ resource: { spec } }) => spec.jobManager?.serviceAnnotations, 'jobManager', 'serviceAnnotations'),
  place(({ resource: { spec } }) => spec.jobManager?.ingress?.annotations, 'jobManager', 'ingress', 'annotations'),
  place(({ resource: { spec } }) => spec.taskManager?.podAnnotations, 'taskManager', 'podAnnotations'),
  place(({ resource: { spec } }) => spec.job?.podAnnotations, 'job', 'podAnnotations'),
];

/**
 * The rules about labels and annotations, which are Kubernetes' own. An API server cannot check maps of any size by its
 * rules for custom resources.
 */
export const labelRules: readonly Rule<FlinkClusterInput>[] = [
  ...LABELS.map(({ path, of }): Rule<FlinkClusterInput> => ({
    code: 'InvalidLabel',
    path: path.join('.'),
    needs: 'spec',
    test: (input) => wrongLabels(of(input) ?? {}, path),
  })),
  ...ANNOTATIONS.flatMap(({ path, of }): Rule<FlinkClusterInput>[] => [
    {
      code: 'InvalidLabel',
      path: path.join('.'),
      needs: 'spec',
      test: (input) => wrongAnnotations(of(input) ?? {}, path),
    },
    {
      code: 'AnnotationsTooLarge',
      path: path.join('.'),
      needs: 'spec',
      test: (input) => tooLarge(of(input) ?? {}, path),
    },
  ]),
];

function wrongLabels(labels: Readonly<Record<string, string>>, path: Path): Problem[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const wrong = (what: string, text: string, expected: string) =>
      problem('InvalidLabel', [...path, key], { what, text, expected });
    return [
      ...(isKey(key) ? [] : [wrong('key of a label', key, KEY)]),
      ...(value === '' || NAME.test(value) ? [] : [wrong('value of a label', value, VALUE)]),
    ];
  });
}

/** Kubernetes ignores the case of annotations' keys when it checks them. */
function wrongAnnotations(annotations: Readonly<Record<string, string>>, path: Path): Problem[] {
  return Object.keys(annotations)
    .filter((key) => !isKey(key.toLowerCase()))
    .map((key) => problem('InvalidLabel', [...path, key], { what: 'key of an annotation', text: key, expected: KEY }));
}

function tooLarge(annotations: Readonly<Record<string, string>>, path: Path): Problem[] {
  const bytes = Object.entries(annotations).reduce(
    (sum, [k, v]) => sum + Buffer.byteLength(k) + Buffer.byteLength(v),
    0,
  );
  return bytes <= MAX_ANNOTATIONS ? [] : [problem('AnnotationsTooLarge', path, { bytes, maximum: MAX_ANNOTATIONS })];
}

function isKey(key: string): boolean {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  return NAME.test(key.slice(slash + 1)) && (prefix === undefined || (prefix.length <= 253 && PREFIX.test(prefix)));
}
