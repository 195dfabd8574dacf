import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadContract, operationOf, type Contract } from '../schema/contract.ts';
import { PINNED_CONTRACT } from '../schema/pinned-contract.ts';
import { TESTED_RULES } from '../schema/tested-rules.ts';
import { OPERATION_OPTION } from './chosen-operation.ts';
import { catalogueMarkdown, catalogueText } from './requirements-catalogue.ts';

/** What a run of `npm run requirements` prints, and its exit code: 0 told, 2 could not tell. */
export interface RequirementsRun {
  readonly exitCode: 0 | 2;
  readonly output: string;
  /** One line of what is in the way; empty when there was an answer. */
  readonly trouble: string;
}

/**
 * Tells what answers are judged by. Sends nothing; never throws.
 * @param args as in `[--operation ID] [--markdown]`
 * @param env CONTRACT, a file, the pinned contract where it is not given; READ_OPERATION, as a run reads it
 */
export async function runRequirements(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<RequirementsRun> {
  try {
    const options = { markdown: { type: 'boolean', default: false }, ...OPERATION_OPTION } as const;
    const { values } = parseArgs({ args: [...args], options });
    const chosen = env.CONTRACT?.trim() ?? '';
    const file = chosen === '' ? fileURLToPath(PINNED_CONTRACT) : chosen;
    const contract = await contractFor(file, values.operation, env.READ_OPERATION?.trim() ?? '');
    const rows = TESTED_RULES.rows(contract, operationOf(contract, values.operation));
    const output = values.markdown ? catalogueMarkdown(rows) : catalogueText(rows);
    return { exitCode: 0, output, trouble: '' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { exitCode: 2, output: '', trouble: `Cannot list the requirements: ${reason}\n` };
  }
}

/** Of the operation that is tested, with the one that reads what it saves. */
function contractFor(file: string, operation: string, reader: string): Promise<Contract> {
  return operation === TESTED_RULES.operationId
    ? TESTED_RULES.load(file, reader === '' ? null : reader)
    : loadContract(file, { operations: [operation] });
}
