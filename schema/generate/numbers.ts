import fc from 'fast-check';
import type { InstanceType } from './instance-types.ts';
import {
  admitsNumber,
  highestInteger,
  leastCommonMultiple,
  lowestInteger,
  type NumberConstraints,
} from './number-constraints.ts';
import { refined } from './reject-budget.ts';

const word = 2 ** 31;

/** Numbers within constraints, integers before fractions; `null` where none was found. */
export function numbers(
  types: ReadonlySet<InstanceType>,
  constraints: NumberConstraints,
): fc.Arbitrary<number> | null {
  const kinds = [
    types.has('integer') ? integers(constraints) : null,
    types.has('fraction') ? fractions(constraints) : null,
  ].filter((kind) => kind !== null);
  return kinds.length === 0 ? null : fc.oneof({ withCrossShrink: true }, ...kinds);
}

function integers(constraints: NumberConstraints): fc.Arbitrary<number> | null {
  const low = lowestInteger(constraints);
  const high = highestInteger(constraints);
  const step = integerStep(constraints.multiplesOf);
  const candidates =
    low > Number.MAX_SAFE_INTEGER || high < Number.MIN_SAFE_INTEGER
      ? doubles(constraints)
      : multiples(low, high, step);
  return candidates && refined(candidates, (value) => fits(value, true, constraints));
}

/** Multiples of an integer: near zero or the bounds mostly, anywhere within the safe integers sometimes. */
function multiples(low: number, high: number, step: number): fc.Arbitrary<number> | null {
  const safe = Math.floor(Number.MAX_SAFE_INTEGER / step);
  const min = Math.max(Math.ceil(low / step), -safe);
  const max = Math.min(Math.floor(high / step), safe);
  if (min > max) return null;
  const nearMin = Math.max(min, Math.min(-word, max - word));
  const nearMax = Math.min(max, Math.max(word - 1, min + word));
  return fc
    .oneof(
      { withCrossShrink: true },
      { weight: 4, arbitrary: fc.integer({ min: nearMin, max: nearMax }) },
      { weight: 1, arbitrary: fc.integer({ min, max }) },
    )
    .map(
      (count) => positiveZero(count * step),
      (value) => Number(value) / step,
    );
}

function integerStep(divisors: readonly number[]): number {
  const step = leastCommonMultiple([1, ...divisors]);
  return Number.isSafeInteger(step) && step > 0 ? step : 1;
}

function fractions(constraints: NumberConstraints): fc.Arbitrary<number> | null {
  const { multiplesOf } = constraints;
  const candidates =
    multiplesOf.length === 0
      ? [hundredths(constraints), doubles(constraints)]
      : [fractionalMultiples(constraints, leastCommonMultiple(multiplesOf))];
  const kinds = candidates
    .filter((each) => each !== null)
    .map((each) => refined(each, (value) => fits(value, false, constraints)))
    .filter((each) => each !== null);
  return kinds.length === 0 ? null : fc.oneof({ withCrossShrink: true }, ...kinds);
}

function fits(value: number, isInteger: boolean, constraints: NumberConstraints): boolean {
  return Number.isInteger(value) === isInteger && admitsNumber(constraints, value);
}

function hundredths(constraints: NumberConstraints): fc.Arbitrary<number> | null {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  const min = Math.max(-1e5, Math.ceil(Math.max(minimum, exclusiveMinimum) * 100));
  const max = Math.min(1e5, Math.floor(Math.min(maximum, exclusiveMaximum) * 100));
  return min >= max ? null : fc.integer({ min, max }).map((count) => count / 100);
}

function fractionalMultiples(
  constraints: NumberConstraints,
  step: number,
): fc.Arbitrary<number> | null {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  const min = Math.max(-1e9, Math.ceil(Math.max(minimum, exclusiveMinimum) / step));
  const max = Math.min(1e9, Math.floor(Math.min(maximum, exclusiveMaximum) / step));
  if (!(min <= max)) return null;
  return fc.integer({ min, max }).map((count) => Number((count * step).toPrecision(15)));
}

function doubles(constraints: NumberConstraints): fc.Arbitrary<number> | null {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  const min = Math.max(minimum, exclusiveMinimum, -Number.MAX_VALUE);
  const max = Math.min(maximum, exclusiveMaximum, Number.MAX_VALUE);
  if (min > max) return null;
  return fc
    .double({ min, max, noNaN: true, noDefaultInfinity: true })
    .map(positiveZero, (value) => Number(value));
}

/** Zero for -0, which JSON texts seldom tell apart. */
function positiveZero(value: number): number {
  return value === 0 ? 0 : value;
}
