import { readingOf } from '../answer-reading.ts';
import { readingOfBody } from '../case-reading.ts';
import type { Answer, Case, Exchange } from '../exchange.ts';
import { isJsonObject } from '../json-object.ts';

/** Preferences by key. */
export type Preferences = Readonly<Record<string, unknown>>;

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

/** The JSON object of a 200 answer; `null` for any other answer. */
export function successBody(exchange: Exchange): Readonly<Record<string, unknown>> | null {
  return exchange.answer?.status === 200 ? jsonObjectOf(exchange.answer) : null;
}

/** The body of an answer, when it is a JSON object. */
export function jsonObjectOf(answer: Answer): Readonly<Record<string, unknown>> | null {
  const reading = readingOf(answer);
  return reading.kind === 'json' && isJsonObject(reading.value) ? reading.value : null;
}

/** The user in a 200 answer (`object`); `null` where there is none. */
export function userOf(exchange: Exchange): Readonly<Record<string, unknown>> | null {
  const user = successBody(exchange)?.object;
  return isJsonObject(user) ? user : null;
}

/** The preferences in a 200 answer (`object.preferences`); `null` where they are no object. */
export function returnedPreferences(exchange: Exchange): Preferences | null {
  const preferences = userOf(exchange)?.preferences;
  return isJsonObject(preferences) ? preferences : null;
}

/** Whether a request sends preferences. */
export function sendsPreferences({ case: asked }: Exchange): boolean {
  return Object.keys(sentPreferences(asked) ?? {}).length > 0;
}

/** Whether a request sends a preference. */
export function sendsPreference({ case: asked }: Exchange, key: string): boolean {
  return Object.hasOwn(sentPreferences(asked) ?? {}, key);
}
