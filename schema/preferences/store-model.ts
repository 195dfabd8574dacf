import type { Case, Exchange } from '../http/exchange.ts';
import {
  returnedPreferences,
  sendsPreference,
  sendsPreferences,
  showsPreferences,
  sentPreferences,
  type Preferences,
} from './preferences-of.ts';
import { unwritten } from './deleted-preferences.ts';
import { handedOn, takenOver } from './handed-store.ts';
import { leakedPreferences } from './leaked-preferences.ts';
import { remembered, rememberedExchanges, rememberedSpaces } from './remembered.ts';
import type { Store } from '../requirements/store.ts';
import { namesSaved, sharesNoName } from './sent-names.ts';
import type { SightJudgement, StoreBehaviour, StoreFacts } from './store-finding.ts';
import { Sight } from './sight.ts';
import { savedUnseen } from './saved-unseen.ts';
import { SeenSpace } from './seen-space.ts';
import { judgeSight } from './store-sight.ts';
import {
  changesNothing,
  eventOf,
  isAccepted,
  isReading,
  NO_SPACE,
  NOTHING_SEEN,
  showsSomeOf,
  type StoredSpace,
  type StoreEvent,
  withEvent,
  writersIn,
} from './stored-space.ts';
import { knownAfter } from './written-preferences.ts';

/** What one exchange says of the store. */
export interface StoreJudgement extends Pick<
  SightJudgement,
  'exercised' | 'findings' | 'isBehind'
> {
  /** The model after the exchange. */
  readonly next: StoreModel;
}

/** What one exchange says of the store, and the model before it. */
type StoreJudgementBefore = StoreJudgement & { readonly before: StoreModel };

/** What exchanges that were in flight together say of the store. */
export interface StoresTogether {
  /** For each exchange, with the model that it was held against. */
  readonly judgements: readonly StoreJudgementBefore[];
  /** The model after all of them. */
  readonly next: StoreModel;
}

/** Refused requests of other spaces that a space remembers, the last ones. */
const MOST_REFUSED = 2;

const NOTHING_LEARNED: StoreBehaviour = {
  way: 'unknown',
  nulls: 'unknown',
  showsStored: false,
  shownBy: [],
  responses: 'whole',
  isReadApart: () => false,
};

/**
 * What a target stores, as far as its responses show it: for each space what was shown last, which update wrote each
 * preference, and how the target treats updates. Immutable: following an exchange gives the next model, so that a
 * response can be tried before it is believed. Only preferences that the suite wrote are judged; what a server keeps by
 * itself is its own affair.
 */
export class StoreModel implements Store {
  readonly behaviour: StoreBehaviour;
  readonly #known: ReadonlySet<string>;
  readonly #spaces: ReadonlyMap<string, StoredSpace>;
  /** Pairs of queries that were seen not to name the same space. */
  readonly #apart: ReadonlySet<string>;
  readonly #recent: readonly Exchange[];

  /** @param known queries of the spaces that are known to be different ones */
  constructor(known: Iterable<string> = [], facts: StoreStart = {}) {
    this.#known = new Set(known);
    this.behaviour = { ...NOTHING_LEARNED, ...facts.behaviour };
    this.#spaces = facts.spaces ?? new Map<string, StoredSpace>();
    this.#apart = facts.apart ?? new Set<string>();
    this.#recent = facts.recent ?? [];
  }

