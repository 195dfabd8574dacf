import type { Finding } from '../requirements/finding.ts';
import { STALE } from './transformation.ts';

/** What a preference whose update is ignored is, where there was none before and where there was one. */
const IGNORED: ReadonlySet<string | undefined> = new Set(['dropped', STALE]);

/** Whether two findings are one fault over different stores: an update of one preference is ignored. */
export function isAlike(one: Finding, other: Finding): boolean {
  return (
    one.requirement === other.requirement &&
    one.where === other.where &&
    IGNORED.has(one.label) &&
    IGNORED.has(other.label)
  );
}
