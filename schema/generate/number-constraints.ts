/** What a schema asks of numbers (JSON Schema Validation 6.2); infinite where it asks nothing. */
export interface NumberConstraints {
  readonly minimum: number;
  readonly maximum: number;
  readonly exclusiveMinimum: number;
  readonly exclusiveMaximum: number;
  readonly multiplesOf: readonly number[];
  readonly notMultiplesOf: readonly number[];
}

/** Every number. */
export const anyNumber: NumberConstraints = {
  minimum: -Infinity,
  maximum: Infinity,
  exclusiveMinimum: -Infinity,
  exclusiveMaximum: Infinity,
  multiplesOf: [],
  notMultiplesOf: [],
};

/** The numbers that satisfy both. */
export function bothNumbers(left: NumberConstraints, right: NumberConstraints): NumberConstraints {
  if (left === anyNumber) return right;
  if (right === anyNumber) return left;
  return {
    minimum: Math.max(left.minimum, right.minimum),
    maximum: Math.min(left.maximum, right.maximum),
    exclusiveMinimum: Math.max(left.exclusiveMinimum, right.exclusiveMinimum),
    exclusiveMaximum: Math.min(left.exclusiveMaximum, right.exclusiveMaximum),
    multiplesOf: [...new Set([...left.multiplesOf, ...right.multiplesOf])],
    notMultiplesOf: [...left.notMultiplesOf, ...right.notMultiplesOf],
  };
}

/** Whether a number satisfies the constraints. */
export function admitsNumber(constraints: NumberConstraints, value: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  return (
    value >= minimum &&
    value <= maximum &&
    value > exclusiveMinimum &&
    value < exclusiveMaximum &&
    constraints.multiplesOf.every((divisor) => isMultipleOf(value, divisor)) &&
    !constraints.notMultiplesOf.some((divisor) => isMultipleOf(value, divisor))
  );
}

/** Whether bounds leave no number of this kind; `false` where that is not known. */
export function excludesNumbers(constraints: NumberConstraints, integers: boolean): boolean {
  if (integers) return lowestInteger(constraints) > highestInteger(constraints);
  const { multiplesOf, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  const lowest = Math.max(minimum, exclusiveMinimum);
  const highest = Math.min(maximum, exclusiveMaximum);
  if (multiplesOf.some((divisor) => Number.isInteger(divisor))) return true;
  return lowest === highest
    ? exclusiveMinimum === lowest || exclusiveMaximum === highest || Number.isInteger(lowest)
    : lowest > highest;
}

/** The lowest integer within the bounds, `-Infinity` where there is none. */
export function lowestInteger({ minimum, exclusiveMinimum }: NumberConstraints): number {
  return Math.max(Math.ceil(minimum), Math.floor(exclusiveMinimum) + 1);
}

/** The highest integer within the bounds, `Infinity` where there is none. */
export function highestInteger({ maximum, exclusiveMaximum }: NumberConstraints): number {
  return Math.min(Math.floor(maximum), Math.ceil(exclusiveMaximum) - 1);
}

/** Whether the quotient is an integer in binary64, the arithmetic that validators use. */
function isMultipleOf(value: number, divisor: number): boolean {
  const quotient = value / divisor;
  return Number.isInteger(quotient) && Math.abs(quotient) < 1e21;
}

/**
 * The least number that is a multiple of every divisor (each above zero, decimals allowed); the greatest of
 * them where the exact one is beyond the safe integers.
 */
export function leastCommonMultiple(divisors: readonly number[]): number {
  const scale = 10 ** Math.max(...divisors.map(decimals));
  const scaled = divisors.map((divisor) => Math.round(divisor * scale));
  const multiple = scaled.reduce((left, right) => (left / commonDivisor(left, right)) * right);
  return Number.isSafeInteger(multiple) && multiple > 0 ? multiple / scale : Math.max(...divisors);
}

function commonDivisor(left: number, right: number): number {
  return right === 0 ? left : commonDivisor(right, left % right);
}

function decimals(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const fraction = digits.split('.')[1] ?? '';
  return Math.max(0, fraction.length - Number(exponent));
}
