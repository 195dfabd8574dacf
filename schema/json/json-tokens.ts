/** A text that breaks the grammar of RFC 8259: where, and what stands in the way. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  /** UTF-16 code units before the first one that no JSON text could have there. */
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const LITERALS = ['true', 'false', 'null'];

/**
 * The end of a string (RFC 8259 section 7), as an offset in UTF-16 code units.
 * `start` is the offset of its opening quotation mark. Throws a JsonSyntaxError.
 */
export function stringEnd(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) return at + 1;
    if (unit === BACKSLASH) at = escapeEnd(text, at);
    else if (unit >= 0x20) at += 1;
    else throw new JsonSyntaxError(at, stringError(unit));
  }
}

/** The end of a number (RFC 8259 section 6) that starts at `start`. Throws a JsonSyntaxError. */
export function numberEnd(text: string, start: number): number {
  NUMBER.lastIndex = start;
  if (!NUMBER.test(text)) throw new JsonSyntaxError(start + 1, 'A digit is missing after -');
  return NUMBER.lastIndex;
}

/** The end of `true`, `false` or `null` at `start`. Throws a JsonSyntaxError where no value starts. */
export function literalEnd(text: string, start: number): number {
  const literal = LITERALS.find((word) => text.startsWith(word, start));
  if (literal === undefined)
    throw new JsonSyntaxError(start, `A value is missing${found(text, start)}`);
  return start + literal.length;
}

/**
 * The end of the value at `start`, with all that it holds.
 *
 * @param tokenEnd the end of the token, or of the space, at an offset; more than the offset
 */
export function valueEnd(
  text: string,
  start: number,
  tokenEnd: (text: string, at: number) => number,
): number {
  let at = start;
  let depth = 0;
  do {
    const first = text[at] ?? '';
    if (first === '{' || first === '[') depth += 1;
    if (first === '}' || first === ']') depth -= 1;
    at = tokenEnd(text, at);
  } while (depth > 0 && at < text.length);
  return at;
}

/** What stands at an offset, for messages: `, found "x"`, or ` at the end of the text`. */
export function found(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined
    ? ' at the end of the text'
    : `, found ${JSON.stringify(String.fromCodePoint(point))}`;
}

/** The string that a token with its quotation marks stands for. */
export function stringValue(token: string): string {
  return token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1);
}

function escapeEnd(text: string, start: number): number {
  ESCAPE.lastIndex = start;
  if (!ESCAPE.test(text)) throw new JsonSyntaxError(start, 'A backslash starts no escape of JSON');
  return ESCAPE.lastIndex;
}

function stringError(unit: number): string {
  return Number.isNaN(unit)
    ? 'A string is not closed at the end of the text'
    : 'A control character in a string is not escaped';
}
