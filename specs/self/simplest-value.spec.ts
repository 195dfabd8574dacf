import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { arbitraryForSchema, enumerateNegatives } from '../../schema/generate/index.ts';
import { firstValue, simplestValue } from '../../schema/generate/simplest-value.ts';
import { collection, judgeOf } from './schemas/collection.ts';

test('the first value and the simplest one are those that a runner of fast-check gives', () => {
  for (const [name, schema] of collection) {
    const values = arbitraryForSchema(schema, judgeOf(schema));
    expect([firstValue(values).value], name).toEqual(fc.sample(values, { seed: 1, numRuns: 1 }));
    const claim = fc.property(values, () => false);
    const { counterexample } = fc.check(claim, { seed: 1, numRuns: 1 });
    expect(simplestValue(values), name).toEqual(counterexample);
  }
});

/** Counts how often a value is made smaller. */
class Counting extends fc.Arbitrary<unknown> {
  shrinks = 0;
  readonly #values = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });

  override generate(random: fc.Random, bias: number | undefined): fc.Value<unknown> {
    return this.#values.generate(random, bias);
  }

  override canShrinkWithoutContext(value: unknown): value is unknown {
    return this.#values.canShrinkWithoutContext(value);
  }

  override shrink(value: unknown, context: unknown): fc.Stream<fc.Value<unknown>> {
    this.shrinks += 1;
    return this.#values.canShrinkWithoutContext(value)
      ? this.#values.shrink(value, context)
      : fc.Stream.nil();
  }
}

test('a list that is too long is made of one item: nothing is made smaller item by item', () => {
  expect(shrinksBeyond(600)).toBe(shrinksBeyond(200));
});

function shrinksBeyond(maxItems: number): number {
  const required = Array.from({ length: 8 }, (_, index) => `m${index}`);
  const schema = { type: 'array', maxItems, items: { type: 'object', required } };
  const freeForm = new Counting();
  const { errors } = judgeOf(schema);
  const violated: string[] = [];
  for (const negative of enumerateNegatives(schema, { errors, freeForm })) {
    violated.push(negative.violated);
    if (violated.length === 100) break;
  }
  expect(violated).toContain('#/maxItems');
  return freeForm.shrinks;
}
