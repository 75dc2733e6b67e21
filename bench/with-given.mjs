import { synthesized } from './synthesized.mjs';

/**
 * Finished objects with a class that takes what the API server reads.
 *
 * @param ApiObject the class of cdk8s, or ours
 */
export function withGiven(ApiObject, objects) {
  return synthesized((chart) => {
    for (const [i, object] of objects.entries()) new ApiObject(chart, `object-${i}`, object);
  });
}
