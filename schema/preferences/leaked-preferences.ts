import type { Exchange } from '../http/exchange.ts';
import { equal } from '../json/json-value.ts';
import { once } from '../once-per.ts';
import type { Preferences } from './preferences-of.ts';
import type { StoredSpace } from './stored-space.ts';

/**
 * Preferences that a space shows as they were written in others, and that were never written in it, with the updates that
 * wrote them. What was deleted in it may uncover what it inherits, and goes on showing what becomes of that elsewhere.
 *
 * @param shown what a response shows of the space now
 * @param deletes whether a preference that was updated with null was seen to be gone
 */
export function leakedPreferences(
  own: StoredSpace,
  others: readonly StoredSpace[],
  shown: Preferences,
  deletes: boolean,
): ReadonlyMap<string, Exchange> {
  const before = once(() => own.shown?.preferences);
  return new Map(
    others.flatMap(({ shown: seen, written }) => {
      const there = once(() => seen?.preferences);
      return [...written].flatMap(([key, { by }]) => {
        if (own.written.has(key) || !Object.hasOwn(shown, key)) return [];
        if (deletes && own.unshown.has(key)) return [];
        // What was taken back in this space may be shown late.
        if (shown[key] === null) return [];
        const isNew = !equal(before()?.[key], shown[key]);
        return isNew && equal(shown[key], there()?.[key]) ? [[key, by] as const] : [];
      });
    }),
  );
}
