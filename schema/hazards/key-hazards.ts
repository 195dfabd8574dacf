import { isExtremeMember } from '../extreme-case.ts';
import type { Hazard } from './hazard.ts';
import { LONG_KEYS, ODD_KEYS } from './odd-keys.ts';
import { TELLING_KEYS } from './telling-keys.ts';
import type { KeyRow } from './telling-keys.ts';

/**
 * Names that break servers. They are what they are: no prefix goes before them. Values are scalars on
 * purpose: an object under `__proto__` could pollute a target that others share.
 */
export const KEY_HAZARDS: readonly Hazard[] = [...TELLING_KEYS, ...ODD_KEYS, ...LONG_KEYS].map(
  keyHazard,
);

/** A row about a name as a hazard: a member of that very name. */
export function keyHazard([slug, key, what, breaks, source]: KeyRow): Hazard {
  const name = `key-${slug}`;
  const extreme = isExtremeMember(key, slug);
  const carrier = { in: 'member', key, exact: true, value: slug } as const;
  return { name, what, kind: 'key', class: 'valid', extreme, breaks, source, carrier };
}
