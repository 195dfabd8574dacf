/** One way in which a value or an answer breaks a rule: what a validator and a judge give. */
export interface Violation {
  /** Where in the contract or the RFC: the pointer of the failing keyword, else the requirement's source. */
  readonly clause: string;
  /** JSON pointer into the answer's body, `''` for the whole, `status`, or a header such as `header Content-Type`. */
  readonly where: string;
  /** What stands for `where` in the signature; by default `where` without indices. */
  readonly place?: string;
  readonly expected: string;
  readonly actual: string;
  /** A known transformation (`truncated at 255`), when it can be named; part of the signature. */
  readonly label?: string;
  /** How many more places break it in the same way. */
  readonly more?: number;
}

/**
 * A requirement that an exchange breaks. It stays this from the judge to the report; `ReportedFinding` is the same with
 * all that was learned of it on the way.
 */
export interface Finding extends Violation {
  /** Id of a requirement that the catalogue has: only its row can sign a finding. */
  readonly requirement: string;
  /** `null` where no answer came. */
  readonly status: number | null;
  /** Requirement, status, clause, and where without indices: what makes it the same finding elsewhere. */
  readonly signature: string;
}
