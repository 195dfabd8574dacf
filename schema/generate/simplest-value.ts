import fc from 'fast-check';
import { UnsatisfiableSchemaError } from './unsatisfiable-schema-error.ts';

/** What fast-check hands an arbitrary to generate with. */
interface Draw {
  readonly random: fc.Random;
  readonly bias: number | undefined;
}

/** Keeps what it is asked to generate with. */
class Recorder extends fc.Arbitrary<null> {
  draw: Draw | null = null;

  override generate(random: fc.Random, bias: number | undefined): fc.Value<null> {
    this.draw = { random: random.clone(), bias };
    return new fc.Value(null, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is null {
    return value === null;
  }

  override shrink(): fc.Stream<fc.Value<null>> {
    return fc.Stream.nil();
  }
}

const recorder = new Recorder();

/** The first draw of fast-check with seed 1. */
function firstDraw(): Draw {
  if (recorder.draw === null) fc.sample(recorder, { seed: 1, numRuns: 1 });
  if (recorder.draw === null) throw new Error('fast-check has asked for no value');
  return recorder.draw;
}

/**
 * The value that `fc.sample` gives first for seed 1, with what is needed to shrink it. Most of what is built is asked
 * for one value alone, and a runner would take longer than the value.
 *
 * @throws what generating throws
 */
export function firstValue<T>(values: fc.Arbitrary<T>): fc.Value<T> {
  const { random, bias } = firstDraw();
  return values.generate(random.clone(), bias);
}

/**
 * The value that an arbitrary shrinks to: the smallest counterexample to the claim that it has none. Always
 * the same for the same arbitrary. An empty list where no value is found within budgets.
 */
export function simplestValue<T>(values: fc.Arbitrary<T>): readonly T[] {
  try {
    let simplest = firstValue(values);
    for (;;) {
      const simpler = values.shrink(simplest.value_, simplest.context).getNthOrLast(0);
      if (simpler === null) return [simplest.value];
      simplest = simpler;
    }
  } catch (error) {
    if (error instanceof UnsatisfiableSchemaError) return [];
    throw error;
  }
}
