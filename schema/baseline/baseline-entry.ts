import type { KnownDeviation } from '../requirements/evidence.ts';
import { anyStatusSignature, type Signed } from '../requirements/finding.ts';

/** One known deviation of a target, as a baseline file holds it. */
export interface BaselineEntry extends KnownDeviation {
  readonly requirement: string;
  /** Signature of the finding; a `*` in the place of its status stands for any status. */
  readonly signature: string;
}

/** Whether an entry is about a finding; says nothing of its date. */
export function covers(entry: BaselineEntry, finding: Signed): boolean {
  if (entry.requirement !== finding.requirement) return false;
  return entry.signature === finding.signature || entry.signature === anyStatusSignature(finding);
}

/** Whether an entry no longer excuses on a day (`2026-06-22`); it does until the end of its own. */
export function isExpired(entry: BaselineEntry, today: string): boolean {
  return entry.until < today;
}
