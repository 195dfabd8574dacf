/** A problem of a document and where it stands. */
export interface DocumentProblem {
  /** JSON pointer as a URI fragment: `#/components/schemas/Error/type`. */
  readonly pointer: string;
  /** What is wrong and what to do, without subject and full stop. */
  readonly problem: string;
}

/** A contract that cannot be used: says which file, where in it, what is wrong and what to do. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly pointer: string;

  /**
   * @param file path of the document as the user gave it
   * @param pointer JSON pointer as a URI fragment (`#/info`); `#` for the whole document
   * @param problem what is wrong and what to do, one sentence
   */
  constructor(file: string, pointer: string, problem: string) {
    super(`${file} ${pointer}: ${problem}`);
    this.pointer = pointer;
  }
}
