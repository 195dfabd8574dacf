import type { Exchange } from '../http/exchange.ts';
import { equal, isJsonObject } from '../json/json-value.ts';
import { once } from '../once-per.ts';
import { formOf, otherNames } from './name-forms.ts';
import { merged, type Preferences, sendsPreferences, sentPreferences } from './preferences-of.ts';
import { namesSaved } from './sent-names.ts';
import type { SightParts, StoreBehaviour } from './store-finding.ts';
import { isReading, NO_SPACE, type StoredSpace, type StoreEvent } from './stored-space.ts';
import { unshownUpdates } from './unshown-updates.ts';

/** A space at the moment that a response shows it: what was known of it, and what is seen now. */
export class SeenSpace {
  /** How the target treats updates, as far as it had shown before. */
  readonly behaviour: StoreBehaviour;
  /** What was known of the space. */
  readonly space: StoredSpace;
  readonly exchange: Exchange;
  /** The preferences that the request sent; `null` where it was no update. */
  readonly sent: Preferences | null;
  /** The preferences that the response shows. */
  readonly shown: Preferences;
  /** Accepted updates since the space was shown last. */
  readonly unshown: readonly Exchange[];
  /** Preferences whose value nobody can foretell. */
  readonly loose: ReadonlySet<string>;
  /** Names that the request sent and the response does not show, with the names that it shows in their place. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Preferences that show as they were written in another space, with the updates that wrote them there. */
  readonly leaks: SightParts['leaks'];
  /** Whether an update of another known space was kept there. */
  readonly isKeptElsewhere: SightParts['isKeptElsewhere'];
  readonly #mayBe: (query: string) => boolean;
  /** Read where something of it is asked about: what was shown may be large. */
  readonly #before: () => Preferences;
  /** Names that the request may have saved. */
  readonly #saved: () => ReadonlySet<string>;
  readonly #namesOfTheirOwn: () => Preferences;
  /** Forms of names that may have touched another name of the same form. */
  readonly #formsTouched: () => ReadonlySet<string>;

  constructor({ behaviour, space, exchange, shown, leaks, mayBe, isKeptElsewhere }: SightParts) {
    this.behaviour = behaviour;
    this.space = space;
    this.exchange = exchange;
    this.sent = sentPreferences(exchange.case);
    this.#before = once(() => space.shown?.preferences ?? {});
    this.shown = shown;
    this.leaks = leaks;
    this.isKeptElsewhere = isKeptElsewhere;
    this.#mayBe = mayBe;
    const since = unshownUpdates(space.events, (event) => this.concerns(event));
    this.unshown = this.#mayBeCleared ? [] : since;
    this.loose = new Set(
      space.events
        .filter((event) => event.kind !== 'refused' && this.concerns(event))
        .flatMap(({ exchange: { case: asked } }) => namesSaved(asked)),
    );
    this.renamed = otherNames(exchange);
    this.#saved = once(() => new Set(namesSaved(exchange.case)));
    this.#formsTouched = once(() => this.#findFormsTouched());
    this.#namesOfTheirOwn = once(() => this.#findNames());
  }

  /** The preferences that were shown before. */
  get before(): Preferences {
    return this.#before();
  }

  /** What is there under its own name: it was there before, or was sent since, so that it is no other one renamed. */
  get namesOfTheirOwn(): Preferences {
    return this.#namesOfTheirOwn();
  }

  /** Whether what is shown can be held against what was shown before. */
  get isComparable(): boolean {
    return this.space.shown !== null && !this.#isBeyondKnowing;
  }

  /** Preferences that are shown with another value than before: wrong, whether the updates in between merge or replace. */
  changedEitherWay(): readonly string[] {
    const { space } = this;
    const isCertain = space.events.every(
      (event) => ['refused', 'empty', 'saved'].includes(event.kind) || !this.concerns(event),
    );
    if (space.shown === null || this.behaviour.way !== 'unknown' || !isCertain) return [];
    // One that was there before may fall back to a default of the target where updates replace.
    return this.bystanders().filter(
      (key) =>
        space.written.get(key)?.isNew === true &&
        Object.hasOwn(this.shown, key) &&
        !this.isKept(key),
    );
  }

