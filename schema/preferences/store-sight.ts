import { describeValue } from '../describe-value.ts';
import type { Exchange } from '../exchange.ts';
import { equal } from '../json-equality.ts';
import { sentPreferences, type Preferences } from './preferences-of.ts';
import type { ScenarioRequirementId } from './scenario-requirements.ts';
import { merged } from './merging.ts';
import {
  NO_SPACE,
  type Dropped,
  type StoredSpace,
  type StoreEvent,
  type Written,
} from './stored-space.ts';
import { absence, transformation } from './transformation.ts';

/** What a target was seen to do with updates; `unknown` until an answer shows it. */
export interface StoreBehaviour {
  /** Whether an update leaves other preferences as they are, or takes their place. */
  readonly way: 'merges' | 'replaces' | 'unknown';
  /** What becomes of a preference that is updated with null. */
  readonly nulls: 'deleted' | 'stored' | 'unknown';
  /** The exchanges that showed the way: an update, and another that left it alone or took its place. */
  readonly shownBy: readonly Exchange[];
  /** Whether the response to an update shows all preferences, or only what was updated. */
  readonly answers: 'whole' | 'update only';
}

/** A preference that is not as the updates so far say. */
export interface StoreFinding {
  /** What is broken where the update that wrote and the request that shows are enough. */
  readonly requirement: ScenarioRequirementId;
  /** Name of the preference. */
  readonly key: string;
  readonly expected: string;
  readonly actual: string;
  readonly label: string;
  /** The exchanges that the finding needs before the one that shows it: the update that wrote the preference, last. */
  readonly before: readonly Exchange[];
  /** What came between and should have changed nothing, with what is broken where it did. */
  readonly suspects: readonly Suspect[];
}

/** A request that may have changed what it should not. */
export interface Suspect {
  readonly exchange: Exchange;
  readonly requirement: ScenarioRequirementId;
  /** Whether it came before the update that wrote, not between that and the request that shows. */
  readonly isBefore: boolean;
}

/** What a response says of the space that it shows. */
export interface SightJudgement {
  /** Requirements of which the exchange is evidence. */
  readonly exercised: readonly ScenarioRequirementId[];
  readonly findings: readonly StoreFinding[];
  /** How the target treats updates, as far as it has shown by now. */
  readonly behaviour: StoreBehaviour;
}

