import { BUILT_IN_OPERATOR_CONFIG, checkDeployment } from '../../lib/api';
import { DEFAULT_LOG_FILES } from '../../lib/api/log-files';
import { toModel } from '../../lib/api/apache/to-model';
import type { FlinkDeploymentResource, FlinkDeploymentSpec, JobSpec } from '../../lib/api/apache/types';
import type { FlinkConfig } from '../../lib/flink/config';
import type { FlinkVersion } from '../../lib/flink/version';
import { withoutNulls } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import type { ClusterModel } from '../../lib/model/cluster';
import { firstLaunch } from '../../lib/model/launch';
import { FlinkError, type Problem } from '../../lib/problem';
import { configurationHash } from '../../lib/render/config-maps';
import type { FlinkClusterProps } from '../cluster-props';
import { nameOf } from '../interop';
import type { FlinkJobClusterProps } from '../job-props';
import type { FlinkProcessProps } from '../pod-props';
import { flinkOptions, type PropsConfiguration } from './configuration';
import { jarFile, podTemplates } from './pod-template';
import { checkProps, isRemoteJar } from './prop-checks';
import { toPropPath } from './prop-paths';

/** What the props of a cluster become. */
export interface Translated {
  /** The custom resource that says what the props say. */
  readonly resource: FlinkDeploymentResource;
  /** The resource in neutral terms. */
  readonly model: ClusterModel;
}

/**
 * Translates props to a FlinkDeployment, and that to the neutral model.
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
  const errors = [
    ...own,
    ...checked.problems.map((p): Problem => ({ ...p, path: toPropPath(p.path, props, configuration) })),
  ].filter((p) => p.severity === 'error');
  if (errors.length > 0) throw new FlinkError(errors, where);
  const model = (r: FlinkDeploymentResource) => toModel(r, BUILT_IN_OPERATOR_CONFIG, checked.configuration);
  if (props.restartOnConfigurationChange === false) return { resource: plain, model: model(plain) };
  const first = model(plain);
  const hashed = resource(configurationHash(first, firstLaunch(first)));
  return { resource: hashed, model: model(hashed) };
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
    logConfiguration: props.logConfiguration ?? levelled(props.logLevel),
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
  const upgradeMode = job.upgradeMode ?? (job.highAvailabilityStorageDir === undefined ? 'stateless' : 'last-state');
  return withoutNulls({
    jarURI: jar,
    entryClass: python === undefined ? job.entryClass : 'org.apache.flink.client.python.PythonDriver',
    args: [...pythonArguments(python), ...(job.args ?? [])],
    parallelism: job.parallelism ?? 1,
    upgradeMode,
    initialSavepointPath: job.initialSavepointPath,
    allowNonRestoredState: job.allowNonRestoredState,
  }) as JobSpec;
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
