/** A problem of a document and where it stands. */
export interface DocumentProblem {
  /** JSON pointer as a URI fragment: `#/components/schemas/Error/type`. */
  readonly pointer: string;
  /** What is wrong and what to do, without subject and full stop. */
  readonly problem: string;
}
