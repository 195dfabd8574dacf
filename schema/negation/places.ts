/** The names and positions that lead from a value to a part of it. */
export type Path = readonly (string | number)[];

/** Every part of a JSON value, the value itself first. */
export function partsOf(value: unknown, path: Path = []): readonly { path: Path; part: unknown }[] {
  return [
    { path, part: value },
    ...children(value).flatMap(([token, child]) => partsOf(child, [...path, token])),
  ];
}

/** A copy of a JSON value with one part replaced; the value itself is left alone. */
export function replaced(value: unknown, path: Path, part: unknown): unknown {
  const [token, ...rest] = path;
  if (token === undefined) return part;
  const copies = children(value).map(([key, child]) => [
    key,
    key === token ? replaced(child, rest, part) : child,
  ]);
  return Array.isArray(value) ? copies.map(([, child]) => child) : Object.fromEntries(copies);
}

function children(value: unknown): readonly [string | number, unknown][] {
  if (Array.isArray(value)) return [...value.entries()];
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
