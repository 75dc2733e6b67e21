import type { Probe } from 'kubernetes-types/core/v1';
import { PORT_NAMES } from '../flink/names';
import { isObject, own } from '../json';
import type { Json, JsonObject } from '../manifest';
import type { Losses } from './converted';
import type { Path } from '../problem';
import type { ProcessName } from './sizes';

/** The probes of a main container that both kinds have. */
export const PROBES = ['livenessProbe', 'readinessProbe'] as const;

/** What Kubernetes puts under a probe. */
const KUBERNETES_DEFAULTS = { periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 };

const HANDLERS = ['exec', 'grpc', 'httpGet', 'tcpSocket'] as const;

const names = (process: ProcessName): readonly (readonly [deployment: string, cluster: string])[] =>
  process === 'jobManager'
    ? [
        [PORT_NAMES.rest, 'ui'],
        [PORT_NAMES.jobManagerRpc, 'rpc'],
        [PORT_NAMES.blobServer, 'blob'],
      ]
    : [[PORT_NAMES.taskManagerRpc, 'rpc']];

/** The names of Flink's own container ports in a FlinkCluster. */
export function clusterPortName(process: ProcessName, name: string): string | undefined {
  return names(process).find(([deployment]) => deployment === name)?.[1];
}

/** A probe of a FlinkDeployment as a FlinkCluster says it: complete, because it is merged over another one. */
export function toClusterProbe(probe: Probe, process: ProcessName, path: Path, losses: Losses): Probe {
  const handler = HANDLERS.find((key) => probe[key] !== undefined);
  if (handler !== undefined && handler !== 'tcpSocket') {
    const effect = `Spotify's operator adds a tcpSocket to the ${handler}, and the API server refuses two checks in one probe`;
    losses.changed(path, effect, 'Use a tcpSocket if that operator runs the cluster');
  }
  if (!probe.initialDelaySeconds) {
    losses.changed(path, 'it begins after 5 seconds, not at once', 'Nothing has to be done');
  }
  return withPorts({ ...KUBERNETES_DEFAULTS, ...probe }, (name) => clusterPortName(process, name));
}

/**
 * A probe of a FlinkCluster as a FlinkDeployment says it.
 *
 * @param probe one that is merged over the operator's own
 * @param ports numbers of the ports that only a FlinkCluster has names for
 */
export function toDeploymentProbe(probe: Probe, process: ProcessName, ports: Readonly<Record<string, number>>): Probe {
  return withPorts(probe, (name) => names(process).find(([, cluster]) => cluster === name)?.[0] ?? own(ports, name));
}

/** A probe with other names for ports. */
function withPorts(probe: Probe, rename: (name: string) => string | number | undefined): Probe {
  const changed = (value: Json): Json => {
    if (!isObject(value) || typeof value.port !== 'string') return value;
    return { ...value, port: rename(value.port) ?? value.port };
  };
  const entries = Object.entries(probe as unknown as JsonObject);
  return Object.fromEntries(entries.map(([key, value]) => [key, changed(value)]));
}
