import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../http/exchange.ts';
import { isRequestOf, type Operation } from '../contract/operation.ts';
import type {
  Judge,
  RememberingRequirement,
  Requirement,
  RequirementRow,
} from '../requirements/requirement.ts';
import { requirementsOf } from '../requirements/catalogue.ts';
import { responseRequirements } from './response-requirements.ts';
import { identityRequirements } from './identity.ts';
import { UPDATE_USER_PREFERENCES } from './operation-id.ts';
import { readerRequirements, sameUserRequirement } from './reader-requirements.ts';
import { sentKeysRequirement } from './sent-keys.ts';
import { scenarioRequirements } from './scenario-requirements.ts';

/**
 * What single exchanges of `updateUserPreferences` are judged by, and those of the operation that reads,
 * one after another.
 */
export function preferenceRequirements(
  contract: Contract,
  operation: Operation,
): readonly (Requirement | RememberingRequirement)[] {
  const { reader } = contract;
  const own = [
    ...requirementsOf(contract, operation),
    ...responseRequirements(operation),
    sentKeysRequirement(operation),
    ...identityRequirements(operation),
  ];
  if (reader === null) return own;
  const isRead = ({ case: asked }: Exchange): boolean => isRequestOf(reader, asked);
  // A 501 says that the server does not read (RFC 9110 15.6.2), which is noted.
  const isJudged = (exchange: Exchange): boolean =>
    isRead(exchange) && exchange.response?.status !== 501;
  return [
    ...own.map((each) => judgingOnly(each, (exchange) => !isRead(exchange))),
    ...readerRequirements(contract, reader).map((each) => judgingOnly(each, isJudged)),
    sameUserRequirement(reader, isRead),
  ];
}

/** A requirement that says nothing of all other exchanges. */
function judgingOnly(
  requirement: Requirement | RememberingRequirement,
  isMeant: (exchange: Exchange) => boolean,
): Requirement | RememberingRequirement {
  const only =
    (judge: Judge): Judge =>
    (exchange) =>
      isMeant(exchange) ? judge(exchange) : null;
  if (!('open' in requirement)) return { ...requirement, judge: only(requirement.judge) };
  return {
    ...requirement,
    open: (goesOn) => {
      const opened = requirement.open(goesOn);
      return { ...opened, judge: only(opened.judge) };
    },
  };
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
