import { parseList, type FlinkConfig } from '../../flink/config';
import { parseDuration } from '../../flink/duration';
import { boolean, double, explicit, OPTIONS, text, writtenKey, type FlinkOption } from '../../flink/options';
import { problem, type Path, type Problem } from '../../problem';
import type { Rule } from '../rules';

const option = <D extends string | undefined>(name: string, value: D, ...aliases: string[]) => ({
  key: `job.autoscaler.${name}`,
  aliases: aliases.map((alias) => `job.autoscaler.${alias}`),
  ...(value === undefined ? {} : { default: value }),
});

const ENABLED = option('enabled', 'false');
const TARGET = option('utilization.target', '0.7', 'target.utilization');

/** A number that must lie in a range, when the feature that reads it is on. */
interface Range {
  readonly option: FlinkOption;
  readonly within: (config: FlinkConfig) => readonly [least: number, most: number];
  readonly feature?: FlinkOption;
}

const between =
  (least: number, most: number): Range['within'] =>
  () => [least, most];
const target = (config: FlinkConfig) => double(config, TARGET) ?? 0.7;

const RANGES: readonly Range[] = [
  { option: option('scale-down.max-factor', '0.6'), within: between(0, Infinity) },
  { option: option('scale-up.max-factor', '100000'), within: between(0, Infinity) },
  { option: TARGET, within: between(0, 1) },
  { option: option('target.utilization.boundary', undefined), within: between(0, Infinity) },
  { option: option('utilization.max', undefined), within: (config) => [target(config), 1] },
  { option: option('utilization.min', undefined), within: (config) => [0, target(config)] },
  { option: option('memory.gc-pressure.threshold', '1'), within: between(0, 1) },
  { option: option('memory.heap-usage.threshold', '1'), within: between(0, 1) },
  {
    option: option('observed-scalability.coefficient-min', '0.5'),
    within: between(0.01, 1),
    feature: option('observed-scalability.enabled', 'false'),
  },
  {
    option: option('scaling.effectiveness.threshold', '0.1'),
    within: between(0, 1),
    feature: option('scaling.effectiveness.detection.enabled', 'false'),
  },
  {
    option: option('memory.tuning.overhead', '0.2'),
    within: between(0, 1),
    feature: option('memory.tuning.enabled', 'false'),
  },
];

const EXCLUDED = option('excluded.periods', undefined);
const WINDOW = option('metrics.window', '15 min');

/** The rules about the autoscaler's options, which hold while it is on. */
export function autoscalerRule<Input>(
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
      if (!boolean(config, ENABLED)) return [];
      const refuse = (key: string, value: string, expected: string): Problem =>
        problem('InvalidConfigValue', at(key), { key, value, expected });
      return [...outOfRange(config, refuse), ...badPeriods(config, refuse), ...shortWindow(config, refuse)];
    },
  };
}

type Refuse = (key: string, value: string, expected: string) => Problem;

function outOfRange(config: FlinkConfig, refuse: Refuse): Problem[] {
  return RANGES.flatMap(({ option: ranged, within, feature }) => {
    const value = explicit(config, ranged);
    if (value === undefined || (feature !== undefined && !boolean(config, feature))) return [];
    const [least, most] = within(config);
    const number = double(config, ranged) ?? NaN;
    if (number >= least && number <= most) return [];
    const key = writtenKey(config, ranged) ?? ranged.key;
    const expected = most === Infinity ? `a number of at least ${least}` : `a number from ${least} to ${most}`;
    return [refuse(key, value, expected)];
  });
}

/** Periods without scaling: `9:00-11:00`, a Quartz cron expression, or both joined with `&&`. */
function badPeriods(config: FlinkConfig, refuse: Refuse): Problem[] {
  return parseList(text(config, EXCLUDED) ?? '')
    .filter((period) => !isPeriod(period.split('&&').map((part) => part.trim())))
    .map((period) =>
      refuse(EXCLUDED.key, period, 'a daily period (9:00-11:00), a Quartz cron expression, or both with &&'),
    );
}

function isPeriod(parts: readonly string[]): boolean {
  const daily = parts.filter(isDaily).length;
  const cron = parts.filter(isCron).length;
  return daily + cron === parts.length && daily <= 1 && cron <= 1;
}

function isDaily(part: string): boolean {
  const time = '([01]?\\d|2[0-3]):([0-5]\\d)';
  const [, h1, m1, h2, m2] = new RegExp(`^${time}-${time}$`).exec(part) ?? [];
  return h1 !== undefined && Number(h1) * 60 + Number(m1) < Number(h2) * 60 + Number(m2);
}

function isCron(part: string): boolean {
  const fields = part.split(/\s+/);
  return (fields.length === 6 || fields.length === 7) && fields.every((field) => /^[\dA-Za-z*?,/#-]+$/.test(field));
}

/** With a window shorter than the time between two looks at the job, there would be no metrics in it. */
function shortWindow(config: FlinkConfig, refuse: Refuse): Problem[] {
  const value = text(config, WINDOW) ?? '';
  const interval = text(config, OPTIONS.reconcileInterval);
  const window = parseDuration(value);
  if (window !== undefined && window >= (parseDuration(interval) ?? 0)) return [];
  return [refuse(WINDOW.key, value, `a duration of at least ${interval}, the operator's reconcile interval`)];
}