  /** Names of the preferences that the suite wrote in a space, by any of its names, and that may be there, oldest first. */
  writtenIn(query: string | null): readonly string[] {
    const { written, events } = this.#space(query);
    const since = events.filter((event) => this.#mayHaveWritten(query, event));
    const sent = since.flatMap(({ exchange }) => namesSaved(exchange.case));
    const alias = this.#writtenByOtherNames(query).map(([key]) => key);
    // Where an update replaces, or null does not delete, nothing would take them away.
    const isDeletable = this.deletes && this.behaviour.way === 'merges';
    const unseen = isDeletable ? savedUnseen(this.#spaces, query ?? NO_SPACE, this.#known) : [];
    return [...new Set([...alias, ...written.keys(), ...unseen, ...sent])];
  }

  /** Whether an event may have written in a space, also by another name of it where what is not there can be deleted as well. */
  #mayHaveWritten(query: string | null, { kind, exchange }: StoreEvent): boolean {
    if (kind !== 'elsewhere') return kind !== 'refused';
    return this.deletes && this.mayBeSame(query, exchange.case.query);
  }

  /** Whether a preference that was updated with null was seen to be gone. */
  get deletes(): boolean {
    return this.behaviour.nulls === 'deleted';
  }

  /** Whether a preference that was updated with null was seen to be null. */
  get empties(): boolean {
    return this.behaviour.nulls === 'stored';
  }

  /** Names of the preferences that a space shows and that the suite did not write. */
  foundIn(query: string | null): readonly string[] {
    const written = new Set(this.writtenIn(query));
    const names = this.#space(query).shown?.names ?? [];
    return names.filter((name) => !written.has(name));
  }

  /** Requests that what is stored in a space, or on its connection, may come from, oldest first, each once. */
  requestsBehind(query: string | null): readonly Exchange[] {
    const { written, events, last } = this.#space(query);
    const alias = this.#writtenByOtherNames(query).map(([, by]) => by);
    const updates = [...written.values()].map(({ by }) => by);
    const since = events.map(({ exchange }) => exchange);
    return [...new Set([...alias, ...updates, ...since, ...(last === null ? [] : [last])])];
  }

  /** The updates that wrote preferences of a space: of each the first one, the one before the last, and the last. */
  writersOf(query: string | null, names: readonly string[]): readonly Exchange[] {
    const { written } = this.#space(query);
    return names.flatMap((name) => {
      const { first, over, by } = written.get(name) ?? {};
      return [first, over, by].flatMap((each) => each ?? []);
    });
  }

  /** What a space shows that the suite wrote in one that may be the same by another name, with the updates that may have done so. */
  #writtenByOtherNames(query: string | null): readonly (readonly [string, Exchange])[] {
    const name = query ?? NO_SPACE;
    const { shown, written } = this.#space(query);
    const others = [...this.#spaces]
      .filter(([other]) => other !== name && this.mayBeSame(name, other))
      .flatMap(([, space]) => writersIn(space))
      .filter(([key]) => !written.has(key));
    const there = others.length === 0 ? {} : (shown?.preferences ?? {});
    return others.filter(([key]) => Object.hasOwn(there, key));
  }

  /** The last requests, in any space, after an exchange or, where it is long past, all that are remembered; oldest first. */
  since(exchange: Exchange): readonly Exchange[] {
    return this.#recent.slice(this.#recent.indexOf(remembered(exchange)) + 1);
  }

  /** The last requests, in any space, before an exchange, as far as they are remembered; oldest first. */
  until(exchange: Exchange): readonly Exchange[] {
    return this.#recent.slice(0, Math.max(0, this.#recent.indexOf(remembered(exchange))));
  }

  /**
   * Follows one exchange.
   *
   * @param manner `together` where other requests were in flight with it; `unseen` where what it shows is not believed
   */
  follow(
    exchange: Exchange,
    manner: 'ordered' | 'together' | 'unseen' = 'ordered',
  ): StoreJudgement {
    const judgement = this.#judge(remembered(exchange), manner);
    const recent = rememberedExchanges([...this.#recent, remembered(exchange)]);
    return { ...judgement, next: judgement.next.#change({ recent }) };
  }

  #judge(exchange: Exchange, manner: 'ordered' | 'together' | 'unseen'): StoreJudgement {
    const query = exchange.case.query ?? NO_SPACE;
    const space = this.#space(query);
    const ordered = manner !== 'together';
    const shown =
      manner === 'ordered' && this.shows(exchange) ? returnedPreferences(exchange) : null;
    if (shown === null) {
      const event = eventOf(exchange, ordered);
      const events = event === null ? space.events : [...space.events, event];
      const next = this.#with(query, { ...space, events, last: exchange });
      return { exercised: [], findings: [], isBehind: false, next: next.#elsewhere(exchange) };
    }
    const seen = new SeenSpace({
      behaviour: this.behaviour,
      space,
      exchange,
      shown,
      leaks: this.#leaks(query, shown),
      mayBe: (other) => this.mayBeSame(query, other),
      isKeptElsewhere: (update) => this.#known.has(query) && this.#isKept(update),
    });
    const { exercised, findings, isBehind, behaviour } = judgeSight(seen);
    const apart = this.#apartAfter(query, shown, exchange);
    const next = this.#change({ behaviour, apart }).#with(query, {
      shown: new Sight(exchange),
      ...knownAfter(seen),
      events: [],
      refusedElsewhere: [],
      last: exchange,
    });
    return { exercised, findings, isBehind, next: next.#elsewhere(exchange) };
  }

  /** Whether a response shows preferences, and these are all that its space holds. */
  shows(exchange: Exchange): boolean {
    if (!showsPreferences(exchange)) return false;
    const { responses, isReadApart } = this.behaviour;
    if (sendsPreferences(exchange)) return responses === 'whole';
    return isReading(exchange) === isReadApart(exchange.case.query);
  }

  /** Whether updates of a space were seen to show only what they change, and nothing else reads it. */
  hides(query: string | null): boolean {
    const { responses, isReadApart } = this.behaviour;
    return responses === 'update only' && !isReadApart(query);
  }

  /**
   * Follows exchanges that were in flight together. Each is held against the store as it is whatever the order was: its
   * judgement takes all that the others send for uncertain. Afterwards a preference that only one of them sent is as
   * the response to that one shows it, where updates are known to merge; all else that they sent stays uncertain.
   */
  followTogether(exchanges: readonly Exchange[]): StoresTogether {
    const after = (some: readonly Exchange[]): StoreModel =>
      some.reduce<StoreModel>((model, each) => model.follow(each, 'together').next, this);
    const judged = (exchange: Exchange) => {
      const before = after(exchanges.filter((each) => each !== exchange));
      // In flight, a read may rightly come before the updates.
      return { ...before.follow(exchange), isBehind: false, before };
    };
    if (exchanges.every(changesNothing)) return this.#followUnchanged(exchanges, judged);
    const judgements = exchanges.map(judged);
    const next = exchanges.reduce<StoreModel>((model, exchange, index) => {
      const own = judgements[index]?.next;
      const others = exchanges.filter((each) => each !== exchange).map((each) => each.case);
      return own !== undefined && sharesNoName(exchange.case, others)
        ? model.#withOwnOf(exchange, own)
        : model;
    }, after(exchanges));
    return { judgements, next };
  }

  /**
   * Follows exchanges that change nothing: what one of them shows is known by the time of the next one. Each is read once.
   *
   * @param judged the judgement of one of them
   */
  #followUnchanged(
    exchanges: readonly Exchange[],
    judged: (exchange: Exchange) => StoreJudgementBefore,
  ): StoresTogether {
    const judgements: StoreJudgementBefore[] = [];
    const next = exchanges.reduce<StoreModel>((model, exchange) => {
      const said = model.follow(exchange);
      judgements.push({ ...judged(exchange), exercised: said.exercised });
      return said.next;
    }, this);
    return { judgements, next };
  }

  /** Whether requests come to the same in any order, as far as is known: updates do where they merge and share no name. */
  allowsTogether(cases: readonly Case[]): boolean {
    const names = cases.flatMap((asked) => Object.keys(sentPreferences(asked) ?? {}));
    const { way, responses } = this.behaviour;
    const isKnown = way === 'merges' && responses === 'whole';
    return names.length === 0 || (isKnown && new Set(names).size === names.length);
  }

  /** Whether a request may change what is stored: all do but those that read, or update without content. */
  mayChange({ method, body }: Case): boolean {
    if (method === 'GET') return false;
    return body === null || Buffer.from(body).toString('latin1').trim() !== '{}';
  }

  /** A model that knows how the target treats updates, and nothing of what it stores; see `Store`. */
  emptied(reader?: 'apart'): StoreModel {
    const isReadApart = reader === 'apart' ? () => true : this.behaviour.isReadApart;
    return new StoreModel(this.#known, { behaviour: { ...this.behaviour, isReadApart } });
  }

  /** What it knows, but for its last requests; see `Store`. */
  handedOn(): Readonly<Record<string, unknown>> {
    return handedOn({ behaviour: this.behaviour, spaces: this.#spaces, apart: this.#apart });
  }

  /** A model that goes on from what another one has handed on; one that knows nothing where that cannot be read. */
  static takingOver(
    known: Iterable<string>,
    handed: unknown,
    isReadApart: StoreBehaviour['isReadApart'],
  ): StoreModel {
    const { behaviour, ...facts } = takenOver(handed) ?? {};
    return new StoreModel(known, { ...facts, behaviour: { ...behaviour, isReadApart } });
  }

  /** This model with what one of several updates in flight wrote, as a model that followed it shows it. */
  #withOwnOf(exchange: Exchange, own: StoreModel): StoreModel {
    const query = exchange.case.query ?? NO_SPACE;
    const [space, seen] = [this.#space(query), own.#space(query)];
    const names = namesSaved(exchange.case);
    const isSeen = seen.last === remembered(exchange) && seen.events.length === 0;
    if (this.behaviour.way !== 'merges' || !isSeen || space.shown === null) return this;
    const written = [
      ...[...space.written].filter(([name]) => !names.includes(name)),
      ...[...seen.written].filter(([name]) => names.includes(name)),
    ];
    return this.#with(query, {
      ...space,
      shown: space.shown.with(names, seen.shown?.preferences ?? {}),
      written: new Map(written),
      deleted: unwritten(space.deleted, names),
      unshown: new Map([
        ...[...space.unshown].filter(([name]) => !names.includes(name)),
        ...[...seen.unshown].filter(([name]) => names.includes(name)),
      ]),
      events: space.events
        .filter((event) => event.exchange !== remembered(exchange))
        .map((event) => ({ ...event, overwritten: [...(event.overwritten ?? []), ...names] })),
    });
  }

  #space(query: string | null): StoredSpace {
    return this.#spaces.get(query ?? NO_SPACE) ?? NOTHING_SEEN;
  }

  #change(facts: Partial<StoreFacts>): StoreModel {
    const { behaviour } = this;
    const now = { behaviour, spaces: this.#spaces, apart: this.#apart, recent: this.#recent };
    return new StoreModel(this.#known, { ...now, ...facts });
  }

  #with(query: string, space: StoredSpace): StoreModel {
    const isKept = (name: string): boolean => name === query || this.#known.has(name);
    return this.#change({
      spaces: rememberedSpaces(new Map(this.#spaces).set(query, space), isKept),
    });
  }

  /** An accepted update is an event of all other spaces that were shown; a refused one may be to blame for what they lose. */
  #elsewhere(exchange: Exchange): StoreModel {
    const isUpdate = isAccepted(exchange) && sendsPreferences(exchange);
    if (!isUpdate && eventOf(exchange, true)?.kind !== 'refused') return this;
    const query = exchange.case.query ?? NO_SPACE;
    const spaces = [...this.#spaces].map(([name, space]) => {
      if (name === query || space.shown === null) return [name, space] as const;
      if (isUpdate) return [name, withEvent(space, { exchange, kind: 'elsewhere' })] as const;
      const refusedElsewhere = [...space.refusedElsewhere, exchange].slice(-MOST_REFUSED);
      return [name, { ...space, refusedElsewhere }] as const;
    });
    return this.#change({ spaces: new Map(spaces) });
  }

