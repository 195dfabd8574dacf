import { terminalText, visibleLine } from '../../schema/visible-text.ts';
import type { OperationStrength, StrengthReport } from './strength-report.ts';
import { contractWords, oddityLists, scoreSentence, untriedSentence } from './strength-words.ts';

/** Writes a strength report for a terminal. */
export function strengthText(report: StrengthReport): string {
  const parts = [
    visibleLine(contractWords(report.contract)),
    ...report.operations.map(operationText),
    ...oddityLists(report).map(({ heading, listed, rest }) =>
      [
        heading,
        ...listed.map(({ pointer, problem }) => `  ${visibleLine(`${pointer} ${problem}`)}`),
        ...(rest === '' ? [] : [`  ${rest}`]),
      ].join('\n'),
    ),
  ];
  return terminalText(parts.join('\n\n'));
}

function operationText(operation: OperationStrength): string {
  const entries = operation.weaknesses.map(
    ({ change, remedy, pointer }) =>
      `  ${visibleLine(change)}\n    ${visibleLine(remedy)}\n    at ${visibleLine(pointer)}`,
  );
  const heading =
    entries.length === 0 ? '' : 'Admitted, and the smallest edit that would catch it:';
  return [
    visibleLine(operation.name),
    [scoreSentence(operation), visibleLine(untriedSentence(operation)), heading]
      .filter((line) => line !== '')
      .join('\n'),
    ...entries,
  ].join('\n\n');
}
