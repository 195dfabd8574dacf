import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Contract, loadContract, operationOf } from '../../schema/contract/contract.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import type { Level, RequirementRow } from '../../schema/requirements/requirement.ts';
import { TESTED_RULES } from '../../schema/preferences/tested-rules.ts';
import { OPERATION_OPTION } from './chosen-operation.ts';

const LEVELS: Readonly<Record<Level, string>> = {
  declared: 'A keyword of the contract says so. A failure makes the target nonconformant.',
  implied: 'OpenAPI 3.1 or an RFC says so. A failure makes the target nonconformant.',
  tentative:
    'Only the prose of the contract says so. A failure is a warning, unless `STRICT=1` asks for more.',
};

/** What a run of `npm run requirements` prints, and its exit code: 0 told, 2 could not tell. */
export interface RequirementsRun {
  readonly exitCode: 0 | 2;
  readonly output: string;
  /** One line of what is in the way; empty where nothing is. */
  readonly errorOutput: string;
}

/**
 * Tells what responses are judged by. Sends nothing; never throws.
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
    return { exitCode: 0, output, errorOutput: '' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { exitCode: 2, output: '', errorOutput: `Cannot list the requirements: ${reason}\n` };
  }
}

/** Of the operation that is tested, with the one that reads what it saves. */
function contractFor(file: string, operation: string, reader: string): Promise<Contract> {
  return operation === TESTED_RULES.operationId
    ? TESTED_RULES.load(file, reader === '' ? null : reader)
    : loadContract(file, { operations: [operation] });
}

/** The catalogue as text for a terminal: one requirement a paragraph, in the order of reports. */
export function catalogueText(rows: readonly RequirementRow[]): string {
  const paragraphs = rows.map(({ id, level, statement, source, condition }) =>
    [
      `${id} (${level})`,
      `  ${statement}`,
      ...(condition === undefined ? [] : [`  Applies when this occurs: ${condition}.`]),
      `  ${source.ref}`,
    ].join('\n'),
  );
  return `${paragraphs.join('\n\n')}\n`;
}

/** The catalogue as the page `docs/requirements.md`, as Prettier would lay it out. */
export function catalogueMarkdown(rows: readonly RequirementRow[]): string {
  const chapters = Object.entries(LEVELS).map(([level, meaning]) => {
    const items = rows.filter((row) => row.level === level).map(markdownItem);
    const title = `${level.charAt(0).toUpperCase()}${level.slice(1)}`;
    return `## ${title}\n\n${meaning}\n\n${items.join('\n')}`;
  });
  const head = [
    '# Requirements',
    'What responses are judged by. Written by `npm run requirements -- --markdown --output docs/requirements.md`; a self test checks that it is current.',
  ];
  return `${[...head, ...chapters].join('\n\n')}\n`;
}

function markdownItem({ id, statement, source, condition }: RequirementRow): string {
  const when = condition === undefined ? '' : ` Applies when this occurs: ${condition}.`;
  return `- **${id}**: ${statement}${when} Source: \`${source.ref}\`.`;
}
