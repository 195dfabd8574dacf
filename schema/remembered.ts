/** A sequence that can be gone through again: what was made once is kept, and more is made when it is asked for. */
export function remembered<T>(sequence: Iterable<T>): Iterable<T> {
  const made: T[] = [];
  const source = sequence[Symbol.iterator]();
  return {
    *[Symbol.iterator](): Generator<T> {
      for (let index = 0; ; index += 1) {
        if (index === made.length) {
          const next = source.next();
          if (next.done === true) return;
          made.push(next.value);
        }
        const item = made[index];
        if (item !== undefined) yield item;
      }
    },
  };
}
