import { problem, type Path, type Problem } from '../../problem';
import type { Rule } from '../rules';
import { CRD_DEFAULTS } from './crd-defaults';
import { isGoogleShape } from './normalise';
import type { FlinkClusterInput } from './rules';
import type { FlinkClusterJob } from './types';
import { isBefore } from './version';

const JOB: Path = ['spec', 'job'];

const missing = (name: string, purpose: string, severity: Problem['severity'] = 'error') =>
  problem('MissingField', [...JOB, name], { field: `spec.job.${name}`, purpose }, severity);

const useless = (name: string, reason: string) =>
  problem('FieldWithoutEffect', [...JOB, name], { field: name, reason }, 'warning');

const PROGRAM = missing('jarFile', 'the program to run, or pyFile or pyModule');
const AGE = (reason: string, severity?: Problem['severity']) =>
  missing('maxStateAgeToRestoreSeconds', `how old a savepoint may be, as ${reason}`, severity);
const CLIENT_LOG = 'log4j-cli.properties';
const FAILURE = 'restartPolicy is FromSavepointOnFailure';
const UPDATE = 'takeSavepointOnUpdate is false';

type Test = (job: FlinkClusterJob, input: FlinkClusterInput) => Problem[];

/** A rule about the job, when there is one. */
const rule = (
  code: Rule<FlinkClusterInput>['code'],
  field: string,
  test: Test,
  cel?: Rule<FlinkClusterInput>['cel'],
): Rule<FlinkClusterInput> => ({
  code,
  path: `spec.job.${field}`,
  needs: 'spec',
  test: (input) => (input.resource.spec.job === undefined ? [] : test(input.resource.spec.job, input)),
  ...(cel === undefined ? {} : { cel }),
});

const program = ({ spec: { job } }: FlinkClusterInput) => ({
  jar: job?.jarFile !== undefined,
  file: job?.pyFile !== undefined,
  files: job?.pyFiles !== undefined,
  module: job?.pyModule !== undefined,
});

const isApplication = ({ mode }: FlinkClusterJob) => mode === 'Application';

/**
 * The rules about the job. What an API server refuses too is what the operator's webhook refuses; what it lets through and
 * Flink fails at later is an error of ours alone. Two rules are about fields that Google's operator did not have; its
 * resources have no `flinkVersion`.
 */
