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
import { APPENDED, absence, conversion, STALE, transformation } from './transformation.ts';

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
      return {
        judge: (exchange) => judge(exchange, ref, memory),
        note: (exchange) => {
          memory.noteTakenBack(exchange);
        },
      };
    },
  };
}

/** What was sent and shown before, by space and key, and what the target made of nulls. */
class Memory {
  /** Whether more was sent than it knows of. */
  readonly goesOn: boolean;
  readonly sent = new Map<string, SentValues>();
  /** What became of values where no value from before explains it: the target makes that of any value. */
  readonly transformations = new Set<string>();
  /** Traits of names that were shown as they were sent. */
  readonly traits = new Set<string>();
  readonly #shown = new Map<string, Map<string, unknown>>();
  /** Places of what was sent since it was shown, and may have been saved: nobody was told. */
  readonly #doubtful = new Set<string>();
  /** What preferences were last set to when they were taken back, in any space. */
  readonly #takenBack = new Map<string, unknown>();
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

  /** Takes note of what a request sent and its response shows of that, whatever it should be. */
  note(asked: Case, sent: Preferences, returned: Preferences): void {
    const shown = this.shownIn(asked);
    for (const [key, value] of Object.entries(sent)) {
      const name = placeOf(asked, key);
      this.sent.set(name, valuesAfter(this.sent.get(name), value));
      shown.set(key, returned[key]);
      this.#doubtful.delete(name);
    }
  }

  /** Takes note of what is left of preferences that the suite takes back: nobody expects it, nor what was there before. */
  noteTakenBack(exchange: Exchange): void {
    if (exchange.response?.status !== 200) {
      this.noteUntold(exchange);
      return;
    }
    // PHP writes an object without members as a list.
    const returned = returnedPreferences(exchange) ?? {};
    const shown = this.shownIn(exchange.case);
    for (const [key, value] of Object.entries(sentPreferences(exchange.case) ?? {})) {
      shown.set(key, returned[key]);
      this.#takenBack.set(key, value);
      const place = placeOf(exchange.case, key);
      const isGone = !Object.hasOwn(returned, key) || jsonEqual(returned[key], value);
      if (isGone && this.sent.has(place)) this.sent.set(place, NOTHING_SENT);
    }
  }

  /** Takes note of a request that may have been done, though its response does not say so: a 408, say. */
  noteUntold({ case: asked }: Exchange): void {
    for (const key of Object.keys(sentPreferences(asked) ?? {})) {
      this.#doubtful.add(placeOf(asked, key));
    }
  }

