import { PREFERENCE_RULES } from './preference-rules.ts';

/** What targets are held to: the only place outside of `preferences/` that says what is tested, for all that sends nothing. */
export const TESTED_RULES = PREFERENCE_RULES;
