import type { Exchange } from '../http/exchange.ts';
import { equal } from '../json/json-value.ts';
import { hasForm } from './name-forms.ts';
import {
  merged,
  type Preferences,
  returnedPreferences,
  sentPreferences,
} from './preferences-of.ts';
import type { StoreEvent } from './stored-space.ts';

/** A preference that an update sent, and that a later response does not show so. */
export interface Unsaved {
  readonly key: string;
  readonly sent: unknown;
  readonly by: Exchange;
}

/**
 * Accepted updates of a space whose responses did not show it, oldest first; none where something else may have changed
 * the space as well.
 */
export function unshownUpdates(
  events: readonly StoreEvent[],
  concerns: (event: StoreEvent) => boolean,
): readonly Exchange[] {
  const relevant = events.filter((event) => event.kind !== 'refused' && concerns(event));
  if (relevant.some(({ kind }) => kind !== 'saved' && kind !== 'empty')) return [];
  return relevant.filter(({ kind }) => kind === 'saved').map(({ exchange }) => exchange);
}

/**
 * What the responses to updates did not show, and the first one that shows their space does not show as it was sent.
 * Where updates may replace, only the last of them counts.
 */
export function unsavedIn(
  updates: readonly Exchange[],
  shown: Preferences,
  way: 'merges' | 'replaces' | 'unknown',
): readonly Unsaved[] {
  const last = new Map<string, Unsaved>();
  for (const by of way === 'merges' ? updates : updates.slice(-1)) {
    const answered = returnedPreferences(by) ?? {};
    for (const [key, value] of Object.entries(sentPreferences(by.case) ?? {})) {
      // What came back wrong already is a finding of the response, not also of the store.
      const sent = Object.hasOwn(answered, key) ? answered[key] : value;
      last.set(key, { key, sent, by });
    }
  }
  return [...last.values()].filter(
    ({ key, sent, by }) => by.class === 'valid' && !isShownAs(sent, key, shown),
  );
}

/** Whether some preference that updates in flight together sent is shown as none of them sent it, nor was answered. */
export function showsNothingOfSome(events: readonly StoreEvent[], shown: Preferences): boolean {
  const together = events.filter(
    ({ kind, exchange }) => kind === 'together' && exchange.class === 'valid',
  );
  const values = new Map<string, unknown[]>();
  for (const { exchange, overwritten = [] } of together) {
    const answered = returnedPreferences(exchange) ?? {};
    for (const [key, value] of Object.entries(sentPreferences(exchange.case) ?? {})) {
      if (overwritten.includes(key)) continue;
      const sent = Object.hasOwn(answered, key) ? [value, answered[key]] : [value];
      values.set(key, [...(values.get(key) ?? []), ...sent]);
    }
  }
  return [...values].some(([key, sent]) => !sent.some((value) => isShownAs(value, key, shown)));
}

/** Whether sending a value again would change nothing: it is there, as it is or merged into what was there before. */
function isShownAs(sent: unknown, key: string, shown: Preferences): boolean {
  // What has a name of the same form may stand for it.
  if (!Object.hasOwn(shown, key)) return sent === null || hasForm(shown, key);
  const now = shown[key];
  return [false, true].some((nullDeletes) => equal(merged(now, sent, nullDeletes), now));
}
