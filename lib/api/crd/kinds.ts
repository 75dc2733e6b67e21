import { BLUE_GREEN_RULES } from '../apache/blue-green-rules';
import { BLUE_GREEN_UPDATE_RULES } from '../apache/blue-green-update-rules';
import { DEPLOYMENT_RULES } from '../apache/deployment-rules';
import {
  flinkBlueGreenDeploymentSchema,
  flinkDeploymentSchema,
  flinkSessionJobSchema,
  flinkStateSnapshotSchema,
} from '../apache/schema';
import { SESSION_JOB_RULES } from '../apache/session-job-rules';
import { SNAPSHOT_RULES } from '../apache/snapshot-rules';
import { SNAPSHOT_UPDATE_RULES } from '../apache/snapshot-update-rules';
import {
  flinkBlueGreenDeploymentStatusSchema,
  flinkDeploymentStatusSchema,
  flinkSessionJobStatusSchema,
  flinkStateSnapshotStatusSchema,
} from '../apache/status-schema';
import { TEMPLATE_RULES } from '../apache/template-rules';
import { DEPLOYMENT_UPDATE_RULES, SESSION_JOB_UPDATE_RULES } from '../apache/update-rules';
import type { CelRule } from '../cel';
import { CRD_DEFAULTS } from '../flinkcluster/crd-defaults';
import { FLINK_CLUSTER_RULES } from '../flinkcluster/rules';
import { flinkClusterSchema } from '../flinkcluster/schema';
import { flinkClusterStatusSchema } from '../flinkcluster/status-schema';
import { FLINK_CLUSTER_UPDATE_RULES } from '../flinkcluster/update-rules';
import type { CrdSource, PrinterColumn } from './definition';

const apache = { group: 'flink.apache.org', version: 'v1beta1' };

const column = (name: string, jsonPath: string, description: string): PrinterColumn => ({
  name,
  type: 'string',
  description,
  jsonPath,
  priority: 0,
});

const wide = (...args: Parameters<typeof column>): PrinterColumn => ({ ...column(...args), priority: 1 });

const ZONE = String.raw`topology\.kubernetes\.io\/zone`;

const JOB_STATUS = column('Job Status', '.status.jobStatus.state', 'State of the job, in the words of Flink.');
const LIFECYCLE = column('Lifecycle State', '.status.lifecycleState', 'Where the resource is in its life.');

const celOf = (...tables: readonly (readonly { readonly cel?: readonly CelRule[] }[])[]) =>
  tables.flat().flatMap(({ cel = [] }) => cel);

/** Longer than any amount that a text can sensibly say. */
const AMOUNT = 128;

const amounts = (spec: string) =>
  Object.fromEntries(
    ['jobManager', 'taskManager'].flatMap((process) =>
      ['memory', 'ephemeralStorage'].map((name) => [`${spec}.${process}.resource.${name}`, AMOUNT]),
    ),
  );

/** What the CRD of each kind is made from. Names, columns and subresources are those of the published CRDs. */
export const CRD_SOURCES: readonly CrdSource[] = [
  {
    ...apache,
    kind: 'FlinkDeployment',
    plural: 'flinkdeployments',
    shortNames: ['flinkdep'],
    columns: [JOB_STATUS, LIFECYCLE],
    scale: {
      specReplicasPath: '.spec.taskManager.replicas',
      statusReplicasPath: '.status.taskManager.replicas',
      labelSelectorPath: '.status.taskManager.labelSelector',
    },
    spec: flinkDeploymentSchema.shape.spec,
    status: flinkDeploymentStatusSchema,
    rules: celOf(DEPLOYMENT_RULES, DEPLOYMENT_UPDATE_RULES),
    maxLengths: amounts('spec'),
  },
  {
    ...apache,
    kind: 'FlinkSessionJob',
    plural: 'flinksessionjobs',
    shortNames: ['sessionjob'],
    columns: [JOB_STATUS, LIFECYCLE],
    spec: flinkSessionJobSchema.shape.spec,
    status: flinkSessionJobStatusSchema,
    rules: celOf(SESSION_JOB_RULES, SESSION_JOB_UPDATE_RULES),
  },
  {
    ...apache,
    kind: 'FlinkStateSnapshot',
    plural: 'flinkstatesnapshots',
    shortNames: ['flinksnp'],
    columns: [
      column('Path', '.status.path', 'Where the snapshot is.'),
      column('Result Timestamp', '.status.resultTimestamp', 'When the snapshot was completed or failed.'),
      column('Snapshot State', '.status.state', 'How far the snapshot is.'),
    ],
    spec: flinkStateSnapshotSchema.shape.spec,
    status: flinkStateSnapshotStatusSchema,
    rules: celOf(SNAPSHOT_RULES, SNAPSHOT_UPDATE_RULES),
  },
  {
    ...apache,
    kind: 'FlinkBlueGreenDeployment',
    plural: 'flinkbluegreendeployments',
    shortNames: ['flinkbgdep'],
    columns: [JOB_STATUS],
    spec: flinkBlueGreenDeploymentSchema.shape.spec,
    status: flinkBlueGreenDeploymentStatusSchema,
    rules: celOf(BLUE_GREEN_RULES, TEMPLATE_RULES, BLUE_GREEN_UPDATE_RULES),
    maxLengths: { ...amounts('spec.template.spec'), 'spec.configuration{}': AMOUNT },
  },
  {
    group: 'flinkoperator.k8s.io',
    version: 'v1beta1',
    kind: 'FlinkCluster',
    plural: 'flinkclusters',
    shortNames: ['fc', 'fcs'],
    // Kubernetes reserves groups that end in k8s.io, and takes an unofficial one only when it says so.
    annotations: { 'api-approved.kubernetes.io': 'unapproved, third-party' },
    columns: [
      column('version', '.spec.flinkVersion', 'Version of Flink.'),
      column('status', '.status.state', 'State of the cluster.'),
      { ...column('age', '.metadata.creationTimestamp', 'Time since the creation.'), type: 'date' },
      wide('jm replicas', '.status.components.jobManager.ready', 'Ready JobManagers.'),
      wide('jm zone', `.spec.jobManager.nodeSelector.${ZONE}`, 'Zone of the JobManager.'),
      wide('tm replicas', '.status.components.taskManager.ready', 'Ready TaskManagers.'),
      wide('tm zone', `.spec.taskManager.nodeSelector.${ZONE}`, 'Zone of the TaskManagers.'),
      wide('Image', '.spec.image.name', 'Image with Flink.'),
    ],
    scale: {
      specReplicasPath: '.spec.taskManager.replicas',
      statusReplicasPath: '.status.components.taskManager.replicas',
      labelSelectorPath: '.status.components.taskManager.selector',
    },
    spec: flinkClusterSchema.shape.spec,
    status: flinkClusterStatusSchema,
    rules: celOf(FLINK_CLUSTER_RULES, FLINK_CLUSTER_UPDATE_RULES),
    defaults: CRD_DEFAULTS,
  },
];
