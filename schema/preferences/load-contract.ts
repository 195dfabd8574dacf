import { loadContract, type Contract } from '../contract/contract.ts';
import { UPDATE_USER_PREFERENCES } from './operation-id.ts';

/**
 * Loads what `updateUserPreferences` reaches in a document, and the operation that reads what it saves.
 *
 * @param readOperation the operation to read with; `null` for the only one that fits, if there is one
 * @throws ContractError when it cannot be used
 */
export function loadPreferencesContract(
  file: string,
  readOperation: string | null,
): Promise<Contract> {
  return loadContract(file, {
    operations: [UPDATE_USER_PREFERENCES],
    reading: { of: UPDATE_USER_PREFERENCES, named: readOperation },
  });
}