/** A space at the moment that a response shows it. */
export interface SightParts {
  readonly behaviour: StoreBehaviour;
  /** What was known of the space. */
  readonly space: StoredSpace;
  readonly exchange: Exchange;
  /** The preferences that the response shows. */
  readonly shown: Preferences;
  /** Preferences that show as they were written in another space, with the updates that wrote them there. */
  readonly leaks: ReadonlyMap<string, Exchange>;
  /** Whether the query of another request may name this space. */
  readonly mayBe: (query: string) => boolean;
  /** Whether an update of another known space was kept there. */
  readonly isKeptElsewhere: (update: Exchange) => boolean;
}

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
  /** Preferences whose value nobody can foretell. */
  readonly #loose: ReadonlySet<string>;

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
    this.#loose = new Set(
      space.events
        .filter((event) => event.kind !== 'refused' && this.#concerns(event))
        .flatMap(({ exchange: { case: asked } }) => Object.keys(sentPreferences(asked) ?? {})),
    );
  }

  judge(): SightJudgement {
    const learned = { ...this.#behaviour, nulls: this.#nulls() };
    if (this.#space.shown === null || this.#isBeyondKnowing()) {
      return { exercised: [], findings: [], behaviour: learned };
    }
    const behaviour = { ...learned, ...this.#learnWay() };
    const { way } = behaviour;
    const findings = [...this.#differences(way), ...this.#savedAfterAll(), ...this.#leaked()];
    return { exercised: this.#exercised(way), findings, behaviour };
  }

  /** What the suite wrote and is there now, with the updates that wrote it. */
  written(): ReadonlyMap<string, Written> {
    const before = [...this.#space.written].filter(([key]) => Object.hasOwn(this.#shown, key));
    const kept = before.map(([key, known]) => {
      const seenSince = known.seenSince || !this.#loose.has(key);
      return [key, { ...known, seenSince, isDoubtful: false }] as const;
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
        written.set(key, { by: exchange, after: this.#space.last, seenSince: false, isDoubtful });
      }
    }
    return written;
  }

  /** What the response to an update does not show any more. */
  dropped(): ReadonlyMap<string, Dropped> {
    if (!this.#writes()) return new Map();
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

  /** Whether something happened after which nothing can be expected. */
  #isBeyondKnowing(): boolean {
    return this.#space.events.some(
      (event) =>
        event.kind === 'doubtful' ||
        (event.kind !== 'refused' &&
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
    return this.#sent !== null && Object.keys(this.#sent).length > 0;
  }

  /**
   * An update that leaves others alone merges. One whose response does not show them replaces, if a later response does
   * not show them either.
   */
  #learnWay(): Partial<StoreBehaviour> {
    if (this.#behaviour.way !== 'unknown') return {};
    if (this.#writes()) return this.#learnFromUpdate();
    const dropped = [...this.#space.dropped];
    const [first] = dropped;
    if (first === undefined) return {};
    const back = dropped.filter(([key, { value }]) => equal(value, this.#shown[key]));
    const shownBy = first[1].by;
    if (back.length === 0) return { way: 'replaces', shownBy };
    return back.length < dropped.length ? {} : { way: 'merges', shownBy, answers: 'update only' };
  }

  #learnFromUpdate(): Partial<StoreBehaviour> {
    const others = this.#bystanders().filter((key) => this.#before[key] !== null);
    const isDisturbed = this.#space.events.some(({ kind }) => kind !== 'refused');
    if (isDisturbed || others.length === 0) return {};
    if (!others.every((key) => Object.hasOwn(this.#shown, key))) return {};
    const writers = others.flatMap((key) => this.#space.written.get(key)?.by ?? []);
    return { way: 'merges', shownBy: [...writers.slice(0, 1), this.#exchange] };
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
    return seenSince && !this.#writes() ? 'empty-update-keeps' : 'update-is-saved';
  }

  /** What came between the last sight of the space and this one, and should have changed nothing of it. */
  #suspects(): readonly Suspect[] {
    return this.#space.events.flatMap((event): Suspect[] => {
      const { exchange, kind } = event;
      if (kind === 'refused') {
        return [{ exchange, requirement: 'refused-update-changes-nothing', isBefore: false }];
      }
      if (kind !== 'elsewhere' || this.#concerns(event)) return [];
      return [{ exchange, requirement: 'spaces-are-apart', isBefore: false }];
    });
  }

  #finding(requirement: ScenarioRequirementId, key: string): StoreFinding {
    const writer = this.#space.written.get(key)?.by;
    const way = requirement === 'merge-or-replace-is-constant' ? this.#behaviour.shownBy : [];
    const before = [...new Set([...way, ...(writer === undefined ? [] : [writer])])];
    const place = `${JSON.stringify(key)}: `;
    const was = this.#before[key];
    const after = this.#space.written.get(key)?.after ?? null;
    const earlier = after === null ? [] : [{ exchange: after, requirement, isBefore: true }];
    const common = { requirement, key, before, suspects: [...earlier, ...this.#suspects()] };
    if (requirement === 'merge-or-replace-is-constant' && Object.hasOwn(this.#shown, key)) {
      const actual = place + describeValue(this.#shown[key]);
      return {
        ...common,
        expected: `${place}absent, as updates replaced before`,
        actual,
        label: 'merged',
      };
    }
    const expected = place + describeValue(was);
    if (!Object.hasOwn(this.#shown, key)) {
      const label = absence(key, was, this.#shown, this.#before);
      return { ...common, expected, actual: `${place}absent`, label };
    }
    const actual = place + describeValue(this.#shown[key]);
    return { ...common, expected, actual, label: transformation(was, this.#shown[key]) };
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
