import type { FlinkConfig } from '../../flink/config';
import { overlappingKeys } from '../../flink/config-file';
import { highAvailabilityEnabled } from '../../flink/high-availability';
import { boolean, explicit, OPTIONS } from '../../flink/options';
import { atLeast, FLINK_VERSIONS, type FlinkVersion } from '../../flink/version';
import { problem, type Path, type Problem } from '../../problem';
import { computed, type CelRule } from '../cel';
import { LOG_FILES } from '../log-files';
import type { Rule } from '../rules';
import { autoscalerRule } from './autoscaler-rules';
import { configPath } from './config-path';
import { badIngress, INGRESS_TEMPLATE_CEL, parseIngressTemplate } from './ingress-template';
import { jobRules } from './job-rules';
import { memoryRules } from './memory-rules';
import { optionRule } from './option-rules';
import { podTemplateRules } from './pod-template-rules';
import { resourceRules } from './resource-rules';
import type { FlinkDeploymentResource, FlinkDeploymentSpec } from './types';

/** What the rules about a FlinkDeployment look at. */
export interface DeploymentInput {
  readonly resource: FlinkDeploymentResource;
  /** The operator's defaults overlaid by the resource's own options. */
  readonly config: FlinkConfig;
  /** The configuration that the resource comes to. */
  readonly effective: FlinkConfig;
}

/** The oldest version that the Apache operator runs. */
export const OLDEST_FLINK: FlinkVersion = 'v1_15';

const FORBIDDEN_KEYS = ['kubernetes.namespace', 'kubernetes.cluster-id', 'high-availability.cluster-id'];

const spec = (input: DeploymentInput): FlinkDeploymentSpec => input.resource.spec;

const at = (input: DeploymentInput, key: string) => configPath(spec(input).flinkConfiguration, key);

/** A cluster's name is the base of labels and of names up to 18 characters longer, so it is shorter than others. */
export const CLUSTER_NAME = '^[a-z]([-a-z0-9]{0,43}[a-z0-9])?$';

const UNSUPPORTED = FLINK_VERSIONS.filter((version) => !atLeast(version, OLDEST_FLINK));

const NO_LOG_FILE = LOG_FILES.map((name) => `name != '${name}'`).join(' && ');

const VERSION_MISSING = missing('spec.flinkVersion', 'it decides file formats and option names, such as v1_20');
const INGRESS_MISSING = missing(
  'spec.ingress.template',
  'where the web UI is to be found, such as {{name}}.example.com',
);
const SERVICE_ACCOUNT_MISSING = missing(
  'spec.serviceAccount',
  'the service account of the pods, which Kubernetes HA and native mode use',
);

