import fc from 'fast-check';
import { arbitraryForSchema } from '../arbitrary/arbitrary-for-schema.ts';
import { Deferred } from '../arbitrary/deferred.ts';
import { BudgetedFilter, refined, type RejectBudget } from '../arbitrary/reject-budget.ts';
import type { ArbitraryOptions } from '../arbitrary/schema-space.ts';
import { UnsatisfiableSchemaError } from '../arbitrary/unsatisfiable-schema-error.ts';
import type { JsonSchema } from '../operation.ts';
import { assertionLocations, type AssertionLocation } from './assertion-locations.ts';
import { turnedRound } from './schema-edits.ts';
import { SchemaGraph } from './schema-graph.ts';
import { editOf } from './value-edits.ts';
import { soleViolations, type SchemaError } from './violated-locations.ts';

/** What negative values are built with. */
export interface NegationOptions extends Omit<ArbitraryOptions, 'validate' | 'replacements'> {
  /** The errors of a value, none where it is valid; all of them, and `verbose`, where Ajv gives them. */
  readonly errors: (value: unknown) => readonly SchemaError[];
}

/** An invalid value with the one keyword location that it violates. */
export interface NegativeValue {
  readonly value: unknown;
  /** JSON pointer of the violated keyword in the schema, or of a subschema that is `false`. */
  readonly violated: string;
}

/**
 * Invalid values of a schema, each with one violation: values of the schema with one keyword turned round,
 * and valid values after one structural edit, kept where the validator blames a single location. They stay
 * so while they shrink. Every location that can be violated alone has the same share.
 *
 * Throws UnsatisfiableSchemaError where nothing is found that the schema refuses.
 */
export function negativeValues(
  schema: JsonSchema,
  options: NegationOptions,
): fc.Arbitrary<NegativeValue> {
  const graph = new SchemaGraph(options.root ?? schema, options.root ? '#' : options.pointer);
  const kinds = [
    ...assertionLocations(schema, graph).map(
      (each) => new Deferred(() => violating(schema, each, graph, options)),
    ),
    new Deferred(() => editedValues(schema, graph, options)),
  ];
  // Others shrink to values of the first, which has to have some; the rest is built as it is drawn.
  const first = kinds.findIndex((kind) => kind.hasValues());
  if (first === -1) {
    throw new UnsatisfiableSchemaError(options.pointer ?? '#', 'refuses no value that was found');
  }
  const any = fc.oneof({ withCrossShrink: true }, ...kinds.slice(first));
  return new BudgetedFilter(
    any,
    ({ violated }) => violated !== '',
    budget,
    (rejects) => {
      const found = `gave no value with one violation in ${String(rejects)} attempts`;
      return new UnsatisfiableSchemaError(options.pointer ?? '#', found);
    },
  );
}

const budget: RejectBudget = { rejects: 100, milliseconds: 4000 };
/** Candidates for one violation: an edit that seldom gives one costs more than it is worth. */
const mostRejects = 200;

/** Values that violate one location and nothing else; `null` where none was found. */
export function violating(
  schema: JsonSchema,
  target: AssertionLocation,
  graph: SchemaGraph,
  options: NegationOptions,
): fc.Arbitrary<NegativeValue> | null {
  const { location } = target;
  const replacements = new Map([[target.schema, turnedRound(target)]]);
  const values = unlessUnsatisfiable(() =>
    arbitraryForSchema(schema, { ...options, validate: () => true, replacements }),
  );
  const isSole = (value: unknown) =>
    soleViolations(options.errors(value), graph).includes(location);
  const violations = values && refined(values, isSole);
  return violations?.map((value) => ({ value, violated: location })) ?? null;
}

function editedValues(
  schema: JsonSchema,
  graph: SchemaGraph,
  options: NegationOptions,
): fc.Arbitrary<NegativeValue> | null {
  const validate = (value: unknown) => options.errors(value).length === 0;
  const valid = unlessUnsatisfiable(() => arbitraryForSchema(schema, { ...options, validate }));
  if (valid === null) return null;
  const choices = fc.tuple(fc.nat({ max: 9999 }), fc.nat({ max: 9999 }));
  const edited = fc.tuple(valid, choices).map(([value, [place, change]]): NegativeValue => {
    const chosen = editOf(value, place, change);
    const violated = soleViolations(options.errors(chosen), graph).at(-1);
    return { value: chosen, violated: violated ?? '' };
  });
  return refined(edited, ({ violated }) => violated !== '', mostRejects);
}

function unlessUnsatisfiable<T>(build: () => T): T | null {
  try {
    return build();
  } catch (error) {
    if (error instanceof UnsatisfiableSchemaError) return null;
    throw error;
  }
}
