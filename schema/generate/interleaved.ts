/** One item of each sequence in turn, until all have ended: none keeps the others waiting. */
export function* interleaved<T>(sequences: readonly Iterable<T>[]): Generator<T> {
  let waiting = sequences.map((sequence) => sequence[Symbol.iterator]());
  while (waiting.length > 0) {
    const left: Iterator<T>[] = [];
    for (const iterator of waiting) {
      const next = iterator.next();
      if (next.done === true) continue;
      yield next.value;
      left.push(iterator);
    }
    waiting = left;
  }
}
