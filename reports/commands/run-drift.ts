import { ContractError } from '../../schema/contract/contract-error.ts';
import { deepNestingOr, nestsDeep } from '../../schema/contract/deep-nesting.ts';
import { operationAddresses, operationsNamed } from '../../schema/contract/operation-address.ts';
import { parsedDocument, readBytes } from '../../schema/contract/parsed-document.ts';
import { driftReport, type DriftReport } from './drift-report.ts';
import { type DriftSettings, type Environment, readDriftSettings } from './drift-settings.ts';
import { driftMarkdown, driftText } from './drift-words.ts';
import { CannotJudge, readServedDocument, type ServedDocument } from './served-document.ts';

/** What a run of `npm run drift` prints, and its exit code: 0 no break, 1 a break, 2 could not judge. */
export interface DriftRun {
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
  /** One line of what is in the way; empty when there was a verdict. */
  readonly errorOutput: string;
}

/**
 * Runs the comparison that arguments and variables ask for. Never throws, and never shows the token.
 * @param args as in `[FILE] [--operation ID] [--format text|json|markdown] [--all]`
 * @param env DRIFT_URL, API_TOKEN and CONTRACT
 */
export async function runDrift(args: readonly string[], env: Environment): Promise<DriftRun> {
  const run = await attempt(args, env);
  const token = env.API_TOKEN?.trim() ?? '';
  const hide = (text: string): string =>
    token === '' ? text : text.replaceAll(token, '[API_TOKEN]');
  return { ...run, output: hide(run.output), errorOutput: hide(run.errorOutput) };
}

async function attempt(args: readonly string[], env: Environment): Promise<DriftRun> {
  try {
    const settings = readDriftSettings(args, env);
    const base = await pinnedDocument(settings);
    const revision = await readServedDocument(settings.served, settings.token);
    const report = reportOf(base, revision, settings);
    const exitCode = report.verdict === 'breaking' ? 1 : 0;
    return { exitCode, output: `${written(report, settings.format)}\n`, errorOutput: '' };
  } catch (error) {
    return { exitCode: 2, output: '', errorOutput: `Cannot judge drift: ${reasonOf(error)}.\n` };
  }
}

/** @throws ContractError where a document nests too deep to be compared */
function reportOf(
  base: ServedDocument,
  revision: ServedDocument,
  settings: DriftSettings,
): DriftReport {
  try {
    return driftReport(base, revision, settings);
  } catch (error) {
    const deep = [base, revision].find(({ document }) => nestsDeep(document)) ?? revision;
    throw deepNestingOr(error, deep.name, deep.document);
  }
}

async function pinnedDocument({ contract, operation }: DriftSettings): Promise<ServedDocument> {
  const { document } = await parsedDocument(await readBytes(contract));
  if (operationsNamed(operationAddresses(document), operation).length === 0) {
    throw new CannotJudge(
      `${contract} has no operation ${operation}: give another with --operation, or another CONTRACT`,
    );
  }
  return { name: contract, document };
}

function written(report: DriftReport, format: DriftSettings['format']): string {
  if (format === 'json') return JSON.stringify(report, null, 2);
  return format === 'markdown' ? driftMarkdown(report) : driftText(report);
}

function reasonOf(error: unknown): string {
  if (error instanceof CannotJudge || error instanceof ContractError) return error.message;
  return `an error of the suite, please report it: ${error instanceof Error ? error.message : String(error)}`;
}
