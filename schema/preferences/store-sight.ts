import { describeValue } from '../json/describe-value.ts';
import type { Exchange } from '../http/exchange.ts';
import { equal } from '../json/json-value.ts';
import { deletedIn, undeletedIn } from './deleted-preferences.ts';
import { behaviourAfter, droppedIn } from './learned-way.ts';
import { sendsPreference, sentPreferences, type Preferences } from './preferences-of.ts';
import type { ScenarioRequirementId } from './scenario-requirements.ts';
import { namesSaved } from './sent-names.ts';
import { SeenSpace } from './seen-space.ts';
import {
  suspectOf,
  type StoreBehaviour,
  type SightJudgement,
  type SightParts,
  type StoreFinding,
  type Suspect,
} from './store-finding.ts';
import { isReading, type StoredSpace, type StoreEvent, type Written } from './stored-space.ts';
import { absence, conversion, STALE, transformation } from './transformation.ts';
import { showsNothingOfSome, unsavedIn } from './unshown-updates.ts';

/** Requirements that an update is evidence of by what it did not send. */
const OF_BYSTANDERS: ReadonlySet<ScenarioRequirementId> = new Set([
  'merge-or-replace-is-constant',
  'empty-update-keeps',
]);

const UNSEEN = { seenSince: false, readSince: false };

/** Holds what a response shows of a space against what was known of it. */
export class StoreSight {
  readonly #seen: SeenSpace;
  readonly #leaks: ReadonlyMap<string, Exchange>;
  readonly #isKeptElsewhere: (update: Exchange) => boolean;
  /** Found once, for all that is lost. */
  #ownNames: Preferences | null = null;

  constructor(parts: SightParts) {
    this.#seen = new SeenSpace(parts);
    this.#leaks = parts.leaks;
    this.#isKeptElsewhere = parts.isKeptElsewhere;
  }

