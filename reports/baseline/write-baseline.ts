import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ReportedFinding } from '../../schema/requirements/evidence.ts';
import { anyStatusSignature } from '../../schema/requirements/finding.ts';
import type { ConformanceReport } from '../formats/conformance-report.ts';
import { countOf } from '../formats/quantity.ts';
import { requirementStatus } from '../formats/requirement-status.ts';
import { type BaselineEntry, covers } from '../../schema/baseline/baseline-entry.ts';
import { readEarlierEntries } from '../../schema/baseline/read-baseline.ts';

/** Days that a new entry excuses its finding, unless a person sets another date. */
const DAYS = 90;

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
  const earlier = readEarlierEntries(previous);
  if (entries.length === 0 && earlier.length === 0)
    return `${file} was not written: ${nothingToWrite(report)}`;
  writeFileSync(file, `${JSON.stringify({ entries }, null, 2)}\n`);
  const gone = earlier.filter((each) => !entries.some((entry) => isSame(entry, each))).length;
  return [
    `Wrote ${countOf(entries.length, 'entry', 'entries')} to ${file}.`,
    ...(gone > 0
      ? [`${countOf(gone, 'entry', 'entries')} whose failure did not show went out.`]
      : []),
    whatToDo(entries, file),
  ].join(' ');
}

function isSame(one: BaselineEntry, other: BaselineEntry): boolean {
  return one.requirement === other.requirement && one.signature === other.signature;
}

function whatToDo(entries: readonly BaselineEntry[], file: string): string {
  if (entries.length === 0) return 'Nothing is left to excuse: leave BASELINE out.';
  const open = entries.filter(({ reason }) => reason.trim() === '').length;
  const todo = open === 0 ? 'Run' : `Fill in ${countOf(open, 'reason')}, then run`;
  return `${todo} with BASELINE=${file}.`;
}

/** Why a run that may be written down has nothing for a baseline. */
function nothingToWrite({ requirements }: ConformanceReport): string {
  const warnings = requirements.filter((each) => requirementStatus(each) === 'warning').length;
  if (warnings === 0) return 'the run has no findings, so nothing has to be excused.';
  return `no finding gates; STRICT=1 makes ${countOf(warnings, 'warning')} gate, to write down with it.`;
}

const INCOMPLETE = 'not all claims were run to their end, and entries of the others would be lost.';

function isIncomplete({ partial, observations }: ConformanceReport): boolean {
  return partial || observations.some(({ kind }) => kind === 'cut-short');
}

/**
 * Makes a baseline of the gating findings of a run. Entries of the earlier baseline whose finding still shows stay as they
 * are; new ones wait for a person to fill in the reason. A finding that shows under several statuses gets one
 * entry for any status.
 *
 * @param previous text of the earlier baseline; `null` when there is none
 * @throws BaselineError when the earlier baseline cannot be read, so that its reasons are not lost
 */
export function updatedBaseline(
  report: ConformanceReport,
  previous: string | null,
): readonly BaselineEntry[] {
  const findings = report.requirements
    .filter(({ gates, verdict }) => gates && verdict === 'fail')
    .flatMap(({ failures }) => failures);
  const shown = report.requirements.flatMap(({ failures }) => failures);
  const kept = readEarlierEntries(previous).filter((entry) =>
    shown.some((finding) => covers(entry, finding)),
  );
  const open = findings.filter((finding) => !kept.some((entry) => covers(entry, finding)));
  return [...kept, ...newEntries(open, lastDay(report.startedAt))];
}

function newEntries(findings: readonly ReportedFinding[], until: string): BaselineEntry[] {
  const groups = groupByAnyStatus(findings);
  return [...groups].flatMap(([anyStatus, members]) => {
    const [first] = members;
    if (first === undefined) return [];
    const signature = members.length > 1 ? anyStatus : first.signature;
    return [{ requirement: first.requirement, signature, reason: '', link: '', until }];
  });
}

function groupByAnyStatus(
  findings: readonly ReportedFinding[],
): ReadonlyMap<string, readonly ReportedFinding[]> {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const signature = anyStatusSignature(finding);
    groups.set(signature, [...(groups.get(signature) ?? []), finding]);
  }
  return groups;
}

function lastDay(startedAt: string): string {
  const day = new Date(startedAt);
  day.setUTCDate(day.getUTCDate() + DAYS);
  return day.toISOString().slice(0, 10);
}
