import { asText } from '../json';
import type { JsonObject } from '../manifest';
import { problem, type Problem } from '../problem';
import { suggest } from '../suggest';
import { checkBlueGreen } from './apache/check-blue-green';
import { checkDeployment } from './apache/check-deployment';
import { checkSessionJob } from './apache/check-session-job';
import { checkSnapshot } from './apache/check-snapshot';
import { FLINK_APACHE, type CheckContext } from './context';
import { checkFlinkCluster } from './flinkcluster/check';

export type { CheckContext, Checked } from './context';

type Check = (document: JsonObject, context: CheckContext) => readonly Problem[];

/** The check of every kind that can be checked and rendered, by apiVersion and kind. */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [
    `${FLINK_APACHE} FlinkDeployment`,
    (document, context) => checkDeployment(document, context.operatorConfig).problems,
  ],
  [`${FLINK_APACHE} FlinkSessionJob`, (document, context) => checkSessionJob(document, context).problems],
  [`${FLINK_APACHE} FlinkStateSnapshot`, (document, context) => checkSnapshot(document, context).problems],
  [`${FLINK_APACHE} FlinkBlueGreenDeployment`, (document, context) => checkBlueGreen(document, context).problems],
  ['flinkoperator.k8s.io/v1beta1 FlinkCluster', (document) => checkFlinkCluster(document).problems],
]);

interface Envelope {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
}

function checkOf({ apiVersion, kind }: Envelope): Check | undefined {
  return typeof apiVersion === 'string' && typeof kind === 'string' ? CHECKS.get(`${apiVersion} ${kind}`) : undefined;
}

/** True for a document whose kind can be checked and rendered. */
export function isKnownKind(document: Envelope): boolean {
  return checkOf(document) !== undefined;
}

/** Every problem of a document, all at once. A document of another kind has one: its kind. */
export function checkResource(document: JsonObject, context: CheckContext): readonly Problem[] {
  const check = checkOf(document);
  if (check !== undefined) return check(document, context);
  const kind = asText(document.kind);
  const known = [...CHECKS.keys()].map((key) => key.slice(key.indexOf(' ') + 1));
  return [problem('UnknownKind', ['kind'], { kind, known, suggestion: suggest(kind, known) })];
}
