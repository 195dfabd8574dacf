import type { SubjectRules } from '../requirements/subject-rules.ts';
import { isAlike } from './alike-findings.ts';
import { preferenceRequirements, requirementRows } from './catalogue.ts';
import { canShow } from './counterexample-needs.ts';
import { loadPreferencesContract } from './load-contract.ts';
import { UPDATE_USER_PREFERENCES } from './operation-id.ts';

/**
 * Before the keys that the suite writes, short for conformance test suite: keeps them apart from what the user
 * has. All of it are letters, digits and underscores, which no server has a reason to refuse.
 */
const KEY_PREFIX = 'cts_';

/** What a server of preferences is held to. */
export const PREFERENCE_RULES: SubjectRules = {
  operationId: UPDATE_USER_PREFERENCES,
  prefix: KEY_PREFIX,
  load: loadPreferencesContract,
  requirements: preferenceRequirements,
  rows: requirementRows,
  canShow,
  isAlike,
};
