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
