import { problem, type Path, type Problem } from '../../problem';
import { computed, type CelRule } from '../cel';

/**
 * The rules about CPU, memory and disk for the API server. They look at the entries that have a meaning to Flink; those of
 * other resources could be any number of entries, which the server would have to loop over.
 */

/** What the parser of memory sizes, or else that of quantities, takes: whole numbers with either's units. */
const MEMORY =
  '(?i)^[[:space:]]*([0-9]+[[:space:]]*([kmgt]?b|bytes|(ki|me|gi|te)bibytes)|[-+]?[0-9]+[.]?[[:space:]]*(e[-+]?[0-9]{1,3}|[kmgtpe][[:space:]]*i?)?[[:space:]]*b?)[[:space:]]*$';

/** A quantity with decimals, in the spelling of the operator. */
const DECIMAL_MEMORY =
  '(?i)^[[:space:]]*[-+]?[0-9]*[.][0-9]+[[:space:]]*(e[-+]?[0-9]{1,3}|[kmgtpe][[:space:]]*i?)?[[:space:]]*b?[[:space:]]*$';

const QUANTITY =
  '^[[:space:]]*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,3}|[numkKMGTPE]|[KMGTPE]i)?[[:space:]]*$';

/** A number that is zero or less, in front of any unit. */
const NOT_POSITIVE = '^[[:space:]]*(-|[+]?[0.]+([^0-9.]|$))';

const NEGATIVE = '^[[:space:]]*-[0.]*[1-9]';

/** How every number begins. */
const NUMBER = '^[[:space:]]*[-+]?[.]?[0-9]';

const UNREADABLE = 'it is neither a memory size of Flink nor a Kubernetes quantity';

/** `resource.memory` that is a size of Flink's or a quantity. */
export function readableMemory(process: string): CelRule[] {
  const bad = (reason: string) => (text: string, path: Path) =>
    problem('InvalidMemory', path, { value: computed(text), reason });
  return [
    rule(process, 'memory', (text) => `!${text}.matches('${DECIMAL_MEMORY}')`, bad('decimals are not allowed')),
    rule(
      process,
      'memory',
      (text) => `${text}.matches('${MEMORY}') || ${text}.matches('${DECIMAL_MEMORY}')`,
      bad(UNREADABLE),
    ),
  ];
}

/** `resource.ephemeralStorage` that is a quantity, or blank. */
export function readableStorage(process: string): CelRule[] {
  const allowed = (text: string) => `${text}.trim() == '' || ${text}.matches('${QUANTITY}')`;
  return [
    rule(process, 'ephemeralStorage', allowed, (text, path) =>
      problem('InvalidQuantity', path, { value: computed(text) }),
    ),
  ];
}

/** `resource.memory` above zero. */
export function positiveMemory(process: string): CelRule[] {
  return [rule(process, 'memory', (text) => `!${text}.matches('${NOT_POSITIVE}')`, notPositive)];
}

/** `resource.ephemeralStorage` above or at zero. */
export function notNegative(process: string): CelRule[] {
  return [rule(process, 'ephemeralStorage', (text) => `!${text}.matches('${NEGATIVE}')`, notPositive)];
}

/** The number of cores in `resource`. */
export function positiveCores(process: string): CelRule[] {
  const at = `spec.${process}.resource`;
  const path = [...at.split('.'), 'cpu'];
  return [{ at, rule: '!has(self.cpu) || self.cpu > 0.0', problem: notPositive('self.cpu', path) }];
}

/** CPU and memory of `resources.requests` or `resources.limits`, as far as short patterns tell: each costs by length. */
export function resources(process: string, kind: 'requests' | 'limits'): CelRule[] {
  const at = `spec.${process}.resources.${kind}`;
  return ['memory', 'cpu'].flatMap((name) => {
    const path = [...at.split('.'), name];
    const value = `self['${name}']`;
    const given = (positive: string, text: string) =>
      `!('${name}' in self) || (type(${value}) == int ? ${positive} : ${text})`;
    const unreadable =
      name === 'memory'
        ? problem('InvalidMemory', path, { value: computed(value), reason: UNREADABLE })
        : problem('InvalidQuantity', path, { value: computed(value) });
    return [
      { at, rule: given('true', `${value}.matches('${NUMBER}')`), problem: unreadable },
      { at, rule: given(`${value} > 0`, `!${value}.matches('${NOT_POSITIVE}')`), problem: notPositive(value, path) },
    ];
  });
}

/** Requests of CPU and memory that are not above their limits. */
export function withinLimits(process: string): CelRule[] {
  const at = `spec.${process}.resources`;
  return ['cpu', 'memory'].map((name) => {
    const [request, limit] = [`self.requests['${name}']`, `self.limits['${name}']`];
    const given = `has(self.requests) && '${name}' in self.requests && has(self.limits) && '${name}' in self.limits`;
    // Units of one letter are Flink's for memory: only the others are what the API server takes them for.
    const comparable = (value: string) =>
      `type(${value}) == string && isQuantity(${value})${name === 'memory' ? ` && ${value}.endsWith('i')` : ''}`;
    return {
      at,
      rule:
        `!(${given}) || !(${comparable(request)} && ${comparable(limit)}) || ` +
        `quantity(${request}).compareTo(quantity(${limit})) <= 0`,
      problem: problem('RequestExceedsLimit', [...at.split('.'), 'requests', name], {
        resource: name,
        request: computed(request),
        limit: computed(limit),
      }),
    };
  });
}

function rule(
  process: string,
  name: 'memory' | 'ephemeralStorage',
  allowed: (text: string) => string,
  bad: (text: string, path: Path) => Problem,
): CelRule {
  const at = `spec.${process}.resource`;
  const text = `self.${name}`;
  return { at, rule: `!has(${text}) || ${allowed(text)}`, problem: bad(text, [...at.split('.'), name]) };
}

function notPositive(text: string, path: Path): Problem {
  return problem('NotPositive', path, { value: computed(text) });
}
