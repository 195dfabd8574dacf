import type { KnownDeviation } from '../requirements/evidence.ts';
import { anyStatusSignature, faultOf, type Signed } from '../requirements/finding.ts';

/** One known deviation of a target, as a baseline file holds it. */
export interface BaselineEntry extends KnownDeviation {
  readonly requirement: string;
  /** Signature of the finding; a `*` in the place of its status stands for any status. */
  readonly signature: string;
}

/** Whether an entry is about a finding; says nothing of its date. */
export function covers(entry: BaselineEntry, finding: Signed): boolean {
  if (entry.requirement !== finding.requirement) return false;
  return [finding, withLength(finding)].some(
    (each) => entry.signature === each.signature || entry.signature === anyStatusSignature(each),
  );
}

/** A finding as it was signed once: with the length to which a value was cut, and lists like strings. */
function withLength(finding: Signed): Signed {
  const { label = '', signature } = finding;
  const fault = faultOf(label);
  if (fault === label || !signature.endsWith(fault)) return finding;
  const former = label.replace(/^list /, '');
  return { ...finding, signature: signature.slice(0, -fault.length) + former };
}

/** Whether an entry no longer excuses on a day (`2026-06-22`); it does until the end of its own. */
export function isExpired(entry: BaselineEntry, today: string): boolean {
  return entry.until < today;
}
