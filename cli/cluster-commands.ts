import { InvalidArgumentError, Option, type Command } from 'commander';
import type * as Cluster from './cluster';
import type { AwaitJobOptions } from './commands/await-job';
import type { FetchOptions } from './commands/fetch';
import type { LaunchGuardOptions } from './commands/launch-guard';
import type { DisposeOptions, ListOptions, TriggerOptions } from './commands/savepoint';
import type { Io } from './io';

/**
 * Adds the commands that contact a cluster.
 *
 * @param load their code, which is read only when one of them runs
 * @param done gets the exit code
 */
export function addClusterCommands(
  program: Command,
  io: Io,
  load: () => typeof Cluster,
  done: (exitCode: number) => void,
): void {
  const savepoint = program
    .command('savepoint')
    .summary('take, list and delete savepoints')
    .description('Takes, lists and deletes savepoints, and keeps a record of them in ConfigMap <cluster>-savepoints.');

  withFlink(savepoint.command('trigger'))
    .summary('take a savepoint')
    .description('Takes a savepoint, prints where it is, and deletes old ones when that is asked for.')
    .option('--job-id <id>', 'the job, when more than one runs', jobId)
    .option('--directory <uri>', "where to, instead of the directory of Flink's configuration")
    .addOption(
      new Option('--format <format>', 'of the savepoint').choices(['canonical', 'native']).default('canonical'),
    )
    .option('--keep-count <n>', 'delete all but the newest <n> savepoints', positive)
    .option('--keep-age <duration>', 'delete savepoints older than this, such as 7d or 12h', duration)
    .option('--keep <path...>', 'savepoints to keep in any case', collect)
    .addHelpText(
      'after',
      `
Examples:
  cdk8s-flink savepoint trigger --cluster orders -n streams
  cdk8s-flink savepoint trigger --cluster orders -n streams --keep-count 7 --keep-age 30d`,
    )
    .action(async (options: TriggerOptions) => done(await load().triggerSavepoint(options, io)));

  withCluster(savepoint.command('list'))
    .summary('list the recorded savepoints')
    .description('Lists the recorded savepoints, oldest first.')
    .addOption(new Option('--output <format>', 'form of the list').choices(['human', 'json']).default('human'))
    .action(async (options: ListOptions) => done(await load().listSavepoints(options, io)));

  withFlink(savepoint.command('dispose'))
    .summary('delete savepoints')
    .description('Deletes savepoints, recorded or not.')
    .argument('<path...>', 'where they are')
    .action(async (paths: string[], options: DisposeOptions) =>
      done(await load().disposeSavepoints(paths, options, io)),
    );

  withCluster(program.command('launch-guard'))
    .summary('let a JobManager start the job of its manifest (runs in its pod)')
    .description(
      'Runs before a JobManager with Kubernetes high availability: for each new launch it removes the stored job that Flink would recover, and keeps its checkpoints.',
    )
    .requiredOption('--job-id <id>', 'id of the job', jobId)
    .requiredOption('--launch <hash>', 'what changes when the job has to start anew')
    .option('--restore-path <path>', 'the savepoint or checkpoint that the job starts from when it has none of its own')
    .action(async (options: LaunchGuardOptions) => done(await load().launchGuard(options, io)));

  withConnection(program.command('await-job'))
    .summary('wait until a Kubernetes Job has ended (runs in pods)')
    .description('Waits until a Kubernetes Job has ended, well or not, or is gone.')
    .requiredOption('--job <name>', 'name of the Job')
    .action(async (options: AwaitJobOptions) => done(await load().awaitJob(options, io)));

  program
    .command('fetch')
    .summary('download a file (runs in pods)')
    .description('Downloads a file, such as the jar of a job. It appears under its name when it is complete and right.')
    .argument('<url>', 'an http or https address')
    .argument('<file>', 'where to put it')
    .option('--sha256 <hex>', 'its checksum; a file that is there and right is not downloaded again', checksum)
    .action(async (url: string, file: string, options: FetchOptions) =>
      done(await load().fetchFile(url, file, options, io)),
    );
}

function withConnection(command: Command): Command {
  return command
    .option('-n, --namespace <name>', "namespace (default: the pod's, or the kubeconfig's)")
    .option(
      '--kubeconfig <file>',
      'kubeconfig (default: the service account in a pod, else KUBECONFIG, ~/.kube/config)',
    )
    .option('--context <name>', 'context of the kubeconfig');
}

function withCluster(command: Command): Command {
  return withConnection(command).requiredOption('--cluster <name>', 'name of the Flink cluster');
}

function withFlink(command: Command): Command {
  return withCluster(command)
    .option('--rest-url <url>', "address of Flink's REST API (default: the REST Service of the cluster)", httpUrl)
    .addOption(
      new Option('--timeout <duration>', 'how long to wait for each savepoint')
        .default(600_000, '10m')
        .argParser(duration),
    );
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

const UNITS = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

function duration(text: string): number {
  const [, number, unit = ''] = /^([1-9]\d{0,9})([smhd])$/.exec(text) ?? [];
  const scale = UNITS.get(unit);
  if (scale === undefined) throw new InvalidArgumentError('Write a number and s, m, h or d, such as 30m.');
  return Number(number) * scale;
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Write a whole number, 1 or more.');
  return Number(text);
}

function jobId(text: string): string {
  if (!/^[0-9a-f]{32}$/i.test(text)) throw new InvalidArgumentError('Write 32 hexadecimal digits.');
  return text.toLowerCase();
}

function checksum(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError('Write 64 hexadecimal digits.');
  return text.toLowerCase();
}

function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError('Write an http or https address.');
  }
  return text;
}
