import { checkFlinkCluster } from '../../lib/api/flinkcluster/check';
import { flinkClusterModel } from '../../lib/api/flinkcluster/to-model';
import type { FlinkDeploymentResource } from '../../lib/api/apache/types';
import type { FlinkClusterResource } from '../../lib/api/flinkcluster/types';
import { toFlinkCluster } from '../../lib/convert/to-flink-cluster';
import type { JsonObject } from '../../lib/manifest';
import type { FlinkClusterModel } from '../../lib/model/flinkcluster';
import { formatPath, formatProblem, problem, type Problem } from '../../lib/problem';
import { contentHash } from '../../lib/render/hash';
import type { FlinkClusterProps } from '../cluster-props';
import type { PropsConfiguration } from './configuration';
import { clusterToPropPath, podPropPath, toPropPath } from './prop-paths';

/** A FlinkCluster and the same in neutral terms. */
export interface TranslatedCluster {
  readonly resource: FlinkClusterResource;
  readonly model: FlinkClusterModel;
}

/**
 * A FlinkDeployment that props became as a FlinkCluster.
 *
 * @returns what a FlinkCluster cannot say of it and what is wrong with it, at the props; and the FlinkCluster, unless that
 * keeps it from being one
 */
export function flinkCluster(
  deployment: FlinkDeploymentResource,
  props: FlinkClusterProps,
  configuration: PropsConfiguration,
): { readonly problems: readonly Problem[]; readonly translated: TranslatedCluster | undefined } {
  const { resource, lost } = toFlinkCluster(deployment);
  const refused = lost.filter(isRefused).map((p): Problem => {
    const path = podPropPath(p.path, deployment, props) ?? toPropPath(p.path, props, configuration);
    return problem('NotInDialect', path, { kind: 'FlinkCluster', reason: reasonOf(p) });
  });
  const { problems, spec } = checkFlinkCluster(resource as unknown as JsonObject);
  const wrong = problems.map((p): Problem => ({ ...p, path: clusterToPropPath(p.path, props, configuration) }));
  // What is said of the whole cluster is found for each of its processes.
  const found = [...new Map([...refused, ...wrong].map((p) => [formatProblem(p), p])).values()];
  const usable = spec !== undefined && !found.some((p) => p.severity === 'error');
  return { problems: found, translated: usable ? { resource, model: flinkClusterModel(resource, spec) } : undefined };
}

/** A prop that means another thing is refused as one without words is. What is missing breaks a rule of the kind itself. */
function isRefused({ code, path }: Problem): boolean {
  if (code === 'MeaningChanged') return !TOLERATED.test(formatPath(path));
  return code === 'NotCarriedOver';
}

/**
 * What may mean another thing: high availability, without which a JobManager could not recover at all; upgrades, of which
 * {@link checkProps} knows more; probes that begin 5 seconds later; init containers that see the environment, too.
 */
const TOLERATED = /high-availability|\.upgradeMode$|\.(liveness|readiness)Probe$|\.initContainers$/;

/** The reason alone: what has none is not carried over from a resource, but refused in a prop. */
const reasonOf = ({ message }: Problem) => message.slice(message.indexOf(': ') + 2);

/** A hash of the configuration that Flink's processes read: another one needs new pods. */
export function fileHash({ configuration, logFiles }: FlinkClusterModel): string {
  return contentHash([Object.fromEntries(configuration), Object.fromEntries(logFiles)]);
}
