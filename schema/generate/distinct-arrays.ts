import fc from 'fast-check';

/**
 * Arrays in which no two items have the same key, `minLength` to `maxLength` long; shorter where too few
 * different items turn up. Unlike fast-check's `uniqueArray` it ends where there are not enough.
 */
export function distinctArrays<T>(
  item: fc.Arbitrary<T>,
  keyOf: (item: T) => string,
  minLength: number,
  maxLength: number,
): fc.Arbitrary<T[]> {
  const spare = minLength === 0 ? 0 : 2 + minLength;
  const lengths = {
    minLength: minLength + spare,
    maxLength: maxLength + spare,
    size: 'max' as const,
  };
  return fc.array(item, lengths).map((items) => {
    const distinct = new Map(items.map((each) => [keyOf(each), each]));
    return [...distinct.values()].slice(0, maxLength);
  });
}
