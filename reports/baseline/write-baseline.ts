import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ConformanceReport } from '../conformance-report.ts';
import { countOf } from '../quantity.ts';
import { standingOf } from '../standing.ts';
import { updatedBaseline } from './update-baseline.ts';

/**
 * Writes the findings of a run to a baseline file and says in one line what is left to do. A run without a verdict,
 * or without all claims whole, writes nothing, because it may not have seen all.
 *
 * @throws BaselineError when the file holds a baseline that cannot be read
 */
export function writeBaseline(report: ConformanceReport, file: string): string {
  if (report.verdict === 'inconclusive')
    return `${file} was not written: the run reached no verdict.`;
  if (isIncomplete(report)) return `${file} was not written: ${INCOMPLETE}`;
  const previous = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const entries = updatedBaseline(report, previous);
  if (entries.length === 0 && previous === null)
    return `${file} was not written: ${nothingToWrite(report)}`;
  writeFileSync(file, `${JSON.stringify({ entries }, null, 2)}\n`);
  const open = entries.filter(({ reason }) => reason.trim() === '').length;
  const todo = open === 0 ? 'Run' : `Fill in ${countOf(open, 'reason')}, then run`;
  return `Wrote ${countOf(entries.length, 'entry', 'entries')} to ${file}. ${todo} with BASELINE=${file}.`;
}

/** Why a run that may be written down has nothing for a baseline. */
function nothingToWrite({ requirements }: ConformanceReport): string {
  const warnings = requirements.filter((each) => standingOf(each) === 'warning').length;
  if (warnings === 0) return 'the run has no findings, so nothing has to be excused.';
  return `no finding gates; STRICT=1 makes ${countOf(warnings, 'warning')} gate, to write down with it.`;
}

const INCOMPLETE = 'not all claims were run to their end, and entries of the others would be lost.';

function isIncomplete({ partial, observations }: ConformanceReport): boolean {
  return partial || observations.some(({ kind }) => kind === 'cut-short');
}
