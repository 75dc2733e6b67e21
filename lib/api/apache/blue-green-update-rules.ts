import { problem, type Path } from '../../problem';
import { computed } from '../cel';
import type { Rule } from '../rules';
import { templateOf } from './blue-green-child';
import { templateRule } from './template-rules';
import type { FlinkBlueGreenDeploymentResource, FlinkDeploymentResource } from './types';
import { DEPLOYMENT_UPDATE_RULES, type Update } from './update-rules';

type BlueGreenUpdate = Update<FlinkBlueGreenDeploymentResource>;

const MODE: Path = ['spec', 'template', 'spec', 'mode'];

const modeOf = ({ spec }: FlinkBlueGreenDeploymentResource) => spec.template?.spec?.mode ?? 'native';

const CEL_MODE = (self: string) => `(has(${self}.mode) ? ${self}.mode : 'native')`;

/** The update of the FlinkDeployment that both templates describe. */
function templates({ old, new: next }: BlueGreenUpdate): Update<FlinkDeploymentResource> | undefined {
  if (old.spec.template?.spec === undefined || next.spec.template?.spec === undefined) return undefined;
  return { old: templateOf(old, 'blue'), new: templateOf(next, 'blue') };
}

/** The rules about an update of a FlinkDeployment that hold although a new one takes over. */
const SHARED: readonly string[] = ['InitialSavepointRequired', 'VersionChangeAfterLastState'];

/**
 * Whether a FlinkBlueGreenDeployment may become the new one. An upgrade makes a FlinkDeployment of the other colour, which
 * may differ from the first in everything; a suspended one is changed where it is and keeps its mode.
 */
export const BLUE_GREEN_UPDATE_RULES: readonly Rule<BlueGreenUpdate>[] = [
  {
    code: 'ImmutableField',
    path: MODE.join('.'),
    needs: 'old',
    test: ({ old, new: next }) => {
      const [from, to] = [modeOf(old), modeOf(next)];
      if (from === to || old.spec.template?.spec?.job?.state !== 'suspended') return [];
      return [problem('ImmutableField', MODE, { what: 'the mode of a suspended job', from, to })];
    },
    cel: [
      {
        at: 'spec.template.spec',
        rule:
          `!has(oldSelf.job) || !has(oldSelf.job.state) || oldSelf.job.state != 'suspended' || ` +
          `${CEL_MODE('self')} == ${CEL_MODE('oldSelf')}`,
        problem: problem('ImmutableField', MODE, {
          what: 'the mode of a suspended job',
          from: computed(CEL_MODE('oldSelf')),
          to: computed(CEL_MODE('self')),
        }),
      },
    ],
  },
  ...DEPLOYMENT_UPDATE_RULES.filter(({ code }) => SHARED.includes(code)).map((rule) => templateRule(rule, templates)),
];
