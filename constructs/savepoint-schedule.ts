import type { Duration } from 'cdk8s';
import { Cron } from 'croner';
import { problem, type Path, type Problem } from '../lib/problem';
import type { SavepointPolicyProps } from './savepoint-policy';

/** The longest name of a CronJob, which leaves room for the names of its Jobs. */
const CRON_JOB_NAME_LENGTH = 52;

/** Every problem of a savepoint policy. */
export function checkSavepointPolicy(props: SavepointPolicyProps): Problem[] {
  const { cluster, schedule, interval, timeZone, directory } = props;
  const managed = cluster.managedBy === 'controller';
  const required = (path: Path, prop: string, purpose: string) => problem('PropRequired', path, { prop, purpose });
  const invalid = (path: Path, value: string, expected: string) => problem('InvalidValue', path, { value, expected });
  const { dialect } = cluster;
  const inResource = (path: Path, what: string) => problem('NotInResource', path, { what, kind: dialect });
  const flinkCluster = managed && dialect === 'FlinkCluster';
  const checks: (Problem | false)[] = [
    cluster.batch &&
      problem('ContradictoryProps', ['cluster'], { other: 'batch', reason: 'a batch job has no savepoints' }),
    schedule === undefined &&
      interval === undefined &&
      required(['schedule'], 'schedule or interval', 'they say when savepoints are taken'),
    schedule !== undefined &&
      interval !== undefined &&
      problem('ContradictoryProps', ['interval'], { other: 'schedule', reason: 'both say when savepoints are taken' }),
    schedule !== undefined &&
      !isCron(schedule) &&
      invalid(['schedule'], JSON.stringify(schedule), 'a schedule in the five fields of cron, such as "0 3 * * *"'),
    interval !== undefined &&
      !managed &&
      cronOfInterval(interval) === undefined &&
      invalid(
        ['interval'],
        interval.toHumanString(),
        'a time that a CronJob can keep: minutes that divide an hour, hours that divide a day, or one day',
      ),
    interval !== undefined &&
      interval.toMilliseconds() <= 0 &&
      problem('NotPositive', ['interval'], { value: interval.toHumanString() }),
    timeZone !== undefined &&
      !isTimeZone(timeZone) &&
      invalid(['timeZone'], JSON.stringify(timeZone), 'the name of a time zone, such as "Europe/Berlin"'),
    timeZone !== undefined &&
      schedule === undefined &&
      required(['timeZone'], 'schedule', 'an interval has no time of day'),
    timeZone !== undefined && managed && inResource(['timeZone'], 'in which time zone savepoints are taken'),
    schedule !== undefined && flinkCluster && inResource(['schedule'], 'at which times savepoints are taken'),
    interval !== undefined &&
      flinkCluster &&
      !Number.isInteger(interval.toMilliseconds() / 1000) &&
      inResource(['interval'], 'parts of a second'),
    props.retainCount !== undefined && flinkCluster && inResource(['retainCount'], 'how many savepoints are kept'),
    props.retainAge !== undefined && flinkCluster && inResource(['retainAge'], 'how long savepoints are kept'),
    schedule !== undefined &&
      managed &&
      !flinkCluster &&
      isCron(schedule) &&
      quartz(schedule) === undefined &&
      inResource(['schedule'], 'a schedule with both a day of the month and a day of the week'),
    directory === undefined &&
      cluster.savepointsDir === undefined &&
      required(['directory'], 'directory, or savepointsDir of the cluster', 'savepoints are written there'),
    directory !== undefined &&
      managed &&
      directory !== cluster.savepointsDir &&
      inResource(['directory'], 'another directory than savepointsDir of the cluster'),
    props.onUpgrade === true &&
      !managed &&
      problem('ControllerRequired', ['onUpgrade'], { what: 'a savepoint at each upgrade' }),
    props.retainCount !== undefined &&
      !(Number.isInteger(props.retainCount) && props.retainCount >= 1) &&
      invalid(['retainCount'], String(props.retainCount), 'a whole number from 1'),
    props.retainAge !== undefined &&
      props.retainAge.toMilliseconds() <= 0 &&
      problem('NotPositive', ['retainAge'], { value: props.retainAge.toHumanString() }),
    !managed &&
      cluster.clusterName.length + '-savepoint'.length > CRON_JOB_NAME_LENGTH &&
      invalid(
        ['cluster'],
        `the name ${cluster.clusterName}`,
        'a name of at most 42 characters, which the CronJob needs',
      ),
  ];
  return checks.filter((found) => found !== false);
}

/** The schedule of the CronJob. */
export function cronOf({ schedule, interval }: SavepointPolicyProps): string {
  return schedule ?? (interval && cronOfInterval(interval)) ?? '';
}

/** An interval in the fields of cron, which starts anew at each hour or day; undefined when it cannot be said. */
function cronOfInterval(interval: Duration): string | undefined {
  const minutes = interval.toMilliseconds() / 60_000;
  if (!Number.isInteger(minutes) || minutes < 1) return undefined;
  if (minutes < 60) return 60 % minutes === 0 ? `*/${minutes} * * * *` : undefined;
  const hours = minutes / 60;
  if (!Number.isInteger(hours)) return undefined;
  if (hours === 24) return '0 0 * * *';
  return 24 % hours === 0 ? `0 */${hours} * * *` : undefined;
}

/** Five fields, as a CronJob reads them. */
function isCron(schedule: string): boolean {
  if (!/^[\d*/,\-A-Za-z?]+( [\d*/,\-A-Za-z?]+){4}$/.test(schedule) || /[LW#]/i.test(schedule.replace(/jul|wed/gi, '')))
    return false;
  try {
    new Cron(schedule, { paused: true });
    return true;
  } catch {
    return false;
  }
}

/** The same schedule in Quartz' notation, of which one of the two days has to be `?`; its Sunday is 1. */
export function quartz(schedule: string): string | undefined {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = schedule.split(' ');
  if (weekday === '*' || weekday === '?') return `0 ${minute} ${hour} ${day === '?' ? '*' : day} ${month} ?`;
  if (day !== '*' && day !== '?') return undefined;
  const shifted = weekday.replace(/(?<!\/)\b\d\b/g, (n) => String((Number(n) % 7) + 1));
  return `0 ${minute} ${hour} ? ${month} ${shifted}`;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
