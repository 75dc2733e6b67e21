import type { Path } from '../../problem';

/** Where somebody wrote an option: in the resource if it is there, flat or nested, else in the operator's defaults. */
export function configPath(configuration: unknown, key: string): Path {
  const base = ['spec', 'flinkConfiguration'];
  const search = (tree: unknown, rest: string): Path | undefined => {
    if (typeof tree !== 'object' || tree === null) return undefined;
    if (Object.hasOwn(tree, rest)) return [rest];
    for (const [name, value] of Object.entries(tree)) {
      if (!rest.startsWith(`${name}.`)) continue;
      const below = search(value, rest.slice(name.length + 1));
      if (below !== undefined) return [name, ...below];
    }
    return undefined;
  };
  return [...base, ...(search(configuration, key) ?? [])];
}
