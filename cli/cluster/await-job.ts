import type { Clock } from '../../controller/clock';
import type { KubeClient, KubeObject, Resource } from '../../controller/kube/client';
import { KubeError } from '../../controller/kube/error';

/** A Kubernetes Job, the part that tells whether it has ended. */
interface Job extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const JOBS: Resource<Job> = { apiVersion: 'batch/v1', plural: 'jobs' };

/** How often to look, in milliseconds. */
const INTERVAL = 5_000;

/** How long a Job may be absent before it is taken for gone, when it has not been seen yet, in milliseconds. */
const GRACE = 60_000;

/**
 * Waits until a Kubernetes Job has ended, well or not, or is gone. An API server that does not answer, or refuses, is
 * waited for: a TaskManager that ended because of that would take a running job with it.
 *
 * @param log gets a line when the server begins to fail
 * @returns how the job ended
 */
export async function awaitJob(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  kube: KubeClient,
  clock: Clock,
  log: (line: string) => void,
): Promise<string> {
  const begin = clock.now();
  let seen = false;
  let trouble = '';
  for (;;) {
    try {
      const job = await kube.get(JOBS, namespace, name);
      const ended = job?.status?.conditions?.find((c) => /^(?:Complete|Failed)$/.test(c.type) && c.status === 'True');
      if (ended !== undefined) return ended.type;
      seen ||= job !== undefined;
      // What waits may have been created first.
      if (job === undefined && (seen || clock.now() - begin >= GRACE)) return 'gone';
      trouble = '';
    } catch (error) {
      if (!(error instanceof KubeError)) throw error;
      if (error.message !== trouble) log(`the API server cannot be asked, waiting: ${error.message}`);
      trouble = error.message;
    }
    await clock.sleep(INTERVAL);
  }
}
