import fc from 'fast-check';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';

/**
 * The value that an arbitrary shrinks to: the smallest counterexample to the claim that it has none. Always
 * the same for the same arbitrary. An empty list where no value is found within budgets.
 */
export function simplestValue<T>(values: fc.Arbitrary<T>): readonly T[] {
  let simplest: readonly T[] = [];
  const claim = fc.property(values, (value) => {
    simplest = [value];
    return false;
  });
  try {
    fc.check(claim, { seed: 1, numRuns: 1 });
  } catch (error) {
    if (!(error instanceof UnsatisfiableSchemaError)) throw error;
  }
  return simplest;
}