  /** Whether a preference is shown as an update makes it, merged deeply or not. */
  isAsSent(key: string, value: unknown): boolean {
    const [before, shown] = [this.before[key], this.shown[key]];
    return [value, merged(before, value, false), merged(before, value, true)].some((saved) =>
      equal(saved, shown),
    );
  }

  /** Whether an event may have been one of this space: updates of another name may mean the same space. */
  concerns({ kind, exchange }: StoreEvent): boolean {
    return kind !== 'elsewhere' || this.#mayBe(exchange.case.query ?? NO_SPACE);
  }

  /** Preferences that this exchange should have left alone, unless it replaces all. */
  bystanders(): readonly string[] {
    const own = this.#saved();
    return [...this.space.written.keys()].filter(
      (key) =>
        Object.hasOwn(this.before, key) &&
        !own.has(key) &&
        !this.loose.has(key) &&
        !this.#formsTouched().has(formOf(key)) &&
        this.space.written.get(key)?.isDoubtful !== true,
    );
  }

  #findNames(): Preferences {
    const sent = this.space.events.map(({ exchange }) => sentPreferences(exchange.case) ?? {});
    const names = [this.before, ...sent, this.sent ?? {}].flatMap((each) => Object.keys(each));
    return Object.fromEntries(names.map((name) => [name, null]));
  }

  /** What was sent and is not shown by its own name may have been saved by another one, or have deleted that. */
  #findFormsTouched(): ReadonlySet<string> {
    const sent = [...Object.keys(this.sent ?? {}), ...this.loose];
    const touching = sent.filter((name) => !Object.hasOwn(this.shown, name));
    return new Set(touching.map(formOf));
  }

  /** Whether a preference is shown as it was before, or as its last update sent it: that may have been shown late. */
  isKept(key: string): boolean {
    if (Object.hasOwn(this.shown, key)) {
      const isAsBefore = equal(this.before[key], this.shown[key]);
      return isAsBefore || this.#isAsUpdated(key) || this.#isMergedUnseen(key);
    }
    // A null may be shown as absent: servers may take it for a deletion.
    return this.before[key] === null;
  }

  #isAsUpdated(key: string): boolean {
    const by = this.space.written.get(key)?.by;
    const sent = by === undefined ? null : sentPreferences(by.case);
    return sent !== null && Object.hasOwn(sent, key) && equal(sent[key], this.shown[key]);
  }

  /** Whether an object that a response showed as it was sent is shown merged into what was there before it. */
  #isMergedUnseen(key: string): boolean {
    const by = this.space.written.get(key)?.by;
    const sent = by === undefined ? undefined : sentPreferences(by.case)?.[key];
    const [before, shown] = [this.before[key], this.shown[key]];
    return isJsonObject(sent) && equal(sent, before) && equal(merged(shown, sent, false), shown);
  }

  /** Whether the exchange sends preferences. */
  writes(): boolean {
    return sendsPreferences(this.exchange);
  }

  /** Whether something happened after which nothing can be expected. */
  get #isBeyondKnowing(): boolean {
    return this.space.events.some(
      (event) =>
        event.kind === 'doubtful' ||
        (event.kind !== 'refused' &&
          !this.#isLook(event) &&
          this.concerns(event) &&
          // Where updates replace, the update in between took the place of all: one without content, too.
          this.behaviour.way !== 'merges'),
    );
  }

  /** Whether an update without content came last: where updates replace, that may leave nothing. */
  get #mayBeCleared(): boolean {
    const last = this.space.events.findLast((event) => event.kind !== 'refused');
    return last?.kind === 'empty' && !this.#isLook(last) && this.behaviour.way !== 'merges';
  }

  /** Whether an event did no more than to read, as this exchange does: with an update without content, where nothing else reads. */
  #isLook({ kind }: StoreEvent): boolean {
    return kind === 'empty' && !isReading(this.exchange);
  }
}
