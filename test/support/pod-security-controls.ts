import { isObject } from '../../lib/json';
import type { Json, JsonObject } from '../../lib/manifest';
import type { Path } from '../../lib/problem';
import { containersOf, fields, objects, type PodTemplate } from './pods';

/** What a control finds: a place in the pod, and what has to be different there. */
export type Found = readonly [path: Path, rule: string];

const PROFILES = ['RuntimeDefault', 'Localhost'];
const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const APPARMOR_VALUES = /^(|runtime\/default|localhost\/.*)$/s;
const SAFE_SYSCTLS = [
  ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_local_reserved_ports'],
  ...['net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ping_group_range', 'net.ipv4.tcp_fin_timeout'],
  ...['net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_keepalive_time'],
  ...['net.ipv4.tcp_rmem', 'net.ipv4.tcp_syncookies', 'net.ipv4.tcp_wmem'],
];
const VOLUME_TYPES = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral'],
  ...['image', 'persistentVolumeClaim', 'projected', 'secret'],
];

/**
 * The controls of the profile `restricted`, with those of `baseline`, as Kubernetes 1.34 has them:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/ and the Go module k8s.io/pod-security-admission,
 * whose names they have. Pods in a user namespace of their own get no relief: it is behind a feature gate.
 */
export const CONTROLS = {
  allowPrivilegeEscalation: (pod) =>
    linuxContainers(pod, ({ allowPrivilegeEscalation }) =>
      unless(allowPrivilegeEscalation === false, ['allowPrivilegeEscalation'], 'must be false'),
    ),
  appArmorProfile: (pod) => [
    ...everywhere(pod, ({ appArmorProfile }) =>
      unless(
        !isObject(appArmorProfile) || PROFILES.includes(text(appArmorProfile.type)),
        ['appArmorProfile', 'type'],
        'must be RuntimeDefault or Localhost',
      ),
    ),
    ...Object.entries(fields(pod.metadata.annotations))
      .filter(([key]) => key.startsWith(APPARMOR_ANNOTATION))
      .flatMap(([key, value]) =>
        unless(APPARMOR_VALUES.test(text(value)), ['metadata', 'annotations', key], 'must be a profile of the runtime'),
      ),
  ],
  capabilities: (pod) =>
    linuxContainers(pod, ({ capabilities }) => [
      ...unless(list(fields(capabilities).drop).includes('ALL'), ['capabilities', 'drop'], 'must include ALL'),
      ...list(fields(capabilities).add).flatMap((capability, i) =>
        unless(capability === 'NET_BIND_SERVICE', ['capabilities', 'add', i], 'must be NET_BIND_SERVICE'),
      ),
    ]),
  hostNamespaces: ({ spec }) =>
    ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((key) =>
      unless(spec[key] !== true, ['spec', key], 'must not be true'),
    ),
  hostPorts: ({ spec }) =>
    containersOf(spec).flatMap(({ path, container }) =>
      objects(container.ports).flatMap(({ hostPort }, i) =>
        // In the network of the host, the server gives each port the host's port of its number.
        unless(!hostPort && spec.hostNetwork !== true, [...path, 'ports', i, 'hostPort'], 'must not be set'),
      ),
    ),
  hostProbesAndHostLifecycle: ({ spec }) =>
    containersOf(spec).flatMap(({ path, container }) =>
      handlersOf(container).flatMap(([at, handler]) =>
        ['httpGet', 'tcpSocket'].flatMap((action) =>
          unless(text(fields(handler[action]).host) === '', [...path, ...at, action, 'host'], 'must not be set'),
        ),
      ),
    ),
  privileged: (pod) =>
    inContainers(pod, ({ privileged }) => unless(privileged !== true, ['privileged'], 'must not be true')),
  procMount: (pod) =>
    inContainers(pod, ({ procMount }) =>
      unless(['', 'Default'].includes(text(procMount)), ['procMount'], 'must be Default'),
    ),
  restrictedVolumes: ({ spec }) =>
    objects(spec.volumes).flatMap((volume, i) =>
      Object.entries(volume)
        // A volume without a source is made an emptyDir.
        .filter(([key, source]) => key !== 'name' && source !== null)
        .flatMap(([key]) => unless(VOLUME_TYPES.includes(key), ['spec', 'volumes', i, key], 'is no allowed type')),
    ),
  runAsNonRoot: (pod) =>
    inherited(
      pod,
      'runAsNonRoot',
      (value) => value === true,
      'must be true, here or in the security context of the pod',
    ),
  runAsUser: (pod) => everywhere(pod, ({ runAsUser }) => unless(runAsUser !== 0, ['runAsUser'], 'must not be 0')),
  seLinuxOptions: (pod) =>
    everywhere(pod, ({ seLinuxOptions }) => {
      const { type, user, role } = fields(seLinuxOptions);
      return [
        ...unless(SELINUX_TYPES.includes(text(type)), ['seLinuxOptions', 'type'], 'must be a type of containers'),
        ...unless(text(user) === '', ['seLinuxOptions', 'user'], 'must not be set'),
        ...unless(text(role) === '', ['seLinuxOptions', 'role'], 'must not be set'),
      ];
    }),
  seccompProfile: (pod) =>
    onWindows(pod)
      ? []
      : inherited(
          pod,
          'seccompProfile',
          (value) => PROFILES.includes(text(fields(value).type)),
          'must be RuntimeDefault or Localhost, here or in the security context of the pod',
        ),
  sysctls: ({ spec }) =>
    objects(fields(spec.securityContext).sysctls).flatMap(({ name }, i) =>
      unless(
        SAFE_SYSCTLS.includes(text(name)),
        ['spec', 'securityContext', 'sysctls', i, 'name'],
        'must be a safe one',
      ),
    ),
  windowsHostProcess: (pod) =>
    everywhere(pod, ({ windowsOptions }) =>
      unless(fields(windowsOptions).hostProcess !== true, ['windowsOptions', 'hostProcess'], 'must not be true'),
    ),
} satisfies Record<string, (pod: PodTemplate) => Found[]>;

