import type { Contract } from '../contract.ts';
import type { Operation } from '../operation.ts';
import type { RememberingRequirement, Requirement, RequirementRow } from '../requirement.ts';
import { requirementsOf } from '../requirements/catalogue.ts';
import { answerRequirements } from './answer-requirements.ts';
import { identityRequirements } from './identity.ts';
import { UPDATE_USER_PREFERENCES } from './operation-id.ts';
import { sentKeysRequirement } from './sent-keys.ts';
import { scenarioRequirements } from './scenario-requirements.ts';

/** What exchanges of `updateUserPreferences` are judged by, one after another. */
export function preferenceRequirements(
  contract: Contract,
  operation: Operation,
): readonly (Requirement | RememberingRequirement)[] {
  return [
    ...requirementsOf(contract, operation),
    ...answerRequirements(operation),
    sentKeysRequirement(operation),
    ...identityRequirements(operation),
  ];
}

/**
 * All requirements of an operation as plain rows, in the order of reports: those of any operation, and those of
 * preferences where it is `updateUserPreferences`.
 */
export function requirementRows(
  contract: Contract,
  operation: Operation,
): readonly RequirementRow[] {
  const isKnown = operation.id === UPDATE_USER_PREFERENCES;
  const single = isKnown
    ? preferenceRequirements(contract, operation)
    : requirementsOf(contract, operation);
  const rows = [...single.map(rowOf), ...(isKnown ? scenarioRequirements(operation) : [])];
  const order = ['declared', 'implied', 'tentative'];
  return rows.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

function rowOf({ id, level, statement, source, condition, optIn }: RequirementRow): RequirementRow {
  return {
    ...{ id, level, statement, source },
    ...(condition === undefined ? {} : { condition }),
    ...(optIn === undefined ? {} : { optIn }),
  };
}
