/** Longer than the exact decimal expansion of any binary64 number with its sign, point and exponent. */
const LONGEST_TOKEN = 1_100;
/** The most digits that Number.prototype.toPrecision gives. */
const MOST_DIGITS = 100;

/**
 * Whether implementations agree on what a number token stands for (RFC 8259 section 6): an integer
 * without fraction and exponent lies within ±(2^53-1); any other neither overflows nor underflows
 * binary64, and its digits come back from there: `0.1` and `1e300` do, `1e400` and thirty digits of pi do not.
 */
export function isInteroperable(token: string): boolean {
  const number = Number(token);
  if (/^-?\d+$/.test(token)) return Number.isSafeInteger(number);
  if (token.length > LONGEST_TOKEN || !Number.isFinite(number)) return false;
  if (String(number) === token) return true;
  const digits = significantDigits(token);
  return digits === '' || keepsDigits(number, digits);
}

/** The shortest digits that name the number, or its own digits cut to as many as are given. */
function keepsDigits(number: number, digits: string): boolean {
  if (significantDigits(String(number)) === digits) return true;
  return (
    digits.length <= MOST_DIGITS && significantDigits(number.toPrecision(digits.length)) === digits
  );
}

function significantDigits(token: string): string {
  return token
    .replace(/e.*$/i, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
}
