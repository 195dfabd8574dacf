import { describeValue } from '../json/describe-value.ts';
import type { Exchange } from '../http/exchange.ts';
import { equal } from '../json/json-value.ts';
import { undeletedIn } from './deleted-preferences.ts';
import { behaviourAfter } from './learned-way.ts';
import { sendsPreference, sentPreferences, type Preferences } from './preferences-of.ts';
import type { ScenarioRequirementId } from './scenario-requirements.ts';
import type { SeenSpace } from './seen-space.ts';
import {
  suspectOf,
  type StoreBehaviour,
  type SightJudgement,
  type StoreFinding,
  type Suspect,
} from './store-finding.ts';
import { isReading } from './stored-space.ts';
import { absence, conversion, STALE, transformation } from './transformation.ts';
import { showsNothingOfSome, unsavedIn } from './unshown-updates.ts';

/** Requirements that an update is evidence of by what it did not send. */
const OF_BYSTANDERS: ReadonlySet<ScenarioRequirementId> = new Set([
  'merge-or-replace-is-constant',
  'empty-update-keeps',
]);

/** Holds what a response shows of a space against what was known of it. */
export function judgeSight(seen: SeenSpace): SightJudgement {
  const behaviour = behaviourAfter(seen);
  const { way } = behaviour;
  if (!seen.isComparable) {
    const { exercised, findings } = unsavedUpdates(seen, way);
    const changed = seen.changedEitherWay().map((key) => findingOf(seen, 'update-is-saved', key));
    return {
      exercised,
      findings: [...findings, ...changed],
      isBehind: isBehindSome(seen),
      behaviour,
    };
  }
  const unsaved = unsavedUpdates(seen, way);
  return {
    exercised: [...new Set([...exercisedBy(seen, behaviour), ...unsaved.exercised])],
    findings: [
      ...differences(seen, behaviour),
      ...unsaved.findings,
      ...savedAfterAll(seen),
      ...leaked(seen),
      ...undeletedIn(seen, behaviour),
    ],
    isBehind: isBehindSome(seen) || showsNothingYet(seen, behaviour),
    behaviour,
  };
}

/** What a response says of the updates before it whose own responses did not show what they saved. */
function unsavedUpdates(
  seen: SeenSpace,
  way: StoreBehaviour['way'],
): Pick<SightJudgement, 'exercised' | 'findings'> {
  if (seen.writes() || seen.unshown.length === 0 || mayClear(seen, seen.behaviour)) {
    return { exercised: [], findings: [] };
  }
  const findings = unsavedIn(seen.unshown, seen.shown, way).map(({ key, sent, by }) => ({
    requirement: 'update-is-saved' as const,
    key,
    ...differenceOf(seen, key, sent, sentPreferences(by.case) ?? {}),
    before: [by],
    suspects: [...writersBefore(seen, by, key), ...suspectsOf(seen, key)],
  }));
  return { exercised: ['update-is-saved'], findings: [...findings, ...leftBeside(seen, way)] };
}

/** What a reading shows beside the last update before it, which took the place of all. A default may be there again, and a null. */
function leftBeside(seen: SeenSpace, way: StoreBehaviour['way']): readonly StoreFinding[] {
  const last = seen.unshown.at(-1);
  if (way !== 'replaces' || last === undefined) return [];
  const left = seen.bystanders().filter((key) => {
    const was = seen.before[key];
    const isNew = seen.space.written.get(key)?.isNew === true;
    return isNew && was !== null && Object.hasOwn(seen.shown, key) && equal(was, seen.shown[key]);
  });
  return left.slice(0, 1).map((key) => {
    const finding = findingOf(seen, 'merge-or-replace-is-constant', key);
    return { ...finding, before: [...finding.before, last] };
  });
}

/** What wrote a preference before one of several updates, none of which was shown: that may keep the value from being saved. */
function writersBefore(
  { unshown, space }: SeenSpace,
  update: Exchange,
  key: string,
): readonly Suspect[] {
  const between = unshown.slice(0, unshown.indexOf(update));
  const last = between.findLast((each) => sendsPreference(each, key));
  const writer = last ?? space.written.get(key)?.by;
  if (writer === undefined) return [];
  return [{ exchange: writer, requirement: 'update-is-saved', isBefore: true }];
}

