import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { terminalText, visibleLine } from '../../schema/visible-text.ts';
import { OPERATION_OPTION } from './chosen-operation.ts';
import { inlineCode, inlineText, table } from '../formats/markdown.ts';
import { type OperationGaps, gapsReport, type GapsReport } from '../formats/gaps-report.ts';
import {
  contractWords,
  oddityLists,
  scoreSentence,
  untriedSentence,
} from '../formats/gaps-words.ts';

/** What a run of `npm run contract` prints, and its exit code: 0 told, 2 could not tell. */
export interface ContractRun {
  readonly exitCode: 0 | 2;
  readonly output: string;
  /** One line of what is in the way; empty where nothing is. */
  readonly errorOutput: string;
}

const WRITERS: Readonly<Record<string, (report: GapsReport) => string>> = {
  text: gapsText,
  json: (report) => JSON.stringify(report, null, 2),
  markdown: gapsMarkdown,
};

/**
 * Tells what an operation's contract is unable to catch, and what is odd in the document. Sends nothing; never throws.
 * @param args as in `[FILE] [--operation ID] [--format text|json|markdown]`
 * @param env CONTRACT, a file; the pinned contract where neither is given
 */
export async function runContract(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<ContractRun> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { format: { type: 'string', default: 'text' }, ...OPERATION_OPTION },
      allowPositionals: true,
    });
    const write = Object.hasOwn(WRITERS, values.format) ? WRITERS[values.format] : undefined;
    if (write === undefined) throw new Error('--format must be one of text, json, markdown');
    const chosen = positionals[0] ?? env.CONTRACT?.trim() ?? '';
    const file = chosen === '' ? fileURLToPath(PINNED_CONTRACT) : chosen;
    const report = await gapsReport(file, values.operation);
    return { exitCode: 0, output: `${write(report)}\n`, errorOutput: '' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { exitCode: 2, output: '', errorOutput: `Cannot judge the contract: ${reason}\n` };
  }
}

/** Writes a strength report as Markdown. */
function gapsMarkdown(report: GapsReport): string {
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

function operationMarkdown(operation: OperationGaps): string {
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

/** Writes a strength report for a terminal. */
function gapsText(report: GapsReport): string {
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

function operationText(operation: OperationGaps): string {
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
