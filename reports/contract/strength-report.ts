import { loadContract, type Contract } from '../../schema/contract.ts';
import type { Operation } from '../../schema/operation.ts';
import { contractStrength } from '../../schema/strength/contract-strength.ts';
import { responsesUnderTest } from '../../schema/strength/response-under-test.ts';
import type { ReportedStrength } from '../conformance-report.ts';

/** What one operation's schemas catch. */
export interface OperationStrength extends ReportedStrength {
  readonly id: string;
  /** `PUT /users/preferences/update`. */
  readonly name: string;
}

/** What a contract is able to catch, before anything is sent. */
export interface StrengthReport {
  readonly contract: { readonly title: string; readonly version: string; readonly sha256: string };
  readonly operations: readonly OperationStrength[];
}

/**
 * Tries the contract in a file against wrong answers.
 * @throws ContractError when the contract cannot be used
 */
export async function strengthReport(file: string): Promise<StrengthReport> {
  const contract = await loadContract(file);
  const { title, version, sha256 } = contract.document;
  const operations = contract.operations.map((operation) => {
    const name = `${operation.method} ${operation.path}`;
    return { id: operation.id, name, ...strengthOf(contract, operation) };
  });
  return { contract: { title, version, sha256 }, operations };
}

/** Tries one operation's schemas against wrong answers. */
export function strengthOf(contract: Contract, operation: Operation): ReportedStrength {
  const responses = responsesUnderTest(contract, operation);
  const { tried, caught, untried, weaknesses } = contractStrength(responses);
  return { tried, caught, untried, weaknesses };
}
