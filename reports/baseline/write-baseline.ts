import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ConformanceReport } from '../conformance-report.ts';
import { countOf } from '../quantity.ts';
import { updatedBaseline } from './update-baseline.ts';

/**
 * Writes the findings of a run to a baseline file and says in one line what is left to do. A run without a verdict
 * writes nothing, because it may not have seen all.
 *
 * @throws BaselineError when the file holds a baseline that cannot be read
 */
export function writeBaseline(report: ConformanceReport, file: string): string {
  if (report.verdict === 'inconclusive')
    return `${file} was not written: the run reached no verdict.`;
  const previous = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const entries = updatedBaseline(report, previous);
  writeFileSync(file, `${JSON.stringify({ entries }, null, 2)}\n`);
  const open = entries.filter(({ reason }) => reason.trim() === '').length;
  const todo = open === 0 ? 'Run' : `Fill in ${countOf(open, 'reason')}, then run`;
  return `Wrote ${countOf(entries.length, 'entry', 'entries')} to ${file}. ${todo} with BASELINE=${file}.`;
}
