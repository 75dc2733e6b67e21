import { configPath } from '../../lib/api/apache/config-path';
import type { FlinkDeploymentResource } from '../../lib/api/apache/types';
import { MAIN_CONTAINER } from '../../lib/flink/names';
import { isObject } from '../../lib/json';
import type { Json } from '../../lib/manifest';
import type { Path } from '../../lib/problem';
import type { FlinkClusterProps } from '../cluster-props';
import type { PropsConfiguration } from './configuration';

type Fields = readonly (readonly [field: Path, prop: Path])[];

/** Fields of a FlinkDeployment and the props that they come from; the rest of a path stays. */
const DEPLOYMENT_FIELDS: Fields = [
  [['metadata', 'name'], ['name']],
  [['metadata', 'namespace'], ['namespace']],
  [['spec', 'job', 'jarURI'], ['jarUri']],
  [['spec', 'job'], []],
  [['spec', 'jobManager', 'resource'], ['jobManager']],
  [['spec', 'taskManager', 'resource'], ['taskManager']],
  [['spec'], []],
];

/** The same of a FlinkCluster, whose options have another field. */
const CLUSTER_FIELDS: Fields = [
  [['metadata', 'name'], ['name']],
  [['metadata', 'namespace'], ['namespace']],
  [['spec', 'image', 'name'], ['image']],
  [['spec', 'job', 'className'], ['entryClass']],
  [['spec', 'job', 'fromSavepoint'], ['initialSavepointPath']],
  [['spec', 'job'], []],
  [['spec', 'jobManager', 'resources'], ['jobManager']],
  [['spec', 'taskManager', 'resources'], ['taskManager']],
  [['spec'], []],
];

/** Where a problem of a FlinkDeployment is in the props. */
export function toPropPath(path: Path, props: FlinkClusterProps, configuration: PropsConfiguration): Path {
  return pathOf('flinkConfiguration', DEPLOYMENT_FIELDS, path, props, configuration);
}

/** Where a problem of a FlinkCluster is in the props. */
export function clusterToPropPath(path: Path, props: FlinkClusterProps, configuration: PropsConfiguration): Path {
  return pathOf('flinkProperties', CLUSTER_FIELDS, path, props, configuration);
}

function pathOf(
  options: string,
  fields: Fields,
  path: Path,
  props: FlinkClusterProps,
  configuration: PropsConfiguration,
): Path {
  const [spec, field, key, ...rest] = path;
  if (spec === 'spec' && field === options && typeof key === 'string') {
    const prop = configuration.props.get(key);
    return prop === undefined ? [...configPath(props.flinkConfiguration, key).slice(1), ...rest] : prop.split('.');
  }
  const found = fields.find(([from]) => from.every((step, i) => path[i] === step));
  return found === undefined ? path : [...found[1], ...path.slice(found[0].length)];
}

/**
 * Where something of the pod templates of a FlinkDeployment comes from: from the user's own template, if that says it too,
 * else from the prop that becomes such a field.
 *
 * @returns undefined for another path
 */
export function podPropPath(
  path: Path,
  deployment: FlinkDeploymentResource,
  props: FlinkClusterProps,
): Path | undefined {
  const process = PROCESSES.find((name) => path[1] === name);
  const inTemplate = path.slice(process === undefined ? 1 : 2);
  if (path[0] !== 'spec' || inTemplate[0] !== 'podTemplate') return undefined;
  const prefix = process === undefined ? [] : [process];
  const own = process === undefined ? props : props[process];
  const named = withNames(
    inTemplate.slice(1),
    (process === undefined ? deployment.spec : deployment.spec[process])?.podTemplate,
  );
  const users = withIndexes(named, own.podTemplate);
  if (users !== undefined) return [...prefix, 'podTemplate', ...users];
  const prop = propOf(named);
  if (prop === undefined) return [...prefix, 'podTemplate', ...inTemplate.slice(1)];
  // What is said of the whole cluster may stand in the template of each process.
  const ofCluster = process !== undefined && !(prop in props[process]) && prop in props;
  return [...(ofCluster || prop === 'podSecurity' ? [] : prefix), prop];
}

const PROCESSES = ['jobManager', 'taskManager'] as const;

/** A path in a pod template in which items of lists are called by their names. */
function withNames(path: Path, template: unknown): Path {
  let value = template;
  return path.map((step) => {
    const at = value;
    value =
      typeof step === 'number'
        ? Array.isArray(at)
          ? (at[step] as unknown)
          : undefined
        : isObject(at)
          ? at[step]
          : undefined;
    return typeof step === 'number' && isObject(value) && typeof value.name === 'string' ? value.name : step;
  });
}

/** The same path in another template, undefined when that says nothing there. */
function withIndexes(path: Path, template: unknown): Path | undefined {
  let value = template as Json | undefined;
  const found: (string | number)[] = [];
  for (const step of path) {
    const key = Array.isArray(value) ? value.findIndex((item) => isObject(item) && item.name === step) : step;
    if (Array.isArray(value)) value = value[key as number];
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
    if (value === undefined) return undefined;
    found.push(key);
  }
  return found;
}

/** The prop that becomes a field of a pod. */
function propOf([, field, name, inContainer]: Path): string | undefined {
  if (field !== 'containers') return typeof field === 'string' && POD_PROPS.has(field) ? field : undefined;
  if (name !== MAIN_CONTAINER) return 'sidecars';
  return typeof inContainer === 'string' ? CONTAINER_PROPS[inContainer] : undefined;
}

const POD_PROPS = new Set([
  ...['nodeSelector', 'tolerations', 'affinity', 'topologySpreadConstraints', 'priorityClassName'],
  ...['volumes', 'initContainers'],
]);

const CONTAINER_PROPS: Readonly<Record<string, string>> = {
  env: 'env',
  volumeMounts: 'volumes',
  ports: 'metricsReporters',
  securityContext: 'podSecurity',
  livenessProbe: 'livenessProbe',
  readinessProbe: 'readinessProbe',
  startupProbe: 'startupProbe',
};
