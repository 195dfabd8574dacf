import type { Observation, Trouble } from '../schema/evidence.ts';
import type { ClaimOutcome } from './proceedings.ts';

/** Claims that one limit of the run ended before they had asked all. */
export interface CutShort {
  readonly limit: Trouble;
  /** Slugs, in the order of a run. */
  readonly claims: readonly string[];
}

/** What was cut short, one entry for each limit, in the order in which a run asks. */
export function cutShortIn(
  outcomes: readonly ClaimOutcome[],
  order: readonly string[],
): readonly CutShort[] {
  const sorted = outcomes.toSorted((a, b) => order.indexOf(a.claim) - order.indexOf(b.claim));
  const entries = new Map<string, CutShort>();
  for (const { claim, evidence } of sorted) {
    for (const limit of evidence?.limits ?? []) {
      const claims = entries.get(limit.message)?.claims ?? [];
      entries.set(limit.message, { limit, claims: [...new Set([...claims, claim])] });
    }
  }
  return [...entries.values()];
}

/** Which limit it was, what allows more, and what was not asked in full. */
export function describeCutShort({ limit, claims }: CutShort): string {
  return `${limit.message} Not asked in full: ${claims.join(', ')}.`;
}

/** As a fact of the run, for a verdict that rests on something else. */
export function observeCutShort(cutShort: CutShort): Observation {
  const { kind } = cutShort.limit;
  return { kind: 'cut-short', statement: describeCutShort(cutShort), data: { kind } };
}
