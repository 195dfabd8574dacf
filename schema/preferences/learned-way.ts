import type { Exchange } from '../http/exchange.ts';
import { equal } from '../json/json-value.ts';
import { returnedPreferences, sendsPreferences, sentPreferences } from './preferences-of.ts';
import { nullsIn } from './deleted-preferences.ts';
import type { SeenSpace } from './seen-space.ts';
import type { StoreBehaviour } from './store-finding.ts';
import type { Dropped } from './stored-space.ts';
import { unsavedIn } from './unshown-updates.ts';

type Way = Pick<StoreBehaviour, 'way' | 'shownBy'> & Partial<StoreBehaviour>;

/** How the target treats updates, as far as it has shown with this response. */
export function behaviourAfter(seen: SeenSpace): StoreBehaviour {
  const way = seen.isComparable ? wayIn(seen) : wayOfUnshown(seen);
  return { ...seen.behaviour, nulls: nullsIn(seen), showsStored: showsStoredIn(seen), ...way };
}

/** What the response to an update does not show any more, until a later one tells whether updates merge or replace. */
export function droppedIn(seen: SeenSpace): ReadonlyMap<string, Dropped> {
  const { behaviour, space, shown, exchange } = seen;
  if (behaviour.way !== 'unknown' || wayIn(seen) !== null) return new Map();
  if (!seen.writes()) return space.dropped;
  const earlier: [string, Dropped][] = [...space.dropped]
    .filter(([key]) => !Object.hasOwn(shown, key) && !Object.hasOwn(seen.sent ?? {}, key))
    .map(([key, known]) => [key, { ...known, by: [...known.by.slice(0, -1), exchange] }]);
  const now = othersOf(seen)
    .filter((key) => !Object.hasOwn(shown, key))
    .map((key) => {
      const by = [...writersOf(seen, [key]), exchange];
      const isNew = space.written.get(key)?.isNew === true;
      return [key, { value: seen.before[key], by, isNew }] as const;
    });
  return new Map([...earlier, ...now]);
}

/**
 * An update that leaves others alone merges. One whose response does not show them replaces, if a later response does
 * not show them either. A response that may be from before the last update says nothing of it.
 */
function wayIn(seen: SeenSpace): Way | null {
  if (seen.behaviour.way !== 'unknown') return null;
  if (seen.writes()) return wayOfUpdate(seen);
  const dropped = [...seen.space.dropped];
  const [first] = dropped;
  const last = first?.[1].by.at(-1);
  if (first === undefined || last === undefined || !showsLastUpdate(seen, last)) return null;
  const back = dropped.filter(([key, { value }]) => equal(value, seen.shown[key]));
  const shownBy = first[1].by;
  if (back.length === 0) return { way: 'replaces', shownBy };
  return back.length < dropped.length ? null : { way: 'merges', shownBy, responses: 'update only' };
}

function wayOfUpdate(seen: SeenSpace): Way | null {
  const others = othersOf(seen);
  const isDisturbed = seen.space.events.some(({ kind }) => kind !== 'refused' && kind !== 'empty');
  if (isDisturbed || others.length === 0 || !showsOwn(seen)) return null;
  if (!others.every((key) => Object.hasOwn(seen.shown, key))) return null;
  return { way: 'merges', shownBy: [...writersOf(seen, others).slice(0, 1), seen.exchange] };
}

/** As `wayIn`, from updates whose responses did not show what became of the others. */
function wayOfUnshown(seen: SeenSpace): Way | null {
  const { behaviour, shown, unshown } = seen;
  const last = unshown.findLast((update) => sendsPreferences(update));
  const others = othersOf(seen);
  if (behaviour.way !== 'unknown' || last === undefined || others.length === 0) return null;
  if (unsavedIn([last], shown, 'replaces').length > 0) return null;
  const there = others.filter((key) => Object.hasOwn(shown, key));
  if (there.length > 0 && there.length < others.length) return null;
  const shownBy = [...writersOf(seen, others).slice(0, 1), last];
  return { way: there.length === 0 ? 'replaces' : 'merges', shownBy };
}

/** Preferences that are there and that the update did not name. */
function othersOf(seen: SeenSpace): readonly string[] {
  return seen.bystanders().filter((key) => seen.before[key] !== null);
}

function writersOf({ space }: SeenSpace, keys: readonly string[]): readonly Exchange[] {
  return keys.flatMap((key) => space.written.get(key)?.by ?? []);
}

/** Whether the response to an update shows that it was saved: it is not from before. */
function showsOwn(seen: SeenSpace): boolean {
  return Object.entries(seen.sent ?? {}).some(([key, value]) => {
    const [before, shown] = [seen.before[key] ?? null, seen.shown[key] ?? null];
    const isSaved = value === null ? shown === null : seen.isAsSent(key, value);
    return isSaved && !equal(before, shown);
  });
}

/** Whether a read shows all that the last update of its space was answered with: one that shows nothing may have emptied it. */
function showsLastUpdate({ shown }: SeenSpace, last: Exchange): boolean {
  const answered = returnedPreferences(last) ?? {};
  const own = Object.keys(sentPreferences(last.case) ?? {}).filter((key) =>
    Object.hasOwn(answered, key),
  );
  return own.length > 0 && own.every((key) => equal(answered[key], shown[key]));
}

/** Whether a response shows what an earlier request saved. What was there before that may be the target's own, shown always. */
function showsStoredIn(seen: SeenSpace): boolean {
  const { behaviour, space, loose, sent, shown } = seen;
  if (behaviour.showsStored) return true;
  const isShown = (key: string): boolean =>
    Object.hasOwn(shown, key) && !Object.hasOwn(sent ?? {}, key);
  const isBack = ([key, { value, isNew }]: readonly [string, Dropped]): boolean =>
    isNew && isShown(key) && equal(value, shown[key]);
  // What was shown before is read last, and only where it matters: it may be large.
  return (
    [...space.written].some(([key, { isNew }]) => isNew && isShown(key)) ||
    [...space.dropped].some(isBack) ||
    [...loose].some((key) => isShown(key) && !Object.hasOwn(seen.before, key))
  );
}
