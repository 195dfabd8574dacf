import { describeValue } from '../json/describe-value.ts';
import type { Case, Exchange } from '../http/exchange.ts';
import { once } from '../once-per.ts';
import { equal as jsonEqual, isJsonObject } from '../json/json-value.ts';
import type { Operation } from '../contract/operation.ts';
import type { Judgement, RememberingRequirement } from '../requirements/requirement.ts';
import type { Violation } from '../contract/violations.ts';
import { formOf, mayBecome, otherNames, traitsOf } from './name-forms.ts';
import {
  merged,
  preferencePlace,
  returnedPreferences,
  sentPreferences,
  type Preferences,
} from './preferences-of.ts';
import { absence, conversion, transformation } from './transformation.ts';

/**
 * A 200 answers with the preferences as updated: each sent key comes back with an equal value, or with what
 * merging it deeply makes of it. Nothing says how a target compares names, so that it may show one in another form, if
 * it does so to all alike. Remembers what was sent and shown before, to tell a merge and a stale response.
 */
export function sentKeysRequirement(operation: Operation): RememberingRequirement {
  const ref = `${operation.pointer}/responses/200/description`;
  const quote = 'User response with updated preferences';
  return {
    id: 'sent-keys-are-returned',
    level: 'tentative',
    ordered: true,
    statement: 'A 200 returns every preference as sent.',
    source: { ref, quote },
    open: (goesOn) => {
      const memory = new Memory(goesOn);
      return (exchange) => judge(exchange, ref, memory);
    },
  };
}

/** What was sent and shown before, by space and key, and what the target made of nulls. */
class Memory {
  /** Whether more was sent than it knows of. */
  readonly goesOn: boolean;
  readonly sent = new Map<string, SentValues>();
  /** Conversions to another type that no value from before explains: the target makes them of any value. */
  readonly conversions = new Set<string>();
  /** Traits of names that were shown as they were sent. */
  readonly traits = new Set<string>();
  readonly #shown = new Map<string, Map<string, unknown>>();
  nullDeletes = false;
  /** Whether an object was shown merged into the one before it. */
  mergesDeeply = false;

  constructor(goesOn: boolean) {
    this.goesOn = goesOn;
  }

  /** How preferences that were sent to a space were shown then, by name. */
  shownIn({ query }: Case): Map<string, unknown> {
    const space = query ?? '';
    const shown = this.#shown.get(space) ?? new Map<string, unknown>();
    this.#shown.set(space, shown);
    return shown;
  }
}

/** The value that was sent last, and the last other one before it, if any. */
interface SentValues {
  readonly last: unknown;
  readonly others: readonly unknown[];
}

function judge(exchange: Exchange, clause: string, memory: Memory): Judgement {
  if (exchange.class !== 'valid') return null;
  const sent = sentPreferences(exchange.case);
  const returned = returnedPreferences(exchange);
  if (sent === null || returned === null || Object.keys(sent).length === 0) return null;
  const deletes = ([key, value]: [string, unknown]): boolean =>
    value === null && !Object.hasOwn(returned, key);
  memory.nullDeletes ||= Object.entries(sent).some(deletes);
  // What stands there as it did before is no sent preference under another name.
  const ofTheirOwn = once(() => ({ ...unchangedIn(returned, exchange.case, memory), ...sent }));
  const before = memory.shownIn(exchange.case);
  const renamed = otherNames(exchange);
  const shared = new Set(renamed.values());
  for (const key of Object.keys(sent).filter((each) => Object.hasOwn(returned, each))) {
    for (const trait of traitsOf(key)) memory.traits.add(trait);
  }
  return Object.entries(sent).flatMap(([key, value]): Violation[] => {
    const name = placeOf(exchange.case, key);
    const shown = returned[key];
    const values = valuesAfter(memory.sent.get(name), value);
    const isStale = values.others.some((other) => jsonEqual(other, shown));
    const isKept = shared.has(key) || isSaved([value, shown], before, key, memory);
    memory.sent.set(name, values);
    before.set(key, shown);
    const other = renamed.get(key);
    if (other !== undefined && mayBeNamed(key, other)) return [];
    if (!Object.hasOwn(returned, key)) {
      if (mayBeDeleted(key)) return [];
      const label = absence(key, value, returned, ofTheirOwn());
      return value === null ? [] : [{ ...found(key, value, 'absent'), label }];
    }
    if (isKept) return [];
    const change = conversion(value, shown);
    if (change !== null && !isStale) memory.conversions.add(change);
    const isConverted = change !== null && memory.conversions.has(change);
    const label = isStale && !isConverted ? 'stale' : transformation(value, shown);
    return [{ ...found(key, value, describeValue(shown)), label }];
  });

  /** Whether a name may stand for one that was sent: the target has it already, or does to all names what it does to this one. */
  function mayBeNamed(key: string, other: string): boolean {
    const isThere =
      Object.hasOwn(sent ?? {}, other) || memory.sent.has(placeOf(exchange.case, other));
    return isThere || memory.goesOn || mayBecome(key, other, memory.traits);
  }

  /** Whether the request also updates with null a name that may be the same one to the target. */
  function mayBeDeleted(key: string): boolean {
    const form = formOf(key);
    return Object.entries(sent ?? {}).some(
      ([name, value]) => value === null && name !== key && formOf(name) === form,
    );
  }

  function found(key: string, value: unknown, actual: string): Violation {
    const place = `${JSON.stringify(key)}: `;
    return {
      clause,
      ...preferencePlace(key),
      expected: place + describeValue(value),
      actual: place + actual,
    };
  }
}

/** The name of a preference within its space. */
function placeOf({ query }: Case, key: string): string {
  return `${query ?? ''} ${key}`;
}

/** Preferences that a response shows as the one to their own update did. */
function unchangedIn(returned: Preferences, asked: Case, memory: Memory): Preferences {
  const unchanged = [...memory.shownIn(asked)].filter(
    ([key, value]) => Object.hasOwn(returned, key) && jsonEqual(value, returned[key]),
  );
  return Object.fromEntries(unchanged);
}

/** The same value sent again, as a request that is confirmed does, leaves the one before it what it was. */
function valuesAfter(before: SentValues | undefined, value: unknown): SentValues {
  if (before === undefined) return { last: value, others: [] };
  const isAgain = jsonEqual(before.last, value);
  return { last: value, others: isAgain ? before.others : [before.last] };
}

/**
 * Whether a value is shown as it was sent, or as merging it into the one before makes it. Once a target was seen to merge
 * deeply, into whatever there was: another name of the space may have stored it.
 */
function isSaved(
  [sent, shown]: readonly [unknown, unknown],
  before: ReadonlyMap<string, unknown>,
  key: string,
  memory: Memory,
): boolean {
  if (jsonEqual(sent, shown)) return true;
  const isMergedInto = (there: unknown): boolean =>
    jsonEqual(merged(there, sent, false), shown) ||
    ((memory.nullDeletes || memory.goesOn) && jsonEqual(merged(there, sent, true), shown));
  if (isMergedInto(before.get(key))) {
    memory.mergesDeeply ||= isJsonObject(sent);
    return true;
  }
  const mayBeThere = memory.goesOn && !before.has(key);
  return (memory.mergesDeeply || mayBeThere) && isMergedInto(shown);
}
