import { FlinkRestError } from '../../controller/flink/error';
import { KubeError } from '../../controller/kube/error';
import { FlinkError, formatProblem, problem } from '../../lib/problem';
import { EXIT, type Io } from '../io';

/** Runs a command; what it could not do goes to standard error, a line each. @returns the exit code */
export async function reporting(io: Io, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    for (const p of toProblems(error)) io.stderr(`cdk8s-flink: error ${formatProblem(p)}\n`);
    return EXIT.badInput;
  }
}

/** What an error says to the user. @throws the error itself, when it is a defect of this program */
export function toProblems(error: unknown): FlinkError['problems'] {
  if (error instanceof FlinkError) return error.problems;
  if (error instanceof KubeError) {
    const { action, status, message } = error;
    if (status === 0) return [problem('ApiServerUnreachable', [], { action, reason: message })];
    return [problem('RefusedByApiServer', [], { action, status, reason: message })];
  }
  if (error instanceof FlinkRestError) {
    const { action, status, message } = error;
    if (error.fromFlink) return [problem('RefusedByFlink', [], { action, status, reason: message })];
    // A proxy answers in its place.
    const reason = status === 0 ? message : `${status}, ${message}`;
    return [problem('FlinkUnreachable', [], { action, reason })];
  }
  throw error;
}
