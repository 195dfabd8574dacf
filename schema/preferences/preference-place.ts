import { childPointer } from '../json-pointer.ts';
import type { Finding } from '../requirement.ts';

const PREFERENCES = '/object/preferences';

/**
 * Where an answer shows a preference, or a member of one: the JSON pointer, and what stands for it in signatures,
 * which name no key that the suite chose.
 */
export function preferencePlace(...keys: readonly string[]): Pick<Finding, 'where' | 'place'> {
  return { where: keys.reduce(childPointer, PREFERENCES), place: `${PREFERENCES}/*` };
}
