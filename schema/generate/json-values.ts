import fc from 'fast-check';
import { anyNumber } from './number-constraints.ts';
import { numbers } from './numbers.ts';
import { texts } from './strings.ts';

/** Names of members: short texts, the empty one and those that programs trip over among them. */
export const names: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: texts() },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'a', '0', '__proto__', 'constructor', 'a.b', '$ref'),
  },
);

const anyNumbers = numbers(new Set(['integer', 'fraction']), anyNumber) ?? fc.integer();
const scalars = fc.oneof(
  { withCrossShrink: true },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 3, arbitrary: anyNumbers },
  { weight: 4, arbitrary: texts() },
);

/** Any JSON value: integers before doubles, strings beyond ASCII, at most three containers deep. */
export const jsonValues: fc.Arbitrary<unknown> = containing(containing(containing(scalars)));

function containing(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: scalars },
    { weight: 1, arbitrary: fc.array(values, { maxLength: 4 }) },
    {
      weight: 1,
      arbitrary: fc.dictionary(names, values, { maxKeys: 4, noNullPrototype: true }),
    },
  );
}
