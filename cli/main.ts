import { systemError } from './input/files';
import { EXIT, type Io } from './io';
import { run } from './program';

const io: Io = {
  stdin: async (limit) => {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length >= limit) break;
    }
    return Buffer.concat(chunks);
  },
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  env: process.env,
  stdoutIsTerminal: process.stdout.isTTY,
  stderrIsTerminal: process.stderr.isTTY,
};

let unwritten = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads our output may stop early, as `head` does; the exit code still tells what was found.
    if (error.code === 'EPIPE' || unwritten) return;
    unwritten = true;
    process.exitCode = EXIT.badInput;
    process.stderr.write(`cdk8s-flink: the output cannot be written: ${systemError(error)}.\n`);
  });
}

run(process.argv.slice(2), io).then(
  (code) => {
    process.exitCode = unwritten ? EXIT.badInput : code;
  },
  (error: unknown) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    process.stderr.write(`cdk8s-flink: internal error: ${message.split('\n')[0] ?? ''}. Please report it.\n`);
    if (process.env.CDK8S_FLINK_DEBUG === '1') process.stderr.write(`${stack ?? ''}\n`);
    process.exitCode = EXIT.internal;
  },
);
