import fc from 'fast-check';
import { firstValue } from './simplest-value.ts';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';

/** How long to look for a value: candidates refused in a row, and milliseconds. */
export interface RejectBudget {
  readonly rejects: number;
  readonly milliseconds: number;
}

const biasedRejects = 50;
/** So many candidates are looked at, however long that takes: a busy machine is no reason to give up. */
const fewestRejects = 20;

/**
 * An arbitrary's values that pass a test, like `filter`, but with an end: when one value takes more than the
 * budget, generating throws what `exhausted` gives. Shrinking never throws.
 */
export class BudgetedFilter<T> extends fc.Arbitrary<T> {
  readonly #source: fc.Arbitrary<T>;
  readonly #test: (value: T) => boolean;
  readonly #budget: RejectBudget;
  readonly #exhausted: (rejects: number) => Error;

  constructor(
    source: fc.Arbitrary<T>,
    test: (value: T) => boolean,
    budget: RejectBudget,
    exhausted: (rejects: number) => Error,
  ) {
    super();
    this.#source = source;
    this.#test = test;
    this.#budget = budget;
    this.#exhausted = exhausted;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<T> {
    const deadline = performance.now() + this.#budget.milliseconds;
    for (let rejects = 0; rejects < this.#budget.rejects; rejects += 1) {
      const candidate = this.#candidate(random, rejects < biasedRejects ? bias : undefined);
      if (candidate !== null && this.#test(candidate.value_)) return candidate;
      const isLate = rejects >= fewestRejects && performance.now() > deadline;
      if (isLate) throw this.#exhausted(rejects + 1);
    }
    throw this.#exhausted(this.#budget.rejects);
  }

  /** A candidate, or `null` where a filter within it found no value this time. */
  #candidate(random: fc.Random, bias: number | undefined): fc.Value<T> | null {
    try {
      return this.#source.generate(random, bias);
    } catch (error) {
      if (error instanceof UnsatisfiableSchemaError) return null;
      throw error;
    }
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#source.canShrinkWithoutContext(value) && this.#test(value);
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.#source.shrink(value, context).filter((shrunk) => this.#test(shrunk.value_));
  }
}

/**
 * The values that pass a test, or `null` where a fixed search finds none: then whoever builds with it can
 * take another way, and what it takes depends on the schema only.
 */
export function refined<T>(
  source: fc.Arbitrary<T>,
  test: (value: T) => boolean,
  rejects = 1000,
): fc.Arbitrary<T> | null {
  const budget = { rejects, milliseconds: 10_000 };
  const filter = new BudgetedFilter(source, test, budget, exhausted);
  return isInhabited(filter) ? filter : null;
}

/** Whether a first value comes out of an arbitrary with a fixed seed. */
function isInhabited(candidates: fc.Arbitrary<unknown>): boolean {
  try {
    firstValue(candidates);
    return true;
  } catch (error) {
    if (error instanceof UnsatisfiableSchemaError) return false;
    throw error;
  }
}

function exhausted(rejects: number): UnsatisfiableSchemaError {
  return new UnsatisfiableSchemaError(
    '#',
    `has a part without a value in ${String(rejects)} attempts`,
  );
}
