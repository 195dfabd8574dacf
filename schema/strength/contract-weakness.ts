/** An admission of the contract: wrong answers that its schemas let pass, and one edit that catches them. */
export interface ContractWeakness {
  /** Where the edit belongs: JSON pointer into the contract. */
  readonly pointer: string;
  /** The single changes to a conforming answer that pass: `message removed; object removed`. */
  readonly change: string;
  /** The smallest edit of the contract that would catch them: `required: [message, object]`. */
  readonly remedy: string;
}
