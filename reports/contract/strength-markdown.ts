import { inlineCode, inlineText, table } from '../markdown.ts';
import type { OperationStrength, StrengthReport } from './strength-report.ts';
import { contractWords, oddityLists, scoreSentence, untriedSentence } from './strength-words.ts';

/** Writes a strength report as Markdown. */
export function strengthMarkdown(report: StrengthReport): string {
  return [
    '# Strength of the contract',
    inlineText(contractWords(report.contract)),
    ...report.operations.map(operationMarkdown),
    ...oddityLists(report).flatMap(({ heading, listed, rest }) => [
      heading,
      table(
        ['Where', 'What'],
        listed.map(({ pointer, problem }) => [inlineCode(pointer), inlineText(problem)]),
      ),
      ...(rest === '' ? [] : [rest]),
    ]),
  ].join('\n\n');
}

function operationMarkdown(operation: OperationStrength): string {
  const rows = operation.weaknesses.map(({ change, remedy, pointer }) => [
    inlineText(change),
    inlineCode(remedy),
    inlineCode(pointer),
  ]);
  return [
    `## ${inlineText(operation.name)}`,
    scoreSentence(operation),
    inlineText(untriedSentence(operation)),
    rows.length === 0
      ? ''
      : table(['Admitted change', 'Smallest edit that catches it', 'Where'], rows),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
