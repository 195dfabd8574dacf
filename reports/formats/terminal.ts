import type { RequirementRow } from '../../schema/requirements/requirement.ts';
import { cutText, visibleLine } from '../../schema/visible-text.ts';
import { comparisonCounts } from './comparison.ts';
import type { Observation } from '../../schema/requirements/evidence.ts';
import type { ConformanceReport, ReportedRequirement } from './conformance-report.ts';
import { failureTexts } from './failure-text.ts';
import { observationText } from './observation-text.ts';
import { countOf, formatCount, formatDuration } from './quantity.ts';
import {
  headline,
  requirementStatus,
  statusWords,
  type RequirementStatus,
} from './requirement-status.ts';

const MARKS: Readonly<Record<RequirementStatus, string>> = {
  fail: '✗',
  error: '!',
  stale: '!',
  unverified: '?',
  warning: '~',
  known: '=',
  pass: '✓',
  'not-tested': '-',
  'not-applicable': '-',
};

const ID_WIDTH = 32;
const SHOWN_OBSERVATIONS = 8;
const WIDTH = 160;
/** Longer than the suite's own sentences, which are told whole: what is cut is the target's. */
const OBSERVATION_LENGTH = 600;

/** The line of a requirement that was just seen to fail, cut to a width in characters. */
export function failingLine(row: RequirementRow, width: number): string {
  return line([MARKS.fail, row.id, row.statement], width);
}

/** The line of a decided requirement, cut to a width in characters: mark, id, statement, and how it stands. */
export function requirementLine(requirement: ReportedRequirement, width: number): string {
  const status = requirementStatus(requirement);
  const { id, statement, exercised } = requirement;
  if (status === 'fail') return failingLine(requirement, width);
  const says =
    status === 'pass'
      ? `${statement} (${formatCount(exercised)})`
      : `${statusWords(status)}${reasonOf(requirement)}: ${statement}`;
  return line([MARKS[status], id, says], width);
}

/** Why nothing exercised a requirement: the setting that would test it, or what did not occur. */
function reasonOf(requirement: ReportedRequirement): string {
  const { optIn, condition } = requirement;
  const status = requirementStatus(requirement);
  if (status === 'not-tested' && optIn !== undefined) return ` (${optIn} tests it)`;
  if (status === 'not-applicable' && condition !== undefined) {
    return ` (did not occur: ${condition})`;
  }
  return '';
}

/** The lines of decided requirements; one line for all where none was verified. */
export function requirementLines(
  requirements: readonly ReportedRequirement[],
  width: number,
): readonly string[] {
  return verifiesNone(requirements)
    ? [`  ? none of ${requirements.length} requirements was verified`]
    : requirements.map((each) => requirementLine(each, width));
}

function verifiesNone(requirements: readonly ReportedRequirement[]): boolean {
  const isNone = ({ verdict, exercised }: ReportedRequirement): boolean =>
    verdict === 'unverified' || exercised === 0;
  return requirements.length > 0 && requirements.every(isNone);
}

/**
 * What follows the requirements, without a newline at the end: findings and warnings in full, known deviations and
 * observations briefly, and as the last line the verdict in one sentence.
 *
 * @param notice what there is to do next, before the last lines
 */
export function renderClosing(report: ConformanceReport, out: string, notice = ''): string {
  const parts = [
    ...report.requirements.flatMap(findingTexts),
    notes(report),
    knownDeviations(report),
    observations(report),
    comparison(report),
    notice,
    closing(report, out),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function findingTexts(requirement: ReportedRequirement): readonly string[] {
  if (!['fail', 'stale', 'warning'].includes(requirementStatus(requirement))) return [];
  const open = requirement.failures.filter(({ known }) => known === undefined);
  return failureTexts(requirement, open);
}

/** Why requirements were not decided. Where none was verified, the verdict says why. */
function notes({ requirements }: ConformanceReport): string {
  const told = verifiesNone(requirements) ? ['stale', 'error'] : ['stale', 'error', 'unverified'];
  const noted = requirements.filter((each) => told.includes(requirementStatus(each)));
  const distinct = [...new Set(noted.flatMap(({ note }) => note ?? []))];
  return distinct
    .map((note) => [subjectOf(noted.filter((each) => each.note === note)), note] as const)
    .map(([subject, note]) => `  ${subject}: ${visibleLine(cutText(note, WIDTH * 2))}`)
    .join('\n');
}

/** Whom a note is about: one by its id, several by their number. */
function subjectOf(members: readonly ReportedRequirement[]): string {
  const [first, ...others] = members;
  return others.length === 0 ? (first?.id ?? '') : countOf(members.length, 'requirement');
}

function knownDeviations({ requirements }: ConformanceReport): string {
  const lines = requirements.flatMap(({ id, failures }) =>
    failures.flatMap(({ message, known }) =>
      known === undefined ? [] : [`  ${id}: ${brief(message)} (known: ${brief(known.reason)})`],
    ),
  );
  return lines.length === 0 ? '' : ['Known deviations:', ...lines].join('\n');
}

function observations({ observations: all }: ConformanceReport): string {
  const restored = all.filter(({ kind }) => kind === 'restore');
  const others = all.filter(({ kind }) => kind !== 'target' && kind !== 'restore');
  const told = [...restored, ...others.filter(isFirstOfItsError)];
  if (told.length === 0) return '';
  const shown = told.slice(0, SHOWN_OBSERVATIONS).map(observationLine);
  const more = told.length - shown.length;
  return ['Observed:', ...shown, ...(more > 0 ? [`  and ${more} more in the report`] : [])].join(
    '\n',
  );
}

/** Several claims may end for the same error. */
function isFirstOfItsError(
  { kind, data }: Observation,
  index: number,
  all: readonly Observation[],
): boolean {
  if (kind !== 'trouble') return true;
  return index === all.findIndex((each) => each.kind === kind && each.data?.kind === data?.kind);
}

/** What became of the user's preferences is told whole, however long it is. */
function observationLine(observation: Observation): string {
  const text = observationText(observation);
  const { kind } = observation;
  return `  ${kind}: ${visibleLine(kind === 'restore' ? text : cutText(text, OBSERVATION_LENGTH))}`;
}

/** What became of the findings of an earlier run; those that are still there are only counted. */
function comparison({ comparison: compared }: ConformanceReport): string {
  if (compared === undefined) return '';
  const { startedAt, target } = compared.previous;
  const lines = compared.findings
    .filter(({ change }) => change !== 'still there')
    .map(({ change, requirement, message }) => `  ${change}: ${requirement}: ${brief(message)}`);
  const since = `Since ${startedAt} (${target}): ${comparisonCounts(compared)}`;
  return [visibleLine(since), ...lines].join('\n');
}

function closing(report: ConformanceReport, out: string): string {
  const took = formatDuration(report.durationMs);
  const facts = `${countOf(report.requests, 'request')} to ${report.target} in ${took}, seed ${report.seed}; report: ${out}/index.html`;
  return `${visibleLine(facts)}\n${verdictLine(report)}`;
}

/** The verdict in one sentence, on one line. */
function verdictLine(report: ConformanceReport): string {
  return visibleLine(`${headline(report)}: ${report.reason.message}`);
}

function line([mark, id, text]: readonly [string, string, string], width: number): string {
  const whole = visibleLine(`  ${mark} ${id.padEnd(ID_WIDTH)} ${text}`);
  return whole.length <= width ? whole : `${whole.slice(0, width - 1)}…`;
}

function brief(text: string): string {
  return visibleLine(cutText(text, WIDTH));
}
