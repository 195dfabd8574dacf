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

/** As `oncePer`, but remembers the object that it was asked of last alone: for what takes much memory. */
export function oncePerLast<Key extends object, Value>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | null = null;
  return (key) => {
    if (last?.key !== key) {
      // Released first, so that two are never held.
      last = null;
      last = { key, value: compute(key) };
    }
    return last.value;
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

/** Makes a function without arguments compute once, when it is first called. */
export function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: compute() }).value;
}
