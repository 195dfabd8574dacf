import type fc from 'fast-check';
import type { JsonSchema } from '../operation.ts';
import {
  ArbitraryBuilder,
  TooManyParts,
  type BuildLimits,
  type FreeForm,
} from './arbitrary-builder.ts';
import { Expansion } from './expansion.ts';
import { jsonValues, names } from './json-values.ts';
import { References } from './references.ts';
import { BudgetedFilter, type RejectBudget } from './reject-budget.ts';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';

/** What an arbitrary for a schema is built with. */
export interface ArbitraryOptions {
  /** The schema's validator: every value given passes it. */
  readonly validate: (value: unknown) => boolean;
  /** JSON pointer of the schema in its document, for messages; `#` by default. */
  readonly pointer?: string;
  /** The document that references are resolved in, where it is not the schema itself. */
  readonly root?: JsonSchema;
  /** Values where the schema constrains nothing; JSON values of all kinds by default. */
  readonly freeForm?: fc.Arbitrary<unknown>;
  /** Names of members that the schema does not declare; short texts by default. */
  readonly freeFormKey?: fc.Arbitrary<string>;
  /** How long to look for one value; 3,000 candidates or two seconds by default. */
  readonly budget?: RejectBudget;
  /** Schemas to put in the place of others of the document, by identity. */
  readonly replacements?: ReadonlyMap<JsonSchema, JsonSchema>;
}

/** Tried in turn until a value fits: usual depths first, and less where the schema branches too much. */
const limits: readonly BuildLimits[] = [
  { depth: 6, parts: 1500 },
  { depth: 3, parts: 1500 },
  { depth: 1, parts: 1500 },
  { depth: 12, parts: 4000 },
  { depth: 40, parts: 4000 },
];

/**
 * Values of a JSON Schema 2020-12, as plain JSON: built by construction from all applicators, assertions,
 * references and formats, then judged by the validator, so that each value is valid and stays so while it
 * shrinks. References must stand in the schema or in `root`; cyclic schema objects are welcome.
 *
 * Throws UnsatisfiableSchemaError where the schema plainly has no value; the arbitrary throws it when no
 * value is found within the budget.
 */
export function arbitraryForSchema(
  schema: JsonSchema,
  options: ArbitraryOptions,
): fc.Arbitrary<unknown> {
  const { validate, pointer = '#', root = schema, budget = defaultBudget } = options;
  const references = new References([
    [root, root === schema ? pointer : '#'],
    [schema, pointer],
  ]);
  const expansion = new Expansion(references, options.replacements);
  const freeForm = { values: options.freeForm ?? jsonValues, names: options.freeFormKey ?? names };
  const candidates = firstBuilt(schema, pointer, expansion, freeForm);
  if (candidates === null) {
    throw new UnsatisfiableSchemaError(pointer, 'has no valid value');
  }
  return new BudgetedFilter(candidates, validate, budget, (rejects) => {
    const found = `gave no valid value in ${String(rejects)} attempts`;
    return new UnsatisfiableSchemaError(pointer, found);
  });
}

const defaultBudget: RejectBudget = { rejects: 3000, milliseconds: 2000 };

function firstBuilt(
  schema: JsonSchema,
  pointer: string,
  expansion: Expansion,
  freeForm: FreeForm,
): fc.Arbitrary<unknown> | null {
  const located = expansion.references.locate(schema, pointer, []);
  for (const limit of limits) {
    const built = unlessTooMany(() =>
      new ArbitraryBuilder(expansion, freeForm, limit).values([located], 0),
    );
    if (built !== null) return built;
  }
  return null;
}

function unlessTooMany<T>(build: () => T | null): T | null {
  try {
    return build();
  } catch (error) {
    if (error instanceof TooManyParts) return null;
    throw error;
  }
}
