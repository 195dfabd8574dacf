import { describeValue } from '../describe-value.ts';
import type { Exchange } from '../exchange.ts';
import { equal } from '../json-equality.ts';
import {
  sendsPreference,
  sendsPreferences,
  sentPreferences,
  type Preferences,
} from './preferences-of.ts';
import type { ScenarioRequirementId } from './scenario-requirements.ts';
import { merged } from './merging.ts';
import {
  suspectOf,
  type StoreBehaviour,
  type SightJudgement,
  type SightParts,
  type StoreFinding,
  type Suspect,
} from './store-finding.ts';
import {
  NO_SPACE,
  type Dropped,
  type StoredSpace,
  type StoreEvent,
  type Written,
} from './stored-space.ts';
import { absence, transformation } from './transformation.ts';
import { showsNothingOfSome, unsavedIn, unshownUpdates } from './unshown-updates.ts';

/** Requirements that an update is evidence of by what it did not send. */
const OF_BYSTANDERS: ReadonlySet<ScenarioRequirementId> = new Set([
  'merge-or-replace-is-constant',
  'empty-update-keeps',
]);

const UNSEEN = { seenSince: false, readSince: false };

/** Holds what a response shows of a space against what was known of it. */
export class StoreSight {
  readonly #behaviour: StoreBehaviour;
  readonly #space: StoredSpace;
  readonly #exchange: Exchange;
  readonly #sent: Preferences | null;
  readonly #before: Preferences;
  readonly #shown: Preferences;
  readonly #leaks: ReadonlyMap<string, Exchange>;
  readonly #mayBe: (query: string) => boolean;
  readonly #isKeptElsewhere: (update: Exchange) => boolean;
  /** Accepted updates since the space was shown last. */
  readonly #unshown: readonly Exchange[];
  /** Preferences whose value nobody can foretell. */
  readonly #loose: ReadonlySet<string>;
  /** Found once, for all that is lost. */
  #ownNames: Preferences | null = null;

  constructor({ behaviour, space, exchange, shown, leaks, mayBe, isKeptElsewhere }: SightParts) {
    this.#behaviour = behaviour;
    this.#space = space;
    this.#exchange = exchange;
    this.#sent = sentPreferences(exchange.case);
    this.#before = space.shown ?? {};
    this.#shown = shown;
    this.#leaks = leaks;
    this.#mayBe = mayBe;
    this.#isKeptElsewhere = isKeptElsewhere;
    this.#unshown = unshownUpdates(space.events, (event) => this.#concerns(event));
    this.#loose = new Set(
      space.events
        .filter((event) => event.kind !== 'refused' && this.#concerns(event))
        .flatMap(({ exchange: { case: asked } }) => Object.keys(sentPreferences(asked) ?? {})),
    );
  }

