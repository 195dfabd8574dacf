/** Objects that begin a text, each the first member of the one before: down to the innermost. */
const OUTER = /^\s*(?:\{\s*"(?:[^"\\]|\\.)*"\s*:\s*(?=\{))*/;

const FIRST_NAME = /^\{\s*"((?:[^"\\]|\\.)*)"/;

/** A way to make octets that are no JSON text, whatever they are labelled. */
export interface MalformedForm {
  /** Slug, unique and stable: `trailing-comma`. */
  readonly name: string;
  /** What the octets are, as a noun: `a comma after the last member`. */
  readonly what: string;
  /** The section that forbids it. */
  readonly source: string;
  /**
   * Whether parsers commonly accept the form (JSON5, Python's json, Gson, PHP 5): RFC 8259 section 9 lets
   * them, so accepting it is only observed.
   */
  readonly extension: boolean;
  /** Octets made from a JSON text; for a few texts they may be JSON after all. */
  readonly bytes: (text: string) => Uint8Array;
}

/** Octets that are no JSON text, with the form that made them. */
export interface MalformedBody {
  readonly name: string;
  readonly source: string;
  readonly extension: boolean;
  readonly bytes: Uint8Array;
}

/**
 * A JSON text with a token as its first member or item: `{"k":TOKEN,...}`, `[TOKEN,...]`. Where the first member
 * is an object, the token goes in there, and its name begins as that of the member next to it. A text that is a
 * scalar becomes the token itself.
 */
export function plantToken(text: string, token: string): string {
  const outer = OUTER.exec(text)?.[0] ?? '';
  const rest = text.slice(outer.length);
  const name = FIRST_NAME.exec(rest)?.[1] ?? '';
  return outer + plantMember(rest, `"${name}k":${token}`, token);
}

/** Like `plantToken`, at the root and with the whole member given: for names that are not JSON. */
export function plantMember(text: string, member: string, item = `{${member}}`): string {
  const opened = /^\s*([{[])\s*/.exec(text);
  if (opened === null) return item;
  const rest = text.slice(opened[0].length).trimEnd();
  const comma = /^[}\]]/.test(rest) ? '' : ',';
  return `${opened[1] ?? ''}${opened[1] === '{' ? member : item}${comma}${rest}`;
}
