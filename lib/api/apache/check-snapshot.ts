import type { JsonObject } from '../../manifest';
import { findApache, type CheckContext, type Checked } from '../context';
import type { OperatorConfig } from '../operator-config';
import { runRules } from '../rules';
import { checkShape } from '../shape';
import { childAmong } from './blue-green-child';
import { findDeployment } from './check-session-job';
import { userConfig } from './effective-config';
import { flinkSessionJobSchema, flinkStateSnapshotSchema } from './schema';
import { sessionJobConfig } from './session-job-rules';
import { SNAPSHOT_RULES, type SnapshotTarget } from './snapshot-rules';
import type { FlinkDeploymentResource, FlinkSessionJobResource, FlinkStateSnapshotResource } from './types';

/** Checks a FlinkStateSnapshot, together with its job when that is among the resources. */
export function checkSnapshot(document: JsonObject, context: CheckContext): Checked<FlinkStateSnapshotResource> {
  const shape = checkShape(flinkStateSnapshotSchema, document);
  const resource = shape.value as FlinkStateSnapshotResource | undefined;
  if (resource === undefined) return { problems: shape.problems, resource };
  const found = runRules(
    SNAPSHOT_RULES,
    { resource, target: findTarget(resource, context) },
    shape.problems.map((p) => p.path),
  );
  return { problems: [...shape.problems, ...found], resource };
}

function findTarget(
  { metadata, spec }: FlinkStateSnapshotResource,
  { resources, operatorConfig }: CheckContext,
): SnapshotTarget | undefined {
  const { namespace = 'default' } = metadata;
  const { kind, name } = spec.jobReference ?? {};
  if (kind === undefined || name === undefined) return undefined;
  const deployment = (of: string | undefined) => findDeployment(resources, namespace, of);
  if (kind === 'FlinkDeployment') {
    // The clusters of a blue/green deployment are in no file, and have savepoints taken of them all the same.
    const cluster = deployment(name) ?? childAmong(resources, namespace, name);
    if (cluster === undefined) return undefined;
    const config = configOf(cluster, operatorConfig);
    return { session: cluster.spec.job === undefined, config, flinkVersion: cluster.spec.flinkVersion };
  }
  const document = findApache(resources, 'FlinkSessionJob', namespace, name);
  const job = document && (checkShape(flinkSessionJobSchema, document).value as FlinkSessionJobResource | undefined);
  if (job === undefined) return undefined;
  const cluster = deployment(job.spec.deploymentName);
  if (cluster === undefined) return { session: false, config: undefined, flinkVersion: undefined };
  const config = sessionJobConfig(job, configOf(cluster, operatorConfig));
  return { session: false, config, flinkVersion: cluster.spec.flinkVersion };
}

function configOf({ metadata, spec }: FlinkDeploymentResource, operator: OperatorConfig): Map<string, string> {
  const { name, namespace = 'default' } = metadata;
  return userConfig({ name, namespace, spec }, operator);
}
