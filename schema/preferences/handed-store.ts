import type { Exchange } from '../http/exchange.ts';
import {
  exchangeOf,
  isWrittenExchange,
  writtenExchange,
  type WrittenExchange,
} from '../http/written-case.ts';
import { flag, like, listOf, number, one, orNull, text } from '../json/json-shape.ts';
import { equal, nestsDeeper } from '../json/json-value.ts';
import { Sight } from './sight.ts';
import type { StoreBehaviour, StoreFacts } from './store-finding.ts';
import type { StoredSpace, StoreEvent, Unshown, Written } from './stored-space.ts';

/** Octets of what the spaces show, at most: of a larger store, only how it treats updates is handed on. */
const MOST_OCTETS = 256 * 1024;

/** Levels of objects and lists that a value may have to be written: JSON.stringify fails at some thousands. */
const MOST_LEVELS = 500;

/** Where a request stands in the list of requests; `null` for none. */
type Place = number | null;

interface HandedWritten extends Omit<Written, 'by' | 'first' | 'after' | 'over'> {
  readonly name: string;
  readonly by: number;
  readonly first: number;
  readonly after: Place;
  readonly over: Place;
}

interface HandedSpace {
  readonly query: string;
  /** The request whose response showed it last; `null` where what came since makes that uncertain. */
  readonly shownBy: Place;
  /** Names with values. */
  readonly shown: readonly (readonly [string, unknown])[];
  readonly written: readonly HandedWritten[];
  readonly events: readonly { readonly kind: StoreEvent['kind']; readonly request: number }[];
  readonly refusedElsewhere: readonly number[];
  readonly last: Place;
  readonly unshown: readonly (readonly [string, Unshown])[];
}

/** What is known of a store, as JSON can hold it. */
interface HandedStore {
  /** All requests that the rest speaks of, each once. */
  readonly requests: readonly WrittenExchange[];
  readonly behaviour: Omit<HandedBehaviour, 'shownBy'> & { readonly shownBy: readonly number[] };
  readonly spaces: readonly HandedSpace[];
  readonly apart: readonly string[];
}

/** How a target treats updates; how it is read is a matter of settings. */
type HandedBehaviour = Omit<StoreBehaviour, 'isReadApart'>;

/**
 * What a model knows, as JSON: requests without their responses, which may hold secrets, and what the spaces held.
 *
 * @param facts without the last requests: who takes over has other ones before its own
 */
export function handedOn(facts: Omit<StoreFacts, 'recent'>): Readonly<Record<string, unknown>> {
  const { behaviour, spaces, apart } = facts;
  const octets = [...spaces.values()].map(({ shown }) => shown?.by.response?.body.length ?? 0);
  const isSmall = octets.reduce((sum, each) => sum + each, 0) <= MOST_OCTETS;
  const requests = new Requests();
  const { way, nulls, showsStored, responses, shownBy } = behaviour;
  const handed: HandedStore = {
    behaviour: {
      ...{ way, nulls, showsStored, responses },
      shownBy: shownBy.map((exchange) => requests.placeOf(exchange)),
    },
    spaces: [...(isSmall ? spaces : [])].map(([query, space]) =>
      writtenSpace(query, space, requests),
    ),
    apart: [...apart],
    requests: requests.all,
  };
  return { ...handed };
}

/** What was handed on; `null` where that cannot be read. */
export function takenOver(
  handed: unknown,
): (Pick<StoreFacts, 'spaces' | 'apart'> & { readonly behaviour: HandedBehaviour }) | null {
  if (!isHandedStore(handed)) return null;
  const exchanges = handed.requests.map(exchangeOf);
  const at = (place: Place): Exchange | null =>
    place === null ? null : (exchanges[place] ?? null);
  const { shownBy, ...behaviour } = handed.behaviour;
  return {
    behaviour: { ...behaviour, shownBy: shownBy.flatMap((place) => at(place) ?? []) },
    spaces: new Map(handed.spaces.map((space) => [space.query, spaceOf(space, at)])),
    apart: new Set(handed.apart),
  };
}

/** Gives each request its place in a list. */
class Requests {
  readonly all: WrittenExchange[] = [];
  readonly #places = new Map<Exchange, number>();

