import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { put } from '../lib/json';
import type { Manifest } from '../lib/manifest';

type Labels = Readonly<Record<string, string>>;

/**
 * One Kubernetes object, emitted as it is.
 *
 * The classes that cdk8s generates drop fields that are newer than they are and rename others; this one writes wire
 * form as given, with keys in code unit order. Namespace and labels of the chart, the metadata methods and JSON patches
 * work as with any `ApiObject`; patches see the final object.
 */
export class ManifestObject extends ApiObject {
  private readonly jsonPatches: JsonPatch[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly manifest: Manifest,
  ) {
    const { name, namespace } = manifest.metadata;
    super(scope, id, {
      apiVersion: manifest.apiVersion,
      kind: manifest.kind,
      metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    });
  }

  /** Applies JSON patches (RFC 6902) to the object, after everything else. */
  override addJsonPatch(...operations: JsonPatch[]): void {
    this.jsonPatches.push(...operations);
  }

  /** The object as it is written. */
  override toJson(): Manifest {
    const sorted = sortKeys({ ...this.manifest, metadata: this.fullMetadata() }) as Manifest;
    return this.jsonPatches.length === 0 ? sorted : (JsonPatch.apply(sorted, ...this.jsonPatches) as Manifest);
  }

  private fullMetadata(): Record<string, unknown> {
    const own = this.manifest.metadata;
    // What came with the chart and what was added with the methods of `metadata`.
    const added = this.metadata.toJson() as Record<string, unknown> & { labels?: Labels; annotations?: Labels };
    const chartLabels: Labels = Chart.of(this).labels;
    const fromChart = ([key, value]: [string, string]) => Object.hasOwn(chartLabels, key) && chartLabels[key] === value;
    const addedLabels = Object.entries(added.labels ?? {}).filter((entry) => !fromChart(entry));
    const labels = { ...chartLabels, ...own.labels, ...Object.fromEntries(addedLabels) };
    const annotations = { ...own.annotations, ...added.annotations };
    return {
      ...own,
      ...added,
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    };
  }
}

/** A copy with keys in code unit order, without undefined values. Keys such as `__proto__` are keys like any other. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Record<string, unknown>;
  const sorted: Record<string, unknown> = {};
  const keys = Object.keys(object);
  for (const key of keys.length > 1 ? keys.sort() : keys) {
    if (object[key] !== undefined) put(sorted, key, sortKeys(object[key]));
  }
  return sorted;
}
