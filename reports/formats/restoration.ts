import { isJsonObject } from '../../schema/json/json-value.ts';
import type { Observation } from '../../schema/requirements/evidence.ts';
import type { RestoredSpace, RestoreReport } from '../../schema/record/restore-report.ts';

/**
 * What a run put back at one user, and what it could not, as an observation; its data is `restoration` in
 * conformance.schema.json. How to ask for what remains stands in the record alone.
 */
export function toObservation({
  statement,
  complete,
  requests,
  spaces,
}: RestoreReport): Observation {
  return { kind: 'restore', statement, data: { complete, requests, spaces: spaces.map(toSpace) } };
}

/** Whether no observation says that something was not put back; also where nothing had to be. */
export function isPutBack(observations: readonly Observation[]): boolean {
  return observations.every(({ kind, data }) => kind !== 'restore' || data?.complete !== false);
}

/** Whether the target did not show what it stores, before the run or after it, so that nobody knows whether it is as it was. */
export function isUnseen(observations: readonly Observation[]): boolean {
  return observations.some(({ kind, data }) => kind === 'restore' && hasUnknown(data?.spaces));
}

function hasUnknown(spaces: unknown): boolean {
  return (
    Array.isArray(spaces) &&
    spaces.some((space: unknown) => isJsonObject(space) && space.outcome === 'unknown')
  );
}

function toSpace({ query, outcome, residue, changed, uncertain }: RestoredSpace) {
  return { query, outcome, residue, changed, uncertain };
}
