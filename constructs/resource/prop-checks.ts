import { highAvailabilityEnabled } from '../../lib/flink/high-availability';
import type { FlinkConfig } from '../../lib/flink/config';
import { formatPath, problem, type Path, type Problem } from '../../lib/problem';
import type { FlinkClusterProps } from '../cluster-props';
import { volumeOf } from '../interop';
import type { FlinkJobClusterProps } from '../job-props';
import type { FlinkPodProps } from '../pod-props';

/** What the checks of props look at. */
export interface PropsInput {
  readonly props: FlinkClusterProps;
  /** The same props, when they are those of a job. */
  readonly job: FlinkJobClusterProps | undefined;
  /** The configuration that they come to. */
  readonly config: FlinkConfig;
}

type Check = (input: PropsInput) => readonly (Problem | false)[];

const contradiction = (path: Path, other: string, reason: string) =>
  problem('ContradictoryProps', path, { other, reason });

/**
 * What is wrong with props that the resource which they become cannot show: contradictions, and what is said in vain.
 */
export function checkProps(input: PropsInput): Problem[] {
  const found = CHECKS.flatMap((check) => check(input)).filter((problem) => problem !== false);
  // What is said of the whole cluster is found for each of its processes.
  return [...new Map(found.map((p) => [`${p.code} ${formatPath(p.path)}`, p])).values()];
}

const CHECKS: readonly Check[] = [
  ({ props }) => [
    props.logLevel !== undefined &&
      props.logConfiguration !== undefined &&
      contradiction(['logLevel'], 'logConfiguration', 'files of your own have levels of their own'),
    props.ingress !== undefined &&
      props.restServiceType !== undefined &&
      props.restServiceType !== 'ClusterIP' &&
      contradiction(['restServiceType'], 'ingress', 'the cluster would be exposed twice'),
    props.networkPolicy === false &&
      props.networkAccess !== undefined &&
      contradiction(['networkAccess'], 'networkPolicy', 'without a policy everybody may connect'),
  ],
  ({ props }) => [
    props.dialect === 'FlinkCluster' &&
      props.podSecurity === 'restricted' &&
      problem('NotInDialect', ['podSecurity'], {
        kind: 'FlinkCluster',
        reason: 'it has no field for the security of the container of Flink, which the profile asks for',
      }),
  ],
  ({ props }) => exposed(props),
  ({ props }) => metrics(props),
  ({ props }) => podProps(props, [], undefined),
  ({ props }) => podProps(props.jobManager, ['jobManager'], props),
  ({ props }) => podProps(props.taskManager, ['taskManager'], props),
  ({ props }) =>
    (['jobManager', 'taskManager'] as const).map((process) => {
      const { cpu = 1, cpuLimit } = props[process];
      if (cpuLimit === undefined || cpuLimit >= cpu) return false;
      const args = { resource: 'CPU', request: String(cpu), limit: String(cpuLimit) };
      return problem('RequestExceedsLimit', [process, 'cpuLimit'], args);
    }),
  ({ props: { checkpointInterval: interval } }) => [
    interval !== undefined &&
      interval.toMilliseconds() <= 0 &&
      problem('NotPositive', ['checkpointInterval'], { value: interval.toHumanString() }),
  ],
  (input) => (input.job === undefined ? [] : jobChecks(input.job, input.config)),
];

function exposed(props: FlinkClusterProps): (Problem | false)[] {
  if (props.networkPolicy === false || (props.networkAccess?.rest ?? []).length > 0) return [];
  const type = props.restServiceType ?? 'ClusterIP';
  return [
    props.ingress !== undefined && problem('UnreachableRestApi', ['ingress'], { what: 'the Ingress' }),
    type !== 'ClusterIP' && problem('UnreachableRestApi', ['restServiceType'], { what: `the ${type} Service` }),
  ];
}

function metrics({ metricsReporters = [], networkAccess }: FlinkClusterProps): (Problem | false)[] {
  const scraped = metricsReporters.some((reporter) => reporter.port !== undefined);
  return [
    ...metricsReporters.map(
      ({ name }, i) =>
        metricsReporters.findIndex((other) => other.name === name) < i &&
        problem('DuplicateName', ['metricsReporters', i], { what: 'metrics reporters', name }),
    ),
    ...metricsReporters.map(
      ({ name }, i) =>
        !/^[\w-]+$/.test(name) &&
        problem('InvalidValue', ['metricsReporters', i], {
          value: JSON.stringify(name),
          expected: 'a name of letters, digits, "-" and "_"',
        }),
    ),
    (networkAccess?.metrics ?? []).length > 0 &&
      !scraped &&
      problem('PropRequired', ['networkAccess', 'metrics'], {
        prop: 'a metrics reporter with a port in metricsReporters',
        purpose: 'there is nothing to scrape',
      }),
  ];
}

