import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PINNED_CONTRACT } from '../../schema/pinned-contract.ts';
import { OPERATION_OPTION } from '../chosen-operation.ts';
import { strengthMarkdown } from './strength-markdown.ts';
import { strengthReport, type StrengthReport } from './strength-report.ts';
import { strengthText } from './strength-text.ts';

/** What a run of `npm run contract` prints, and its exit code: 0 told, 2 could not tell. */
export interface ContractRun {
  readonly exitCode: 0 | 2;
  readonly output: string;
  /** One line of what is in the way; empty when there was an answer. */
  readonly trouble: string;
}

const WRITERS: Readonly<Record<string, (report: StrengthReport) => string>> = {
  text: strengthText,
  json: (report) => JSON.stringify(report, null, 2),
  markdown: strengthMarkdown,
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
    const report = await strengthReport(file, values.operation);
    return { exitCode: 0, output: `${write(report)}\n`, trouble: '' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { exitCode: 2, output: '', trouble: `Cannot judge the contract: ${reason}\n` };
  }
}
