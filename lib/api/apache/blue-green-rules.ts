import { flattenConfig, type FlinkConfig } from '../../flink/config';
import { parseDuration } from '../../flink/duration';
import { explicit, OPTIONS } from '../../flink/options';
import { own } from '../../json';
import { problem, type Path, type Problem } from '../../problem';
import { suggest } from '../../suggest';
import { computed } from '../cel';
import type { Rule } from '../rules';
import { configPath } from './config-path';
import { invalidNamespace } from './deployment-rules';
import { badIngress, INGRESS_TEMPLATE_CEL, parseIngressTemplate } from './ingress-template';
import { underTemplate } from './template-rules';
import type { FlinkBlueGreenDeploymentResource } from './types';

/** What the rules about a FlinkBlueGreenDeployment look at. */
export interface BlueGreenInput {
  readonly resource: FlinkBlueGreenDeploymentResource;
  /** The operator's defaults overlaid by the options of the template. */
  readonly config: FlinkConfig;
}

const PREFIX = 'kubernetes.operator.bluegreen.';

/** Every option of `spec.configuration`; all are durations. */
const BLUE_GREEN_OPTIONS: readonly string[] = [
  `${PREFIX}abort.grace-period`,
  `${PREFIX}reconciliation.reschedule-interval`,
  `${PREFIX}deployment-deletion.delay`,
];

const CONFIGURATION: Path = ['spec', 'configuration'];
const CHILD: Path = ['spec', 'template', 'spec'];

const DURATION = 'a duration, such as 30 s or 10 min';

/** The units of {@link parseDuration}; short, because the API server charges for length. */
const DURATION_PATTERN =
  '(?i)^\\\\s*[0-9]+\\\\s*(|[uµmn]?s|(nano|micro|milli)(s|seconds?)?|secs?|seconds?|m|min|minutes?|h|hours?|d|days?)\\\\s*$';

/** An ingress template without a host, with a scheme or slashes before it and without. */
const NO_HOST = '^(([A-Za-z][-A-Za-z0-9+.]*:)?//(:[0-9]*)?([/?#]|$)|(:[0-9]*)?([?#]|$|/[^/]|/$))';

const TEMPLATE_MISSING = missing('spec.template.spec', 'the FlinkDeployment to run');
const JOB_MISSING = missing('spec.template.spec.job', 'the job, as session clusters cannot be blue and green');
const INGRESS_MISSING = missing(
  'spec.ingress.template',
  'where the web UI is to be found, such as {{name}}.example.com',
);

