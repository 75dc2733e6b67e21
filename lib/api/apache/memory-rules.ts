import { jobManagerMemory, taskManagerMemory } from '../../flink/memory';
import { problem, type Problem } from '../../problem';
import type { Rule } from '../rules';
import type { DeploymentInput } from './deployment-rules';
import { bytes, hasResources } from './resources';

/** The rules about memory as a whole: whether there is any, and whether Flink could start with it. */
export const memoryRules: readonly Rule<DeploymentInput>[] = (['jobManager', 'taskManager'] as const).map(
  (process) => ({
    code: 'ProcessMemoryRequired',
    path: `spec.${process}`,
    needs: 'config',
    test: (input) => refused(input, process),
  }),
);

function refused({ resource, effective }: DeploymentInput, process: 'jobManager' | 'taskManager'): Problem[] {
  const { flinkVersion } = resource.spec;
  if (flinkVersion === undefined) return [];
  const given = resource.spec[process];
  // Values that do not parse have a rule of their own.
  const { requests, limits } = given?.resources ?? {};
  const written = hasResources(given ?? {}) ? (requests?.memory ?? limits?.memory) : given?.resource?.memory;
  if (written !== undefined && !((bytes(String(written)) ?? 0) > 0)) return [];
  const memory = (process === 'jobManager' ? jobManagerMemory : taskManagerMemory)(effective, flinkVersion);
  if (memory.ok) return [];
  const path = ['spec', process];
  if (memory.code === 'MemorySizeMissing') {
    const name = process === 'jobManager' ? 'JobManager' : 'TaskManagers';
    return [problem('ProcessMemoryRequired', path, { process: name, field: path.join('.') })];
  }
  const { code, message, hint } = memory;
  return [{ code, severity: 'error', path, message, hint }];
}
