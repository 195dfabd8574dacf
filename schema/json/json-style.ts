/** How a JSON text writes its value. All texts of one value mean the same (RFC 8259). */
export interface JsonStyle {
  /** Insignificant whitespace between tokens (section 2). */
  readonly whitespace: 'none' | 'spaces' | 'lines' | 'crlf' | 'tabs';
  /** Escapes in strings and names (section 7): what must be, also `/`, also non-ASCII, every character. */
  readonly strings: 'shortest' | 'solidus' | 'ascii' | 'escaped';
  /** Numbers (section 6): `100`, `1E+2` or `100.0`. */
  readonly numbers: 'shortest' | 'exponent' | 'fraction';
  /** Order of members, which has no meaning (section 1). */
  readonly members: 'in-order' | 'reversed';
}

/** No whitespace, no escape that need not be, shortest numbers, members in the order of the object. */
export const CANONICAL: JsonStyle = {
  whitespace: 'none',
  strings: 'shortest',
  numbers: 'shortest',
  members: 'in-order',
};

/** A string as a JSON string token, quotation marks included. Lone surrogates are always escaped. */
export function stringToken(value: string, style: JsonStyle['strings']): string {
  const shortest = JSON.stringify(value);
  switch (style) {
    case 'shortest':
      return shortest;
    case 'solidus':
      return shortest.replaceAll('/', '\\/');
    case 'ascii':
      return shortest.replace(/[^ -~]/g, (unit) => unicodeEscape(unit));
    case 'escaped':
      return `"${value.replace(/[^]/g, (unit) => unicodeEscape(unit).toUpperCase().replace('U', 'u'))}"`;
  }
}

/**
 * A finite number as a JSON number token that reads back as the same binary64 number, -0 included.
 * Integers beyond 2^53 have an exponent in every style, so that the token promises no more digits than it has.
 */
export function numberToken(value: number, style: JsonStyle['numbers']): string {
  const shortest = shortestNumber(value);
  switch (style) {
    case 'shortest':
      return shortest;
    case 'exponent':
      return signed(value, value.toExponential().toUpperCase());
    case 'fraction':
      return shortest.replace(/^(-?\d+)(\.\d+)?/, (digits, integer: string, fraction?: string) =>
        fraction === undefined ? `${integer}.0` : `${digits}0`,
      );
  }
}

function shortestNumber(value: number): string {
  const isLong = Number.isInteger(value) && !Number.isSafeInteger(value);
  return isLong ? value.toExponential() : signed(value, String(value));
}

function signed(value: number, text: string): string {
  return Object.is(value, -0) ? `-${text}` : text;
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
