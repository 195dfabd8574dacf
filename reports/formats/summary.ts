import { cutText } from '../../schema/visible-text.ts';
import { type AlikeFindings, alsoWith, groupAlike } from './alike-findings.ts';
import type { ConformanceReport, ReportedRequirement } from './conformance-report.ts';
import { describeConfirmation, renderFailureText } from './failure-text.ts';
import { fenced, inlineCode, inlineText, table, unfolding } from './markdown.ts';
import { observationText } from './observation-text.ts';
import { countOf, formatCount, formatDuration } from './quantity.ts';
import { byStatus, headline, requirementStatus, statusWords } from './requirement-status.ts';

/**
 * Most bytes of a summary. GitHub refuses a job summary of more than 1,024 KiB for each step,
 * and what the step itself writes there counts too.
 */
export const SUMMARY_LIMIT = 900 * 1024;

const FINDING_LENGTH = 16_000;
const OBSERVATIONS = 20;
/** Longer than the suite's own sentences, also of several spaces. */
const OBSERVATION_LENGTH = 2_000;

/**
 * `summary.md`: the run as GitHub Markdown for a job summary, in at most {@link SUMMARY_LIMIT} bytes.
 * The verdict and its facts come first; findings that would not fit are counted instead of shown.
 */
export function renderSummary(report: ConformanceReport): string {
  const parts = [
    `## ${headline(report)}`,
    inlineText(report.reason.message),
    ...marks(report),
    facts(report),
    tally(report),
    ...findings(report),
    requirements(report),
    ...observations(report),
  ];
  return `${fitting(parts, SUMMARY_LIMIT)}\n`;
}

function marks({ partial, strict }: ConformanceReport): string[] {
  return [
    ...(partial ? ['**Partial run**: only a selection of the claims was run.'] : []),
    ...(strict ? ['**Strict**: tentative requirements gate too.'] : []),
  ];
}

function facts(report: ConformanceReport): string {
  const { contract, operation } = report;
  return table(
    ['Run', ''],
    [
      ['Target', inlineCode(report.target)],
      ['Operation', inlineCode(`${operation.method} ${operation.path}`)],
      ['Contract', `${inlineText(contract.title)} ${inlineCode(contract.version)}`],
      ['Fingerprint', inlineCode(contract.sha256)],
      ['Profile and seed', `${inlineText(report.profile)}, ${inlineCode(String(report.seed))}`],
      ['Started', inlineText(report.startedAt)],
      ['Took', `${formatDuration(report.durationMs)}, ${countOf(report.requests, 'request')}`],
      ['Exit code', String(report.exitCode)],
    ],
  );
}

function tally(report: ConformanceReport): string {
  const groups = byStatus(report.requirements);
  return table(
    groups.map(([status]) => statusWords(status)),
    [groups.map(([, members]) => formatCount(members.length))],
  );
}

function findings(report: ConformanceReport): string[] {
  const pages = byStatus(report.requirements).flatMap(([, members]) =>
    members.flatMap((member) => groupAlike(member.failures).map((each) => finding(member, each))),
  );
  return pages.length === 0 ? [] : ['### Findings', ...pages];
}

function finding(requirement: ReportedRequirement, { shown, alike }: AlikeFindings): string {
  const status = shown.known ? 'known' : requirementStatus(requirement);
  const title = [
    `<b>${inlineText(requirement.id)}</b> ${statusWords(status)}`,
    inlineText(cutText(shown.message, 300)),
    ...(alike.length > 0 ? [alsoWith(alike)] : []),
    describeConfirmation(shown.confirmed),
  ].join(' · ');
  const text = renderFailureText(requirement, shown, alike);
  return unfolding(title, fenced(cutText(text, FINDING_LENGTH)));
}

function requirements({ requirements: all }: ConformanceReport): string {
  const rows = byStatus(all).flatMap(([status, members]) =>
    members.map((member) => [
      statusWords(status),
      inlineCode(member.id),
      inlineText(member.note ? `${member.statement} (${member.note})` : member.statement),
      member.level,
      inlineCode(member.source.ref),
      formatCount(member.exercised),
    ]),
  );
  const header = ['Verdict', 'Requirement', 'Statement', 'Level', 'Clause', 'Exercised'];
  return unfolding(countOf(all.length, 'requirement'), table(header, rows));
}

function observations({ observations: all }: ConformanceReport): string[] {
  if (all.length === 0) return [];
  const shown = all
    .slice(0, OBSERVATIONS)
    .map(
      (each) =>
        `- **${inlineText(each.kind)}** ${inlineText(cutText(observationText(each), OBSERVATION_LENGTH))}`,
    );
  const more =
    all.length > shown.length ? [`- and ${formatCount(all.length - shown.length)} more`] : [];
  return [unfolding(countOf(all.length, 'observation'), [...shown, ...more].join('\n'))];
}

/** Parts joined by empty lines, leaving out those that would pass the limit in bytes, and saying so. */
function fitting(parts: readonly string[], limit: number): string {
  const reserve = 200;
  const kept: string[] = [];
  let bytes = 0;
  for (const part of parts) {
    const size = Buffer.byteLength(part) + 2;
    if (bytes + size > limit - reserve) continue;
    kept.push(part);
    bytes += size;
  }
  const lost = parts.length - kept.length;
  if (lost > 0) kept.push(`${countOf(lost, 'part')} left out for size: see \`index.html\`.`);
  return kept.join('\n\n');
}
