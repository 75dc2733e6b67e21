import { BUILT_IN_OPERATOR_CONFIG, checkResource } from '../../lib/api';
import { BLUE_GREEN_UPDATE_RULES } from '../../lib/api/apache/blue-green-update-rules';
import { SNAPSHOT_UPDATE_RULES } from '../../lib/api/apache/snapshot-update-rules';
import { DEPLOYMENT_UPDATE_RULES, SESSION_JOB_UPDATE_RULES, type Update } from '../../lib/api/apache/update-rules';
import type { Structural } from '../../lib/api/crd';
import { checkFlinkCluster } from '../../lib/api/flinkcluster/check';
import type { FlinkClusterResource } from '../../lib/api/flinkcluster/types';
import { FLINK_CLUSTER_UPDATE_RULES, flinkClusterUpdate } from '../../lib/api/flinkcluster/update-rules';
import { runRules, type Rule } from '../../lib/api/rules';
import type { JsonObject } from '../../lib/manifest';
import type { Problem } from '../../lib/problem';
import { blueGreen, BLUE_GREEN_CASES, BLUE_GREEN_UPDATE_CASES } from '../lib/api/cases/blue-green';
import type { Case } from '../lib/api/cases/case';
import { DEPLOYMENT_CASES } from '../lib/api/cases/deployments';
import { JOB_CASES } from '../lib/api/cases/jobs';
import { RESOURCE_CASES } from '../lib/api/cases/resources';
import { SESSION_JOB_CASES } from '../lib/api/cases/session-jobs';
import { SNAPSHOT_CASES, SNAPSHOT_UPDATE_CASES } from '../lib/api/cases/snapshots';
import { DEPLOYMENT_UPDATE_CASES, SESSION_JOB_UPDATE_CASES, type UpdateCase } from '../lib/api/cases/updates';
import { BOUNDS_CASES, CLUSTER_CASES, LABEL_CASES, PROCESS_CASES } from '../lib/api/flinkcluster/cases';
import { JOB_CASES as CLUSTER_JOB_CASES, PROPERTY_CASES } from '../lib/api/flinkcluster/job-cases';
import { UPDATE_CASES } from '../lib/api/flinkcluster/update-cases';
import { BLUE_GREEN_AMOUNTS, CLUSTER_CHANGES, CLUSTER_NUMBERS, DEPLOYMENT_AMOUNTS } from '../lib/crd/cases';

/** A kind with resources that are right and wrong, and what we say of them. */
export interface Kind {
  readonly kind: string;
  readonly cases: readonly Case[];
  readonly updates: readonly UpdateCase[];
  readonly changeProblems: (change: Update<JsonObject>) => readonly Problem[];
}

const DEPLOYMENTS = [...DEPLOYMENT_CASES, ...JOB_CASES, ...RESOURCE_CASES, ...DEPLOYMENT_AMOUNTS];

const byRules =
  (rules: readonly Rule<never>[]) =>
  (change: Update<JsonObject>): readonly Problem[] =>
    runRules(rules as unknown as readonly Rule<Update<JsonObject>>[], change, []);

/** Every kind of which there is a CRD. */
export const KINDS: readonly Kind[] = [
  {
    kind: 'FlinkDeployment',
    cases: DEPLOYMENTS,
    updates: DEPLOYMENT_UPDATE_CASES,
    changeProblems: byRules(DEPLOYMENT_UPDATE_RULES),
  },
  {
    kind: 'FlinkSessionJob',
    cases: SESSION_JOB_CASES,
    updates: SESSION_JOB_UPDATE_CASES,
    changeProblems: byRules(SESSION_JOB_UPDATE_RULES),
  },
  {
    kind: 'FlinkStateSnapshot',
    cases: SNAPSHOT_CASES,
    updates: SNAPSHOT_UPDATE_CASES,
    changeProblems: byRules(SNAPSHOT_UPDATE_RULES),
  },
  {
    kind: 'FlinkBlueGreenDeployment',
    cases: [
      ...BLUE_GREEN_CASES,
      ...BLUE_GREEN_AMOUNTS,
      ...DEPLOYMENTS.map(({ title, document, found }) => ({ title, document: blueGreen(document), found })),
    ],
    updates: BLUE_GREEN_UPDATE_CASES,
    changeProblems: byRules(BLUE_GREEN_UPDATE_RULES),
  },
  {
    kind: 'FlinkCluster',
    cases: [
      ...CLUSTER_CASES,
      ...CLUSTER_NUMBERS,
      ...BOUNDS_CASES,
      ...LABEL_CASES,
      ...PROCESS_CASES,
      ...CLUSTER_JOB_CASES,
      ...PROPERTY_CASES,
    ],
    updates: [...UPDATE_CASES, ...CLUSTER_CHANGES],
    changeProblems: ({ old, new: next }) => {
      const [from, to] = [old, next] as unknown as [FlinkClusterResource, FlinkClusterResource];
      return runRules(FLINK_CLUSTER_UPDATE_RULES, flinkClusterUpdate(from, to, undefined, 0), []);
    },
  },
];

/** What our own check says of a resource that stands alone; warnings are not refusals. */
export function errorsOf(document: JsonObject): readonly Problem[] {
  if (document.kind === 'FlinkCluster') {
    return checkFlinkCluster(document).problems.filter(({ severity }) => severity === 'error');
  }
  const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: [] };
  return checkResource(document, context).filter(({ severity }) => severity === 'error');
}

/** A rule of a CRD: the field that the server names, and what it says. */
export interface InstalledRule {
  readonly field: string;
  readonly words: RegExp;
}

/** Every rule below a node of a schema. */
export function rulesBelow(node: Structural, at = ''): InstalledRule[] {
  const own = (node['x-kubernetes-validations'] ?? []).map(({ message, messageExpression, fieldPath = '' }) => ({
    field: `${at}${fieldPath}`.replace(/^\./, ''),
    words: new RegExp(`${message === undefined ? pattern(messageExpression ?? '') : escaped(message)}$`, 's'),
  }));
  const below = [
    ...Object.entries(node.properties ?? {}).map(([name, child]) => [child, `${at}.${name}`] as const),
    ...(node.items ? [[node.items, `${at}[]`] as const] : []),
    ...(node.additionalProperties ? [[node.additionalProperties, `${at}{}`] as const] : []),
  ];
  return [...own, ...below.flatMap(([child, path]) => rulesBelow(child, path))];
}

/** The words of a `"...%s...".format([...])`. */
function pattern(expression: string): string {
  const literal = /^"(?:[^"\\]|\\.)*"/.exec(expression)?.[0] ?? '""';
  return (JSON.parse(literal) as string).split('%s').map(escaped).join('.*').replaceAll('%%', '%');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
