import { problem, type Path, type Problem } from '../../problem';
import { suggest } from '../../suggest';
import { computed } from '../cel';
import type { Rule } from '../rules';
import { boundsRules } from './bounds-rules';
import { jobRules } from './job-rules';
import { labelRules } from './label-rules';
import { memoryRules } from './memory-rules';
import { processRules } from './process-rules';
import { propertyRules } from './property-rules';
import type { FlinkClusterResource, NormalFlinkCluster } from './types';
import { parseVersion, VERSION_PATTERN } from './version';

/** What the rules about a FlinkCluster look at. */
export interface FlinkClusterInput {
  readonly resource: FlinkClusterResource;
  /** Its spec with the newest names and all defaults. */
  readonly spec: NormalFlinkCluster;
}

const NAME = '^[a-z]([-a-z0-9]{0,46}[a-z0-9])?$';
const SCHEDULERS = ['volcano'];
const WORKLOADS = ['StatefulSet', 'Deployment'];

const missing = (field: string, purpose: string, severity?: Problem['severity']) =>
  problem('MissingField', field.split('.'), { field, purpose }, severity);

const unknown = (path: Path, value: string, allowed: readonly string[]) =>
  problem('UnknownValue', path, { value, allowed, suggestion: suggest(value, allowed) });

const IMAGE = missing('spec.image.name', 'the image with Flink');
const HADOOP = missing('spec.hadoopConfig.configMapName', "the ConfigMap with Hadoop's files");

/**
 * Every rule about a FlinkCluster that its schema cannot say: those of the operator's webhook, which API servers check too,
 * and what makes its objects fail or does nothing although the webhook lets it through.
 */
export const FLINK_CLUSTER_RULES: readonly Rule<FlinkClusterInput>[] = [
  {
    code: 'InvalidClusterName',
    path: 'metadata.name',
    needs: 'spec',
    test: ({ resource: { metadata } }) =>
      new RegExp(NAME).test(metadata.name)
        ? []
        : [problem('InvalidClusterName', ['metadata', 'name'], { name: metadata.name })],
    cel: [
      {
        at: '',
        rule: `self.metadata.name.matches('${NAME}')`,
        problem: problem('InvalidClusterName', ['metadata', 'name'], { name: computed('self.metadata.name') }),
      },
    ],
  },
  { code: 'NameTooLongForPods', path: 'metadata.name', needs: 'spec', test: tooLongForPods },
  {
    code: 'InvalidNamespace',
    path: 'metadata.namespace',
    needs: 'spec',
    test: ({ resource: { metadata } }) => {
      const { namespace } = metadata;
      if (namespace === undefined || /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) return [];
      return [problem('InvalidNamespace', ['metadata', 'namespace'], { namespace })];
    },
  },
  {
    code: 'InvalidFlinkVersion',
    path: 'spec.flinkVersion',
    needs: 'spec',
    test: ({ resource: { spec } }) => {
      const { flinkVersion: version = '' } = spec;
      if (version === '' || parseVersion(version) !== undefined) return [];
      return [problem('InvalidFlinkVersion', ['spec', 'flinkVersion'], { version })];
    },
    cel: [
      {
        at: 'spec',
        rule: `!has(self.flinkVersion) || self.flinkVersion == '' || self.flinkVersion.matches('${VERSION_PATTERN}')`,
        problem: problem('InvalidFlinkVersion', ['spec', 'flinkVersion'], { version: computed('self.flinkVersion') }),
      },
    ],
  },
  {
    code: 'FlinkVersionUnknown',
    path: 'spec.flinkVersion',
    needs: 'spec',
    test: ({ spec: { flinkVersion, image } }) =>
      flinkVersion === '' && image.name !== ''
        ? [problem('FlinkVersionUnknown', ['spec', 'flinkVersion'], { image: image.name }, 'warning')]
        : [],
  },
  {
    code: 'MissingField',
    path: 'spec.image.name',
    needs: 'spec',
    test: ({ spec }) => (spec.image.name === '' ? [IMAGE] : []),
    cel: [{ at: 'spec', rule: "has(self.image) && has(self.image.name) && self.image.name != ''", problem: IMAGE }],
  },
  {
    code: 'UnknownValue',
    path: 'spec.batchScheduler.name',
    needs: 'spec',
    test: ({ resource: { spec } }) => {
      const [path, name] =
        spec.batchSchedulerName === undefined
          ? [['spec', 'batchScheduler', 'name'], spec.batchScheduler?.name]
          : [['spec', 'batchSchedulerName'], spec.batchSchedulerName];
      return name === undefined || SCHEDULERS.includes(name) ? [] : [unknown(path, name, SCHEDULERS)];
    },
  },
  {
    code: 'FieldWithoutEffect',
    path: 'spec.batchScheduler',
    needs: 'spec',
    test: ({ resource: { spec } }) =>
      spec.batchSchedulerName === undefined
        ? []
        : (['queue', 'priorityClassName'] as const)
            .filter((field) => spec.batchScheduler?.[field])
            .map((field) => {
              const reason = 'batchSchedulerName replaces all of batchScheduler';
              return problem('FieldWithoutEffect', ['spec', 'batchScheduler', field], { field, reason }, 'warning');
            }),
  },
  {
    code: 'UnknownValue',
    path: 'spec.taskManager.deploymentType',
    needs: 'spec',
    test: ({ spec }) =>
      WORKLOADS.includes(spec.taskManager.deploymentType)
        ? []
        : [unknown(['spec', 'taskManager', 'deploymentType'], spec.taskManager.deploymentType, WORKLOADS)],
  },
  {
    code: 'MissingField',
    path: 'spec.hadoopConfig.configMapName',
    needs: 'spec',
    test: ({ resource: { spec } }) =>
      spec.hadoopConfig === undefined || spec.hadoopConfig.configMapName ? [] : [HADOOP],
    cel: [{ at: 'spec.hadoopConfig', rule: "!has(self.configMapName) || self.configMapName != ''", problem: HADOOP }],
  },
  ...googleRules(),
  { code: 'InvalidIngressHost', path: 'spec.jobManager.ingress.hostFormat', needs: 'spec', test: wrongHost },
  { code: 'FieldWithoutEffect', path: 'spec.jobManager.ingress', needs: 'spec', test: withoutTls },
  ...boundsRules,
  ...labelRules,
  ...processRules,
  ...memoryRules,
  ...jobRules,
  ...propertyRules,
];

