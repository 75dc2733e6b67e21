import { BUILT_IN_OPERATOR_CONFIG, checkDeployment } from '../../lib/api';
import { DEFAULT_LOG_FILES } from '../../lib/api/log-files';
import { toModel } from '../../lib/api/apache/to-model';
import type { FlinkDeploymentResource, FlinkDeploymentSpec, JobSpec } from '../../lib/api/apache/types';
import type { FlinkClusterResource } from '../../lib/api/flinkcluster/types';
import type { FlinkConfig } from '../../lib/flink/config';
import { explicit, OPTIONS } from '../../lib/flink/options';
import type { FlinkVersion } from '../../lib/flink/version';
import { withoutNulls } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { firstLaunch } from '../../lib/model/launch';
import { FlinkError, type Problem } from '../../lib/problem';
import { configurationHash } from '../../lib/render/config-maps';
import type { AnyCluster } from '../cluster-layout';
import type { FlinkClusterProps, LogLevel } from '../cluster-props';
import { nameOf } from '../interop';
import type { FlinkJobClusterProps } from '../job-props';
import type { FlinkProcessProps } from '../pod-props';
import { flinkOptions, type PropsConfiguration } from './configuration';
import { fileHash, flinkCluster } from './to-flink-cluster';
import { jarFile, podTemplates } from './pod-template';
import { checkProps, isRemoteJar } from './prop-checks';
import { toPropPath } from './prop-paths';

/** What the props of a cluster become. */
export interface Translated {
  /** The custom resource that says what the props say. */
  readonly resource: FlinkDeploymentResource | FlinkClusterResource;
  /** The resource in neutral terms. */
  readonly model: AnyCluster;
  /** Where savepoints are written, if that was said. */
  readonly savepointsDir: string | undefined;
}

/**
 * Translates props to the resource of their dialect, and that to the neutral model. Whatever the dialect, they become a
 * FlinkDeployment first: a FlinkCluster is made of that.
 *
 * @param where path of the construct, for messages
 * @throws FlinkError with every problem of the props, at the props that cause them
 */
export function translate(
  props: FlinkClusterProps & { readonly namespace: string },
  job: FlinkJobClusterProps | undefined,
  toolImage: string,
  where: string,
): Translated {
  const version = `v${props.flinkVersion.replace('.', '_')}` as FlinkVersion;
  const configuration = flinkOptions(props, job, version);
  const config: FlinkConfig = new Map(Object.entries(configuration.options));
  const own = checkProps({ props, job, config });
  const resource = (hash?: string) => toResource(props, job, toolImage, version, configuration, hash);
  const plain = resource();
  const checked = checkDeployment(plain as unknown as JsonObject, BUILT_IN_OPERATOR_CONFIG);
  const ofDeployment = checked.problems.map((p): Problem => ({ ...p, path: toPropPath(p.path, props, configuration) }));
  const inDialect = (deployment: FlinkDeploymentResource) =>
    props.dialect === 'FlinkCluster'
      ? flinkCluster(deployment, props, configuration)
      : {
          problems: [],
          translated: {
            resource: deployment,
            model: toModel(deployment, BUILT_IN_OPERATOR_CONFIG, checked.configuration),
          },
        };
  const usable = !ofDeployment.some((p) => p.severity === 'error');
  const { problems, translated: first } = usable ? inDialect(plain) : { problems: [] };
  const errors = [...own, ...ofDeployment, ...problems].filter((p) => p.severity === 'error');
  if (errors.length > 0 || first === undefined) throw new FlinkError(errors, where);
  // The hash is an annotation, with which nothing can be wrong.
  const { translated: hashed = first } =
    props.restartOnConfigurationChange === false ? {} : inDialect(resource(hashOf(first.model)));
  const savepointsDir = checked.configuration && explicit(checked.configuration, OPTIONS.savepointsDir);
  return { ...hashed, savepointsDir };
}

function hashOf(model: AnyCluster): string {
  return model.layout === 'flinkcluster' ? fileHash(model) : configurationHash(model, firstLaunch(model));
}

function toResource(
  props: FlinkClusterProps & { readonly namespace: string },
  job: FlinkJobClusterProps | undefined,
  toolImage: string,
  flinkVersion: FlinkVersion,
  { options }: PropsConfiguration,
  hash: string | undefined,
): FlinkDeploymentResource {
  const templates = podTemplates(props, job, toolImage, hash);
  const process = ({ memory, cpu = 1, ephemeralStorage, replicas }: FlinkProcessProps, podTemplate?: JsonObject) => ({
    resource: { memory, cpu, ephemeralStorage },
    replicas,
    podTemplate,
  });
  const spec = {
    image: props.image,
    imagePullPolicy: props.imagePullPolicy,
    flinkVersion,
    mode: 'standalone',
    serviceAccount: props.serviceAccount === undefined ? props.name : nameOf(props.serviceAccount),
    flinkConfiguration: options,
    logConfiguration: props.logConfiguration ?? levelled(props.logLevel ?? defaultLevel(props)),
    podTemplate: templates.base,
    ingress: props.ingress,
    jobManager: process(props.jobManager, templates.jobManager),
    taskManager: process(props.taskManager, templates.taskManager),
    job: job === undefined ? undefined : toJob(job),
  };
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: props.name, namespace: props.namespace },
    spec: withoutNulls(spec) as unknown as FlinkDeploymentSpec,
  };
}

function toJob(job: FlinkJobClusterProps): JobSpec {
  const { jarUri, python } = job;
  const jar = isRemoteJar(jarUri) ? `local://${jarFile(jarUri)}` : jarUri;
  return withoutNulls({
    jarURI: jar,
    entryClass: python === undefined ? job.entryClass : 'org.apache.flink.client.python.PythonDriver',
    args: [...pythonArguments(python), ...(job.args ?? [])],
    parallelism: job.parallelism ?? 1,
    upgradeMode: upgradeMode(job),
    initialSavepointPath: job.initialSavepointPath,
    allowNonRestoredState: job.allowNonRestoredState,
  }) as JobSpec;
}

/** A FlinkCluster is upgraded from a savepoint, whatever manages it; its state can also be lost with a savepoint. */
function upgradeMode(job: FlinkJobClusterProps): NonNullable<JobSpec['upgradeMode']> {
  const { highAvailabilityStorageDir, savepointsDir, dialect, managedBy } = job;
  if (dialect !== 'FlinkCluster') {
    return job.upgradeMode ?? (highAvailabilityStorageDir === undefined ? 'stateless' : 'last-state');
  }
  const usual = savepointsDir === undefined ? 'stateless' : 'savepoint';
  return managedBy === 'controller' ? (job.upgradeMode ?? usual) : usual;
}

/** The operator of FlinkClusters has log files for an older Log4j, so ours are said. */
function defaultLevel({ dialect }: FlinkClusterProps): LogLevel | undefined {
  return dialect === 'FlinkCluster' ? 'INFO' : undefined;
}

function pythonArguments(python: FlinkJobClusterProps['python']): string[] {
  if (python === undefined) return [];
  const { script, module: name } = python;
  return [...(script === undefined ? [] : ['--python', script]), ...(name === undefined ? [] : ['--pyModule', name])];
}

/** Flink's own log files with another level of the root logger. */
function levelled(level: string | undefined): Record<string, string> | undefined {
  if (level === undefined) return undefined;
  return Object.fromEntries(
    [...DEFAULT_LOG_FILES].map(([name, text]) => [
      name,
      text
        .replace('rootLogger.level = INFO', `rootLogger.level = ${level}`)
        .replace('<root level="INFO">', `<root level="${level}">`),
    ]),
  );
}
