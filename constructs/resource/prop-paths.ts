import { configPath } from '../../lib/api/apache/config-path';
import type { Path } from '../../lib/problem';
import type { FlinkClusterProps } from '../cluster-props';
import type { PropsConfiguration } from './configuration';

/** Fields of a FlinkDeployment and the props that they come from; the rest of a path stays. */
const FIELDS: readonly (readonly [field: Path, prop: Path])[] = [
  [['metadata', 'name'], ['name']],
  [['metadata', 'namespace'], ['namespace']],
  [['spec', 'job', 'jarURI'], ['jarUri']],
  [['spec', 'job'], []],
  [['spec', 'jobManager', 'resource'], ['jobManager']],
  [['spec', 'taskManager', 'resource'], ['taskManager']],
  [['spec'], []],
];

/** Where a problem of the resource is in the props. */
export function toPropPath(path: Path, props: FlinkClusterProps, configuration: PropsConfiguration): Path {
  const [spec, field, key, ...rest] = path;
  if (spec === 'spec' && field === 'flinkConfiguration' && typeof key === 'string') {
    const prop = configuration.props.get(key);
    return prop === undefined ? [...configPath(props.flinkConfiguration, key).slice(1), ...rest] : prop.split('.');
  }
  const found = FIELDS.find(([from]) => from.every((step, i) => path[i] === step));
  return found === undefined ? path : [...found[1], ...path.slice(found[0].length)];
}
