import { own } from '../../json';
import { problem, type Path, type Problem } from '../../problem';
import { suggest } from '../../suggest';
import type { Rule } from '../rules';
import { isStopped, isTerminated } from './savepoint-rules';
import type { FlinkClusterUpdate } from './update-rules';

/** The annotation by which users ask for something once. Its values are {@link CONTROLS}. */
export const CONTROL_ANNOTATION = 'flinkclusters.flinkoperator.k8s.io/user-control';

/** What users can ask for: a savepoint, or that the job is stopped with one. */
export const CONTROLS: readonly string[] = ['savepoint', 'job-cancel'];

const PATH: Path = ['metadata', 'annotations', CONTROL_ANNOTATION];

/** A rule about a request, when there is one. API servers see no annotations, so none of them is theirs. */
const rule = (
  code: Rule<FlinkClusterUpdate>['code'],
  test: (control: string, update: FlinkClusterUpdate) => Problem[],
): Rule<FlinkClusterUpdate> => ({
  code,
  path: `metadata.annotations["${CONTROL_ANNOTATION}"]`,
  needs: 'old',
  test: (update) => {
    const control = own(update.annotations.new, CONTROL_ANNOTATION);
    return control === undefined ? [] : test(control, update);
  },
});

/** The rules about the annotation, with whatever else changes. */
export const controlRules: readonly Rule<FlinkClusterUpdate>[] = [
  rule('ControlInProgress', (control, { annotations, status }) => {
    const { state, name = control } = status?.control ?? {};
    // `Progressing` is the word of Google's operator.
    const busy = state === 'InProgress' || state === 'Progressing';
    if (!busy || own(annotations.old, CONTROL_ANNOTATION) === control) return [];
    return [problem('ControlInProgress', PATH, { control: name })];
  }),
  rule('UnknownValue', (value) =>
    CONTROLS.includes(value)
      ? []
      : [problem('UnknownValue', PATH, { value, allowed: CONTROLS, suggestion: suggest(value, CONTROLS) })],
  ),
  rule('ControlOfSessionCluster', (control, { old }) =>
    CONTROLS.includes(control) && old.job === undefined ? [problem('ControlOfSessionCluster', PATH, { control })] : [],
  ),
  rule('SavepointsDirRequired', (control, { old }) =>
    control === 'savepoint' && old.job !== undefined && !old.job.savepointsDir
      ? [problem('SavepointsDirRequired', PATH, { what: 'a savepoint on demand' })]
      : [],
  ),
  rule('ControlWithoutJob', (control, { old, status }) => {
    if (!CONTROLS.includes(control) || old.job === undefined) return [];
    const job = status?.components?.job;
    const over = job !== undefined && (control === 'savepoint' ? isStopped(job) : isTerminated(job, old.job));
    if (job !== undefined && !over) return [];
    return [problem('ControlWithoutJob', PATH, { control, state: over ? `is ${job.state}` : 'has not started' })];
  }),
];
