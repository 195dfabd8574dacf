import type { CaseClass } from './exchange.ts';

/** More than the octets of any request. */
const LEFT_OPEN = 1e12;

/**
 * What a case of a class weighs beside its octets where the smallest request of a finding is chosen: one that the
 * contract leaves open is shown only where no other shows the finding.
 */
export function weightOfClass(caseClass: CaseClass): number {
  return caseClass === 'undefined' ? LEFT_OPEN : 0;
}
