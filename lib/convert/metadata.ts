import type { ResourceMetadata } from '../api/apache/types';
import { filled, type Source } from './converted';

/** What an API server writes into the metadata of an object: it belongs to that object, not to what is made of it. */
const OF_THE_SERVER = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink'];

/** Annotation in which `kubectl apply` remembers the whole resource. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Name, namespace, labels and annotations, which are those of the new resource. */
export function takeMetadata(source: Source, control?: string): ResourceMetadata {
  const metadata = (field: string) => source.take('metadata', field);
  for (const field of OF_THE_SERVER) metadata(field);
  source.take('metadata', 'annotations', LAST_APPLIED);
  if (control !== undefined) {
    const reason = 'it asks the old cluster to do something';
    source.drop(['metadata', 'annotations', control], reason, 'Wait until that is done before you convert');
  }
  source.take('status');
  return filled({
    name: metadata('name'),
    namespace: metadata('namespace'),
    labels: metadata('labels'),
    annotations: metadata('annotations'),
  }) as unknown as ResourceMetadata;
}
