/** How a value is spelled as a JSON text. All spellings of one value mean the same (RFC 8259). */
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
