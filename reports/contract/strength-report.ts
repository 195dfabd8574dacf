import { loadContract, operationOf, type Contract } from '../../schema/contract.ts';
import type { Operation } from '../../schema/operation.ts';
import { contractStrength } from '../../schema/strength/contract-strength.ts';
import { responsesUnderTest } from '../../schema/strength/response-under-test.ts';
import type { ReportedStrength } from '../conformance-report.ts';
import { oddities, type DocumentOddities } from './document-oddities.ts';

/** What one operation's schemas catch. */
export interface OperationStrength extends ReportedStrength {
  readonly id: string;
  /** `PUT /users/preferences/update`. */
  readonly name: string;
}

/** What a contract is able to catch, before anything is sent. */
export interface StrengthReport extends DocumentOddities {
  readonly contract: { readonly title: string; readonly version: string; readonly sha256: string };
  readonly operations: readonly OperationStrength[];
}

/**
 * Tries an operation of the contract in a file against wrong answers, and looks the whole document over.
 *
 * @param id `operationId`, or method and path
 * @throws ContractError when the file, or what the operation reaches, cannot be used
 */
export async function strengthReport(file: string, id: string): Promise<StrengthReport> {
  const contract = await loadContract(file, { operations: [id] });
  const operation = operationOf(contract, id);
  const { title, version, sha256 } = contract.document;
  const name = `${operation.method} ${operation.path}`;
  return {
    contract: { title, version, sha256 },
    operations: [{ id: operation.id, name, ...strengthOf(contract, operation) }],
    ...(await oddities(contract.document)),
  };
}

/** Tries one operation's schemas against wrong answers. */
export function strengthOf(contract: Contract, operation: Operation): ReportedStrength {
  const responses = responsesUnderTest(contract, operation);
  const { tried, caught, untried, weaknesses } = contractStrength(responses);
  return { tried, caught, untried, weaknesses };
}
