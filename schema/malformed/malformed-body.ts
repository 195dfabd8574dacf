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
