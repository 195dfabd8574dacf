import { inlineCode, inlineText, table } from '../markdown.ts';
import type { OperationStrength, StrengthReport } from './strength-report.ts';
import { contractWords, scoreSentence, untriedSentence } from './strength-words.ts';

/** Writes a strength report as Markdown. */
export function strengthMarkdown({ contract, operations }: StrengthReport): string {
  return [
    '# Strength of the contract',
    inlineText(contractWords(contract)),
    ...operations.map(operationMarkdown),
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
