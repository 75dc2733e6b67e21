import type { EnvFromSource, EnvVar, LocalObjectReference } from 'kubernetes-types/core/v1';
import { contentHash } from '../render/hash';
import type { Losses } from './converted';
import type { ClusterProcess } from './cluster-process';

/** What a FlinkCluster says once, from what a FlinkDeployment says for each process. */
export interface Shared {
  readonly env: EnvVar[];
  readonly envFrom: EnvFromSource[];
  readonly pullSecrets: LocalObjectReference[];
}

type Both = readonly [ClusterProcess, ClusterProcess];

/** Joins what both processes have; what only one has, the other gets, too. Where they differ there is no way to say it. */
export function shared(pods: Both, losses: Losses): Shared {
  return {
    env: sharedEnv(pods, losses),
    envFrom: sharedEnvFrom(pods, losses),
    pullSecrets: [...new Map(pods.flatMap((pod) => pod.shared.pullSecrets.map((s) => [s.name, s]))).values()],
  };
}

function sharedEnv(pods: Both, losses: Losses): EnvVar[] {
  const result = new Map<string, EnvVar>();
  for (const [pod, other] of both(pods)) {
    for (const variable of pod.shared.env) {
      const same = other.shared.env.find(({ name }) => name === variable.name);
      const path = pod.toPath(['container', 'env']);
      if (same !== undefined && contentHash(same) !== contentHash(variable)) {
        const reason = `${variable.name} is not the same for JobManager and TaskManagers`;
        losses.dropped(path, reason, 'Give the two another name, or one value');
        continue;
      }
      if (same === undefined) {
        losses.changed(path, `${variable.name} is in all pods, not only those of the ${wordsFor(pod)}`, ONLY_ONE);
      }
      result.set(variable.name, variable);
    }
  }
  const [jobManager] = pods;
  const inits = pods.filter((pod) => pod.process.initContainers !== undefined);
  if (result.size > 0) {
    for (const pod of inits) {
      const effect = 'they have the environment of the main container, too';
      losses.changed(
        pod.toPath(['spec', 'initContainers']),
        effect,
        'Nothing has to be done, unless that disturbs them',
      );
    }
  }
  // In the order of the JobManager, so that a change of one variable is a change of one line.
  const order = jobManager.shared.env.map(({ name }) => name);
  return [...result.values()].sort((a, b) => position(order, a.name) - position(order, b.name));
}

function sharedEnvFrom(pods: Both, losses: Losses): EnvFromSource[] {
  const result = new Map<string, EnvFromSource>();
  for (const [pod, other] of both(pods)) {
    const others = other.shared.envFrom.map(contentHash);
    for (const source of pod.shared.envFrom) {
      const hash = contentHash(source);
      if (!others.includes(hash)) {
        const effect = `its variables are in all pods, not only those of the ${wordsFor(pod)}`;
        losses.changed(pod.toPath(['container', 'envFrom']), effect, ONLY_ONE);
      }
      result.set(hash, source);
    }
  }
  return [...result.values()];
}

const ONLY_ONE = 'See whether that disturbs the other pods';

const both = ([a, b]: Both) =>
  [
    [a, b],
    [b, a],
  ] as const;

const position = (order: readonly string[], name: string) => {
  const index = order.indexOf(name);
  return index < 0 ? order.length : index;
};

const wordsFor = ({ name }: ClusterProcess) => (name === 'jobManager' ? 'JobManager' : 'TaskManagers');
