import type { Path, Problem } from '../../problem';
import type { Rule } from '../rules';
import { DEPLOYMENT_RULES, type DeploymentInput } from './deployment-rules';

/** Where a blue/green deployment has the spec of its FlinkDeployments. */
const TEMPLATE: Path = ['spec', 'template', 'spec'];

/** A problem of a FlinkDeployment as one of the template that it is made of. */
export function underTemplate(problem: Problem): Problem {
  const words = (text: string) => text.replace(/(?<![^\s])spec\.(?=[a-z])/g, `${TEMPLATE.join('.')}.`);
  return {
    ...problem,
    path: [...TEMPLATE, ...problem.path.slice(1)],
    message: words(problem.message),
    hint: words(problem.hint),
  };
}

/** A rule about the spec of a FlinkDeployment as one about a template: the same test, with other paths. */
export function templateRule<Input, Outer>(rule: Rule<Input>, inner: (outer: Outer) => Input | undefined): Rule<Outer> {
  const { code, needs } = rule;
  // A rule that stands at the root looks at the metadata too, which is another's here.
  const cel = rule.cel?.filter(({ at }) => at !== '');
  const moved = (path: string) => path.replace(/^spec(?=\.|$)/, TEMPLATE.join('.'));
  return {
    code,
    path: moved(rule.path),
    needs,
    test: (outer) => {
      const input = inner(outer);
      return input === undefined ? [] : rule.test(input).map(underTemplate);
    },
    ...(cel && { cel: cel.map((c) => ({ ...c, at: moved(c.at), problem: underTemplate(c.problem) })) }),
  };
}

/** Every rule about the spec of a FlinkDeployment. What its metadata has to be is the parent's business. */
export const TEMPLATE_RULES: readonly Rule<DeploymentInput>[] = DEPLOYMENT_RULES.filter((rule) =>
  /^spec(\.|$)/.test(rule.path),
).map((rule) => templateRule(rule, (input: DeploymentInput) => input));