type Check = (securityContext: JsonObject) => Found[];

/** Checks the security context of each container. */
function inContainers({ spec }: PodTemplate, check: Check): Found[] {
  return containersOf(spec).flatMap(({ path, container }) =>
    under([...path, 'securityContext'], check(fields(container.securityContext))),
  );
}

/** The same, where the API server does not keep a pod from setting the fields: Windows has none of them. */
function linuxContainers(pod: PodTemplate, check: Check): Found[] {
  return onWindows(pod) ? [] : inContainers(pod, check);
}

/** Checks the security context of the pod and of each container. */
function everywhere(pod: PodTemplate, check: Check): Found[] {
  return [...under(['spec', 'securityContext'], check(fields(pod.spec.securityContext))), ...inContainers(pod, check)];
}

/** Checks a field that a container takes from the pod, unless it has one of its own. */
function inherited(pod: PodTemplate, key: string, good: (value: Json) => boolean, rule: string): Found[] {
  const ofPod = fields(pod.spec.securityContext)[key] ?? null;
  return [
    ...unless(ofPod === null || good(ofPod), ['spec', 'securityContext', key], rule),
    ...inContainers(pod, ({ [key]: own = null }) => unless(own === null ? ofPod !== null : good(own), [key], rule)),
  ];
}

function handlersOf(container: JsonObject): [at: Path, handler: JsonObject][] {
  const lifecycle = fields(container.lifecycle);
  return [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((key): [Path, JsonObject] => [
      [key],
      fields(container[key]),
    ]),
    ...['postStart', 'preStop'].map((key): [Path, JsonObject] => [['lifecycle', key], fields(lifecycle[key])]),
  ];
}

function onWindows({ spec }: PodTemplate): boolean {
  return fields(spec.os).name === 'windows';
}

function unless(good: boolean, path: Path, rule: string): Found[] {
  return good ? [] : [[path, rule]];
}

function under(path: Path, found: Found[]): Found[] {
  return found.map(([rest, rule]) => [[...path, ...rest], rule]);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