  /** Whether what was shown last of a preference is all that is there: no other query may have named its space since. */
  knows(asked: Case, key: string): boolean {
    const own = asked.query ?? '';
    const others = [...this.#shown].filter(([space]) => space !== own);
    const isKnown = this.shownIn(asked).has(key) && !this.#doubtful.has(placeOf(asked, key));
    return isKnown && !others.some(([, shown]) => shown.has(key));
  }

  /** Whether a null may have deleted what hid a value: another space shows it, from which this one may inherit. */
  mayUncover({ query }: Case, key: string, value: unknown): boolean {
    const others = [...this.#shown].filter(([space]) => space !== (query ?? ''));
    return this.nullDeletes && others.some(([, shown]) => jsonEqual(shown.get(key), value));
  }

  /** Whether a value may be what was there before, by any name of the space: it was sent or shown, or set to take back. */
  mayBeOld(key: string, value: unknown): boolean {
    const spaces = [this.#takenBack, ...this.#shown.values()];
    const known = spaces.filter((space) => space.has(key)).map((space) => space.get(key));
    const sent = [...this.sent].filter(([name]) => name.endsWith(` ${key}`));
    return [...known, ...sent.map(([, { last }]) => last)].some((each) => jsonEqual(each, value));
  }
}

/** The value that was sent last, and the last other one before it, if any. */
interface SentValues {
  readonly last: unknown;
  readonly others: readonly unknown[];
}

const NOTHING_SENT: SentValues = { last: undefined, others: [] };

function judge(exchange: Exchange, clause: string, memory: Memory): Judgement {
  const sent = sentPreferences(exchange.case);
  const returned = returnedPreferences(exchange);
  if (sent === null || Object.keys(sent).length === 0) return null;
  if (returned === null) {
    memory.noteUntold(exchange);
    return null;
  }
  // What is accepted all the same is stored.
  if (exchange.class !== 'valid') {
    memory.note(exchange.case, sent, returned);
    return null;
  }
  const deletes = ([key, value]: [string, unknown]): boolean =>
    value === null && !Object.hasOwn(returned, key);
  memory.nullDeletes ||= Object.entries(sent).some(deletes);
  // What stands there as it did before is no sent preference under another name.
  const ofTheirOwn = once(() => ({ ...unchangedIn(returned, exchange.case, memory), ...sent }));
  const before = memory.shownIn(exchange.case);
  const appendsTo = ([key, value]: [string, unknown]): boolean =>
    isAppended(before.get(key), value, returned[key]);
  if (Object.entries(sent).filter(isFilledList).some(appendsTo)) {
    memory.transformations.add(APPENDED);
  }
  const renamed = otherNames(exchange);
  const shared = new Set(renamed.values());
  for (const key of Object.keys(sent).filter((each) => Object.hasOwn(returned, each))) {
    for (const trait of traitsOf(key)) memory.traits.add(trait);
  }
  const violationsOf = ([key, value]: [string, unknown]): readonly Violation[] => {
    const other = renamed.get(key);
    if (other !== undefined && mayBeNamed(key, other)) return [];
    const shown = returned[key];
    if (!Object.hasOwn(returned, key)) {
      if (value === null || mayBeDeleted(key)) return [];
      return [found(key, value, 'absent', absence(key, value, returned, ofTheirOwn()))];
    }
    if (shared.has(key) || isSaved([value, shown], exchange.case, key, memory)) return [];
    if (value === null && memory.mayUncover(exchange.case, key, shown)) return [];
    return [found(key, value, describeValue(shown), labelOf(key, value, shown))];
  };
  const violations = Object.entries(sent).flatMap(violationsOf);
  memory.note(exchange.case, sent, returned);
  return violations;

  /** What became of a value: what the target makes of any such value comes before what an earlier one left. */
  function labelOf(key: string, value: unknown, shown: unknown): string {
    const isLonger = appendsTo([key, value]);
    // An empty list that changes nothing may be one that was appended.
    if (isLonger && memory.transformations.has(APPENDED)) return APPENDED;
    const made = transformation(value, shown);
    const { others } = valuesAfter(memory.sent.get(placeOf(exchange.case, key)), value);
    const wasSent = others.some((other) => jsonEqual(other, shown));
    const isStale = wasSent || memory.mayBeOld(key, shown);
    if (!isStale) memory.transformations.add(made);
    const isConverted = !wasSent || conversion(value, shown) !== null;
    return isStale && !(isConverted && memory.transformations.has(made)) ? STALE : made;
  }

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

  function found(key: string, value: unknown, actual: string, label: string): Violation {
    const place = `${JSON.stringify(key)}: `;
    return {
      clause,
      ...preferencePlace(key),
      expected: place + describeValue(value),
      actual: place + actual,
      label,
    };
  }
}

/** Whether a list is shown as the one before it with its own items behind. */
function isAppended(before: unknown, sent: unknown, shown: unknown): boolean {
  const [there, own] = [itemsOf(before), itemsOf(sent)];
  return there.length > 0 && Array.isArray(sent) && jsonEqual([...there, ...own], shown);
}

function isFilledList([, value]: [string, unknown]): boolean {
  return itemsOf(value).length > 0;
}

/** The items of a list; none of anything else. */
function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
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
 * deeply, into whatever there was, where another name of the space may have stored it.
 */
function isSaved(
  [sent, shown]: readonly [unknown, unknown],
  asked: Case,
  key: string,
  memory: Memory,
): boolean {
  if (jsonEqual(sent, shown)) return true;
  const before = memory.shownIn(asked);
  const isMergedInto = (there: unknown): boolean =>
    jsonEqual(merged(there, sent, false), shown) ||
    ((memory.nullDeletes || memory.goesOn) && jsonEqual(merged(there, sent, true), shown));
  if (isMergedInto(before.get(key))) {
    memory.mergesDeeply ||= isJsonObject(sent);
    return true;
  }
  const mayBeThere = memory.goesOn && !before.has(key);
  const mayBeOther = memory.mergesDeeply && !memory.knows(asked, key);
  return (mayBeOther || mayBeThere) && isMergedInto(shown);
}
