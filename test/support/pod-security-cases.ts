import type { JsonObject, Manifest } from '../../lib/manifest';
import type { PodSecurityControl } from './pod-security';

/** A pod, and the controls of the profile `restricted` that it violates; none when it may run. */
export interface PodSecurityCase {
  readonly title: string;
  readonly pod: Manifest;
  readonly violates: readonly PodSecurityControl[];
}

/** A security context of a container that violates nothing. */
export const SECURE: JsonObject = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
/** A container that violates nothing in a pod with {@link SECURE_POD}. */
export const CONTAINER: JsonObject = { name: 'main', image: 'flink:2.2', securityContext: SECURE };
/** A security context of a pod that violates nothing. */
export const SECURE_POD: JsonObject = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** A pod that may run, with other fields of its spec. */
export function pod(spec: JsonObject = {}, annotations: Record<string, string> = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'demo', namespace: 'pod-security', annotations },
    spec: { securityContext: SECURE_POD, containers: [CONTAINER], ...spec },
  };
}

const main = (securityContext: JsonObject, rest: JsonObject = {}) => ({
  containers: [{ ...CONTAINER, ...rest, securityContext: { ...SECURE, ...securityContext } }],
});
const ofPod = (securityContext: JsonObject) => ({ securityContext: { ...SECURE_POD, ...securityContext } });
const volume = (source: JsonObject) => ({ volumes: [{ name: 'data', ...source }] });
const beside = (name: string, securityContext: JsonObject = {}) => ({
  ...CONTAINER,
  name,
  securityContext: { ...SECURE, ...securityContext },
});
const webAction = { httpGet: { path: '/', port: 8081 } };
const elsewhere = { httpGet: { ...webAction.httpGet, host: '10.0.0.1' } };
const appArmor = 'container.apparmor.security.beta.kubernetes.io/main';

