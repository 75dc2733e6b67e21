import { isObject } from '../../json';
import type { Json, JsonObject, Manifest } from '../../manifest';
import type { FlinkClusterModel, GangModel } from '../../model/flinkcluster';
import { addAmounts, NOTHING, readAmount, writeAmount, type Amount } from '../../quantity-text';
import { objectNames } from './names';

/**
 * The PodGroup by which Volcano schedules the pods of all workloads or none. Each resource is named three times, which
 * is how Volcano's quotas see it.
 */
export function podGroup(model: FlinkClusterModel, gang: GangModel, workloads: readonly Manifest[]): Manifest {
  const total = new Map<string, Amount>();
  let members = 0;
  for (const { spec } of workloads) {
    const { replicas, template, volumeClaimTemplates } = spec as JsonObject;
    const count = typeof replicas === 'number' ? replicas : 1;
    members += count;
    const pod = new Map<string, Amount>();
    addPod(pod, isObject(template) && isObject(template.spec) ? template.spec : {});
    for (const claim of list(volumeClaimTemplates)) addClaim(pod, claim);
    for (let i = 0; i < count; i++) for (const [name, amount] of pod) add(total, name, amount);
  }
  const entries = [...total].flatMap(([name, amount]) =>
    ['', 'requests.', 'limits.'].map((prefix) => [prefix + name, writeAmount(amount)]),
  );
  return {
    apiVersion: 'scheduling.volcano.sh/v1beta1',
    kind: 'PodGroup',
    metadata: { name: objectNames(model.name).policies, namespace: model.namespace },
    spec: {
      minMember: members,
      minResources: Object.fromEntries(entries) as Record<string, string>,
      ...(gang.queue === undefined ? {} : { queue: gang.queue }),
      ...(gang.priorityClassName === undefined ? {} : { priorityClassName: gang.priorityClassName }),
    },
  };
}

/** All containers of a pod, init containers too, and the claims of its ephemeral volumes. */
function addPod(total: Map<string, Amount>, { containers, initContainers, volumes }: JsonObject): void {
  for (const { resources } of [...list(containers), ...list(initContainers)]) {
    const { limits, requests } = isObject(resources) ? resources : {};
    for (const name of ['cpu', 'memory'])
      add(total, name, amountOf(limits, name) ?? amountOf(requests, name) ?? NOTHING);
    for (const name of ['storage', 'ephemeral-storage']) {
      const amount = amountOf(requests, name);
      if (amount !== undefined) add(total, name, amount);
    }
  }
  for (const { ephemeral } of list(volumes)) {
    if (isObject(ephemeral) && isObject(ephemeral.volumeClaimTemplate)) addClaim(total, ephemeral.volumeClaimTemplate);
  }
}

function addClaim(total: Map<string, Amount>, { spec }: JsonObject): void {
  const resources = isObject(spec) ? spec.resources : undefined;
  const requests = isObject(resources) && isObject(resources.requests) ? resources.requests : {};
  for (const name of Object.keys(requests)) add(total, name, amountOf(requests, name) ?? NOTHING);
}

function add(total: Map<string, Amount>, name: string, amount: Amount): void {
  total.set(name, addAmounts(total.get(name) ?? NOTHING, amount));
}

/** An amount that is not zero. */
function amountOf(quantities: Json | undefined, name: string): Amount | undefined {
  const text = isObject(quantities) ? quantities[name] : undefined;
  const amount = typeof text === 'string' || typeof text === 'number' ? readAmount(String(text)) : undefined;
  return amount?.decimal.digits === 0n ? undefined : amount;
}

const list = (items: Json | undefined): JsonObject[] => (Array.isArray(items) ? items.filter(isObject) : []);
