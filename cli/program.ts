import { Argument, Command, CommanderError, Option } from 'commander';
import { EXIT, type Io } from './io';
import { addClusterCommands } from './cluster-commands';
import { SHELLS, completionScript, type CompletionCommand } from './commands/completion';
import type { CheckOptions } from './commands/check';
import type { ConvertOptions } from './commands/convert';
import type { RenderOptions } from './commands/render';
import { VERSION } from './version';

/**
 * Runs the command line.
 *
 * @param argv arguments without the program's own name
 * @returns the exit code
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = buildProgram(io, (code) => (exitCode = code));
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    // Commander throws for --help and --version too, with exit code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    throw error;
  }
  return exitCode;
}

/* eslint-disable @typescript-eslint/no-require-imports -- in a CommonJS file import() needs a file name that jest has not */
/** The code of a command is loaded when it runs: --help and completion need none of it. */
const load = {
  render: () => require('./commands/render') as typeof import('./commands/render'),
  check: () => require('./commands/check') as typeof import('./commands/check'),
  convert: () => require('./commands/convert') as typeof import('./commands/convert'),
  cluster: () => require('./cluster') as typeof import('./cluster'),
};
/* eslint-enable @typescript-eslint/no-require-imports */

function buildProgram(io: Io, done: (exitCode: number) => void): Command {
  const program = new Command('cdk8s-flink')
    .description(
      'Apache Flink on Kubernetes: renders and checks the resources of the Flink operators, and takes care of savepoints.',
    )
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .showHelpAfterError('(add --help for the options and examples)')
    .addHelpText('after', '\nExit codes: 0 done, 1 bad input, 2 wrong usage, 70 a defect of this program.');

  withInput(program.command('render'))
    .summary('print the manifests that resources become')
    .description(
      'Prints the Kubernetes manifests that Flink resources become. Other kinds are passed through untouched.',
    )
    .option('-o, --output-dir <folder>', 'write a file for each resource into a folder')
    .addHelpText(
      'after',
      `
Examples:
  cdk8s-flink render -f flink-deployment.yaml
  cdk8s-flink render -f resources/ -o manifests/
  kustomize build . | cdk8s-flink render -f - -n streams
  cdk8s-flink render -f resources/ --config operator-conf/`,
    )
    .action(async (options: RenderOptions) => {
      const { render } = load.render();
      done(await render(options, io));
    });

  withInput(program.command('check'))
    .summary('report every problem of resources')
    .description('Reports every problem of all resources at once, with file, line, field and what to do.')
    .addOption(
      new Option('--output <format>', 'form of the report').choices(['human', 'json', 'sarif']).default('human'),
    )
    .addHelpText(
      'after',
      `
Examples:
  cdk8s-flink check -f resources/
  cdk8s-flink check -f a.yaml -f b.yaml --output sarif >flink.sarif`,
    )
    .action(async (options: CheckOptions) => {
      const { check } = load.check();
      done(await check(options, io));
    });

  withInput(program.command('convert'))
    .summary('turn resources into another kind or into code')
    .description(
      'Prints resources as the kind of the other Flink operator, or as TypeScript with a construct for each. Other kinds are passed through. What cannot be carried over is told on standard error.',
    )
    .addOption(new Option('--to <form>', 'what they become').choices(TARGETS).makeOptionMandatory())
    .option('-o, --output-dir <folder>', 'write a file for each resource, or one file with code, into a folder')
    .addHelpText(
      'after',
      `
Examples:
  cdk8s-flink convert -f flink-cluster.yaml --to FlinkDeployment >flink-deployment.yaml
  cdk8s-flink convert -f flink-deployment.yaml --to FlinkCluster
  cdk8s-flink convert -f resources/ --to typescript >main.ts`,
    )
    .action(async (options: ConvertOptions) => {
      const { convert } = load.convert();
      done(await convert(options, io));
    });

  addClusterCommands(program, io, load.cluster, done);

  program
    .command('completion')
    .summary('print a completion script for a shell')
    .description('Prints a script that completes commands and options.')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText('after', '\nExample:\n  source <(cdk8s-flink completion bash)')
    .action((shell: (typeof SHELLS)[number]) => io.stdout(completionScript(shell, describe(program))));

  return program;
}

/** What resources can be converted to. */
const TARGETS = ['FlinkDeployment', 'FlinkCluster', 'typescript'] as const;

function withInput(command: Command): Command {
  const collect = (value: string, before: string[] = []) => [...before, value];
  return command
    .requiredOption('-f, --file <path>', 'file, folder, or - for standard input; may be repeated', collect)
    .option('-n, --namespace <name>', 'namespace of Flink resources that name none')
    .option('--config <folder>', "folder with the operator's default configuration (flink-conf.yaml or config.yaml)")
    .option('--lenient', 'take unknown fields for warnings');
}

function describe(program: Command): CompletionCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    summary: command.summary(),
    flags: [...new Set([command, ...command.commands].flatMap(flagsOf)), '--help'],
    words: [
      ...command.commands.map((c) => c.name()),
      ...command.registeredArguments.flatMap((a) => a.argChoices ?? []),
    ],
  }));
}

function flagsOf(command: Command): string[] {
  return command.options.flatMap((o) => [o.long, o.short]).filter((flag) => typeof flag === 'string');
}
