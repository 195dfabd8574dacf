import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Observation } from '../schema/evidence.ts';
import { isJsonObject } from '../schema/json-object.ts';

/** Where the end of a run tells what it put back. */
export const RESTORATION = 'restore.json';

/** Members of a space's report that programs get; how to ask for what remains stands in the file. */
const OF_A_SPACE = ['query', 'outcome', 'residue', 'changed', 'uncertain'];

/**
 * What a run put back, and what it could not, as observations: one for each report in the file, which is a list of
 * objects with a `statement`; their data is `restoration` in conformance.schema.json. None where there is no file.
 *
 * @throws SyntaxError when the file is no JSON
 */
export function readRestoration(directory: string): readonly Observation[] {
  const file = join(directory, RESTORATION);
  if (!existsSync(file)) return [];
  const reports: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(reports) ? reports.flatMap(toObservation) : [];
}

/** Whether no observation says that something was not put back; also where nothing had to be. */
export function isPutBack(observations: readonly Observation[]): boolean {
  return observations.every(({ kind, data }) => kind !== 'restore' || data?.complete !== false);
}

function toObservation(report: unknown): Observation[] {
  if (!isJsonObject(report) || typeof report.statement !== 'string') return [];
  const { statement, complete, requests, spaces } = report;
  const data = { complete, requests, spaces: Array.isArray(spaces) ? spaces.map(toSpace) : [] };
  return [{ kind: 'restore', statement, data }];
}

function toSpace(space: unknown): Readonly<Record<string, unknown>> {
  if (!isJsonObject(space)) return {};
  return Object.fromEntries(OF_A_SPACE.map((name) => [name, space[name]]));
}
