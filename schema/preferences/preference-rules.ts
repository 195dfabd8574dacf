import type { SubjectRules } from '../requirements/subject-rules.ts';
import { isAlike } from './alike-findings.ts';
import { preferenceRequirements, requirementRows } from './catalogue.ts';
import { canShow } from './counterexample-needs.ts';
import { loadPreferencesContract } from './load-contract.ts';
import { UPDATE_USER_PREFERENCES } from './operation-id.ts';
import { KEY_PREFIX } from './sent-names.ts';

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
