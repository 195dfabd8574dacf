import fc from 'fast-check';
import { arbitraryForSchema } from './arbitrary-for-schema.ts';
import { keyword, type SchemaObject } from './keywords.ts';
import { BudgetedFilter, refined, type RejectBudget } from './reject-budget.ts';
import { type ArbitraryOptions, leanSpace } from './schema-space.ts';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';
import type { JsonSchema } from '../contract/operation.ts';
import { type AssertionLocation, assertionLocations } from './assertion-locations.ts';
import { SchemaGraph } from './schema-graph.ts';
import { editOf } from './value-edits.ts';
import { type SchemaError, soleViolations } from './violated-locations.ts';

/** Keywords without which another does not mean the same. */
const USED_WITH: Readonly<Record<string, readonly string[]>> = {
  additionalProperties: ['properties', 'patternProperties'],
  items: ['prefixItems'],
  contains: ['minContains', 'maxContains'],
  then: ['if'],
  else: ['if'],
};

const annotated = new Set(['unevaluatedItems', 'unevaluatedProperties']);

/**
 * An arbitrary that is built when its first value is asked for. Where nothing can be built, generating throws
 * UnsatisfiableSchemaError, which filters with a budget take for a value that they reject.
 */
class Deferred<T> extends fc.Arbitrary<T> {
  readonly #build: () => fc.Arbitrary<T> | null;
  #built: fc.Arbitrary<T> | null | undefined = undefined;

  /** @param build called once at most; `null` where there are no values */
  constructor(build: () => fc.Arbitrary<T> | null) {
    super();
    this.#build = build;
  }

  /** Whether there are values, as far as building tells. */
  hasValues(): boolean {
    return this.#arbitrary !== null;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<T> {
    const built = this.#arbitrary;
    if (built === null) throw new UnsatisfiableSchemaError('#', 'has a part without a value');
    return built.generate(random, bias);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#arbitrary?.canShrinkWithoutContext(value) ?? false;
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.#arbitrary?.shrink(value, context) ?? fc.Stream.nil();
  }

  get #arbitrary(): fc.Arbitrary<T> | null {
    if (this.#built === undefined) this.#built = this.#build();
    return this.#built;
  }
}

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

/** Simple parts that violate one location, made of the schema that has it alone; `null` where none was found. */
export function violatingPart(
  target: AssertionLocation,
  graph: SchemaGraph,
  options: NegationOptions,
): fc.Arbitrary<unknown> | null {
  const pointer = graph.pointerOf(target.schema) ?? '#';
  const built = { ...options, pointer, validate: () => true };
  return unlessUnsatisfiable(() => leanSpace(turnedRound(target), built).candidates);
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

/**
 * A schema like the one at a location, but with one keyword turned round: its values keep all the others and
 * violate that one. What sees annotations of its neighbours cannot be turned round and is left out instead.
 */
function turnedRound({ schema, keyword: name }: AssertionLocation): SchemaObject {
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== name));
  if (annotated.has(name)) return kept;
  const names = [name, ...(USED_WITH[name] ?? [])].filter((each) => Object.hasOwn(schema, each));
  const refused = { not: Object.fromEntries(names.map((each) => [each, keyword(schema, each)])) };
  const others = keyword(schema, 'allOf');
  const allOf =
    name === 'allOf' || !Array.isArray(others) ? [] : others.map((each: unknown) => each);
  return { ...kept, allOf: [...allOf, refused] };
}
