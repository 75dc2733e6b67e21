import type { Container, Pod, PodSecurityContext, SecurityContext, Volume } from 'kubernetes-types/core/v1';
import { getJson, kubectl } from './kubectl';
import { waitFor } from './wait-for';

/** User and group of Flink's images, as the Pod Security profile `restricted` wants to see it. */
export const RESTRICTED_POD: PodSecurityContext = {
  fsGroup: 9999,
  runAsGroup: 9999,
  runAsNonRoot: true,
  runAsUser: 9999,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What that profile wants of every container. */
export const RESTRICTED_CONTAINER: SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

/** A pod that runs to its end. */
export interface PodRun {
  readonly image: string;
  /** Replaces the entry point of the image. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** @default - {@link RESTRICTED_POD} */
  readonly securityContext?: PodSecurityContext;
  /** Name of a PersistentVolumeClaim, mounted as `/data`. @default - none */
  readonly claim?: string;
}

/** How a pod ended. */
export interface PodResult {
  /** Exit code of the container. */
  readonly code: number;
  /** What it wrote, both streams. */
  readonly log: string;
}

let pods = 0;

/**
 * Runs a container to its end in a pod that the profile `restricted` admits, and removes the pod.
 *
 * @throws Error when it does not end within two minutes, or is refused
 */
export async function runPod(namespace: string, run: PodRun): Promise<PodResult> {
  const name = `run-${++pods}`;
  const volumes: Volume[] =
    run.claim === undefined ? [] : [{ name: 'data', persistentVolumeClaim: { claimName: run.claim } }];
  const container: Container = {
    name: 'main',
    image: run.image,
    ...(run.command && { command: [...run.command] }),
    ...(run.args && { args: [...run.args] }),
    securityContext: RESTRICTED_CONTAINER,
    volumeMounts: volumes.map((volume) => ({ name: volume.name, mountPath: '/data' })),
  };
  const securityContext = run.securityContext ?? RESTRICTED_POD;
  const spec = { restartPolicy: 'Never', securityContext, containers: [container], volumes };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec };
  await kubectl(['create', '-f', '-'], { input: JSON.stringify(pod) });
  const code = await waitFor(
    `the end of pod ${name}`,
    async () => {
      const { status } = await getJson<Pod>(['pod', name, '-n', namespace]);
      const state = status?.containerStatuses?.[0]?.state;
      if (state?.waiting) throw new Error(`${state.waiting.reason}: ${state.waiting.message}`);
      return state?.terminated?.exitCode;
    },
    120_000,
  );
  const log = await kubectl(['logs', name, '-n', namespace]);
  await kubectl(['delete', 'pod', name, '-n', namespace, '--wait=false']);
  return { code, log };
}
