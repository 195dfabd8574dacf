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
