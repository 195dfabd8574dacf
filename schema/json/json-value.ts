/** Where a value stands within another: names of members and indices of items, outermost first. */
export type ValuePath = readonly (string | number)[];

type Pair = readonly [left: unknown, right: unknown];

/** Whether two JSON values are equal by JSON Schema Core 4.2.2; keeps its own stack, for values nested deeply. */
export function equal(left: unknown, right: unknown): boolean {
  const open: Iterator<Pair>[] = [];
  for (let pair: Pair | undefined = [left, right]; pair !== undefined; pair = nextOf(open)) {
    if (pair[0] === pair[1]) continue;
    const parts = partsOf(pair);
    if (parts === null) return false;
    open.push(parts);
  }
  return true;
}

function nextOf(open: Iterator<Pair>[]): Pair | undefined {
  for (let parts = open.at(-1); parts !== undefined; parts = open.at(-1)) {
    const next = parts.next();
    if (next.done !== true) return next.value;
    open.pop();
  }
  return undefined;
}

/**
 * The pairs that have to be equal for two different values to be, one after another, because there may be a million;
 * `null` where they cannot be.
 */
function partsOf([left, right]: Pair): Iterator<Pair> | null {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length ? pairsOf(left.keys(), left, right) : null;
  }
  if (Array.isArray(left) || Array.isArray(right)) return null;
  if (!isJsonObject(left) || !isJsonObject(right)) return null;
  const names = Object.keys(left);
  const isAlike =
    names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name));
  return isAlike ? pairsOf(names, left, right) : null;
}

function* pairsOf<Key extends PropertyKey>(
  keys: Iterable<Key>,
  left: Readonly<Record<Key, unknown>>,
  right: Readonly<Record<Key, unknown>>,
): Iterator<Pair> {
  for (const key of keys) yield [left[key], right[key]];
}

/** Whether no two items are equal. */
export function areUnique(items: readonly unknown[]): boolean {
  return new Set(items.map(canonicalJson)).size === items.length;
}

/** A JSON object as plain data; own properties only, `__proto__` is a name like any other. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: neither null nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Writes a JSON value with sorted member names and no white space: two values share the text exactly when JSON
 * Schema calls them equal, numbers by their value, objects whatever the order of their members (Core 4.2.2).
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let parts = '';
  if (Array.isArray(value)) {
    for (const item of value) parts += `,${canonicalJson(item)}`;
    return `[${parts.slice(1)}]`;
  }
  if (isJsonObject(value)) {
    for (const name of Object.keys(value).sort()) {
      parts += `,${JSON.stringify(name)}:${canonicalJson(value[name])}`;
    }
  }
  return `{${parts.slice(1)}}`;
}

/**
 * Whether a JSON value has a location.
 *
 * @param tokens of a pointer into the value, with a star for each item of a list; none is the value itself
 */
export function hasLocation(value: unknown, tokens: readonly string[]): boolean {
  const [token, ...rest] = tokens;
  if (token === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return token === '*' && value.some((item) => hasLocation(item, rest));
  const member = Object.getOwnPropertyDescriptor(value, token);
  return member !== undefined && hasLocation(member.value, rest);
}

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

/** Whether a value has objects and lists in one another to more than some levels; `[]` has one. */
export function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => nestsDeeper(each, levels - 1));
}
