import type { DriftChange, DriftImpact } from '../../schema/drift/drift-change.ts';
import { terminalText, visibleLine } from '../../schema/visible-text.ts';
import type { DriftReport } from './drift-report.ts';
import { concerned, documentWords, HEADINGS, verdictSentence } from './drift-words.ts';

const IMPACTS: readonly DriftImpact[] = ['breaking', 'compatible', 'none'];

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
