import type { DriftChange, DriftDirection, DriftImpact } from '../../schema/drift/drift-change.ts';
import { terminalText, visibleLine } from '../../schema/visible-text.ts';
import { inlineCode, inlineText, table } from '../formats/markdown.ts';
import { countOf } from '../formats/quantity.ts';
import type { ComparedDocument, DriftReport } from './drift-report.ts';

const IMPACTS: readonly DriftImpact[] = ['breaking', 'compatible', 'none'];

const CONCERNED: Readonly<Record<DriftDirection, string>> = {
  request: 'requests',
  response: 'responses',
  operation: 'operation',
  document: 'document',
};

/** Headings of the list, by impact. */
const HEADINGS = {
  breaking: 'Breaking',
  compatible: 'Compatible',
  none: 'Of no consequence',
} as const;

/** Whom a change concerns: `responses`. */
function concerned(direction: DriftDirection): string {
  return CONCERNED[direction];
}

/** The verdict in a sentence: `2 breaking changes, 1 compatible change.` */
function verdictSentence({ verdict, counts, changes }: DriftReport): string {
  const unlisted = changes.every(({ impact }) => impact !== 'none') && counts.none > 0;
  const rest = [
    ...(counts.compatible > 0 ? [countOf(counts.compatible, 'compatible change')] : []),
    ...(counts.none > 0
      ? [`${counts.none} of no consequence${unlisted ? ' (--all lists them)' : ''}`]
      : []),
  ];
  if (verdict === 'unchanged' && rest.length === 0) return 'No change.';
  const breaking =
    counts.breaking > 0 ? countOf(counts.breaking, 'breaking change') : 'No breaking change';
  return `${[breaking, ...rest].join(', ')}.`;
}

/** A document for people: `served.json (version 1)`. */
function documentWords({ name, version }: ComparedDocument): string {
  return `${name} (version ${version})`;
}

/** Writes a drift report as Markdown, for a pull request or a job summary. */
export function driftMarkdown(report: DriftReport): string {
  const rows = report.changes.map(({ impact, direction, sentence, pointer }) => [
    HEADINGS[impact],
    concerned(direction),
    sentence
      .split('`')
      .map((text, index) => (index % 2 === 1 ? inlineCode(text) : inlineText(text)))
      .join(''),
    inlineCode(pointer),
  ]);
  return [
    '# Contract drift',
    `**${verdictSentence(report)}**`,
    `${inlineText(documentWords(report.revision))} against ${inlineText(documentWords(report.base))}`,
    ...(rows.length === 0 ? [] : [table(['Impact', 'Concerns', 'Change', 'Where'], rows)]),
  ].join('\n\n');
}

/** Writes a drift report for a terminal. */
export function driftText(report: DriftReport): string {
  const sections = IMPACTS.map((impact) => section(impact, report.changes));
  const parts = [
    `${visibleLine(documentWords(report.revision))} against ${visibleLine(documentWords(report.base))}`,
    ...sections.filter((lines) => lines !== ''),
    verdictSentence(report),
  ];
  return terminalText(parts.join('\n\n'));
}

function section(impact: DriftImpact, changes: readonly DriftChange[]): string {
  const listed = changes.filter((change) => change.impact === impact);
  return listed.length === 0 ? '' : [HEADINGS[impact], ...listed.map(entry)].join('\n');
}

function entry({ sentence, direction, kind, pointer }: DriftChange): string {
  const place = [concerned(direction), kind, visibleLine(pointer)].join(' · ');
  return `  ${visibleLine(sentence)}\n    ${place}`;
}
