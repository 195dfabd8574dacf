/** Makes a function of an object compute once for each object, and forget what it gave together with the object. */
export function oncePer<Key extends object, Value>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}

/**
 * Makes a function compute once for all that are the same text.
 *
 * @param textOf what tells one thing from another
 */
export function oncePerText<Key, Value>(
  textOf: (key: Key) => string,
  compute: (key: Key) => Value,
): (key: Key) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (key) => {
    const text = textOf(key);
    const before = known.get(text);
    if (before !== undefined) return before.value;
    const value = compute(key);
    known.set(text, { value });
    return value;
  };
}

/** As `oncePer`, but remembers what it gave for the last object alone: for what takes much memory. */
export function oncePerLast<Key extends object, Value>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  let known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before.value;
    // Released first, so that two are never held.
    known = new WeakMap();
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}

/** As `oncePer` for an object that is small, and as `oncePerLast` for one that is not. */
export function oncePerSmall<Key extends object, Value>(
  isSmall: (key: Key) => boolean,
  compute: (key: Key) => Value,
): (key: Key) => Value {
  const ofSmall = oncePer(compute);
  const ofLarge = oncePerLast(compute);
  return (key) => (isSmall(key) ? ofSmall(key) : ofLarge(key));
}

/**
 * Makes a function of octets compute once for all that are equal, and remember what it gave for the last ones: as many
 * as weigh no more than `most` together, and one at least.
 *
 * @param weigh what the value of some octets takes
 */
export function oncePerOctets<Value>(
  most: number,
  weigh: (octets: Uint8Array) => number,
  compute: (octets: Uint8Array) => Value,
): (octets: Uint8Array) => Value {
  let known: readonly Computed<Value>[] = [];
  const recall = (octets: Uint8Array): Computed<Value> | undefined => {
    const before = known.find((each) => isOf(each, octets));
    if (before !== undefined) known = [...known.filter((each) => each !== before), before];
    return before;
  };
  // A function of its own: what is released stays in use as long as it lies on the stack.
  const makeRoomFor = (weight: number): void => {
    known = lastWithin(most - weight, known);
  };
  return (octets) => {
    const before = recall(octets);
    if (before !== undefined) return before.value;
    const weight = weigh(octets);
    makeRoomFor(weight);
    const now = { octets, weight, same: new WeakSet([octets]), value: compute(octets) };
    known = [...known, now];
    return now.value;
  };
}

/** What was computed of octets, and others that were seen to be equal. */
interface Computed<Value> {
  readonly octets: Uint8Array;
  readonly weight: number;
  readonly same: WeakSet<Uint8Array>;
  readonly value: Value;
}

function isOf<Value>({ octets, same }: Computed<Value>, others: Uint8Array): boolean {
  if (same.has(others)) return true;
  if (octets.length !== others.length || Buffer.compare(octets, others) !== 0) return false;
  same.add(others);
  return true;
}

function lastWithin<Value>(
  most: number,
  computed: readonly Computed<Value>[],
): readonly Computed<Value>[] {
  let left = most;
  let first = computed.length;
  while (first > 0) {
    left -= computed[first - 1]?.weight ?? 0;
    if (left < 0) break;
    first -= 1;
  }
  return computed.slice(first);
}

/** Makes a function without arguments compute once, when it is first called. */
export function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: compute() }).value;
}
