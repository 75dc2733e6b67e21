import { session } from '../../resources';
import { given, type Case } from './case';

const MAIN = 'flink-main-container';
const volume = (name: string, type = 'emptyDir') => ({ name, [type]: {} });
const mount = (name: string) => ({ name: MAIN, volumeMounts: [{ name, mountPath: `/${name}` }] });
const size = { resource: { memory: '2g', cpu: 1 } };
const pod = (spec: object) => ({ podTemplate: { spec } });
const both = (codes: readonly string[]) =>
  codes.flatMap((code) => [`${code} spec.podTemplate`, `warning ${code} spec.podTemplate`]);
const BY_NAME = { 'kubernetes.operator.pod-template.merge-arrays-by-name': 'true' };

/** Two layers whose volumes are in another order. */
const layers = (spec: object) =>
  session({
    mode: 'standalone',
    podTemplate: { spec: { volumes: [volume('a'), volume('b', 'configMap')], containers: [mount('b')] } },
    taskManager: { ...size, ...pod({ volumes: [volume('b', 'configMap'), volume('a')] }) },
    ...spec,
  });

/** The rules about merged pod templates. In native mode the TaskManager's are warnings. */
export const POD_TEMPLATE_CASES: readonly Case[] = [
  given('a volume and its mount', session(pod({ volumes: [volume('a')], containers: [mount('a')] }))),
  given(
    'mounts of the volumes that are added',
    session(
      pod({ containers: [mount('flink-config-volume'), { ...mount('user-artifacts-volume'), name: 'sidecar' }] }),
    ),
  ),
  given(
    'a mount of a Secret among the options',
    session({
      ...pod({ containers: [mount('keys-volume')] }),
      flinkConfiguration: { 'kubernetes.secrets': 'keys:/keys' },
    }),
  ),
  given('a mount of no volume', session(pod({ containers: [mount('a')] })), ...both(['UnknownVolume'])),
  given(
    'a mount of no volume in an init container',
    session(pod({ initContainers: [mount('a')] })),
    ...both(['UnknownVolume']),
  ),
  given(
    'a mount of no volume in the JobManager only',
    session({ jobManager: { ...size, ...pod({ containers: [mount('constructor')] }) } }),
    'UnknownVolume spec.jobManager.podTemplate',
  ),
  given(
    'a mount of no volume in a standalone TaskManager',
    session({ mode: 'standalone', taskManager: { ...size, ...pod({ containers: [mount('a')] }) } }),
    'UnknownVolume spec.taskManager.podTemplate',
  ),
  given(
    'a volume of two types',
    session(pod({ volumes: [{ ...volume('a'), ...volume('a', 'configMap') }] })),
    ...both(['AmbiguousVolume']),
  ),
  given(
    'two containers of one name',
    session(pod({ containers: [{ name: 'a' }, { name: 'a' }] })),
    ...both(['DuplicateName']),
  ),
  given(
    'a container and an init container of one name',
    session(pod({ containers: [{ name: 'a' }], initContainers: [{ name: 'a' }] })),
    ...both(['DuplicateName']),
  ),
  given('two volumes of one name', session(pod({ volumes: [volume('a'), volume('a')] })), ...both(['DuplicateName'])),
  given(
    'three of one name, which is one problem',
    session(pod({ volumes: [volume('a'), volume('a'), volume('a')] })),
    ...both(['DuplicateName']),
  ),
  given(
    'layers in another order, merged by index',
    layers({}),
    'AmbiguousVolume spec.taskManager.podTemplate',
    'AmbiguousVolume spec.taskManager.podTemplate',
  ),
  given('layers in another order, merged by name', layers({ flinkConfiguration: BY_NAME })),
  given(
    'all of it at once',
    session(pod({ volumes: [{ ...volume('a'), hostPath: {} }, volume('b'), volume('b')], containers: [mount('c')] })),
    ...both(['AmbiguousVolume', 'DuplicateName', 'UnknownVolume']),
  ),
];