const table: [
  title: string,
  spec: JsonObject,
  violates?: PodSecurityControl[],
  annotations?: Record<string, string>,
][] = [
  ['a pod that sets what is asked for', {}],
  [
    'a pod that sets nothing',
    { securityContext: {}, containers: [{ name: 'main', image: 'flink:2.2' }] },
    ['allowPrivilegeEscalation', 'capabilities', 'runAsNonRoot', 'seccompProfile'],
  ],

  ['the host network', { hostNetwork: true }, ['hostNamespaces']],
  [
    'the host network, and a port',
    { hostNetwork: true, ...main({}, { ports: [{ containerPort: 8081 }] }) },
    ['hostNamespaces', 'hostPorts'],
  ],
  ['the processes of the host', { hostPID: true }, ['hostNamespaces']],
  ['the IPC namespace of the host', { hostIPC: true }, ['hostNamespaces']],
  ['processes shared by the containers', { shareProcessNamespace: true }],
  [
    'a privileged container',
    main({ privileged: true, allowPrivilegeEscalation: true }),
    ['allowPrivilegeEscalation', 'privileged'],
  ],
  ['a container that says it is not privileged', main({ privileged: false })],

  ['privilege escalation allowed', main({ allowPrivilegeEscalation: true }), ['allowPrivilegeEscalation']],
  [
    'privilege escalation left open',
    { containers: [{ ...CONTAINER, securityContext: { capabilities: { drop: ['ALL'] } } }] },
    ['allowPrivilegeEscalation'],
  ],
  ['no capability dropped', main({ capabilities: {} }), ['capabilities']],
  ['one capability dropped', main({ capabilities: { drop: ['NET_RAW'] } }), ['capabilities']],
  ['all capabilities dropped by another word', main({ capabilities: { drop: ['all'] } }), ['capabilities']],
  ['all and one capability dropped', main({ capabilities: { drop: ['NET_RAW', 'ALL'] } })],
  ['low ports allowed', main({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })],
  [
    'a capability added that baseline allows',
    main({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } }),
    ['capabilities'],
  ],
  ['a strong capability added', main({ capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } }), ['capabilities']],

  ['a port of the host', main({}, { ports: [{ containerPort: 8081, hostPort: 8081 }] }), ['hostPorts']],
  ['host port 0, which is none', main({}, { ports: [{ containerPort: 8081, hostPort: 0 }] })],
  ['a port', main({}, { ports: [{ containerPort: 8081 }] })],
  ['probes of the pod', main({}, { livenessProbe: webAction, readinessProbe: { tcpSocket: { port: 6123 } } })],
  ['a liveness probe of another host', main({}, { livenessProbe: elsewhere }), ['hostProbesAndHostLifecycle']],
  [
    'a readiness probe of another host',
    main({}, { readinessProbe: { tcpSocket: { port: 6123, host: 'x' } } }),
    ['hostProbesAndHostLifecycle'],
  ],
  ['a startup probe of another host', main({}, { startupProbe: elsewhere }), ['hostProbesAndHostLifecycle']],
  [
    'a hook that calls another host at the start',
    main({}, { lifecycle: { postStart: elsewhere } }),
    ['hostProbesAndHostLifecycle'],
  ],
  [
    'a hook that calls another host at the end',
    main({}, { lifecycle: { preStop: elsewhere } }),
    ['hostProbesAndHostLifecycle'],
  ],

  ['AppArmor of the runtime', main({ appArmorProfile: { type: 'RuntimeDefault' } })],
  ['a local AppArmor profile', ofPod({ appArmorProfile: { type: 'Localhost', localhostProfile: 'flink' } })],
  ['no AppArmor for the pod', ofPod({ appArmorProfile: { type: 'Unconfined' } }), ['appArmorProfile']],
  ['no AppArmor for a container', main({ appArmorProfile: { type: 'Unconfined' } }), ['appArmorProfile']],
  ['no AppArmor by annotation', {}, ['appArmorProfile'], { [appArmor]: 'unconfined' }],
  ['AppArmor of the runtime by annotation', {}, [], { [appArmor]: 'runtime/default' }],
  ['a local AppArmor profile by annotation', {}, [], { [appArmor]: 'localhost/flink' }],

  ['an SELinux type of containers', ofPod({ seLinuxOptions: { type: 'container_t', level: 's0:c1,c2' } })],
  ['the SELinux type of container engines', main({ seLinuxOptions: { type: 'container_engine_t' } })],
  ['another SELinux type', main({ seLinuxOptions: { type: 'spc_t' } }), ['seLinuxOptions']],
  ['an SELinux user', ofPod({ seLinuxOptions: { user: 'system_u' } }), ['seLinuxOptions']],
  ['an SELinux role', main({ seLinuxOptions: { role: 'system_r' } }), ['seLinuxOptions']],
  ['the usual /proc', main({ procMount: 'Default' })],
  ['an unmasked /proc', { ...main({ procMount: 'Unmasked' }), hostUsers: false }, ['procMount']],

  ['no seccomp for the pod', ofPod({ seccompProfile: { type: 'Unconfined' } }), ['seccompProfile']],
  ['no seccomp for a container', main({ seccompProfile: { type: 'Unconfined' } }), ['seccompProfile']],
  [
    'no seccomp for the pod, and some for its container',
    { ...ofPod({ seccompProfile: { type: 'Unconfined' } }), ...main({ seccompProfile: { type: 'RuntimeDefault' } }) },
    ['seccompProfile'],
  ],
  ['seccomp left open', { securityContext: { runAsNonRoot: true } }, ['seccompProfile']],
  [
    'a local seccomp profile of the only container',
    {
      securityContext: { runAsNonRoot: true },
      ...main({ seccompProfile: { type: 'Localhost', localhostProfile: 'p.json' } }),
    },
  ],
  [
    'seccomp of one container of two',
    {
      securityContext: { runAsNonRoot: true },
      containers: [beside('main', { seccompProfile: { type: 'RuntimeDefault' } }), beside('other')],
    },
    ['seccompProfile'],
  ],

  [
    'safe sysctls',
    ofPod({
      sysctls: [
        { name: 'net.ipv4.tcp_rmem', value: '1 2 3' },
        { name: 'net.ipv4.ip_local_reserved_ports', value: '1' },
      ],
    }),
  ],
  ['a sysctl that is not safe', ofPod({ sysctls: [{ name: 'net.core.somaxconn', value: '1024' }] }), ['sysctls']],

  ['a volume without a source', volume({})],
  [
    'volumes of all kinds of Kubernetes',
    {
      volumes: [
        { name: 'a', configMap: { name: 'x' } },
        { name: 'b', secret: { secretName: 'x' } },
        { name: 'c', emptyDir: {} },
        { name: 'd', persistentVolumeClaim: { claimName: 'x' } },
        { name: 'e', projected: { sources: [] } },
        { name: 'f', downwardAPI: { items: [] } },
        { name: 'g', csi: { driver: 'x.example.com' } },
        {
          name: 'h',
          ephemeral: {
            volumeClaimTemplate: {
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          },
        },
      ],
    },
  ],
  ['a folder of the host', volume({ hostPath: { path: '/data' } }), ['restrictedVolumes']],
  ['an NFS volume', volume({ nfs: { server: 'x', path: '/' } }), ['restrictedVolumes']],

  ['a root user allowed', ofPod({ runAsNonRoot: false }), ['runAsNonRoot']],
  ['a root user left open', { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }, ['runAsNonRoot']],
  [
    'a root user refused by the container',
    { securityContext: { seccompProfile: { type: 'RuntimeDefault' } }, ...main({ runAsNonRoot: true }) },
  ],
  ['a root user allowed by one container', main({ runAsNonRoot: false }), ['runAsNonRoot']],
  [
    'a root user allowed by the pod, refused by the container',
    { ...ofPod({ runAsNonRoot: false }), ...main({ runAsNonRoot: true }) },
    ['runAsNonRoot'],
  ],
  ['user 0 in the pod', ofPod({ runAsUser: 0 }), ['runAsUser']],
  ['user 0 in a container', main({ runAsUser: 0 }), ['runAsUser']],
  ['user 9999, group 0', ofPod({ runAsUser: 9999, runAsGroup: 0, fsGroup: 0 })],

  [
    'an init container that violates',
    { initContainers: [beside('first', { privileged: true, allowPrivilegeEscalation: true })] },
    ['allowPrivilegeEscalation', 'privileged'],
  ],
  [
    'an init container with a port of the host',
    { initContainers: [{ ...beside('first'), restartPolicy: 'Always', ports: [{ containerPort: 1, hostPort: 1 }] }] },
    ['hostPorts'],
  ],
  [
    'an init container without a security context',
    { initContainers: [{ name: 'first', image: 'x' }] },
    ['allowPrivilegeEscalation', 'capabilities'],
  ],
  ['an init container that does not', { initContainers: [beside('first')] }],
  ['a second container that violates', { containers: [CONTAINER, beside('other', { runAsUser: 0 })] }, ['runAsUser']],

  [
    'a pod of Windows',
    { os: { name: 'windows' }, securityContext: { runAsNonRoot: true }, containers: [{ name: 'main', image: 'x' }] },
  ],
  [
    'a pod of Windows that may be root',
    { os: { name: 'windows' }, containers: [{ name: 'main', image: 'x' }], securityContext: {} },
    ['runAsNonRoot'],
  ],
  [
    'a process of a Windows host',
    {
      os: { name: 'windows' },
      hostNetwork: true,
      securityContext: { runAsNonRoot: true, windowsOptions: { hostProcess: true } },
      containers: [{ name: 'main', image: 'x' }],
    },
    ['hostNamespaces', 'windowsHostProcess'],
  ],
  [
    'a pod of Linux that says so',
    { os: { name: 'linux' }, securityContext: { runAsNonRoot: true } },
    ['seccompProfile'],
  ],
];

/** Each control violated alone, and what is allowed close to it. */
export const POD_SECURITY_CASES: readonly PodSecurityCase[] = table.map(
  ([title, spec, violates = [], annotations]) => ({
    title,
    pod: pod(spec, annotations),
    violates,
  }),
);

/** The same for ephemeral containers, which the server adds to a running pod only. */
export const EPHEMERAL_CASES: readonly PodSecurityCase[] = (
  [
    ['an ephemeral container that does not violate', {}],
    [
      'an ephemeral container that is privileged',
      { privileged: true, allowPrivilegeEscalation: true },
      ['allowPrivilegeEscalation', 'privileged'],
    ],
    ['an ephemeral container of user 0', { runAsUser: 0 }, ['runAsUser']],
    [
      'an ephemeral container with a capability',
      { capabilities: { drop: ['ALL'], add: ['SYS_PTRACE'] } },
      ['capabilities'],
    ],
  ] as [string, JsonObject, PodSecurityControl[]?][]
).map(([title, securityContext, violates = []]) => ({
  title,
  pod: pod({ ephemeralContainers: [beside('debug', securityContext)] }),
  violates,
}));
