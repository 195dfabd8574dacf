import fc from 'fast-check';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';

/**
 * The value that an arbitrary shrinks to: the smallest counterexample to the claim that it has none. Always
 * the same for the same arbitrary. An empty list where no value is found within budgets.
 */
export function simplestValue(values: fc.Arbitrary<unknown>): readonly unknown[] {
  try {
    const claim = fc.property(values, () => false);
    const { counterexample } = fc.check(claim, { seed: 1, numRuns: 1 });
    return counterexample === null ? [] : counterexample.slice(0, 1);
  } catch (error) {
    if (error instanceof UnsatisfiableSchemaError) return [];
    throw error;
  }
}