export const jobRules: readonly Rule<FlinkClusterInput>[] = [
  rule(
    'MissingField',
    'jarFile',
    (job, input) => {
      const { jar, file, module } = program(input);
      return isApplication(job) || jar || file || module ? [] : [PROGRAM];
    },
    [
      {
        at: 'spec.job',
        rule: ["has(self.mode) && self.mode == 'Application'"]
          .concat(['jarFile', 'pyFile', 'pyModule', 'pythonFile', 'pythonModule'].map((name) => `has(self.${name})`))
          .join(' || '),
        problem: PROGRAM,
      },
    ],
  ),
  rule('MissingField', 'className', (job) =>
    isApplication(job) && !job.className
      ? [missing('className', 'the main class, which Application mode cannot find by itself')]
      : [],
  ),
  rule(
    'MissingField',
    'maxStateAgeToRestoreSeconds',
    (job, { resource: { spec } }) =>
      job.restartPolicy === 'FromSavepointOnFailure' && job.maxStateAgeToRestoreSeconds === undefined
        ? [AGE(FAILURE, isGoogleShape(spec) ? 'warning' : 'error')]
        : [],
    [
      {
        at: 'spec',
        rule: "!has(self.flinkVersion) || !has(self.job) || !has(self.job.restartPolicy) || self.job.restartPolicy != 'FromSavepointOnFailure' || has(self.job.maxStateAgeToRestoreSeconds)",
        problem: AGE(FAILURE),
      },
    ],
  ),
  rule(
    'MissingField',
    'maxStateAgeToRestoreSeconds',
    (job) =>
      job.takeSavepointOnUpdate === false && job.maxStateAgeToRestoreSeconds === undefined ? [AGE(UPDATE)] : [],
    [
      {
        at: 'spec.job',
        rule: '!has(self.takeSavepointOnUpdate) || self.takeSavepointOnUpdate || has(self.maxStateAgeToRestoreSeconds)',
        problem: AGE(UPDATE),
      },
    ],
  ),
  rule(
    'CancelRequested',
    'cancelRequested',
    ({ cancelRequested = false }, { resource: { spec } }) =>
      cancelRequested
        ? [problem('CancelRequested', [...JOB, 'cancelRequested'], {}, isGoogleShape(spec) ? 'warning' : 'error')]
        : [],
    [
      {
        at: 'spec',
        rule: '!has(self.flinkVersion) || !has(self.job) || !has(self.job.cancelRequested) || !self.job.cancelRequested',
        problem: problem('CancelRequested', [...JOB, 'cancelRequested'], {}),
      },
    ],
  ),
  rule('MissingField', 'pyFiles', (job, input) => {
    const { files, module } = program(input);
    const purpose = 'the files that the module is in, unless the image has it installed';
    return module && !files && !isApplication(job) ? [missing('pyFiles', purpose, 'warning')] : [];
  }),
  rule('ContradictoryProps', 'pyFile', (job, input) => {
    const { jar, file, module } = program(input);
    if (isApplication(job) || jar || !file || !module) return [];
    const args = { other: 'pyModule', reason: 'Flink runs a file or a module' };
    return [problem('ContradictoryProps', [...JOB, 'pyFile'], args)];
  }),
  rule('FieldWithoutEffect', 'pyFile', (job, input) => {
    if (isApplication(job) || !program(input).jar) return [];
    const reason = 'after the jar Flink takes it for an argument of the program';
    return pythonFields(input).map((name) => useless(name, reason));
  }),
  rule('InvalidValue', 'classPath', ({ classPath = [], ...job }) =>
    classPath.flatMap((url, i) =>
      isApplication(job) || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(url)
        ? []
        : [
            problem('InvalidValue', [...JOB, 'classPath', i], {
              value: JSON.stringify(url),
              expected: 'a URL such as file:///opt/flink/lib/extra.jar',
            }),
          ],
    ),
  ),
  rule('FieldWithoutEffect', 'autoSavepointSeconds', ({ autoSavepointSeconds, savepointsDir }) =>
    autoSavepointSeconds !== undefined && !savepointsDir
      ? [useless('autoSavepointSeconds', 'without savepointsDir there is nowhere to put savepoints')]
      : [],
  ),
  rule('FieldWithoutEffect', 'noLoggingToStdout', (job, { spec }) => {
    if (job.noLoggingToStdout !== true) return [];
    if (isApplication(job)) return [useless('noLoggingToStdout', 'Application mode has no pod that submits the job')];
    const own = Object.hasOwn(spec.logConfig ?? {}, CLIENT_LOG);
    return own ? [useless('noLoggingToStdout', `spec.logConfig has a ${CLIENT_LOG} of its own`)] : [];
  }),
  rule('NewerFlinkRequired', 'savepointFormatType', ({ savepointFormatType }, { spec: { flinkVersion: version } }) => {
    if (savepointFormatType !== 'NATIVE' || !isBefore(version, '1.15')) return [];
    const args = { feature: 'a native savepoint', version: version || 'of an unknown version', oldest: '1.15' };
    return [problem('NewerFlinkRequired', [...JOB, 'savepointFormatType'], args, 'warning')];
  }),
  rule('FieldWithoutEffect', 'mode', ignoredInApplicationMode),
];

function pythonFields({ spec: { job } }: FlinkClusterInput): string[] {
  return (['pyFile', 'pyFiles', 'pyModule'] as const).filter((name) => job?.[name] !== undefined);
}

/** Fields of the pod that submits the job, which Application mode does not have. */
const SUBMITTER = [
  ...['volumes', 'volumeMounts', 'initContainers', 'affinity', 'nodeSelector', 'tolerations', 'podAnnotations'],
  ...['podLabels', 'securityContext', 'hostAliases'],
] as const;

function ignoredInApplicationMode(given: FlinkClusterJob, input: FlinkClusterInput): Problem[] {
  const { job, jobManager } = input.spec;
  if (job === undefined || !isApplication(given)) return [];
  const has = (name: string) => Object.hasOwn(job, name);
  const resources = JSON.stringify(sorted(job.resources)) !== JSON.stringify(DEFAULT_RESOURCES);
  const claims: Path = ['spec', 'jobManager', 'volumeClaimTemplates'];
  const reason = 'in Application mode the JobManager is a Job, which has none';
  return [
    ...(has('jarFile') ? [useless('jarFile', 'Application mode takes all jars of /opt/flink/usrlib')] : []),
    ...pythonFields(input).map((name) => useless(name, 'Application mode runs no Python')),
    ...(has('classPath') ? [useless('classPath', 'Application mode takes all jars of /opt/flink/usrlib')] : []),
    ...[...SUBMITTER.filter(has), ...(resources ? ['resources'] : [])].map((name) =>
      useless(name, 'Application mode has no pod that submits the job; use the fields of the JobManager'),
    ),
    ...(jobManager.volumeClaimTemplates === undefined
      ? []
      : [problem('FieldWithoutEffect', claims, { field: 'volumeClaimTemplates', reason }, 'warning')]),
  ];
}

/** The same object with the same order of keys, texts for numbers. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

const DEFAULT_RESOURCES = sorted(CRD_DEFAULTS['spec.job.resources']);