  placeOf(exchange: Exchange): number {
    const known = this.#places.get(exchange);
    if (known !== undefined) return known;
    const place = this.all.push(writtenExchange(exchange)) - 1;
    this.#places.set(exchange, place);
    return place;
  }

  placeOrNull(exchange: Exchange | null): Place {
    return exchange === null ? null : this.placeOf(exchange);
  }
}

/** Of a space that was not shown since it may have changed, only the names of the suite are known. */
function writtenSpace(query: string, space: StoredSpace, requests: Requests): HandedSpace {
  const { shown, events, refusedElsewhere, last, unshown } = space;
  const isCertain = shown !== null && events.every(isElsewhere);
  const values = isCertain ? Object.entries(shown.preferences) : [];
  const exact = new Set(values.filter(([, value]) => isExact(value)).map(([name]) => name));
  return {
    query,
    shownBy: isCertain ? requests.placeOf(shown.by) : null,
    // Of what is not exact, the name alone counts.
    shown: values.map(([name, value]) => [name, asHanded(value)]),
    written: [...space.written]
      .filter(([name]) => !isCertain || exact.has(name))
      .map(([name, { by, first, after, over, ...known }]) => ({
        ...{ name, ...known, by: requests.placeOf(by), first: requests.placeOf(first) },
        after: requests.placeOrNull(after),
        over: requests.placeOrNull(over),
      })),
    events: events
      .filter(isElsewhere)
      .map(({ kind, exchange }) => ({ kind, request: requests.placeOf(exchange) })),
    refusedElsewhere: refusedElsewhere.map((exchange) => requests.placeOf(exchange)),
    last: requests.placeOrNull(last),
    unshown: [...unshown],
  };
}

/** Nothing is asked of the responses to such requests. */
function isElsewhere({ kind }: StoreEvent): boolean {
  return kind === 'elsewhere' || kind === 'refused';
}

/** A value as it is handed on: nothing of one that nests deeper than `JSON.stringify` may go. */
export function asHanded(value: unknown): unknown {
  return nestsDeeper(value, MOST_LEVELS) ? null : value;
}

/** Whether JSON text can hold a value as it is: it has no number beyond those of a double, and does not nest too deeply. */
function isExact(value: unknown): boolean {
  if (nestsDeeper(value, MOST_LEVELS)) return false;
  const again: unknown = JSON.parse(JSON.stringify(value));
  return equal(again, value);
}

function spaceOf(handed: HandedSpace, at: (place: Place) => Exchange | null): StoredSpace {
  const shownBy = at(handed.shownBy);
  return {
    shown: shownBy && new Sight(shownBy, Object.fromEntries(handed.shown)),
    written: new Map(
      handed.written.flatMap(({ name, by, first, after, over, ...known }) => {
        const [writer, firstWriter] = [at(by), at(first)];
        if (writer === null || firstWriter === null) return [];
        const others = { first: firstWriter, after: at(after), over: at(over) };
        return [[name, { ...known, by: writer, ...others }] as const];
      }),
    ),
    events: handed.events.flatMap(({ kind, request }) => {
      const exchange = at(request);
      return exchange === null ? [] : [{ kind, exchange }];
    }),
    refusedElsewhere: handed.refusedElsewhere.flatMap((request) => at(request) ?? []),
    last: at(handed.last),
    dropped: new Map(),
    deleted: new Map(),
    unshown: new Map(handed.unshown),
  };
}

const place = orNull(number);

const isOfHandedStore = like({
  requests: listOf(isWrittenExchange),
  behaviour: like({
    way: one('merges', 'replaces', 'unknown'),
    nulls: one('deleted', 'stored', 'unknown'),
    showsStored: flag,
    responses: one('whole', 'update only'),
    shownBy: listOf(number),
  }),
  spaces: listOf(
    like({
      query: text,
      shownBy: place,
      shown: listOf(Array.isArray),
      written: listOf(like({ name: text, by: number, first: number, after: place, over: place })),
      refusedElsewhere: listOf(number),
      events: listOf(like({ kind: one('elsewhere', 'refused'), request: number })),
      last: place,
      unshown: listOf(Array.isArray),
    }),
  ),
  apart: listOf(text),
});

function isHandedStore(value: unknown): value is HandedStore {
  return isOfHandedStore(value);
}
