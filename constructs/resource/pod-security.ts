import type { PodSecurityContext, SecurityContext } from 'kubernetes-types/core/v1';

/** User and group of Flink in the official images. */
const FLINK_USER = 9999;

/** What the Pod Security profile `restricted` asks of a pod without volumes. */
export const TOOL_POD_SECURITY: PodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: FLINK_USER,
  runAsGroup: FLINK_USER,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What it asks of Flink's pods; volumes belong to Flink's group, so that it can write. */
export const FLINK_POD_SECURITY: PodSecurityContext = {
  ...TOOL_POD_SECURITY,
  fsGroup: FLINK_USER,
  // Without it a large volume is walked through at each start of a pod.
  fsGroupChangePolicy: 'OnRootMismatch',
};

/** What the profile asks of each container. */
export const CONTAINER_SECURITY: SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};