  judge(): SightJudgement {
    const learned = { ...this.#behaviour, nulls: this.#nulls() };
    if (this.#space.shown === null || this.#isBeyondKnowing()) {
      const behaviour = { ...learned, ...this.#learnFromUnshown() };
      return { ...this.#unsaved(behaviour.way), isBehind: this.#isBehind(), behaviour };
    }
    const behaviour = { ...learned, ...this.#learnWay() };
    const { way } = behaviour;
    const unsaved = this.#unsaved(way);
    return {
      exercised: [...new Set([...this.#exercised(way), ...unsaved.exercised])],
      findings: [
        ...this.#differences(way),
        ...unsaved.findings,
        ...this.#savedAfterAll(),
        ...this.#leaked(),
      ],
      isBehind: this.#isBehind(),
      behaviour,
    };
  }

  /** What a response says of the updates before it whose own responses did not show what they saved. */
  #unsaved(way: StoreBehaviour['way']): Pick<SightJudgement, 'exercised' | 'findings'> {
    if (this.#writes() || this.#unshown.length === 0) return { exercised: [], findings: [] };
    const findings = unsavedIn(this.#unshown, this.#shown, way).map(({ key, sent, by }) => ({
      requirement: 'update-is-saved' as const,
      key,
      ...this.#difference(key, sent, sentPreferences(by.case) ?? {}),
      before: [by],
      suspects: this.#suspects(key),
    }));
    return { exercised: ['update-is-saved'], findings };
  }

  /** As `#learnWay`, from updates whose responses did not show what became of the others. */
  #learnFromUnshown(): Partial<StoreBehaviour> {
    const last = this.#unshown.findLast((update) => sendsPreferences(update));
    const others = this.#bystanders().filter((key) => this.#before[key] !== null);
    if (this.#behaviour.way !== 'unknown' || last === undefined || others.length === 0) return {};
    if (unsavedIn([last], this.#shown, 'replaces').length > 0) return {};
    const there = others.filter((key) => Object.hasOwn(this.#shown, key));
    if (there.length > 0 && there.length < others.length) return {};
    const writers = others.flatMap((key) => this.#space.written.get(key)?.by ?? []);
    const shownBy = [...writers.slice(0, 1), last];
    return { way: there.length === 0 ? 'replaces' : 'merges', shownBy };
  }

  /** What the suite wrote and is there now, with the updates that wrote it. */
  written(): ReadonlyMap<string, Written> {
    const before = [...this.#space.written].filter(([key]) => Object.hasOwn(this.#shown, key));
    const bystanders = new Set(this.#bystanders());
    const kept = before.map(([key, known]) => {
      const seenSince = known.seenSince || !this.#loose.has(key);
      const readSince = known.readSince || (!this.#writes() && !this.#loose.has(key));
      // Of two values that were shown, nobody can say which one is stored.
      const isKept = this.#isKept(key);
      const isDoubtful = known.isDoubtful ? isKept : bystanders.has(key) && !isKept;
      return [key, { ...known, seenSince, readSince, isDoubtful }] as const;
    });
    const written = new Map<string, Written>(kept);
    const updates = [
      ...this.#space.events.filter(({ kind }) => kind === 'saved' || kind === 'together'),
      { exchange: this.#exchange },
    ];
    for (const { exchange } of updates) {
      for (const [key, value] of Object.entries(sentPreferences(exchange.case) ?? {})) {
        if (!Object.hasOwn(this.#shown, key)) continue;
        written.delete(key);
        const isDoubtful = !this.#isAsSent(key, value);
        const { last: after, written: before } = this.#space;
        const over = before.get(key)?.by ?? null;
        written.set(key, { by: exchange, after, over, ...UNSEEN, isDoubtful });
      }
    }
    return written;
  }

  /** What the response to an update does not show any more, until a later one tells whether updates merge or replace. */
  dropped(): ReadonlyMap<string, Dropped> {
    const isTold = this.#behaviour.way !== 'unknown' || this.#learnWay().way !== undefined;
    if (isTold) return new Map();
    if (!this.#writes()) return this.#space.dropped;
    const earlier = [...this.#space.dropped].filter(
      ([key]) => !Object.hasOwn(this.#shown, key) && !Object.hasOwn(this.#sent ?? {}, key),
    );
    const now = this.#bystanders()
      .filter((key) => this.#before[key] !== null && !Object.hasOwn(this.#shown, key))
      .map((key) => {
        const writer = this.#space.written.get(key)?.by;
        const by = [...(writer === undefined ? [] : [writer]), this.#exchange];
        return [key, { value: this.#before[key], by }] as const;
      });
    return new Map([...earlier, ...now]);
  }

  /** Whether a preference is shown as an update makes it, merged deeply or not. */
  #isAsSent(key: string, value: unknown): boolean {
    const [before, shown] = [this.#before[key], this.#shown[key]];
    return [value, merged(before, value, false), merged(before, value, true)].some((saved) =>
      equal(saved, shown),
    );
  }

  /** Whether a read shows nothing of an update that was in flight with others. */
  #isBehind(): boolean {
    const isMerged = this.#behaviour.way === 'merges';
    return isMerged && !this.#writes() && showsNothingOfSome(this.#space.events, this.#shown);
  }

  /** Whether something happened after which nothing can be expected. */
  #isBeyondKnowing(): boolean {
    return this.#space.events.some(
      (event) =>
        event.kind === 'doubtful' ||
        (event.kind !== 'refused' &&
          event.kind !== 'empty' &&
          this.#concerns(event) &&
          // Where updates replace, the update in between took the place of all.
          this.#behaviour.way !== 'merges'),
    );
  }

  /** Whether an event may have been one of this space: updates of another name may mean the same space. */
  #concerns({ kind, exchange }: StoreEvent): boolean {
    return kind !== 'elsewhere' || this.#mayBe(exchange.case.query ?? NO_SPACE);
  }

  /** Preferences that this exchange should have left alone, unless it replaces all. */
  #bystanders(): readonly string[] {
    return [...this.#space.written.keys()].filter(
      (key) =>
        Object.hasOwn(this.#before, key) &&
        !Object.hasOwn(this.#sent ?? {}, key) &&
        !this.#loose.has(key) &&
        this.#space.written.get(key)?.isDoubtful !== true,
    );
  }

  #isKept(key: string): boolean {
    if (Object.hasOwn(this.#shown, key)) return equal(this.#before[key], this.#shown[key]);
    // A null may be shown as absent: servers may take it for a deletion.
    return this.#before[key] === null;
  }

  /** Whether the exchange sends preferences. */
  #writes(): boolean {
    return sendsPreferences(this.#exchange);
  }

  /**
   * An update that leaves others alone merges. One whose response does not show them replaces, if a later response does
   * not show them either. A response that may be from before the last update says nothing of it.
   */
  #learnWay(): Partial<StoreBehaviour> {
    if (this.#behaviour.way !== 'unknown') return {};
    if (this.#writes()) return this.#learnFromUpdate();
    const dropped = [...this.#space.dropped];
    const [first] = dropped;
    if (first === undefined || !this.#showsLastUpdate()) return {};
    const back = dropped.filter(([key, { value }]) => equal(value, this.#shown[key]));
    const shownBy = first[1].by;
    if (back.length === 0) return { way: 'replaces', shownBy };
    return back.length < dropped.length ? {} : { way: 'merges', shownBy, answers: 'update only' };
  }

  #learnFromUpdate(): Partial<StoreBehaviour> {
    const others = this.#bystanders().filter((key) => this.#before[key] !== null);
    const isDisturbed = this.#space.events.some(
      ({ kind }) => kind !== 'refused' && kind !== 'empty',
    );
    if (isDisturbed || others.length === 0 || !this.#showsOwn()) return {};
    if (!others.every((key) => Object.hasOwn(this.#shown, key))) return {};
    const writers = others.flatMap((key) => this.#space.written.get(key)?.by ?? []);
    return { way: 'merges', shownBy: [...writers.slice(0, 1), this.#exchange] };
  }

  /** Whether the response to an update shows that it was saved: it is not from before. */
  #showsOwn(): boolean {
    return Object.entries(this.#sent ?? {}).some(([key, value]) => {
      const [before, shown] = [this.#before[key] ?? null, this.#shown[key] ?? null];
      const isSaved = value === null ? shown === null : this.#isAsSent(key, value);
      return isSaved && !equal(before, shown);
    });
  }

  /** Whether a read shows all that the last update of the space was answered with. */
  #showsLastUpdate(): boolean {
    const last = [...this.#space.written.values()].at(-1)?.by;
    const own = [...this.#space.written].filter(([, { by }]) => by === last);
    return own.every(([key]) => !Object.hasOwn(this.#before, key) || this.#isKept(key));
  }

  #nulls(): StoreBehaviour['nulls'] {
    const { nulls } = this.#behaviour;
    const deleted = Object.entries(this.#sent ?? {}).filter(
      ([key, value]) => value === null && Object.hasOwn(this.#before, key),
    );
    if (nulls !== 'unknown' || deleted.length === 0) return nulls;
    if (deleted.every(([key]) => !Object.hasOwn(this.#shown, key))) return 'deleted';
    return deleted.every(([key]) => this.#shown[key] === null) ? 'stored' : 'unknown';
  }

  /** Whether the exchange may rightly take everything away: an empty update where updates replace. */
  #mayClear(way: StoreBehaviour['way']): boolean {
    return this.#sent !== null && !this.#writes() && way !== 'merges';
  }

  #differences(way: StoreBehaviour['way']): readonly StoreFinding[] {
    if (this.#mayClear(way)) return [];
    if (this.#writes() && way === 'unknown') return [];
    const bystanders = this.#bystanders();
    if (this.#writes() && way === 'replaces') {
      const left = bystanders.filter((key) => Object.hasOwn(this.#shown, key));
      return left.slice(0, 1).map((key) => this.#finding('merge-or-replace-is-constant', key));
    }
    const wrong = bystanders.filter((key) => !this.#isKept(key));
    const isWiped = this.#writes() && !bystanders.some((key) => Object.hasOwn(this.#shown, key));
    return wrong.map((key) =>
      this.#finding(isWiped ? 'merge-or-replace-is-constant' : this.#requirementFor(key), key),
    );
  }

  #requirementFor(key: string): ScenarioRequirementId {
    const seenSince = this.#space.written.get(key)?.seenSince === true;
    const isEmpty = !this.#writes() && !isReading(this.#exchange);
    return seenSince && isEmpty ? 'empty-update-keeps' : 'update-is-saved';
  }

  /** What came between the last sight of the space and this one, and should not have changed a preference of it. */
  #suspects(key: string | null = null): readonly Suspect[] {
    const between = this.#space.events.flatMap((event): Suspect[] => {
      const { exchange, kind } = event;
      if (kind === 'empty' || kind === 'saved') return [suspectOf(exchange, key)];
      if (kind === 'refused') {
        return [{ exchange, requirement: 'refused-update-changes-nothing', isBefore: false }];
      }
      if (kind !== 'elsewhere' || this.#concerns(event)) return [];
      return [{ exchange, requirement: 'spaces-are-apart', isBefore: false }];
    });
    const { last, events } = this.#space;
    // An update that an operation which reads follows: its response may have shown what it did not leave.
    const isAnswered =
      isReading(this.#exchange) &&
      last !== null &&
      !isReading(last) &&
      events.every(({ exchange }) => exchange !== last);
    return isAnswered ? [suspectOf(last, key), ...between] : between;
  }

  #finding(requirement: ScenarioRequirementId, key: string): StoreFinding {
    const writer = this.#space.written.get(key)?.by;
    const way = requirement === 'merge-or-replace-is-constant' ? this.#behaviour.shownBy : [];
    const before = [...new Set([...way, ...(writer === undefined ? [] : [writer])])];
    const place = `${JSON.stringify(key)}: `;
    const was = this.#before[key];
    const after = this.#space.written.get(key)?.after ?? null;
    const over = this.#space.written.get(key)?.over ?? null;
    const earlier = [...new Set([after, over])].flatMap((exchange) =>
      exchange === null ? [] : [{ exchange, requirement, isBefore: true }],
    );
    const common = { requirement, key, before, suspects: [...earlier, ...this.#suspects(key)] };
    if (requirement === 'merge-or-replace-is-constant' && Object.hasOwn(this.#shown, key)) {
      const actual = place + describeValue(this.#shown[key]);
      return {
        ...common,
        expected: `${place}absent, as updates replaced before`,
        actual,
        label: 'merged',
      };
    }
    return { ...common, ...this.#difference(key, was, this.#before) };
  }

  /** How a preference is shown otherwise than it was, or was sent, among others. */
  #difference(
    key: string,
    was: unknown,
    others: Preferences,
  ): Pick<StoreFinding, 'expected' | 'actual' | 'label'> {
    const place = `${JSON.stringify(key)}: `;
    const expected = place + describeValue(was);
    if (!Object.hasOwn(this.#shown, key)) {
      const label = absence(key, was, this.#shown, { ...others, ...this.#namesOfTheirOwn });
      return { expected, actual: `${place}absent`, label };
    }
    const actual = place + describeValue(this.#shown[key]);
    return { expected, actual, label: transformation(was, this.#shown[key]) };
  }

  /** What is there under its own name: it was there before, or was sent since, so that it is no other one renamed. */
  get #namesOfTheirOwn(): Preferences {
    return (this.#ownNames ??= this.#findNames());
  }

  #findNames(): Preferences {
    const sent = this.#space.events.map(({ exchange }) => sentPreferences(exchange.case) ?? {});
    const names = [this.#before, ...sent, this.#sent ?? {}].flatMap((each) => Object.keys(each));
    return Object.fromEntries(names.map((name) => [name, null]));
  }

  /** Preferences that were sent by a refused request only, and are there all the same. */
  #savedAfterAll(): readonly StoreFinding[] {
    return this.#space.events.flatMap(({ kind, exchange }): StoreFinding[] => {
      if (kind !== 'refused') return [];
      const sent = sentPreferences(exchange.case) ?? {};
      const key = Object.keys(sent).find(
        (name) =>
          !Object.hasOwn(this.#before, name) &&
          !Object.hasOwn(this.#sent ?? {}, name) &&
          !this.#loose.has(name) &&
          Object.hasOwn(this.#shown, name) &&
          equal(sent[name], this.#shown[name]),
      );
      if (key === undefined) return [];
      const place = `${JSON.stringify(key)}: `;
      return [
        {
          requirement: 'refused-update-changes-nothing',
          key,
          expected: `${place}absent, as its update was refused`,
          actual: place + describeValue(this.#shown[key]),
          label: 'saved',
          before: [exchange],
          suspects: [],
        },
      ];
    });
  }

  #leaked(): readonly StoreFinding[] {
    const [first] = this.#leaks;
    if (first === undefined || Object.hasOwn(this.#sent ?? {}, first[0])) return [];
    const [key, by] = first;
    const place = `${JSON.stringify(key)}: `;
    return [
      {
        requirement: 'spaces-are-apart',
        key,
        expected: `${place}absent, as it was written in another space`,
        actual: place + describeValue(this.#shown[key]),
        label: 'leaked',
        before: [by],
        suspects: [],
      },
    ];
  }

  #exercised(way: StoreBehaviour['way']): readonly ScenarioRequirementId[] {
    const bystanders = this.#bystanders();
    if (bystanders.length === 0 || this.#mayClear(way)) return [];
    if (this.#writes()) return way === 'unknown' ? [] : ['merge-or-replace-is-constant'];
    const others = this.#suspects()
      .filter(
        ({ exchange, requirement }) =>
          !OF_BYSTANDERS.has(requirement) ||
          bystanders.some((key) => !sendsPreference(exchange, key)),
      )
      .filter(
        ({ exchange, requirement }) =>
          requirement !== 'spaces-are-apart' || this.#isKeptElsewhere(exchange),
      )
      .map(({ requirement }) => requirement);
    const isFirstSight = bystanders.some(
      (key) => this.#space.written.get(key)?.seenSince === false,
    );
    return [
      ...(isFirstSight ? (['update-is-saved'] as const) : []),
      ...(way === 'merges' && !isFirstSight ? (['empty-update-keeps'] as const) : []),
      ...new Set(others),
    ];
  }
}

function isReading({ case: asked }: Exchange): boolean {
  return asked.method === 'GET';
}
