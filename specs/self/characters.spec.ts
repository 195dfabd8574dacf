import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { scalarCharacters, visibleCharacters } from '../../schema/json/characters.ts';

const kinds = { scalarCharacters, visibleCharacters };

for (const [name, characters] of Object.entries(kinds)) {
  test(`${name} are single scalar values, known again when they shrink`, () => {
    const isKnown = (text: string): boolean =>
      /^\P{Surrogate}$/su.test(text) && characters.canShrinkWithoutContext(text);
    const { counterexample } = fc.check(fc.property(characters, isKnown), {
      numRuns: 2_000,
      seed: 1,
    });
    expect(counterexample).toBeNull();
    for (const none of ['', 'ab', '\ud800', 7]) {
      expect(characters.canShrinkWithoutContext(none), String(none)).toBe(false);
    }
  });

  test(`strings of ${name} shrink to the letter a`, () => {
    const texts = fc.string({ unit: characters, minLength: 2 });
    const { counterexample } = fc.check(
      fc.property(texts, () => false),
      { seed: 1 },
    );
    expect(counterexample).toEqual(['aa']);
  });
}

test('visible characters leave out controls and combining marks', () => {
  const isPlain = (text: string): boolean => !/[\p{Cc}\p{M}]/u.test(text);
  const { counterexample } = fc.check(fc.property(visibleCharacters, isPlain), {
    numRuns: 5_000,
    seed: 1,
  });
  expect(counterexample).toBeNull();
});