/** Whether a read shows nothing of an update that was in flight with others. */
function isBehindSome(seen: SeenSpace): boolean {
  const isMerged = seen.behaviour.way === 'merges';
  return isMerged && !seen.writes() && showsNothingOfSome(seen.space.events, seen.shown);
}

/**
 * Whether the exchange may rightly take everything away, or show nothing of it: an empty update where updates replace,
 * and one without content where no response has shown more than its own request sent.
 */
function mayClear(seen: SeenSpace, { way, showsStored }: StoreBehaviour): boolean {
  if (seen.writes() || way === 'merges') return false;
  return seen.sent !== null || (!isReading(seen.exchange) && !showsStored);
}

/** Whether it shows nothing of what was saved, and no response has shown more than its own request sent. */
function showsNothingYet(seen: SeenSpace, behaviour: StoreBehaviour): boolean {
  const isUpdate = seen.sent !== null || isReading(seen.exchange);
  return !isUpdate && mayClear(seen, behaviour) && seen.bystanders().length > 0;
}

function differences(seen: SeenSpace, behaviour: StoreBehaviour): readonly StoreFinding[] {
  if (mayClear(seen, behaviour)) return [];
  const { way } = behaviour;
  if (seen.writes() && way === 'unknown') return [];
  const bystanders = seen.bystanders();
  if (seen.writes() && way === 'replaces') {
    if (isIgnored(seen)) return [];
    const left = bystanders.filter((key) => Object.hasOwn(seen.shown, key));
    return left.slice(0, 1).map((key) => findingOf(seen, 'merge-or-replace-is-constant', key));
  }
  const wrong = bystanders.filter((key) => !seen.isKept(key));
  const isWiped = seen.writes() && !bystanders.some((key) => Object.hasOwn(seen.shown, key));
  return wrong.map((key) =>
    findingOf(seen, isWiped ? 'merge-or-replace-is-constant' : requirementFor(seen, key), key),
  );
}

/** Whether nothing is shown of what the update sent: that is a finding of its response, and tells no way. */
function isIgnored(seen: SeenSpace): boolean {
  const values = Object.entries(seen.sent ?? {}).filter(([, value]) => value !== null);
  return values.length > 0 && !values.some(([key, value]) => seen.isAsSent(key, value));
}

function requirementFor(seen: SeenSpace, key: string): ScenarioRequirementId {
  const seenSince = seen.space.written.get(key)?.seenSince === true;
  const isEmpty = !seen.writes() && !isReading(seen.exchange);
  return seenSince && isEmpty ? 'empty-update-keeps' : 'update-is-saved';
}

/** What came between the last sight of the space and this one, and should not have changed a preference of it. */
function suspectsOf(seen: SeenSpace, key: string | null = null): readonly Suspect[] {
  const between = seen.space.events.flatMap((event): Suspect[] => {
    const { exchange, kind } = event;
    if (kind === 'empty' || kind === 'saved') return [suspectOf(exchange, key)];
    if (kind === 'refused') return [refusalOf(exchange)];
    if (kind !== 'elsewhere' || seen.concerns(event)) return [];
    return [{ exchange, requirement: 'spaces-are-apart', isBefore: false }];
  });
  const { last, events, refusedElsewhere } = seen.space;
  const elsewhere = refusedElsewhere.map(refusalOf);
  // An update that an operation which reads follows: its response may have shown what it did not leave.
  const isAnswered =
    isReading(seen.exchange) &&
    last !== null &&
    !isReading(last) &&
    events.every(({ exchange }) => exchange !== last);
  return [...(isAnswered ? [suspectOf(last, key)] : []), ...between, ...elsewhere];
}

function findingOf(seen: SeenSpace, requirement: ScenarioRequirementId, key: string): StoreFinding {
  const writer = seen.space.written.get(key)?.by;
  const way = requirement === 'merge-or-replace-is-constant' ? seen.behaviour.shownBy : [];
  const before = [...new Set([...way, ...(writer === undefined ? [] : [writer])])];
  const place = `${JSON.stringify(key)}: `;
  const was = seen.before[key];
  const after = seen.space.written.get(key)?.after ?? null;
  const over = seen.space.written.get(key)?.over ?? null;
  const earlier = [...new Set([after, over])].flatMap((exchange) =>
    exchange === null ? [] : [{ exchange, requirement, isBefore: true }],
  );
  const common = { requirement, key, before, suspects: [...earlier, ...suspectsOf(seen, key)] };
  if (requirement === 'merge-or-replace-is-constant' && Object.hasOwn(seen.shown, key)) {
    const actual = place + describeValue(seen.shown[key]);
    return {
      ...common,
      expected: `${place}absent, as updates replaced before`,
      actual,
      label: 'merged',
    };
  }
  return { ...common, ...differenceOf(seen, key, was, seen.before) };
}