  /** What a later response is held against. */
  known(): Pick<StoredSpace, 'written' | 'dropped' | 'deleted' | 'unshown'> {
    const [dropped, deleted] = [droppedIn(this.#seen), deletedIn(this.#seen)];
    return { written: this.#written(), dropped, deleted, unshown: this.#unshown() };
  }

  judge(): SightJudgement {
    const behaviour = behaviourAfter(this.#seen);
    const { way } = behaviour;
    if (!this.#seen.isComparable) {
      const { exercised, findings } = this.#unsaved(way);
      const changed = this.#seen
        .changedEitherWay()
        .map((key) => this.#finding('update-is-saved', key));
      return {
        exercised,
        findings: [...findings, ...changed],
        isBehind: this.#isBehind(),
        behaviour,
      };
    }
    const unsaved = this.#unsaved(way);
    return {
      exercised: [...new Set([...this.#exercised(behaviour), ...unsaved.exercised])],
      findings: [
        ...this.#differences(behaviour),
        ...unsaved.findings,
        ...this.#savedAfterAll(),
        ...this.#leaked(),
        ...undeletedIn(this.#seen, behaviour),
      ],
      isBehind: this.#isBehind() || this.#showsNothingYet(behaviour),
      behaviour,
    };
  }

  /** What a response says of the updates before it whose own responses did not show what they saved. */
  #unsaved(way: StoreBehaviour['way']): Pick<SightJudgement, 'exercised' | 'findings'> {
    if (this.#seen.writes() || this.#seen.unshown.length === 0)
      return { exercised: [], findings: [] };
    const findings = unsavedIn(this.#seen.unshown, this.#seen.shown, way).map(
      ({ key, sent, by }) => ({
        requirement: 'update-is-saved' as const,
        key,
        ...this.#difference(key, sent, sentPreferences(by.case) ?? {}),
        before: [by],
        suspects: [...this.#writersBefore(by, key), ...this.#suspects(key)],
      }),
    );
    return { exercised: ['update-is-saved'], findings };
  }

  /** What wrote a preference before one of several updates, none of which was shown: that may keep the value from being saved. */
  #writersBefore(update: Exchange, key: string): readonly Suspect[] {
    const { unshown, space } = this.#seen;
    const between = unshown.slice(0, unshown.indexOf(update));
    const last = between.findLast((each) => sendsPreference(each, key));
    const writer = last ?? space.written.get(key)?.by;
    if (writer === undefined) return [];
    return [{ exchange: writer, requirement: 'update-is-saved', isBefore: true }];
  }

  /** What the suite wrote and is there now, with the updates that wrote it. */
  #written(): ReadonlyMap<string, Written> {
    const before = [...this.#seen.space.written].filter(([key]) =>
      Object.hasOwn(this.#seen.shown, key),
    );
    const bystanders = new Set(this.#seen.bystanders());
    const kept = before.map(([key, known]) => {
      const seenSince = known.seenSince || !this.#seen.loose.has(key);
      const readSince = known.readSince || (!this.#seen.writes() && !this.#seen.loose.has(key));
      // Of two values that were shown, nobody can say which one is stored.
      const isKept = this.#seen.isKept(key);
      const isDoubtful = known.isDoubtful ? isKept : bystanders.has(key) && !isKept;
      return [key, { ...known, seenSince, readSince, isDoubtful }] as const;
    });
    const written = new Map<string, Written>(kept);
    for (const exchange of this.#updates) {
      const sent = sentPreferences(exchange.case) ?? {};
      for (const name of namesSaved(exchange.case)) {
        const key =
          exchange === this.#seen.exchange ? (this.#seen.renamed.get(name) ?? name) : name;
        if (!Object.hasOwn(this.#seen.shown, key)) continue;
        written.delete(key);
        const isDoubtful = !this.#seen.isAsSent(key, sent[name]);
        const { last: after, written: before } = this.#seen.space;
        const earlier = before.get(key);
        const isNew = earlier?.isNew ?? !Object.hasOwn(this.#seen.before, key);
        const over = earlier?.by ?? null;
        const first = earlier?.first ?? exchange;
        written.set(key, { by: exchange, after, over, first, ...UNSEEN, isNew, isDoubtful });
      }
    }
    return written;
  }

  /** What was sent and is not there: it may be kept, and not shown, or was deleted. */
  #unshown(): StoredSpace['unshown'] {
    const unshown = new Map(this.#seen.space.unshown);
    for (const { case: asked } of this.#updates) {
      const sent = sentPreferences(asked) ?? {};
      for (const name of namesSaved(asked)) {
        unshown.set(name, sent[name] === null ? 'deleted' : 'saved');
      }
    }
    const { shown } = this.#seen;
    return new Map(
      [...unshown].filter(([name, what]) => what === 'deleted' || !Object.hasOwn(shown, name)),
    );
  }

  /** Updates since the space was shown last that may have saved what they sent, this one among them. */
  get #updates(): readonly Exchange[] {
    const since = this.#seen.space.events.filter(maySave);
    return [...since.map(({ exchange }) => exchange), this.#seen.exchange];
  }

  /** Whether a read shows nothing of an update that was in flight with others. */
  #isBehind(): boolean {
    const isMerged = this.#seen.behaviour.way === 'merges';
    return (
      isMerged &&
      !this.#seen.writes() &&
      showsNothingOfSome(this.#seen.space.events, this.#seen.shown)
    );
  }

  /**
   * Whether the exchange may rightly take everything away, or show nothing of it: an empty update where updates replace,
   * and one without content where no response has shown more than its own request sent.
   */
  #mayClear({ way, showsStored }: StoreBehaviour): boolean {
    if (this.#seen.writes() || way === 'merges') return false;
    return this.#seen.sent !== null || (!isReading(this.#seen.exchange) && !showsStored);
  }

  /** Whether it shows nothing of what was saved, and no response has shown more than its own request sent. */
  #showsNothingYet(behaviour: StoreBehaviour): boolean {
    const isUpdate = this.#seen.sent !== null || isReading(this.#seen.exchange);
    return !isUpdate && this.#mayClear(behaviour) && this.#seen.bystanders().length > 0;
  }

  #differences(behaviour: StoreBehaviour): readonly StoreFinding[] {
    if (this.#mayClear(behaviour)) return [];
    const { way } = behaviour;
    if (this.#seen.writes() && way === 'unknown') return [];
    const bystanders = this.#seen.bystanders();
    if (this.#seen.writes() && way === 'replaces') {
      if (this.#isIgnored()) return [];
      const left = bystanders.filter((key) => Object.hasOwn(this.#seen.shown, key));
      return left.slice(0, 1).map((key) => this.#finding('merge-or-replace-is-constant', key));
    }
    const wrong = bystanders.filter((key) => !this.#seen.isKept(key));
    const isWiped =
      this.#seen.writes() && !bystanders.some((key) => Object.hasOwn(this.#seen.shown, key));
    return wrong.map((key) =>
      this.#finding(isWiped ? 'merge-or-replace-is-constant' : this.#requirementFor(key), key),
    );
  }

  /** Whether nothing is shown of what the update sent: that is a finding of its response, and tells no way. */
  #isIgnored(): boolean {
    const values = Object.entries(this.#seen.sent ?? {}).filter(([, value]) => value !== null);
    return values.length > 0 && !values.some(([key, value]) => this.#seen.isAsSent(key, value));
  }

  #requirementFor(key: string): ScenarioRequirementId {
    const seenSince = this.#seen.space.written.get(key)?.seenSince === true;
    const isEmpty = !this.#seen.writes() && !isReading(this.#seen.exchange);
    return seenSince && isEmpty ? 'empty-update-keeps' : 'update-is-saved';
  }

  /** What came between the last sight of the space and this one, and should not have changed a preference of it. */
  #suspects(key: string | null = null): readonly Suspect[] {
    const between = this.#seen.space.events.flatMap((event): Suspect[] => {
      const { exchange, kind } = event;
      if (kind === 'empty' || kind === 'saved') return [suspectOf(exchange, key)];
      if (kind === 'refused') return [refusalOf(exchange)];
      if (kind !== 'elsewhere' || this.#seen.concerns(event)) return [];
      return [{ exchange, requirement: 'spaces-are-apart', isBefore: false }];
    });
    const { last, events, refusedElsewhere } = this.#seen.space;
    const elsewhere = refusedElsewhere.map(refusalOf);
    // An update that an operation which reads follows: its response may have shown what it did not leave.
    const isAnswered =
      isReading(this.#seen.exchange) &&
      last !== null &&
      !isReading(last) &&
      events.every(({ exchange }) => exchange !== last);
    return [...(isAnswered ? [suspectOf(last, key)] : []), ...between, ...elsewhere];
  }

  #finding(requirement: ScenarioRequirementId, key: string): StoreFinding {
    const writer = this.#seen.space.written.get(key)?.by;
    const way = requirement === 'merge-or-replace-is-constant' ? this.#seen.behaviour.shownBy : [];
    const before = [...new Set([...way, ...(writer === undefined ? [] : [writer])])];
    const place = `${JSON.stringify(key)}: `;
    const was = this.#seen.before[key];
    const after = this.#seen.space.written.get(key)?.after ?? null;
    const over = this.#seen.space.written.get(key)?.over ?? null;
    const earlier = [...new Set([after, over])].flatMap((exchange) =>
      exchange === null ? [] : [{ exchange, requirement, isBefore: true }],
    );
    const common = { requirement, key, before, suspects: [...earlier, ...this.#suspects(key)] };
    if (requirement === 'merge-or-replace-is-constant' && Object.hasOwn(this.#seen.shown, key)) {
      const actual = place + describeValue(this.#seen.shown[key]);
      return {
        ...common,
        expected: `${place}absent, as updates replaced before`,
        actual,
        label: 'merged',
      };
    }
    return { ...common, ...this.#difference(key, was, this.#seen.before) };
  }

  /** How a preference is shown otherwise than it was, or was sent, among others. */
  #difference(
    key: string,
    was: unknown,
    others: Preferences,
  ): Pick<StoreFinding, 'expected' | 'actual' | 'label'> {
    const place = `${JSON.stringify(key)}: `;
    const expected = place + describeValue(was);
    if (!Object.hasOwn(this.#seen.shown, key)) {
      const label = absence(key, was, this.#seen.shown, { ...others, ...this.#namesOfTheirOwn });
      return { expected, actual: `${place}absent`, label };
    }
    const shown = this.#seen.shown[key];
    const label = this.#isStale(key, was, shown) ? STALE : transformation(was, shown);
    return { expected, actual: place + describeValue(shown), label };
  }

  /** Whether a value is what the update before had set, and not what a target makes of this one. */
  #isStale(key: string, was: unknown, shown: unknown): boolean {
    const over = this.#seen.space.written.get(key)?.over ?? null;
    const earlier = over === null ? null : sentPreferences(over.case);
    if (earlier === null || !Object.hasOwn(earlier, key)) return false;
    return equal(earlier[key], shown) && conversion(was, shown) === null;
  }

  /** What is there under its own name: it was there before, or was sent since, so that it is no other one renamed. */
  get #namesOfTheirOwn(): Preferences {
    return (this.#ownNames ??= this.#findNames());
  }

  #findNames(): Preferences {
    const sent = this.#seen.space.events.map(
      ({ exchange }) => sentPreferences(exchange.case) ?? {},
    );
    const names = [this.#seen.before, ...sent, this.#seen.sent ?? {}].flatMap((each) =>
      Object.keys(each),
    );
    return Object.fromEntries(names.map((name) => [name, null]));
  }

  /** Preferences that were sent by a refused request only, and are there anyway. */
  #savedAfterAll(): readonly StoreFinding[] {
    return this.#seen.space.events.flatMap(({ kind, exchange }): StoreFinding[] => {
      if (kind !== 'refused') return [];
      const sent = sentPreferences(exchange.case) ?? {};
      const key = Object.keys(sent).find(
        (name) =>
          !Object.hasOwn(this.#seen.before, name) &&
          !Object.hasOwn(this.#seen.sent ?? {}, name) &&
          !this.#seen.loose.has(name) &&
          Object.hasOwn(this.#seen.shown, name) &&
          equal(sent[name], this.#seen.shown[name]),
      );
      if (key === undefined) return [];
      const place = `${JSON.stringify(key)}: `;
      return [
        {
          requirement: 'refused-update-changes-nothing',
          key,
          expected: `${place}absent, as its update was refused`,
          actual: place + describeValue(this.#seen.shown[key]),
          label: 'saved',
          before: [exchange],
          suspects: [],
        },
      ];
    });
  }

  #leaked(): readonly StoreFinding[] {
    const [first] = this.#leaks;
    if (first === undefined || Object.hasOwn(this.#seen.sent ?? {}, first[0])) return [];
    const [key, by] = first;
    const place = `${JSON.stringify(key)}: `;
    return [
      {
        requirement: 'spaces-are-apart',
        key,
        expected: `${place}absent, as it was written in another space`,
        actual: place + describeValue(this.#seen.shown[key]),
        label: 'leaked',
        before: [by],
        suspects: [],
      },
    ];
  }

  #exercised(behaviour: StoreBehaviour): readonly ScenarioRequirementId[] {
    const bystanders = this.#seen.bystanders();
    if (bystanders.length === 0 || this.#mayClear(behaviour)) return [];
    const { way } = behaviour;
    if (this.#seen.writes()) {
      return way === 'unknown' || this.#isIgnored() ? [] : ['merge-or-replace-is-constant'];
    }
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
      (key) => this.#seen.space.written.get(key)?.seenSince === false,
    );
    return [
      ...(isFirstSight ? (['update-is-saved'] as const) : []),
      ...(way === 'merges' && !isFirstSight ? (['empty-update-keeps'] as const) : []),
      ...new Set(others),
    ];
  }
}

/** Whether what is there since an event may be what it sent: a lenient server reads what is no JSON. */
function maySave({ kind, exchange }: StoreEvent): boolean {
  return kind === 'saved' || kind === 'together' || exchange.class === 'malformed';
}

/** A refused request, suspected of having changed something. */
function refusalOf(exchange: Exchange): Suspect {
  return { exchange, requirement: 'refused-update-changes-nothing', isBefore: false };
}
