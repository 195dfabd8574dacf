import { loadContract } from '../../schema/contract.ts';
import {
  contractStrength,
  type ContractStrength,
} from '../../schema/strength/contract-strength.ts';
import { responsesUnderTest } from '../../schema/strength/response-under-test.ts';

/** What one operation's schemas catch. */
export interface OperationStrength extends Pick<
  ContractStrength,
  'tried' | 'caught' | 'weaknesses' | 'untried'
> {
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
    const { tried, caught, weaknesses, untried } = contractStrength(
      responsesUnderTest(contract, operation),
    );
    const name = `${operation.method} ${operation.path}`;
    return { id: operation.id, name, tried, caught, untried, weaknesses };
  });
  return { contract: { title, version, sha256 }, operations };
}
