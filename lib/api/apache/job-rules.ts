import type { FlinkConfig } from '../../flink/config';
import { explicit, OPTIONS } from '../../flink/options';
import { problem, type Path, type Problem } from '../../problem';
import type { Rule } from '../rules';
import { computed, type CelRule } from '../cel';
import { configPath } from './config-path';
import type { JobSpec } from './types';

/** What the rules about a job look at, for applications and session jobs alike. */
export interface JobInput {
  readonly job: JobSpec | undefined;
  readonly configuration: unknown;
  readonly config: FlinkConfig;
  /** Overrides the job's parallelism; not for session jobs. */
  readonly taskManagerReplicas: number | undefined;
}

/**
 * The rules that the jobs of applications and session clusters share.
 *
 * @param scaled CEL that is true for a `spec` called `self` whose TaskManagers decide the parallelism
 */
export function jobRules<Input>(of: (input: Input) => JobInput, scaled: string): Rule<Input>[] {
  const rule = (
    code: Rule<Input>['code'],
    path: string,
    needs: Rule<Input>['needs'],
    test: (input: JobInput & { readonly job: JobSpec }) => Problem[],
    cel?: readonly CelRule[],
  ): Rule<Input> => ({
    code,
    path,
    needs,
    test: (input) => {
      const { job, ...rest } = of(input);
      return job === undefined ? [] : test({ job, ...rest });
    },
    ...(cel && { cel }),
  });
  return [
    rule('CheckpointDirectoryRequired', 'spec.job.upgradeMode', 'config', ({ job, config }) => {
      const { upgradeMode = 'stateless' } = job;
      if (upgradeMode === 'stateless' || explicit(config, OPTIONS.checkpointsDir) !== undefined) return [];
      return [problem('CheckpointDirectoryRequired', ['spec', 'job', 'upgradeMode'], { upgradeMode })];
    }),
    rule('SavepointDirectoryRequired', 'spec.job', 'config', savepointDirectory),
    rule(
      'TooSmall',
      'spec.job.parallelism',
      'spec',
      ({ job, taskManagerReplicas }) => {
        const actual = job.parallelism ?? 0;
        return taskManagerReplicas !== undefined || actual >= 1 ? [] : [tooSmall(actual)];
      },
      [
        {
          at: 'spec',
          rule: `!has(self.job) || (${scaled}) || (has(self.job.parallelism) && self.job.parallelism >= 1)`,
          problem: tooSmall(computed(`has(self.job.parallelism) ? string(self.job.parallelism) : '0'`)),
        },
      ],
    ),
  ];
}

function tooSmall(actual: number): Problem {
  const what = 'the parallelism of the job';
  return problem('TooSmall', ['spec', 'job', 'parallelism'], { what, minimum: 1, actual });
}

function savepointDirectory({ job, config, configuration }: JobInput & { readonly job: JobSpec }): Problem[] {
  if (explicit(config, OPTIONS.savepointsDir)?.trim()) return [];
  const required = (path: Path, feature: string) => problem('SavepointDirectoryRequired', path, { feature });
  const problems: Problem[] = [];
  if (job.upgradeMode === 'savepoint') {
    problems.push(required(['spec', 'job', 'upgradeMode'], 'the upgrade mode savepoint'));
  }
  if (job.savepointTriggerNonce !== undefined) {
    problems.push(required(['spec', 'job', 'savepointTriggerNonce'], 'a savepoint on demand'));
  }
  // That the key is there is enough, as with the operator: an empty interval does not switch savepoints off.
  for (const [option, feature] of [
    [OPTIONS.periodicSavepoints, 'a periodic savepoint'],
    [OPTIONS.maxCheckpointAge, 'the maximal age of a checkpoint, which falls back to a savepoint,'],
  ] as const) {
    if (config.has(option.key)) problems.push(required(configPath(configuration, option.key), feature));
  }
  return problems;
}