/** How a preference is shown otherwise than it was, or was sent, among others. */
function differenceOf(
  seen: SeenSpace,
  key: string,
  was: unknown,
  others: Preferences,
): Pick<StoreFinding, 'expected' | 'actual' | 'label'> {
  const place = `${JSON.stringify(key)}: `;
  const expected = place + describeValue(was);
  if (!Object.hasOwn(seen.shown, key)) {
    const label = absence(key, was, seen.shown, { ...others, ...seen.namesOfTheirOwn });
    return { expected, actual: `${place}absent`, label };
  }
  const shown = seen.shown[key];
  const label = isStale(seen, key, was, shown) ? STALE : transformation(was, shown);
  return { expected, actual: place + describeValue(shown), label };
}

/** Whether a value is what the update before had set, and not what a target makes of this one. */
function isStale(seen: SeenSpace, key: string, was: unknown, shown: unknown): boolean {
  const over = seen.space.written.get(key)?.over ?? null;
  const earlier = over === null ? null : sentPreferences(over.case);
  if (earlier === null || !Object.hasOwn(earlier, key)) return false;
  return equal(earlier[key], shown) && conversion(was, shown) === null;
}

/** Preferences that were sent by a refused request only, and are there anyway. */
function savedAfterAll(seen: SeenSpace): readonly StoreFinding[] {
  return seen.space.events.flatMap(({ kind, exchange }): StoreFinding[] => {
    if (kind !== 'refused') return [];
    const sent = sentPreferences(exchange.case) ?? {};
    const key = Object.keys(sent).find(
      (name) =>
        !Object.hasOwn(seen.before, name) &&
        !Object.hasOwn(seen.sent ?? {}, name) &&
        !seen.loose.has(name) &&
        Object.hasOwn(seen.shown, name) &&
        equal(sent[name], seen.shown[name]),
    );
    if (key === undefined) return [];
    const place = `${JSON.stringify(key)}: `;
    return [
      {
        requirement: 'refused-update-changes-nothing',
        key,
        expected: `${place}absent, as its update was refused`,
        actual: place + describeValue(seen.shown[key]),
        label: 'saved',
        before: [exchange],
        suspects: [],
      },
    ];
  });
}

function leaked(seen: SeenSpace): readonly StoreFinding[] {
  const [first] = seen.leaks;
  if (first === undefined || Object.hasOwn(seen.sent ?? {}, first[0])) return [];
  const [key, by] = first;
  const place = `${JSON.stringify(key)}: `;
  return [
    {
      requirement: 'spaces-are-apart',
      key,
      expected: `${place}absent, as it was written in another space`,
      actual: place + describeValue(seen.shown[key]),
      label: 'leaked',
      before: [by],
      suspects: [],
    },
  ];
}

function exercisedBy(seen: SeenSpace, behaviour: StoreBehaviour): readonly ScenarioRequirementId[] {
  const bystanders = seen.bystanders();
  if (bystanders.length === 0 || mayClear(seen, behaviour)) return [];
  const { way } = behaviour;
  if (seen.writes()) {
    return way === 'unknown' || isIgnored(seen) ? [] : ['merge-or-replace-is-constant'];
  }
  const others = suspectsOf(seen)
    .filter(
      ({ exchange, requirement }) =>
        !OF_BYSTANDERS.has(requirement) ||
        bystanders.some((key) => !sendsPreference(exchange, key)),
    )
    .filter(
      ({ exchange, requirement }) =>
        requirement !== 'spaces-are-apart' || seen.isKeptElsewhere(exchange),
    )
    .map(({ requirement }) => requirement);
  const isFirstSight = bystanders.some((key) => seen.space.written.get(key)?.seenSince === false);
  return [
    ...(isFirstSight ? (['update-is-saved'] as const) : []),
    ...(way === 'merges' && !isFirstSight ? (['empty-update-keeps'] as const) : []),
    ...new Set(others),
  ];
}

/** A refused request, suspected of having changed something. */
function refusalOf(exchange: Exchange): Suspect {
  return { exchange, requirement: 'refused-update-changes-nothing', isBefore: false };
}
