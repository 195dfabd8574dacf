import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Observation } from '../schema/evidence.ts';
import { isJsonObject } from '../schema/json-object.ts';

/** Where the end of a run tells what it put back. */
export const RESTORATION = 'restore.json';

/**
 * What a run put back, and what it could not, as observations: one for each report in the file, which is a list of
 * objects with a `statement`. None where there is no file.
 *
 * @throws SyntaxError when the file is no JSON
 */
export function readRestoration(directory: string): readonly Observation[] {
  const file = join(directory, RESTORATION);
  if (!existsSync(file)) return [];
  const reports: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(reports) ? reports.flatMap(toObservation) : [];
}

function toObservation(report: unknown): Observation[] {
  if (!isJsonObject(report) || typeof report.statement !== 'string') return [];
  return [{ kind: 'restore', statement: report.statement }];
}
