import type { Violation } from '../contract/violations.ts';

/** The place of a finding about the status itself; signatures leave it out. */
export const AT_STATUS: Pick<Violation, 'where' | 'place'> = { where: 'status', place: '' };

/**
 * A requirement that an exchange breaks. It stays this from the judge to the report; `ReportedFinding` is the same with
 * all that was learned of it on the way.
 */
export interface Finding extends Violation {
  /** Id of a requirement that the catalogue has: only its row can sign a finding. */
  readonly requirement: string;
  /** `null` where no response came. */
  readonly status: number | null;
  /** Requirement, status, clause, and where without indices: what makes it the same finding elsewhere. */
  readonly signature: string;
}

/** What stands in a signature for the status, where no response came. Baselines name it, so it never changes. */
export const NO_STATUS = 'no answer';

/** What tells a finding from others. */
export type Signed = Pick<Finding, 'requirement' | 'signature' | 'status' | 'label'>;

/** What a label says without a length (`truncated` for `truncated at 127`), which depends on what was sent. */
export function faultOf(label: string): string {
  return label.replace(/ at \d+$/, '');
}

/** The signature of a finding with `*` for its status: what the same failure has under every status. */
export function anyStatusSignature({ requirement, signature, status }: Signed): string {
  const exact = `${requirement} ${status ?? NO_STATUS}`;
  return signature.startsWith(exact)
    ? `${requirement} *${signature.slice(exact.length)}`
    : signature;
}

/** Where in the response a finding points, in words: a JSON pointer, a header, the status, or the whole body. */
export function describeWhere(where: string): string {
  if (where === '') return 'the whole body';
  return where === 'status' ? 'the status' : where;
}

/** The JSON pointer that a finding has for its place; `null` where that is a header or the status. */
export function pointerIn(where: string): string | null {
  return where === '' || where.startsWith('/') ? where : null;
}

/** ` at WHERE` for a sentence; nothing where the sentence says itself what it is about. */
export function atPlace(where: string): string {
  return where === '' || where === 'status' ? '' : ` at ${where}`;
}