/** Every rule about a FlinkDeployment that its schema cannot say. */
export const DEPLOYMENT_RULES: readonly Rule<DeploymentInput>[] = [
  {
    code: 'InvalidName',
    path: 'metadata.name',
    needs: 'spec',
    test: ({ resource: { metadata } }) => invalidName(metadata.name, ['metadata', 'name']),
    cel: [
      {
        at: '',
        rule: `self.metadata.name.matches('${CLUSTER_NAME}')`,
        problem: problem('InvalidName', ['metadata', 'name'], { name: computed('self.metadata.name') }),
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
    path: 'spec.flinkVersion',
    needs: 'spec',
    test: (input) => (spec(input).flinkVersion === undefined ? [VERSION_MISSING] : []),
    cel: [{ at: 'spec', rule: 'has(self.flinkVersion)', problem: VERSION_MISSING }],
  },
  {
    code: 'UnsupportedFlinkVersion',
    path: 'spec.flinkVersion',
    needs: 'spec',
    test: (input) => {
      const version = spec(input).flinkVersion;
      return version === undefined || atLeast(version, OLDEST_FLINK) ? [] : [unsupported(version)];
    },
    cel: [
      {
        at: 'spec.flinkVersion',
        rule: `!(self in [${UNSUPPORTED.map((version) => `'${version}'`).join(', ')}])`,
        problem: unsupported(computed('self')),
      },
    ],
  },
  {
    code: 'ForbiddenConfigKey',
    path: 'spec.flinkConfiguration',
    needs: 'config',
    test: (input) =>
      FORBIDDEN_KEYS.filter((key) => input.config.has(key)).map((key) =>
        problem('ForbiddenConfigKey', at(input, key), { key }),
      ),
  },
  {
    code: 'HighAvailabilityRequired',
    path: 'spec.flinkConfiguration',
    needs: 'config',
    test: (input) => {
      if (!boolean(input.config, OPTIONS.rollback) || highAvailabilityEnabled(input.config)) return [];
      const { key } = OPTIONS.rollback;
      return [problem('HighAvailabilityRequired', at(input, key), { feature: `the rollback of upgrades (${key})` })];
    },
  },
  {
    code: 'DeploymentRecoveryRequired',
    path: 'spec.flinkConfiguration',
    needs: 'config',
    test: (input) =>
      boolean(input.config, OPTIONS.healthCheck) && !boolean(input.config, OPTIONS.deploymentRecovery)
        ? [problem('DeploymentRecoveryRequired', at(input, OPTIONS.healthCheck.key), {})]
        : [],
  },
  {
    code: 'MissingField',
    path: 'spec.ingress.template',
    needs: 'spec',
    test: (input) =>
      spec(input).ingress !== undefined && spec(input).ingress?.template === undefined ? [INGRESS_MISSING] : [],
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
    code: 'UnknownLogFile',
    path: 'spec.logConfiguration',
    needs: 'spec',
    test: (input) =>
      Object.keys(spec(input).logConfiguration ?? {})
        .filter((name) => !LOG_FILES.includes(name))
        .map((name) => problem('UnknownLogFile', ['spec', 'logConfiguration', name], { name, allowed: LOG_FILES })),
    cel: [
      {
        at: 'spec.logConfiguration',
        rule: `!self.exists(name, ${NO_LOG_FILE})`,
        problem: problem('UnknownLogFile', ['spec', 'logConfiguration'], {
          name: computed(`self.filter(name, ${NO_LOG_FILE})[0]`),
          allowed: LOG_FILES,
        }),
      },
    ],
  },
  ...jobRules<DeploymentInput>(
    (input) => ({
      job: spec(input).job,
      configuration: spec(input).flinkConfiguration,
      config: input.config,
      taskManagerReplicas: spec(input).taskManager?.replicas,
    }),
    'has(self.taskManager) && has(self.taskManager.replicas)',
  ),
  {
    code: 'TooSmall',
    path: 'spec.taskManager.replicas',
    needs: 'spec',
    test: (input) => tooFew(spec(input).taskManager?.replicas, 'taskManager', 'TaskManager replicas'),
    cel: [atLeastOne('taskManager', 'TaskManager replicas')],
  },
  {
    code: 'TooSmall',
    path: 'spec.jobManager.replicas',
    needs: 'spec',
    test: (input) => tooFew(spec(input).jobManager?.replicas, 'jobManager', 'JobManager replicas'),
    cel: [atLeastOne('jobManager', 'JobManager replicas')],
  },
  {
    code: 'HighAvailabilityRequired',
    path: 'spec.jobManager.replicas',
    needs: 'config',
    test: (input) =>
      (spec(input).jobManager?.replicas ?? 1) > 1 && !highAvailabilityEnabled(input.config)
        ? [problem('HighAvailabilityRequired', ['spec', 'jobManager', 'replicas'], { feature: 'a standby JobManager' })]
        : [],
  },
  optionRule<DeploymentInput>((input) => ({ config: input.config, at: (key) => at(input, key) })),
  autoscalerRule<DeploymentInput>((input) => ({ config: input.config, at: (key) => at(input, key) })),
  ...resourceRules,
  ...memoryRules,
  ...podTemplateRules,
  {
    code: 'MissingField',
    path: 'spec.serviceAccount',
    needs: 'spec',
    test: (input) => (spec(input).serviceAccount?.trim() ? [] : [SERVICE_ACCOUNT_MISSING]),
    cel: [
      {
        at: 'spec',
        rule: `has(self.serviceAccount) && self.serviceAccount.trim() != ''`,
        problem: SERVICE_ACCOUNT_MISSING,
      },
    ],
  },
  {
    code: 'JarRequired',
    path: 'spec.job.jarURI',
    needs: 'config',
    test: (input) => {
      const { job, mode } = spec(input);
      if (job === undefined || mode === 'standalone' || job.jarURI !== undefined) return [];
      if (explicit(input.config, OPTIONS.pipelineJars) !== undefined || isPython(job.entryClass)) return [];
      return [problem('JarRequired', ['spec', 'job', 'jarURI'], {})];
    },
  },
  {
    code: 'OverlappingConfigKeys',
    path: 'spec.flinkConfiguration',
    needs: 'config',
    test: (input) => {
      const version = spec(input).flinkVersion;
      if (version === undefined || !atLeast(version, 'v2_0')) return [];
      const keys = [...input.effective.keys()].filter((key) => !key.startsWith('kubernetes.operator.'));
      return overlappingKeys(keys).map(([prefix, key]) =>
        problem('OverlappingConfigKeys', at(input, input.config.has(prefix) ? prefix : key), { prefix, key }),
      );
    },
  },
  { code: 'ConfigValueNotRepresentable', path: 'spec.flinkConfiguration', needs: 'config', test: notRepresentable },
];

/** The problem of a name that cannot be that of a cluster. */
export function invalidName(name: string, path: Path): Problem[] {
  return new RegExp(CLUSTER_NAME).test(name) ? [] : [problem('InvalidName', path, { name })];
}

/** True for what Kubernetes takes for a name: enough where nothing is named after the resource. */
export function isDnsName(name: string): boolean {
  const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
  return name.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(name);
}

/** A namespace is a DNS label. */
export function invalidNamespace(namespace: string | undefined): Problem[] {
  if (namespace === undefined || /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) return [];
  return [problem('InvalidNamespace', ['metadata', 'namespace'], { namespace })];
}

function missing(field: string, purpose: string): Problem {
  return problem('MissingField', field.split('.'), { field, purpose });
}

function tooFew(replicas: number | undefined, field: string, what: string): Problem[] {
  return replicas === undefined || replicas >= 1 ? [] : [tooSmall(replicas, field, what)];
}

function tooSmall(actual: number, field: string, what: string): Problem {
  return problem('TooSmall', ['spec', field, 'replicas'], { what, minimum: 1, actual });
}

/** At the number itself: `kubectl scale` changes nothing else, and the API server looks at what changes. */
function atLeastOne(field: string, what: string): CelRule {
  const actual = computed<number>('string(self)');
  return { at: `spec.${field}.replicas`, rule: 'self >= 1', problem: tooSmall(actual, field, what) };
}

function unsupported(version: FlinkVersion): Problem {
  return problem('UnsupportedFlinkVersion', ['spec', 'flinkVersion'], { version, oldest: OLDEST_FLINK });
}

function invalidIngress({ resource: { metadata, spec } }: DeploymentInput): Problem[] {
  const template = spec.ingress?.template;
  if (template === undefined) return [];
  const parsed = parseIngressTemplate(template, metadata.name, metadata.namespace ?? 'default');
  return 'reason' in parsed ? [badIngress(template, parsed.reason)] : [];
}

function isPython(entryClass: string | undefined): boolean {
  return entryClass !== undefined && /\.python\.Python(Driver|GatewayServer)$|\.PythonDriver$/.test(entryClass);
}

/**
 * The legacy file is read line by line and cut at `#`: a value with either would be another one in the cluster. The
 * arguments of a native job travel in that file, those of a standalone one on the command line.
 */
function notRepresentable(input: DeploymentInput): Problem[] {
  const { flinkVersion: version, mode, job } = spec(input);
  if (version === undefined || atLeast(version, 'v2_0')) return [];
  const options = [...input.effective].flatMap(([key, value]) => lossOf(key, value, () => at(input, key)));
  const args = mode === 'standalone' ? [] : (job?.args ?? []);
  const inArgs = args.flatMap((arg, i) =>
    lossOf('$internal.application.program-args', arg, () => ['spec', 'job', 'args', i]),
  );
  return [...options, ...inArgs];
}

function lossOf(key: string, value: string, path: () => Path): Problem[] {
  if (/[\r\n]/.test(key) || /[\r\n]/.test(value)) {
    const loss = 'the rest would become other options';
    return [problem('ConfigValueNotRepresentable', path(), { key, what: 'a line break', loss })];
  }
  if (!value.includes('#')) return [];
  const loss = 'Flink takes the rest for a comment';
  return [problem('ConfigValueNotRepresentable', path(), { key, what: '"#"', loss }, 'warning')];
}
