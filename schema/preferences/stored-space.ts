import { type Exchange, isRefused } from '../http/exchange.ts';
import { equal } from '../json/json-value.ts';
import { once } from '../once-per.ts';
import { type Preferences, sentPreferences } from './preferences-of.ts';
import { namesSaved } from './sent-names.ts';
import type { Sight } from './sight.ts';

/** A preference that the suite wrote. */
export interface Written {
  /** The update that wrote it. */
  readonly by: Exchange;
  /** Whether a response to another request has shown it since. */
  readonly seenSince: boolean;
  /** Whether one of those was a read: an update may be answered from elsewhere. */
  readonly readSince: boolean;
  /** The request before that update in its space; `null` for the first. */
  readonly after: Exchange | null;
  /** The update that had written it before; `null` for a new preference. */
  readonly over: Exchange | null;
  /** The first update that wrote it since it was not there; a target may go by that for good. */
  readonly first: Exchange;
  /** Whether the suite brought it in: it was not shown before. */
  readonly isNew: boolean;
  /** Whether its update was answered with another value than it sent, so that nobody can say what was saved. */
  readonly isDoubtful: boolean;
}

/** What happened to a space since its preferences were shown last. */
export interface StoreEvent {
  readonly exchange: Exchange;
  /** Names whose value is known from a later update. */
  readonly overwritten?: readonly string[];
  /**
   * - `saved`: an accepted update whose response shows no preferences
   * - `refused`: a request that was turned down
   * - `doubtful`: nobody can say what it changed: a failure, a 408, or something that should have been refused
   * - `elsewhere`: an accepted update of another space
   * - `together`: an accepted update with others in flight
   * - `empty`: an accepted update without content, whose response shows no preferences either
   */
  readonly kind: 'saved' | 'refused' | 'doubtful' | 'elsewhere' | 'together' | 'empty';
}

/** One space, as its last response showed it. */
export interface StoredSpace {
  /** `null` before any response has shown it. */
  readonly shown: Sight | null;
  /** Preferences that the suite wrote, and that were there when the space was shown last. */
  readonly written: ReadonlyMap<string, Written>;
  readonly events: readonly StoreEvent[];
  /** The last requests that named another space, or this one by another name, and were turned down since it was shown. */
  readonly refusedElsewhere: readonly Exchange[];
  /** The last request of the space. */
  readonly last: Exchange | null;
  /** Preferences that an update's response did not show any more, and that no later response was to show yet. */
  readonly dropped: ReadonlyMap<string, Dropped>;
  /** Preferences that an update with null was answered without, and that no reading has told of yet. */
  readonly deleted: ReadonlyMap<string, Deleted>;
  /** Names that accepted updates sent and that the space does not show as its own, by what the last of these did. */
  readonly unshown: ReadonlyMap<string, Unshown>;
}

/** `saved` where a value was sent that no response shows: the target may keep it all the same; `deleted` for a null. */
export type Unshown = 'saved' | 'deleted';

/** A preference that was there until the response to its deletion did not show it. */
export interface Deleted {
  readonly value: unknown;
  /** The update that wrote it, the request before its deletion, and that. */
  readonly by: readonly Exchange[];
}

/** A preference that was there, and that the response to an update of others did not show. */
export interface Dropped {
  readonly value: unknown;
  /** The update that wrote it, and the last one, whose response did not show it. */
  readonly by: readonly Exchange[];
  /** Whether it was not there before the suite wrote it. */
  readonly isNew: boolean;
}

/** The name of the space that a request without a query names. */
export const NO_SPACE = '';

/** A space of which nothing was shown yet, and to which nothing happened. */
export const NOTHING_SEEN: StoredSpace = {
  shown: null,
  written: new Map(),
  events: [],
  refusedElsewhere: [],
  dropped: new Map(),
  deleted: new Map(),
  unshown: new Map(),
  last: null,
};

/** The space, with one more event. */
export function withEvent(space: StoredSpace, event: StoreEvent): StoredSpace {
  return { ...space, events: [...space.events, event] };
}

/** What an exchange that shows no preferences is for its space; `null` where it changes nothing. */
export function eventOf(exchange: Exchange, ordered: boolean): StoreEvent | null {
  // A method that is not allowed is none that reads.
  if (isReading(exchange) && exchange.response?.status !== 405) return null;
  if (isRefused(exchange)) return { exchange, kind: 'refused' };
  const sendsNothing = changesNothing(exchange);
  if (isAccepted(exchange)) {
    if (sendsNothing) return { exchange, kind: 'empty' };
    return { exchange, kind: ordered ? 'saved' : 'together' };
  }
  return sendsNothing ? null : { exchange, kind: 'doubtful' };
}

/** Whether a request was accepted whose effect can be told: one that the contract allows, or leaves open. */
export function isAccepted({ response, class: caseClass }: Exchange): boolean {
  const status = response?.status ?? 500;
  return status >= 200 && status < 300 && (caseClass === 'valid' || caseClass === 'undefined');
}

/** Whether a request is known to change nothing: one that reads, or an update without content. */
export function changesNothing(exchange: Exchange): boolean {
  const isEmpty = exchange.class === 'valid' && sentPreferences(exchange.case) === null;
  return isReading(exchange) || isEmpty;
}

/** Whether a request is one of an operation that only reads. */
export function isReading({ case: asked }: Pick<Exchange, 'case'>): boolean {
  return asked.method === 'GET';
}

/** Whether a response shows some of what the suite wrote in a space, as it is there. */
export function showsSomeOf({ written, shown: there }: StoredSpace, shown: Preferences): boolean {
  const before = once(() => there?.preferences);
  return [...written].some(
    ([key, { isDoubtful }]) =>
      Object.hasOwn(shown, key) && (isDoubtful || equal(shown[key], before()?.[key])),
  );
}

/** What the suite wrote in a space, or may have written since that was shown, with the updates that did so. */
export function writersIn({
  written,
  events,
}: StoredSpace): readonly (readonly [string, Exchange])[] {
  const since = events.filter(({ kind }) => kind === 'saved' || kind === 'together');
  return [
    ...[...written].map(([key, { by }]) => [key, by] as const),
    ...since.flatMap(({ exchange }) =>
      namesSaved(exchange.case).map((key) => [key, exchange] as const),
    ),
  ];
}
