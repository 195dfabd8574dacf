/** No value was found that a schema accepts: it has none, or it needs more luck than its budget allows. */
export class UnsatisfiableSchemaError extends Error {
  override readonly name = 'UnsatisfiableSchemaError';
  /** JSON pointer of the schema, as a URI fragment. */
  readonly pointer: string;

  /** Takes the schema's pointer and what was found, in words that follow "the schema at ...". */
  constructor(pointer: string, found: string) {
    super(
      `The schema at ${pointer} ${found}. Look for keywords there that contradict each other ` +
        '(bounds, a required property whose schema is false, a pattern against a length or a format), ' +
        'and loosen one of them; if a valid value exists, give it as `const` or `enum`.',
    );
    this.pointer = pointer;
  }
}
