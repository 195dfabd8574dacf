/** Where a value stands within another: names of members and indices of items, outermost first. */
export type ValuePath = readonly (string | number)[];

/**
 * A copy of a JSON value with the value at a path replaced. Where `value` is `undefined`, a member of an object is
 * removed, and an item of a list becomes `undefined`.
 */
export function editedValue(root: unknown, path: ValuePath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(root)) {
    const items: readonly unknown[] = root;
    return items.map((item, index) => (index === step ? editedValue(item, rest, value) : item));
  }
  const members = Object.entries(typeof root === 'object' && root !== null ? root : {});
  const others = members.filter(([name]) => name !== step);
  const before = members.find(([name]) => name === step)?.[1] as unknown;
  const edited = editedValue(before, rest, value);
  return Object.fromEntries(edited === undefined ? others : [...others, [step, edited]]);
}

/** A path for people, without indices: `object.roles[]`; the whole is `the body`. */
export function pathWords(path: ValuePath): string {
  const words = path.map((step) => (typeof step === 'number' ? '[]' : `.${step}`)).join('');
  return words === '' ? 'the body' : words.replace(/^\./, '');
}
