const UNITS: readonly (readonly [names: readonly string[], milliseconds: number])[] = [
  [['ns', 'nano', 'nanos', 'nanosecond', 'nanoseconds'], 1e-6],
  [['us', 'µs', 'micro', 'micros', 'microsecond', 'microseconds'], 1e-3],
  [['', 'ms', 'milli', 'millis', 'millisecond', 'milliseconds'], 1],
  [['s', 'sec', 'secs', 'second', 'seconds'], 1000],
  [['m', 'min', 'minute', 'minutes'], 60_000],
  [['h', 'hour', 'hours'], 3_600_000],
  [['d', 'day', 'days'], 86_400_000],
];

/**
 * A duration of Flink's configuration, such as `30 s` or `5min`, in milliseconds; without a unit it is milliseconds.
 *
 * @returns undefined when the text is no duration
 */
export function parseDuration(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+)\s*([a-zµ]*)$/.exec(text.trim().toLowerCase()) ?? [];
  const scale = UNITS.find(([names]) => names.includes(unit))?.[1];
  return number === undefined || scale === undefined ? undefined : Number(number) * scale;
}
