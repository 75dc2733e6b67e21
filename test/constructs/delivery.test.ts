import fc from 'fast-check';
import { BUILT_IN_OPERATOR_CONFIG, FlinkError, renderResource, type JsonObject, type Manifest } from '../../constructs';
import { canonical } from '../lib/json-tools';
import { arbitraryProps, type Props } from './arbitrary-props';
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

test('the manifests are the companions and what the resource becomes, less what only a cluster without a controller needs', () => {
  let compared = 0;
  fc.assert(
    fc.property(arbitraryProps, (given) => {
      const manifests = delivered(given);
      const managed = delivered({ ...given, managedBy: 'controller' });
      if (typeof manifests === 'string' || typeof managed === 'string') {
        expect(manifests).toEqual(managed);
        return;
      }
      compared += 1;
      const resource = managed.find(({ kind }) => kind === 'FlinkDeployment');
      const companions = managed.filter((object) => object !== resource);
      const expanded = renderResource(resource as unknown as JsonObject, {
        operatorConfig: BUILT_IN_OPERATOR_CONFIG,
        resources: [],
      });
      const both = [...companions, ...expanded.map(withoutExpandedLaunch)];
      expect(manifests.map(withoutClusterless)).toEqual(both);
      expect(canonical(manifests.map(withoutClusterless))).toBe(canonical(both));
    }),
    { numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(200);
});

function withoutExpandedLaunch(manifest: Manifest): Manifest {
  const data = manifest.data as Record<string, string> | undefined;
  if (data === undefined) return manifest;
  return { ...manifest, data: Object.fromEntries(Object.entries(data).map(([k, v]) => [k, withoutLaunch(v)])) };
}