  /** Whether two queries may name the same space: other names of it, or one that a target takes by default. */
  mayBeSame(one: string | null, other: string | null): boolean {
    const [left, right] = [one ?? NO_SPACE, other ?? NO_SPACE];
    if (this.#known.has(left) && this.#known.has(right)) return left === right;
    return !this.#apart.has(pairOf(left, right));
  }

  /** Whether an update of a known space was shown there by a later response. */
  #isKept(update: Exchange): boolean {
    const query = update.case.query ?? NO_SPACE;
    const written = [...this.#space(query).written.values()].filter(({ by }) => by === update);
    return this.#known.has(query) && written.some(({ seenSince }) => seenSince);
  }

  /** A space that shows nothing of what the suite wrote in another, and nobody changed since, is not that other one. */
  #apartAfter(query: string, shown: Preferences, exchange: Exchange): ReadonlySet<string> {
    // Where updates replace, this one may have taken away what was there.
    if (sendsPreferences(exchange) && this.behaviour.way !== 'merges') return this.#apart;
    const others = [...this.#spaces].filter(
      ([name, space]) =>
        name !== query &&
        // What was handed on of one that may have changed since are its names alone.
        space.shown !== null &&
        space.events.length === 0 &&
        // A read may lag behind an update that was made by another name; what this one sent, it may have deleted itself.
        [...space.written].some(
          ([key, { readSince }]) => readSince && !sendsPreference(exchange, key),
        ) &&
        // One that lacks some may be the same one, with a limit on how many it keeps.
        !showsSomeOf(space, shown),
    );
    return new Set([...this.#apart, ...others.map(([name]) => pairOf(query, name))]);
  }

  /** What a known space shows of other known ones: of two names, nobody knows whether they mean one space. */
  #leaks(query: string, shown: Preferences): ReadonlyMap<string, Exchange> {
    const others = [...this.#spaces].filter(
      ([name]) => name !== query && this.#known.has(query) && this.#known.has(name),
    );
    const inOthers = others.map(([, space]) => space);
    return leakedPreferences(this.#space(query), inOthers, shown, this.deletes);
  }
}

/** What a model begins with. */
interface StoreStart extends Partial<Omit<StoreFacts, 'behaviour'>> {
  readonly behaviour?: Partial<StoreBehaviour>;
}

function pairOf(one: string, other: string): string {
  return JSON.stringify([one, other].toSorted());
}
