import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { areUnique, canonicalJson, equal } from '../../schema/json/json-value.ts';

/** Few names and values, so that equal pairs are common. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, true, 0, -0, 1, '', '1'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('value'), { noNullPrototype: true }),
  ),
}));

test('values are equal exactly when their canonical texts are', () => {
  let equals = 0;
  const { counterexample } = fc.check(
    fc.property(value, value, (left, right) => {
      if (equal(left, right)) equals += 1;
      return equal(left, right) === (canonicalJson(left) === canonicalJson(right));
    }),
    { numRuns: 5_000, seed: 1 },
  );
  expect(counterexample).toBeNull();
  expect(equals).toBeGreaterThan(100);
});

test('values nested 100,000 levels deep are compared', () => {
  const deep = (): unknown => {
    let value: unknown = [];
    for (let level = 0; level < 100_000; level += 1) value = [value];
    return value;
  };
  expect(equal(deep(), deep())).toBe(true);
  expect(equal(deep(), [deep()])).toBe(false);
});

test('members count in any order, items in their own', () => {
  expect(equal({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
  expect(equal([1, 2], [2, 1])).toBe(false);
  expect(equal({ a: undefined }, {})).toBe(false);
  expect(equal([], {})).toBe(false);
  expect(
    areUnique([
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ]),
  ).toBe(false);
});

test('long lists are compared', () => {
  const long = (last: number) => [...Array.from({ length: 400_000 }, () => 0), last];
  expect(equal(long(1), long(1))).toBe(true);
  expect(equal(long(1), long(2))).toBe(false);
});
