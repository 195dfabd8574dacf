/** Where a value stands within another: names of members and indices of items, outermost first. */
export type ValuePath = readonly (string | number)[];

/**
 * A copy of a JSON value with the part at a path replaced, in its place; the value itself is left alone. Where `part`
 * is `undefined`, a member of an object is left out, and an item of a list becomes `undefined`.
 */
export function editedValue(value: unknown, path: ValuePath, part: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return part;
  const edited = childrenOf(value).map(
    ([key, child]) => [key, key === step ? editedValue(child, rest, part) : child] as const,
  );
  if (Array.isArray(value)) return edited.map(([, child]) => child);
  return Object.fromEntries(edited.filter(([, child]) => child !== undefined));
}

/** The members of an object or the items of a list, with their names or indices; none of anything else. */
export function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return [...value.entries()];
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
