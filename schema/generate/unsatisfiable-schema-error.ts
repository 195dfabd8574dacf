/** No value was found that a schema accepts: it has none, or it needs more luck than its budget allows. */
export class UnsatisfiableSchemaError extends Error {
  override readonly name = 'UnsatisfiableSchemaError';
  /** JSON pointer of the schema, as a URI fragment. */
  readonly pointer: string;

  /**
   * @param found what was found, in words that follow "the schema at ..."
   * @param missing references that lead nowhere, by the pointers of the schemas that have them
   */
  constructor(pointer: string, found: string, missing: ReadonlyMap<string, string> = new Map()) {
    const [reference] = missing;
    super(
      `The schema at ${pointer} ${found}. ${reference === undefined ? CONTRADICTION : leadsNowhere(reference)}`,
    );
    this.pointer = pointer;
  }
}

const CONTRADICTION =
  'Look for keywords there that contradict each other (bounds, a required property whose schema is false, ' +
  'a pattern against a length or a format), and loosen one of them; if a valid value exists, give it as ' +
  '`const` or `enum`.';

function leadsNowhere([pointer, reference]: readonly [string, string]): string {
  return `The schema at ${pointer} refers to ${reference}, which is not in the document: add it there.`;
}
