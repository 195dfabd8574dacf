import { inlineCode, inlineText, table } from '../markdown.ts';
import type { DriftReport } from './drift-report.ts';
import { concerned, documentWords, HEADINGS, verdictSentence } from './drift-words.ts';

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
