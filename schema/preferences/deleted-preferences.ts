import { describeValue } from '../json/describe-value.ts';
import { equal } from '../json/json-value.ts';
import { formOf } from './name-forms.ts';
import { sentPreferences } from './preferences-of.ts';
import type { SeenSpace } from './seen-space.ts';
import type { StoreBehaviour, StoreFinding } from './store-finding.ts';
import { type Deleted, isReading } from './stored-space.ts';

const NONE: ReadonlyMap<string, Deleted> = new Map();

/**
 * What updates with null were answered without: the next response tells whether it is gone, and where another operation
 * reads, the next reading does. What somebody may have written since is left out.
 */
export function deletedIn(seen: SeenSpace): ReadonlyMap<string, Deleted> {
  if (isReading(seen.exchange)) return NONE;
  const sent = seen.sent ?? {};
  const earlier = tells(seen) ? NONE : untouchedIn(seen);
  const now = Object.entries(sent).flatMap(([key, value]): [string, Deleted][] => {
    const written = seen.space.written.get(key);
    const isGone = value === null && written !== undefined && !Object.hasOwn(seen.shown, key);
    if (!isGone || seen.before[key] === null) return [];
    // What the request before it left in a cache may be what shows.
    const { last } = seen.space;
    const between = last === null || last === written.by ? [] : [last];
    return [[key, { value: seen.before[key], by: [written.by, ...between, seen.exchange] }]];
  });
  return new Map([...earlier, ...now]);
}

/** What becomes of a preference that is updated with null. Where another operation reads, that one has to show it. */
export function nullsIn(seen: SeenSpace): StoreBehaviour['nulls'] {
  const { behaviour, sent, shown } = seen;
  const { nulls } = behaviour;
  const asked = isReading(seen.exchange)
    ? [...untouchedIn(seen).keys()]
    : Object.keys(sent ?? {}).filter(
        (key) => sent?.[key] === null && Object.hasOwn(seen.before, key),
      );
  if (nulls !== 'unknown' || asked.length === 0) return nulls;
  if (asked.every((key) => !Object.hasOwn(shown, key))) {
    return isReadApart(seen) && !isReading(seen.exchange) ? 'unknown' : 'deleted';
  }
  return asked.every((key) => shown[key] === null) ? 'stored' : 'unknown';
}

/**
 * What a response goes on showing although its deletion was answered without it. Only where updates are known to show all
 * that is stored: others may leave out what they do not change.
 */
export function undeletedIn(seen: SeenSpace, behaviour: StoreBehaviour): readonly StoreFinding[] {
  if (!tells(seen) || behaviour.way !== 'merges' || behaviour.responses !== 'whole') return [];
  const left = [...untouchedIn(seen)].filter(([key, { value }]) => equal(value, seen.shown[key]));
  return left.map(([key, { value, by }]) => ({
    requirement: 'update-is-saved',
    key,
    expected: `${JSON.stringify(key)}: absent, as the response to its deletion showed`,
    actual: `${JSON.stringify(key)}: ${describeValue(value)}`,
    label: 'not deleted',
    before: by,
    suspects: [],
    isLeft: true,
  }));
}

/** What was deleted, without what an update of some names may have written since: names of one form may be one. */
export function unwritten(
  deleted: ReadonlyMap<string, Deleted>,
  names: readonly string[],
): ReadonlyMap<string, Deleted> {
  if (deleted.size === 0) return deleted;
  const written = new Set(names.map(formOf));
  return new Map([...deleted].filter(([key]) => !written.has(formOf(key))));
}

/** What was deleted and nobody can have written since the space was shown, not even a request that was refused. */
function untouchedIn({ space, isComparable, sent }: SeenSpace): ReadonlyMap<string, Deleted> {
  if (!isComparable) return NONE;
  const since = space.events.map(({ exchange }) => sentPreferences(exchange.case) ?? {});
  return unwritten(
    space.deleted,
    [...since, sent ?? {}].flatMap((each) => Object.keys(each)),
  );
}

/** Whether a response tells what became of what was deleted: each one does, unless another operation reads. */
function tells(seen: SeenSpace): boolean {
  return isReading(seen.exchange) || !isReadApart(seen);
}

function isReadApart({ behaviour, exchange }: SeenSpace): boolean {
  return behaviour.isReadApart(exchange.case.query);
}
