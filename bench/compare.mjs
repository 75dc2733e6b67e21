// Which of the objects of two ways are the same, so that nobody compares the speed of different things.

/** True when two JSON values are equal, whatever the order of their keys. */
export function sameContent(a, b) {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

/** True when two lists have the same objects by kind, namespace and name. */
export function sameObjects(a, b) {
  const names = (objects) => objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
  return sameContent(names(a).sort(), names(b).sort());
}

/** Scalar fields of `a` that `b` has not, or not with this value. */
export function fieldsOnlyIn(a, b) {
  const others = new Set(fields(b));
  return fields(a).filter((field) => !others.has(field));
}

function fields(objects) {
  const found = [];
  const walk = (value, path) => {
    if (typeof value !== 'object' || value === null) found.push(`${path} = ${JSON.stringify(value)}`);
    else for (const [key, item] of Object.entries(value)) walk(item, `${path}.${key}`);
  };
  for (const object of objects) walk(object, `${object.kind}/${object.metadata.name}`);
  return found;
}
