import type { PodList } from 'kubernetes-types/core/v1';
import { getJson, kubectl } from './kubectl';

/** Longer lines, which Flink's logs have, are cut. */
const WIDTH = 300;

/** What a person would look at first: the objects of a namespace, its last events, and the ends of its pods' logs. */
export async function diagnostics(namespace: string): Promise<string> {
  const here = ['-n', namespace];
  const parts = [
    await part(['get', 'pods,deployments,statefulsets,jobs,cronjobs,services,pvc', '-o', 'wide', ...here]),
    await part(['events', ...here], 25),
  ];
  for (const { pod, container, restarted } of await containers(namespace)) {
    const logs = ['logs', pod, '-c', container, '--tail=25', ...here];
    if (restarted) parts.push(await part([...logs, '--previous']));
    parts.push(await part(logs));
  }
  return `${parts.join('\n')}\n`;
}

async function containers(namespace: string) {
  const { items } = await getJson<PodList>(['pods', '-n', namespace]);
  return items.flatMap(({ metadata, status }) =>
    [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
      // One that waits, for its image for example, has no log.
      .filter(({ state, restartCount }) => state?.waiting === undefined || restartCount > 0)
      .map(({ name, restartCount }) => ({
        pod: metadata?.name ?? '',
        container: name,
        restarted: restartCount > 0,
      })),
  );
}

/** A command and the last lines of its answer; a failure is an answer too. */
async function part(args: readonly string[], lines = 60): Promise<string> {
  const answer = await kubectl(args).catch((error: unknown) => String(error));
  const ends = answer.trimEnd().split('\n').slice(-lines);
  return [`$ kubectl ${args.join(' ')}`, ...ends.map((line) => line.slice(0, WIDTH))].join('\n');
}
