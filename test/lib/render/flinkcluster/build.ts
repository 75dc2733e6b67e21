import { checkFlinkCluster } from '../../../../lib/api/flinkcluster/check';
import { flinkClusterModel } from '../../../../lib/api/flinkcluster/to-model';
import type { JsonObject, Manifest } from '../../../../lib/manifest';
import type { FlinkClusterModel } from '../../../../lib/model/flinkcluster';
import { firstLaunch, type Launch } from '../../../../lib/model/launch';
import { renderCluster } from '../../../../lib/render/cluster';
import type { Role } from '../../../../lib/render/rendered';

/** The model of a FlinkCluster named `c` that passes its rules. */
export function modelOf(spec: JsonObject, name = 'c'): FlinkClusterModel {
  const {
    problems,
    resource,
    spec: normal,
  } = checkFlinkCluster({
    apiVersion: 'flinkoperator.k8s.io/v1beta1',
    kind: 'FlinkCluster',
    metadata: { name },
    spec: { flinkVersion: '1.15', image: { name: 'flink:1.15' }, ...spec },
  });
  const errors = problems.filter((p) => p.severity === 'error');
  if (errors.length > 0 || resource === undefined || normal === undefined) {
    throw new Error(errors.map((p) => `${p.path.join('.')}: ${p.message}`).join('\n'));
  }
  return flinkClusterModel(resource, normal);
}

/** Its objects by role. */
export function render(spec: JsonObject, launch: Partial<Launch> = {}): ReadonlyMap<Role, Manifest> {
  const model = modelOf(spec);
  const objects = renderCluster(model, { ...firstLaunch(model), ...launch });
  return new Map(objects.map(({ role, manifest }) => [role, manifest]));
}

/** The pod of a workload. */
export function podOf(objects: ReadonlyMap<Role, Manifest>, role: Role): JsonObject {
  const spec = objects.get(role)?.spec as JsonObject;
  return (spec.template as JsonObject).spec as JsonObject;
}

/** The main container of a workload's pod. */
export function containerOf(objects: ReadonlyMap<Role, Manifest>, role: Role): JsonObject {
  return (podOf(objects, role).containers as JsonObject[])[0] ?? {};
}

/** The files of the ConfigMap. */
export function filesOf(objects: ReadonlyMap<Role, Manifest>): Readonly<Record<string, string>> {
  return objects.get('configuration')?.data as Readonly<Record<string, string>>;
}
