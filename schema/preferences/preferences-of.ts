import { readingOf } from '../http/response-reading.ts';
import { readingOfBody } from '../http/request-reading.ts';
import type { RawResponse, Case, Exchange } from '../http/exchange.ts';
import { isJsonObject } from '../json/json-value.ts';
import { oncePerLast } from '../once-per.ts';
import { childPointer } from '../json/json-pointer.ts';
import type { Violation } from '../contract/violations.ts';

const PREFERENCES = '/object/preferences';

/** Preferences by key. */
export type Preferences = Readonly<Record<string, unknown>>;

/** Names of some preferences, listed once for all who ask of the same ones after one another: there may be very many. */
export const namesOf: (preferences: Preferences) => readonly string[] = oncePerLast(
  (preferences: Preferences) => Object.keys(preferences),
);

/** The JSON value that a case sends; `undefined` where it sends none. */
export function sentValue(asked: Case): unknown {
  if (asked.body === null) return undefined;
  const reading = readingOfBody(asked.body);
  return reading.kind === 'json' ? reading.value : undefined;
}

/** The `updatedPreferences` that a case sends, when it sends an object there. */
export function sentPreferences(asked: Case): Preferences | null {
  const value = sentValue(asked);
  const updated = isJsonObject(value) ? value.updatedPreferences : undefined;
  return isJsonObject(updated) ? updated : null;
}

/** The JSON object of a 200 response; `null` for any other response. */
export function successBody({ response }: Exchange): Readonly<Record<string, unknown>> | null {
  return response?.status === 200 ? jsonObjectOf(response) : null;
}

/** The body of a response, when it is a JSON object. */
export function jsonObjectOf(response: RawResponse): Readonly<Record<string, unknown>> | null {
  const reading = readingOf(response);
  return reading.kind === 'json' && isJsonObject(reading.value) ? reading.value : null;
}

/** The user in a 200 response (`object`); `null` where there is none. */
export function userOf(exchange: Exchange): Readonly<Record<string, unknown>> | null {
  const user = successBody(exchange)?.object;
  return isJsonObject(user) ? user : null;
}

/** The preferences in a 200 response (`object.preferences`); `null` where they are no object. */
export function returnedPreferences({ response }: Exchange): Preferences | null {
  return response === undefined ? null : preferencesIn(response);
}

function preferencesIn(response: RawResponse): Preferences | null {
  const user = response.status === 200 ? jsonObjectOf(response)?.object : null;
  const value = isJsonObject(user) ? user.preferences : null;
  const preferences = isJsonObject(value) ? value : null;
  if (!shownNamesOf.has(response))
    shownNamesOf.set(response, preferences && shownNames(preferences));
  return preferences;
}

/** How many preferences a response shows, and their names; `null` where these take much memory. */
interface ShownNames {
  readonly count: number;
  readonly names: readonly string[] | null;
}

/** Names that are kept of a response, and their characters in all. */
const MOST_NAMES = 1_000;
const MOST_CHARACTERS = 16_384;

function shownNames(preferences: Preferences): ShownNames {
  const names = namesOf(preferences);
  const count = names.length;
  if (count > MOST_NAMES) return { count, names: null };
  const characters = names.reduce((sum, name) => sum + name.length, 0);
  return { count, names: characters > MOST_CHARACTERS ? null : names };
}

/** What responses show by name, known also where what was read of them is no longer held; `null` for those that show none. */
const shownNamesOf = new WeakMap<RawResponse, ShownNames | null>();

function shownBy({ response }: Exchange): ShownNames | null {
  if (response === undefined) return null;
  if (!shownNamesOf.has(response)) preferencesIn(response);
  return shownNamesOf.get(response) ?? null;
}

/** How many preferences a 200 response shows; `null` where it shows no object of them. */
export function preferenceCount(exchange: Exchange): number | null {
  return shownBy(exchange)?.count ?? null;
}

/** Names of the preferences that a 200 response shows; `null` where it shows no object of them. */
export function returnedNames(exchange: Exchange): readonly string[] | null {
  const names = shownBy(exchange)?.names;
  if (names !== null) return names ?? null;
  return namesOf(returnedPreferences(exchange) ?? {});
}

/** Whether a 200 response shows a preference. */
export function showsPreference(exchange: Exchange, name: string): boolean {
  const names = shownBy(exchange)?.names;
  if (names !== null) return names?.includes(name) === true;
  return Object.hasOwn(returnedPreferences(exchange) ?? {}, name);
}

/** Whether a 200 response shows preferences, as `preferenceCount` does. */
export function showsPreferences(exchange: Exchange): boolean {
  return preferenceCount(exchange) !== null;
}

/** Whether a request sends preferences. */
export function sendsPreferences({ case: asked }: Exchange): boolean {
  return Object.keys(sentPreferences(asked) ?? {}).length > 0;
}

/** Whether a request sends a preference. */
export function sendsPreference({ case: asked }: Exchange, key: string): boolean {
  return Object.hasOwn(sentPreferences(asked) ?? {}, key);
}

/**
 * Where a response shows a preference, or a member of one: the JSON pointer, and what stands for it in signatures,
 * which name no key that the suite chose.
 */
export function preferencePlace(...keys: readonly string[]): Pick<Violation, 'where' | 'place'> {
  return { where: keys.reduce(childPointer, PREFERENCES), place: `${PREFERENCES}/*` };
}

/**
 * What a value becomes that is merged member by member into what was there: objects deeply, all else replaced.
 *
 * @param before what was there; `undefined` for nothing
 * @param nullDeletes whether a null takes its member away, as in RFC 7396
 */
export function merged(before: unknown, sent: unknown, nullDeletes: boolean): unknown {
  if (!isJsonObject(sent)) return sent;
  const members = new Map(isJsonObject(before) ? Object.entries(before) : []);
  for (const [name, value] of Object.entries(sent)) {
    if (nullDeletes && value === null) members.delete(name);
    else members.set(name, merged(members.get(name), value, nullDeletes));
  }
  return Object.fromEntries(members);
}