/** Every rule about a FlinkBlueGreenDeployment beside those about its template, which are a FlinkDeployment's. */
export const BLUE_GREEN_RULES: readonly Rule<BlueGreenInput>[] = [
  {
    code: 'InvalidBlueGreenName',
    path: 'metadata.name',
    needs: 'spec',
    // Both names have to be those of clusters: 45 characters, less `-green`.
    test: ({ resource: { metadata } }) =>
      /^[a-z]([-a-z0-9]{0,37}[a-z0-9])?$/.test(metadata.name) ? [] : [invalidName(metadata.name)],
    cel: [
      {
        at: '',
        rule: `self.metadata.name.matches('^[a-z]([-a-z0-9]{0,37}[a-z0-9])?$')`,
        problem: invalidName(computed('self.metadata.name')),
      },
    ],
  },
  {
    code: 'InvalidNamespace',
    path: 'metadata.namespace',
    needs: 'spec',
    test: ({ resource: { metadata } }) => invalidNamespace(metadata.namespace),
  },
  {
    code: 'MissingField',
    path: 'spec.template.spec',
    needs: 'spec',
    test: ({ resource: { spec } }) => (spec.template?.spec === undefined ? [TEMPLATE_MISSING] : []),
    cel: [{ at: 'spec', rule: 'has(self.template) && has(self.template.spec)', problem: TEMPLATE_MISSING }],
  },
  {
    code: 'MissingField',
    path: 'spec.template.spec.job',
    needs: 'spec',
    test: ({ resource: { spec } }) => {
      const child = spec.template?.spec;
      return child !== undefined && child.job === undefined ? [JOB_MISSING] : [];
    },
    cel: [{ at: 'spec.template.spec', rule: 'has(self.job)', problem: JOB_MISSING }],
  },
  {
    code: 'MissingField',
    path: 'spec.ingress.template',
    needs: 'spec',
    test: ({ resource: { spec } }) =>
      spec.ingress !== undefined && spec.ingress.template === undefined ? [INGRESS_MISSING] : [],
    cel: [{ at: 'spec.ingress', rule: 'has(self.template)', problem: INGRESS_MISSING }],
  },
  {
    code: 'InvalidIngressTemplate',
    path: 'spec.ingress.template',
    needs: 'spec',
    test: invalidIngress,
    cel: INGRESS_TEMPLATE_CEL,
  },
  {
    code: 'InvalidIngressTemplate',
    path: 'spec.template.spec.ingress.template',
    needs: 'spec',
    test: sharedPath,
    cel: [
      {
        at: 'spec.template.spec.ingress',
        rule:
          `!has(self.template) || self.template.lowerAscii().contains('{{name}}') || ` +
          `!self.template.trim().matches('${NO_HOST}')`,
        problem: sharedAddress(computed('self.template')),
      },
    ],
  },
  {
    code: 'UnknownField',
    path: 'spec.configuration',
    needs: 'spec',
    // The operator reads these options and no others, so any other is a misspelt one or in the wrong place.
    test: ({ resource: { spec } }) =>
      Object.keys(spec.configuration ?? {})
        .filter((field) => !BLUE_GREEN_OPTIONS.includes(field))
        .map((field) => {
          const suggestion = suggest(field, BLUE_GREEN_OPTIONS);
          return problem('UnknownField', [...CONFIGURATION, field], { field, suggestion });
        }),
  },
  {
    code: 'InvalidConfigValue',
    path: 'spec.configuration',
    needs: 'spec',
    test: ({ resource: { spec } }) =>
      BLUE_GREEN_OPTIONS.flatMap((key) => {
        const value = own(spec.configuration ?? {}, key);
        return value === undefined || parseDuration(value) !== undefined ? [] : [invalidDuration(key, value)];
      }),
    cel: BLUE_GREEN_OPTIONS.map((key) => ({
      at: 'spec.configuration',
      rule: `!('${key}' in self) || self['${key}'].matches('${DURATION_PATTERN}')`,
      problem: invalidDuration(key, computed(`self['${key}']`)),
    })),
  },
  {
    code: 'SavepointDirectoryRequired',
    path: 'spec.template.spec.job.upgradeMode',
    needs: 'config',
    // The upgrade mode `savepoint` needs it in any FlinkDeployment.
    test: ({ resource: { spec }, config }) => {
      const { upgradeMode } = spec.template?.spec?.job ?? {};
      if (upgradeMode !== 'last-state' || explicit(config, OPTIONS.savepointsDir)?.trim()) return [];
      const feature = 'an upgrade from blue to green, which takes a savepoint in the mode last-state too,';
      return [problem('SavepointDirectoryRequired', [...CHILD, 'job', 'upgradeMode'], { feature })];
    },
  },
  {
    code: 'FieldWithoutEffect',
    path: 'spec.template.metadata',
    needs: 'spec',
    test: ({ resource: { spec } }) =>
      Object.keys(spec.template?.metadata ?? {}).length === 0
        ? []
        : [
            withoutEffect(
              ['spec', 'template', 'metadata'],
              'spec.template.metadata',
              'the operator ignores it; labels of pods belong into podTemplate',
            ),
          ],
  },
  {
    code: 'FieldWithoutEffect',
    path: 'spec.template.spec.flinkConfiguration',
    needs: 'spec',
    test: ({ resource: { spec } }) => {
      const configuration = spec.template?.spec?.flinkConfiguration;
      return [...flattenConfig(configuration).keys()]
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => {
          const here = 'options of blue/green upgrades are read from spec.configuration only';
          return underTemplate(withoutEffect(configPath(configuration, key), key, here));
        });
    },
  },
];

function missing(field: string, purpose: string): Problem {
  return problem('MissingField', field.split('.'), { field, purpose });
}

function invalidName(name: string): Problem {
  return problem('InvalidBlueGreenName', ['metadata', 'name'], { name });
}

function invalidDuration(key: string, value: string): Problem {
  return problem('InvalidConfigValue', [...CONFIGURATION, key], { key, value, expected: DURATION });
}

function withoutEffect(path: Path, field: string, reason: string): Problem {
  return problem('FieldWithoutEffect', path, { field, reason }, 'warning');
}

function invalidIngress({ resource: { metadata, spec } }: BlueGreenInput): Problem[] {
  const template = spec.ingress?.template;
  if (template === undefined) return [];
  const parsed = parseIngressTemplate(template, metadata.name, metadata.namespace ?? 'default');
  return 'reason' in parsed ? [badIngress(template, parsed.reason)] : [];
}

/** The colour goes before the host. Without a host only the name can tell the addresses of both colours apart. */
function sharedPath({ resource: { spec } }: BlueGreenInput): Problem[] {
  const template = spec.template?.spec?.ingress?.template;
  if (template === undefined || /\{\{name\}\}/i.test(template)) return [];
  const parsed = parseIngressTemplate(template, 'name', 'namespace');
  return 'reason' in parsed || parsed.host !== undefined ? [] : [sharedAddress(template)];
}

function sharedAddress(template: string): Problem {
  const reason = 'without a host, blue and green would have the same path, as there is no {{name}} in it';
  return underTemplate(badIngress(template, reason));
}
