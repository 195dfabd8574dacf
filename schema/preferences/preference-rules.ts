import type { SubjectRules } from '../subject-rules.ts';
import { preferenceRequirements, requirementRows } from './catalogue.ts';
import { loadPreferencesContract } from './load-contract.ts';
import { UPDATE_USER_PREFERENCES } from './operation-id.ts';

/** What a server of preferences is held to. */
export const PREFERENCE_RULES: SubjectRules = {
  operationId: UPDATE_USER_PREFERENCES,
  load: loadPreferencesContract,
  requirements: preferenceRequirements,
  rows: requirementRows,
};
