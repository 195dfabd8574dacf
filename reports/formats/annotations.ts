import { cutText, visibleText } from '../../schema/visible-text.ts';
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
 * At most ten errors and ten warnings; where there are more, the tenth says how many. Empty when there is nothing to say.
 */
export function renderAnnotations(report: ConformanceReport): string {
  const all = [...runAnnotations(report), ...report.requirements.flatMap(requirementAnnotations)];
  const errors = shown(all.filter(({ level }) => level === 'error'));
  const warnings = shown(all.filter(({ level }) => level === 'warning'));
  return [...errors, ...warnings].map((each) => `${command(each)}\n`).join('');
}

function runAnnotations(report: ConformanceReport): Annotation[] {
  if (report.verdict !== 'inconclusive') return [];
  return [{ level: 'error', title: headline(report), message: report.reason.message }];
}

function requirementAnnotations(requirement: ReportedRequirement): Annotation[] {
  const status = requirementStatus(requirement);
  const title = `${requirement.id} ${statusWords(status)}`;
  if (status === 'warning' || status === 'known')
    return [{ level: 'warning', title, message: describe(requirement) }];
  if (status === 'fail' || status === 'stale' || isUndecided(requirement))
    return [{ level: 'error', title, message: describe(requirement) }];
  return [];
}

function describe(requirement: ReportedRequirement): string {
  const { note, statement, source } = requirement;
  const first = leadingFailure(requirement);
  if (first === undefined) return [statement, note ?? ''].join(' ').trim();
  const lines = [
    first.message,
    `expected: ${first.expected}`,
    `actual: ${first.actual}`,
    `clause: ${source.ref}`,
    `replay: ${first.replay}`,
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
  return visibleText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
