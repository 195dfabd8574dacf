import { isJsonObject, type JsonObject } from '../../schema/json/json-value.ts';
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

/**
 * Whether no observation says that something was not put back; also where nothing had to be. What shows its value though
 * its deletion was accepted was not; a null, and what the target refuses to delete, is as it lets nobody have it otherwise.
 */
export function isPutBack(observations: readonly Observation[]): boolean {
  const restored = observations.filter(({ kind }) => kind === 'restore');
  return restored.every(
    ({ data }) => data?.complete !== false && !hasSpace(data?.spaces, keepsValues),
  );
}

/** Whether the target did not show what it stores, before the run or after it, so that nobody knows whether it is as it was. */
export function isUnseen(observations: readonly Observation[]): boolean {
  return observations.some(
    ({ kind, data }) =>
      kind === 'restore' && hasSpace(data?.spaces, ({ outcome }) => outcome === 'unknown'),
  );
}

function hasSpace(spaces: unknown, is: (space: JsonObject) => boolean): boolean {
  return Array.isArray(spaces) && spaces.some((space: unknown) => isJsonObject(space) && is(space));
}

function keepsValues({ residue }: JsonObject): boolean {
  return (
    Array.isArray(residue) &&
    residue.some((key: unknown) => isJsonObject(key) && key.now === 'value')
  );
}

function toSpace({ query, outcome, residue, changed, uncertain }: RestoredSpace) {
  return { query, outcome, residue, changed, uncertain };
}
