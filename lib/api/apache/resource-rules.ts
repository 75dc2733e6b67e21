import { parseQuantity } from '../../quantity';
import { problem, type Path, type Problem } from '../../problem';
import type { CelRule } from '../cel';
import type { Rule } from '../rules';
import type { DeploymentInput } from './deployment-rules';
import { memoryOption } from './memory';
import * as cel from './resource-cel';
import { bytes, cores } from './resources';
import type { FlinkDeploymentSpec } from './types';

type ProcessSpec = NonNullable<FlinkDeploymentSpec['jobManager']>;

/** The two processes of a cluster as fields of the spec. */
export const PROCESSES = ['jobManager', 'taskManager'] as const;

/** The rules about `resource` and `resources`: whether the values parse and fit together. */
export const resourceRules: readonly Rule<DeploymentInput>[] = PROCESSES.flatMap((process) => {
  const rule = (
    code: Rule<DeploymentInput>['code'],
    field: string,
    test: (spec: ProcessSpec, base: Path) => Problem[],
    rules: readonly CelRule[],
  ): Rule<DeploymentInput> => ({
    code,
    path: `spec.${process}.${field}`,
    needs: 'spec',
    test: ({ resource }) => test(resource.spec[process] ?? {}, ['spec', process]),
    cel: rules,
  });
  return [
    rule(
      'InvalidMemory',
      'resource.memory',
      ({ resource }, base) =>
        resource?.memory === undefined ? [] : invalidMemory(resource.memory, [...base, 'resource', 'memory']),
      cel.readableMemory(process),
    ),
    rule(
      'InvalidQuantity',
      'resource.ephemeralStorage',
      ({ resource }, base) => {
        const value = resource?.ephemeralStorage;
        return !value?.trim() ? [] : invalidQuantity(value, [...base, 'resource', 'ephemeralStorage']);
      },
      cel.readableStorage(process),
    ),
    rule(
      'NotPositive',
      'resource.memory',
      ({ resource }, base) =>
        resource?.memory === undefined ? [] : notPositive('memory', resource.memory, [...base, 'resource', 'memory']),
      cel.positiveMemory(process),
    ),
    rule(
      'NotPositive',
      'resource.ephemeralStorage',
      ({ resource }, base) => {
        const value = resource?.ephemeralStorage;
        const path = [...base, 'resource', 'ephemeralStorage'];
        return !value?.trim() ? [] : notPositive('ephemeral-storage', value, path);
      },
      cel.notNegative(process),
    ),
    rule(
      'NotPositive',
      'resource.cpu',
      ({ resource }, base) =>
        resource?.cpu === undefined || resource.cpu > 0
          ? []
          : [problem('NotPositive', [...base, 'resource', 'cpu'], { value: String(resource.cpu) })],
      cel.positiveCores(process),
    ),
    rule(
      'NotPositive',
      'resources',
      ({ resources }, base) =>
        (['requests', 'limits'] as const).flatMap((kind) =>
          Object.entries(resources?.[kind] ?? {}).flatMap(([name, value]) =>
            quantityProblems(name, String(value), [...base, 'resources', kind, name]),
          ),
        ),
      (['requests', 'limits'] as const).flatMap((kind) => cel.resources(process, kind)),
    ),
    rule(
      'RequestExceedsLimit',
      'resources.requests',
      ({ resources }, base) => [
        ...exceeds('cpu', cores, resources, base),
        ...exceeds('memory', bytes, resources, base),
      ],
      cel.withinLimits(process),
    ),
  ];
});

function invalidMemory(value: string, path: Path): Problem[] {
  const parsed = memoryOption(value);
  return 'reason' in parsed ? [problem('InvalidMemory', path, { value, reason: parsed.reason })] : [];
}

function invalidQuantity(value: string, path: Path): Problem[] {
  const quantity = parseQuantity(value);
  return quantity === undefined ? [problem('InvalidQuantity', path, { value })] : [];
}

function quantityProblems(name: string, value: string, path: Path): Problem[] {
  const unreadable = name === 'memory' ? invalidMemory(value, path) : invalidQuantity(value, path);
  return unreadable.length > 0 ? unreadable : notPositive(name, value, path);
}

/** CPU and memory have to be more than zero, other resources may be zero. What does not parse is for other rules. */
function notPositive(name: string, value: string, path: Path): Problem[] {
  const amount = name === 'memory' ? bytes(value) : cores(value);
  if (amount === undefined) return [];
  const enough = name === 'memory' || name === 'cpu' ? amount > 0 : amount >= 0;
  return enough ? [] : [problem('NotPositive', path, { value })];
}

function exceeds(
  name: string,
  read: (text: string) => number | undefined,
  resources: ProcessSpec['resources'],
  base: Path,
): Problem[] {
  const [request, limit] = [resources?.requests?.[name], resources?.limits?.[name]].map((v) =>
    v === undefined ? undefined : String(v),
  );
  if (request === undefined || limit === undefined) return [];
  if ((read(request) ?? 0) <= (read(limit) ?? Infinity)) return [];
  const path = [...base, 'resources', 'requests', name];
  return [problem('RequestExceedsLimit', path, { resource: name, request, limit })];
}
