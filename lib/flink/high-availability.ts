import type { FlinkConfig } from './config';
import { OPTIONS, text } from './options';
import { atLeast, type FlinkVersion } from './version';

/** The class that is Kubernetes high availability in every version; the short name came with 1.16. */
export const KUBERNETES_HA_FACTORY = 'org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory';

/** True when a configuration asks for high availability of any kind. */
export function highAvailabilityEnabled(config: FlinkConfig): boolean {
  return text(config, OPTIONS.highAvailability).trim().toUpperCase() !== 'NONE';
}

/**
 * The key and value that switch Kubernetes high availability on. The key became `high-availability.type` in 1.17,
 * because nested YAML cannot hold a scalar and children under one key; below 1.16 only the class name works.
 */
export function kubernetesHighAvailability(version: FlinkVersion): readonly [key: string, value: string] {
  if (atLeast(version, 'v1_17')) return ['high-availability.type', 'kubernetes'];
  return ['high-availability', atLeast(version, 'v1_16') ? 'kubernetes' : KUBERNETES_HA_FACTORY];
}
