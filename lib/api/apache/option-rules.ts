import { parseMapList, type FlinkConfig } from '../../flink/config';
import { explicit, OPTIONS, writtenKey, type FlinkOption } from '../../flink/options';
import { parseJavaDouble } from '../../java';
import { problem, type Path, type Problem } from '../../problem';
import type { Rule } from '../rules';

/** A form that the text of an option must have. */
interface Form {
  readonly words: string;
  readonly accepts: (text: string) => boolean;
}

const integer = (least: number, most = 2 ** 31 - 1): Form => ({
  words: `a whole number from ${least} to ${most}`,
  accepts: (text) => /^[+-]?\d+$/.test(text) && Number(text) >= least && Number(text) <= most,
});
const oneOf = (...values: string[]): Form => ({
  words: `one of ${values.join(', ')}`,
  accepts: (text) => values.some((value) => value.toLowerCase() === text.toLowerCase()),
});
const POSITIVE: Form = { words: 'a number above 0', accepts: (text) => (parseJavaDouble(text) ?? 0) > 0 };
const FACTOR: Form = { words: 'a number of at least 1', accepts: (text) => (parseJavaDouble(text) ?? 0) >= 1 };
const PORT = integer(0, 65535);
const BOOLEAN = oneOf('true', 'false');
const SECRET_ENV: Form = {
  words: 'env:NAME,secret:SECRET,key:KEY, several separated by ";"',
  accepts: (text) => parseMapList(text).every((map) => ['env', 'secret', 'key'].every((key) => map.get(key))),
};
const TOLERATIONS: Form = {
  words: 'key:KEY,operator:OPERATOR,value:VALUE,effect:EFFECT, several separated by ";"',
  accepts: (text) =>
    parseMapList(text).every((map) => map.size > 0 && /^\d*$/.test(map.get('tolerationSeconds') ?? '')),
};

/** The options that decide what is rendered, and the form of their values: Flink would fail on any other. */
const FORMS: readonly (readonly [FlinkOption, Form])[] = [
  [OPTIONS.taskSlots, integer(1)],
  [OPTIONS.restPort, PORT],
  // Without its alias, which is the port above.
  [{ key: OPTIONS.restBindPort.key }, PORT],
  [OPTIONS.jobManagerRpcPort, PORT],
  [OPTIONS.blobServerPort, PORT],
  [OPTIONS.taskManagerRpcPort, PORT],
  [OPTIONS.jobManagerCpu, POSITIVE],
  [OPTIONS.taskManagerCpu, POSITIVE],
  [OPTIONS.jobManagerCpuLimitFactor, FACTOR],
  [OPTIONS.taskManagerCpuLimitFactor, FACTOR],
  [OPTIONS.jobManagerMemoryLimitFactor, FACTOR],
  [OPTIONS.taskManagerMemoryLimitFactor, FACTOR],
  [OPTIONS.restServiceType, oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'Headless_ClusterIP')],
  [OPTIONS.imagePullPolicy, oneOf('Always', 'IfNotPresent', 'Never')],
  [OPTIONS.hostNetwork, BOOLEAN],
  [OPTIONS.startupProbe, BOOLEAN],
  [OPTIONS.mergeArraysByName, BOOLEAN],
  [OPTIONS.manageIngress, BOOLEAN],
  [OPTIONS.rollback, BOOLEAN],
  [OPTIONS.healthCheck, BOOLEAN],
  [OPTIONS.deploymentRecovery, BOOLEAN],
  [OPTIONS.secretEnv, SECRET_ENV],
  [OPTIONS.jobManagerTolerations, TOLERATIONS],
  [OPTIONS.taskManagerTolerations, TOLERATIONS],
];

/** The rule that options have the form that Flink and the renderer expect. */
export function optionRule<Input>(
  of: (input: Input) => {
    readonly config: FlinkConfig;
    readonly at: (key: string) => Path;
  },
): Rule<Input> {
  return {
    code: 'InvalidConfigValue',
    path: 'spec.flinkConfiguration',
    needs: 'config',
    test: (input) => {
      const { config, at } = of(input);
      return FORMS.flatMap(([option, form]): Problem[] => {
        const value = explicit(config, option);
        if (value === undefined || form.accepts(value.trim())) return [];
        const key = writtenKey(config, option) ?? option.key;
        return [problem('InvalidConfigValue', at(key), { key, value, expected: form.words })];
      });
    },
  };
}
