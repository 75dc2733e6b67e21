import fc from 'fast-check';
import { BUILT_IN_OPERATOR_CONFIG, FlinkError, renderResource, type JsonObject, type Manifest } from '../../constructs';
import { canonical } from '../lib/json-tools';
import { arbitraryFlinkCluster, arbitraryProps, type Props } from './arbitrary-props';
import { objectsOf } from './cluster-props';

/** An object without what only a cluster without a controller needs, which is listed in docs/decisions.md. */
function withoutClusterless(manifest: Manifest): Manifest {
  const copy = JSON.parse(JSON.stringify(manifest)) as Manifest & {
    data?: Record<string, string>;
    rules?: { resourceNames?: string[] }[];
    spec?: { strategy?: unknown; template?: { spec?: { initContainers?: { name: string }[] } } };
  };
  if (copy.kind === 'Deployment' && copy.spec !== undefined) {
    expect(copy.spec.strategy).toEqual({ type: 'Recreate' });
    delete copy.spec.strategy;
    const pod = copy.spec.template?.spec;
    if (pod?.initContainers?.at(-1)?.name === 'launch-guard') {
      pod.initContainers.pop();
      if (pod.initContainers.length === 0) delete pod.initContainers;
    }
  }
  if (copy.kind === 'Role' && copy.rules?.at(-1)?.resourceNames?.[0]?.endsWith('-launch') === true) copy.rules.pop();
  for (const [file, data] of Object.entries(copy.data ?? {})) {
    if (copy.data !== undefined) copy.data[file] = withoutLaunch(data);
  }
  return copy;
}

/** The result store of the launch, and who looks after a program that fails. */
function withoutLaunch(text: string): string {
  return text
    .replace(/job-result-store\/(\S+)\/[0-9a-f-]{36}/, '$1')
    .replace(/submit-failed-job-on-application-error.*/, '');
}

/** Undefined for props that are refused, which they are for both deliveries alike. */
function delivered(given: Props): Manifest[] | string {
  try {
    return objectsOf(given);
  } catch (error) {
    if (error instanceof FlinkError) return error.message;
    throw error;
  }
}

describe.each([
  ['FlinkDeployment', arbitraryProps, withoutClusterless, withoutExpandedLaunch],
  ['FlinkCluster', arbitraryFlinkCluster, withoutClusterlessCluster, withoutExpandedJob],
] as const)('as a %s', (kind, props, withoutOurs, withoutTheirs) => {
  test('the manifests are the companions and what the resource becomes, less what only a cluster without a controller needs', () => {
    let compared = 0;
    fc.assert(
      fc.property(props, (given) => {
        const manifests = delivered(given);
        const managed = delivered({ ...given, managedBy: 'controller' });
        if (typeof manifests === 'string' || typeof managed === 'string') {
          expect(manifests).toEqual(managed);
          return;
        }
        compared += 1;
        const resource = managed.find((object) => object.kind === kind);
        const companions = managed.filter((object) => object !== resource);
        const expanded = renderResource(resource as unknown as JsonObject, {
          operatorConfig: BUILT_IN_OPERATOR_CONFIG,
          resources: [],
        });
        const both = [...companions, ...expanded.map(withoutTheirs)];
        expect(manifests.map(withoutOurs)).toEqual(both);
        expect(canonical(manifests.map(withoutOurs))).toBe(canonical(both));
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(200);
  });
});

function withoutExpandedLaunch(manifest: Manifest): Manifest {
  const data = manifest.data as Record<string, string> | undefined;
  if (data === undefined) return manifest;
  return { ...manifest, data: Object.fromEntries(Object.entries(data).map(([k, v]) => [k, withoutLaunch(v)])) };
}

interface Workload {
  selector?: unknown;
  backoffLimit?: number;
  template: {
    metadata: { labels: Record<string, string> };
    spec: { restartPolicy?: string; containers: { args: string[] }[]; initContainers?: { name: string }[] };
  };
}

/** A FlinkCluster: a Job that restarts, of a job whose id stays, and selectors that stay. */
function withoutClusterlessCluster(manifest: Manifest): Manifest {
  const copy = JSON.parse(JSON.stringify(manifest)) as Manifest & {
    spec: Workload;
    rules?: { resourceNames?: string[] }[];
  };
  if (copy.kind === 'Role' && copy.rules?.at(-1)?.resourceNames?.[0]?.endsWith('-launch') === true) copy.rules.pop();
  const { kind, spec } = copy;
  if (kind === 'StatefulSet' || kind === 'Deployment') {
    const { name } = copy.metadata;
    const [, cluster, component] = /^(.*)-(jobmanager|taskmanager)$/.exec(name) ?? [];
    expect(spec.selector).toEqual({ matchLabels: { cluster, app: 'flink', component } });
  }
  if (kind === 'Job') {
    const pod = spec.template.spec;
    expect([spec.backoffLimit, pod.restartPolicy]).toEqual([2147483647, 'OnFailure']);
    expect(spec.template.metadata.labels).not.toHaveProperty(['flinkoperator.k8s.io/revision-name']);
    if (pod.initContainers?.at(-1)?.name === 'launch-guard') pod.initContainers.pop();
    if (pod.initContainers?.length === 0) delete pod.initContainers;
  }
  return withoutExpandedJob(copy);
}

/** The same without what the other has in these places. */
function withoutExpandedJob(manifest: Manifest): Manifest {
  const copy = JSON.parse(JSON.stringify(manifest)) as Manifest & { spec: Workload };
  const { kind, spec, metadata } = copy;
  if (kind === 'StatefulSet' || kind === 'Deployment') delete spec.selector;
  if (kind !== 'Job') return copy;
  delete spec.backoffLimit;
  const { labels } = spec.template.metadata;
  for (const map of [labels, metadata.labels as Record<string, string>]) delete map['flinkoperator.k8s.io/job-id'];
  delete labels['flinkoperator.k8s.io/revision-name'];
  const pod = spec.template.spec;
  delete pod.restartPolicy;
  const args = pod.containers[0]?.args ?? [];
  const id = args.indexOf('--job-id') + 1;
  expect(args[id]).toMatch(/^[0-9a-f]{32}$/);
  args.splice(id, 1);
  return copy;
}
