import type fc from 'fast-check';
import type { JsonSchema } from '../contract/operation.ts';
import { BudgetedFilter, type RejectBudget } from './reject-budget.ts';
import { schemaSpace, type ArbitraryOptions } from './schema-space.ts';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';

const BUDGET: RejectBudget = { rejects: 3000, milliseconds: 2000 };

/**
 * Values of a JSON Schema 2020-12, as plain JSON: built by construction from all applicators, assertions,
 * references and formats, then judged by the validator, so that each value is valid and stays so while it
 * shrinks. References must stand in the schema or in `root`; cyclic schema objects are welcome.
 *
 * Throws UnsatisfiableSchemaError where the schema plainly has no value; the arbitrary throws it when no
 * value is found in 3,000 candidates or two seconds.
 */
export function arbitraryForSchema(
  schema: JsonSchema,
  options: ArbitraryOptions,
): fc.Arbitrary<unknown> {
  const { validate, pointer = '#' } = options;
  const { candidates, builder } = schemaSpace(schema, options);
  return new BudgetedFilter(candidates, validate, BUDGET, (rejects) => {
    const found = `gave no valid value in ${String(rejects)} attempts`;
    return new UnsatisfiableSchemaError(pointer, found, builder.expansion.references.missing);
  });
}
