import type { Contract } from '../contract.ts';
import type { Operation } from '../operation.ts';
import type { Requirement, RequirementRow } from '../requirement.ts';
import { requirementsOf } from '../requirements/catalogue.ts';
import { answerRequirements } from './answer-requirements.ts';
import { identityRequirements } from './identity.ts';
import { sentKeysRequirement } from './sent-keys.ts';
import { scenarioRequirements } from './scenario-requirements.ts';

/** What single exchanges of `updateUserPreferences` are judged by; made anew for each run. */
export function preferenceRequirements(
  contract: Contract,
  operation: Operation,
): readonly Requirement[] {
  return [
    ...requirementsOf(contract, operation),
    ...answerRequirements(operation),
    sentKeysRequirement(operation),
    ...identityRequirements(operation),
  ];
}

/** All requirements of `updateUserPreferences` as plain rows, in the order of reports. */
export function requirementRows(
  contract: Contract,
  operation: Operation,
): readonly RequirementRow[] {
  const single = preferenceRequirements(contract, operation).map(rowOf);
  const rows = [...single, ...scenarioRequirements(operation)];
  const order = ['declared', 'implied', 'tentative'];
  return rows.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

function rowOf({ id, level, statement, source, condition }: Requirement): RequirementRow {
  return { id, level, statement, source, ...(condition === undefined ? {} : { condition }) };
}
