import type { Violation } from '../finding.ts';
import { childPointer } from '../json-pointer.ts';

const PREFERENCES = '/object/preferences';

/**
 * Where an answer shows a preference, or a member of one: the JSON pointer, and what stands for it in signatures,
 * which name no key that the suite chose.
 */
export function preferencePlace(...keys: readonly string[]): Pick<Violation, 'where' | 'place'> {
  return { where: keys.reduce(childPointer, PREFERENCES), place: `${PREFERENCES}/*` };
}