/**
 * Pods of a StatefulSet have a label `<name of the StatefulSet>-<hash>`, whose hash has up to ten characters; the names are
 * those of the cluster with `-taskmanager` and `-jobmanager`.
 */
function tooLongForPods({ resource: { metadata }, spec }: FlinkClusterInput): Problem[] {
  const { name } = metadata;
  const maximum =
    spec.taskManager.deploymentType === 'StatefulSet' ? 40 : spec.job?.mode === 'Application' ? Infinity : 41;
  if (name.length <= maximum || name.length > 48) return [];
  return [problem('NameTooLongForPods', ['metadata', 'name'], { name, maximum }, 'warning')];
}

/** The key of a Google service account: all fields, and a folder for a folder. */
function googleRules(): Rule<FlinkClusterInput>[] {
  const at = 'spec.gcpConfig.serviceAccount';
  const fields = {
    secretName: 'the Secret with the key',
    keyFile: 'the name of the file in the Secret',
    mountPath: 'the folder where the file is mounted',
  };
  const account = ({ resource: { spec } }: FlinkClusterInput) => spec.gcpConfig?.serviceAccount;
  const path = [...at.split('.'), 'mountPath'];
  return [
    {
      // The operator fails at it; here it is what it looks like: no credentials.
      code: 'MissingField',
      path: at,
      needs: 'spec',
      test: ({ resource: { spec } }) =>
        spec.gcpConfig !== undefined && spec.gcpConfig.serviceAccount === undefined
          ? [missing(at, 'the key of a service account, without which gcpConfig does nothing', 'warning')]
          : [],
    },
    ...(Object.keys(fields) as (keyof typeof fields)[]).map((field): Rule<FlinkClusterInput> => {
      const found = missing(`${at}.${field}`, fields[field]);
      return {
        code: 'MissingField',
        path: `${at}.${field}`,
        needs: 'spec',
        test: (input) => (account(input) === undefined || account(input)?.[field] ? [] : [found]),
        cel: [{ at, rule: `has(self.${field}) && self.${field} != ''`, problem: found }],
      };
    }),
    {
      code: 'InvalidMountPath',
      path: path.join('.'),
      needs: 'spec',
      test: (input) => {
        const { keyFile = '', mountPath = '' } = account(input) ?? {};
        if (keyFile === '' || !mountPath.endsWith(keyFile)) return [];
        return [problem('InvalidMountPath', path, { keyFile, mountPath })];
      },
      cel: [
        {
          at,
          rule: "!has(self.keyFile) || !has(self.mountPath) || self.keyFile == '' || !self.mountPath.endsWith(self.keyFile)",
          problem: problem('InvalidMountPath', path, {
            keyFile: computed('self.keyFile'),
            mountPath: computed('self.mountPath'),
          }),
        },
      ],
    },
  ];
}

const hostOf = ({ resource, spec }: FlinkClusterInput) =>
  (spec.jobManager.ingress?.hostFormat ?? '').replaceAll(/\{\{\s*[$]clusterName\s*\}\}/g, () => resource.metadata.name);

function wrongHost(input: FlinkClusterInput): Problem[] {
  const [host, hostFormat = ''] = [hostOf(input), input.spec.jobManager.ingress?.hostFormat];
  const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
  const right = host === '' || (host.length <= 253 && new RegExp(`^([*][.])?${label}([.]${label})*$`).test(host));
  const path = ['spec', 'jobManager', 'ingress', 'hostFormat'];
  return right ? [] : [problem('InvalidIngressHost', path, { hostFormat, host })];
}

function withoutTls(input: FlinkClusterInput): Problem[] {
  const { useTls, tlsSecretName } = input.spec.jobManager.ingress ?? {};
  const useless = (field: string, reason: string) => [
    problem('FieldWithoutEffect', ['spec', 'jobManager', 'ingress', field], { field, reason }, 'warning'),
  ];
  if (useTls === true && !tlsSecretName && hostOf(input) === '') {
    return useless('useTls', 'neither hostFormat nor tlsSecretName says whose certificate it is');
  }
  return tlsSecretName && useTls !== true ? useless('tlsSecretName', 'useTls is not true') : [];
}
