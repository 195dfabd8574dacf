import { cutText, terminalText } from '../../schema/visible-text.ts';
import { alsoWith, groupAlike } from './alike-findings.ts';
import type { ConformanceReport, ReportedRequirement } from './conformance-report.ts';
import { countOf } from './quantity.ts';
import {
  headline,
  isUndecided,
  leadingFailure,
  requirementStatus,
  statusWords,
} from './requirement-status.ts';

/** GitHub shows at most ten errors and ten warnings of a step. */
const SHOWN = 10;
const MESSAGE_LENGTH = 1000;

interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
}

/**
 * The findings as workflow commands for GitHub Actions, one a line, to be printed to standard output.
 * At most ten errors and ten warnings; where there are more, the tenth says how many. What the run could not judge is one
 * error, whatever the number of requirements. Empty when there is nothing to say.
 */
export function renderAnnotations(report: ConformanceReport): string {
  const all = [...undecided(report), ...report.requirements.flatMap(requirementAnnotations)];
  const errors = shown(all.filter(({ level }) => level === 'error'));
  const warnings = shown(all.filter(({ level }) => level === 'warning'));
  return [...errors, ...warnings].map((each) => `${command(each)}\n`).join('');
}

/** Why there is no verdict; or, next to findings, which requirements have none. */
function undecided(report: ConformanceReport): Annotation[] {
  if (report.verdict === 'inconclusive') {
    return [{ level: 'error', title: headline(report), message: report.reason.message }];
  }
  const open = report.requirements.filter(isUndecided);
  if (open.length === 0) return [];
  const title = `${countOf(open.length, 'requirement')} not verified`;
  const notes = [...new Set(open.flatMap(({ note }) => note ?? []))];
  const message = [open.map(({ id }) => id).join(', '), ...notes].join('\n');
  return [{ level: 'error', title, message: cutText(message, MESSAGE_LENGTH) }];
}

function requirementAnnotations(requirement: ReportedRequirement): Annotation[] {
  const status = requirementStatus(requirement);
  const title = `${requirement.id} ${statusWords(status)}`;
  if (status === 'warning' || status === 'known')
    return [{ level: 'warning', title, message: describe(requirement) }];
  if (status === 'fail' || status === 'stale')
    return [{ level: 'error', title, message: describe(requirement) }];
  return [];
}

function describe(requirement: ReportedRequirement): string {
  const { note, statement, source } = requirement;
  const first = leadingFailure(requirement);
  const groups = groupAlike(requirement.failures);
  const alike = groups.find(({ shown }) => shown === first)?.alike ?? [];
  if (first === undefined) return [statement, note ?? ''].join(' ').trim();
  const lines = [
    first.message,
    ...(alike.length === 0 ? [] : [alsoWith(alike)]),
    `expected: ${first.expected}`,
    `actual: ${first.actual}`,
    `clause: ${source.ref}`,
    `replay: ${first.replay}`,
    ...(groups.length === 1 ? [] : [`and ${countOf(groups.length - 1, 'other finding')}`]),
  ];
  return lines.map((line) => cutText(line, MESSAGE_LENGTH)).join('\n');
}

function shown(annotations: readonly Annotation[]): readonly Annotation[] {
  const first = annotations[0];
  if (annotations.length <= SHOWN || first === undefined) return annotations;
  const rest = annotations.slice(SHOWN - 1);
  const title = countOf(rest.length, 'more finding');
  const message = rest.map((each) => each.title).join('\n');
  return [...annotations.slice(0, SHOWN - 1), { level: first.level, title, message }];
}

function command({ level, title, message }: Annotation): string {
  return `::${level} title=${escapeProperty(title)}::${escapeData(message)}`;
}

/** Escapes of GitHub's workflow commands, as `@actions/core` writes them. */
function escapeData(text: string): string {
  return terminalText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