/** Lists without names would be mixed item by item with those of a pod template. */
function podProps(props: FlinkPodProps, path: Path, cluster: FlinkPodProps | undefined): (Problem | false)[] {
  const unnamed = (['tolerations', 'topologySpreadConstraints'] as const).map((field) => {
    const said = (props[field] ?? cluster?.[field]) !== undefined;
    const template = props.podTemplate?.spec?.[field] ?? cluster?.podTemplate?.spec?.[field];
    const where = props[field] === undefined ? [field] : [...path, field];
    return (
      said &&
      template !== undefined &&
      contradiction(where, `podTemplate.spec.${field}`, 'its items have no names by which they could be merged')
    );
  });
  const ofCluster = cluster?.volumes ?? [];
  const paths = [...ofCluster, ...(props.volumes ?? [])].map(({ mountPath }) => mountPath);
  const mounts = (props.volumes ?? []).map(
    ({ mountPath }, i) =>
      paths.indexOf(mountPath) < ofCluster.length + i &&
      problem('DuplicateName', [...path, 'volumes', i, 'mountPath'], { what: 'mounts', name: mountPath }),
  );
  const volumes = (props.volumes ?? []).map(({ source }, i) => {
    if (volumeOf(source) !== undefined) return false;
    const kind = JSON.stringify('kind' in source ? source.kind : source);
    const expected = 'a PersistentVolumeClaim, a ConfigMap, a Secret or a Volume';
    return problem('InvalidValue', [...path, 'volumes', i, 'source'], { value: `an object of kind ${kind}`, expected });
  });
  return [...unnamed, ...mounts, ...volumes];
}

function jobChecks(job: FlinkJobClusterProps, config: FlinkConfig): (Problem | false)[] {
  const { python, jarUri, managedBy = 'none', dialect = 'FlinkDeployment', batch = false, upgradeMode } = job;
  const highAvailability = highAvailabilityEnabled(config);
  const remote = isRemoteJar(jarUri);
  return [
    python !== undefined &&
      job.entryClass !== undefined &&
      contradiction(['python'], 'entryClass', 'a job has one main program'),
    python !== undefined &&
      python.script !== undefined &&
      python.module !== undefined &&
      contradiction(['python', 'script'], 'python.module', 'a job has one main program'),
    python !== undefined &&
      python.script === undefined &&
      python.module === undefined &&
      problem('PropRequired', ['python'], { prop: 'python.script or python.module', purpose: 'one of them is run' }),
    python?.module !== undefined &&
      (python.files ?? []).length === 0 &&
      problem('PropRequired', ['python', 'module'], {
        prop: 'python.files',
        purpose: 'the module is looked for there',
      }),
    job.jarSha256 !== undefined &&
      !remote &&
      problem('PropRequired', ['jarSha256'], {
        prop: 'an https address as jarUri',
        purpose: 'only then a jar is fetched',
      }),
    job.jarSha256 !== undefined &&
      !/^[0-9a-f]{64}$/i.test(job.jarSha256) &&
      problem('InvalidValue', ['jarSha256'], { value: job.jarSha256, expected: '64 hexadecimal digits' }),
    job.batchRetries !== undefined &&
      !batch &&
      problem('PropRequired', ['batchRetries'], { prop: 'batch: true', purpose: 'other jobs restart without end' }),
    job.batchRetries !== undefined &&
      (!Number.isInteger(job.batchRetries) || job.batchRetries < 0) &&
      problem('InvalidValue', ['batchRetries'], { value: String(job.batchRetries), expected: 'a whole number from 0' }),
    job.batchRetries !== undefined &&
      managedBy === 'controller' &&
      problem('NotInResource', ['batchRetries'], { what: 'how often a batch job is retried', kind: dialect }),
    batch &&
      dialect === 'FlinkCluster' &&
      managedBy === 'none' &&
      problem('ControllerRequired', ['batch'], { what: 'the end of the TaskManagers of a batch job' }),
    batch &&
      highAvailability &&
      contradiction(['batch'], 'highAvailabilityStorageDir', 'a batch job is started again from its beginning'),
    upgradeMode === 'savepoint' &&
      managedBy === 'none' &&
      problem('ControllerRequired', ['upgradeMode'], { what: 'a savepoint at each upgrade' }),
    upgradeMode !== undefined &&
      upgradeMode !== 'savepoint' &&
      dialect === 'FlinkCluster' &&
      managedBy === 'controller' &&
      problem('NotInDialect', ['upgradeMode'], { kind: dialect, reason: 'its job is upgraded with a savepoint' }),
    upgradeMode === 'last-state' &&
      !highAvailability &&
      problem('PropRequired', ['upgradeMode'], {
        prop: 'highAvailabilityStorageDir',
        purpose: 'without high availability nobody knows the latest state',
      }),
    upgradeMode === 'stateless' &&
      managedBy === 'none' &&
      highAvailability &&
      contradiction(
        ['upgradeMode'],
        'highAvailabilityStorageDir',
        'with high availability Flink restores the latest state at each start',
      ),
    job.launchGuard !== undefined &&
      (managedBy === 'controller' || !highAvailability) &&
      problem('PropRequired', ['launchGuard'], {
        prop: 'highAvailabilityStorageDir, and no controller',
        purpose: 'elsewhere there is nothing to guard',
      }),
  ];
}

/** True for a jar that has to be fetched. */
export function isRemoteJar(uri: string | undefined): uri is string {
  return uri !== undefined && /^https?:/i.test(uri);
}
