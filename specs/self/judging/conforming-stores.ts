import fc from 'fast-check';
import { replicaByReads } from '../../../fixtures/servers/mutants/lag-variants.ts';
import type { Variant } from '../../../fixtures/servers/mutants/mutant.ts';
import { bodyOf } from '../../../fixtures/servers/mutants/deviation.ts';
import { mapMembers } from '../../../fixtures/servers/mutants/json-rewriting.ts';
import { allowing } from '../../../fixtures/servers/mutants/quota-variants.ts';
import { variants } from '../../../fixtures/servers/mutants/variants.ts';
import type { Behaviour, Deviation, Reply } from '../../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../../fixtures/servers/reference/reference-behaviour.ts';
import { equal, isJsonObject, type JsonObject } from '../../../schema/json/json-value.ts';
import { merged } from '../../../schema/preferences/preferences-of.ts';

type Save = Behaviour['save'];

/** What a conforming store may do in several ways; the first of each is what the reference does. */
export interface ConformingStore {
  readonly way: 'merges' | 'replaces' | 'merges deeply' | 'applies a merge patch';
  readonly nulls: 'stored' | 'deleted';
  /** What an update without content does where updates replace. */
  readonly empty: 'keeps' | 'clears';
  readonly shows: 'all' | 'what was sent' | 'nothing';
  /** How much a user may have beside what was found. */
  readonly limit: 'none' | '12 names' | '32 names' | '2000 octets';
  /** What updates without content show. */
  readonly reads: 'at once' | 'two reads behind';
  /** A preference that is always shown, and one that changes by itself. */
  readonly own: readonly ('default' | 'counter')[];
  readonly found: number;
  readonly spaces: 'apart' | 'the first one is the default';
  /** Variants that change something else, by name. */
  readonly variants: readonly string[];
}

/** What the reference does. */
export const REFERENCE_STORE: ConformingStore = {
  way: 'merges',
  nulls: 'stored',
  empty: 'keeps',
  shows: 'all',
  limit: 'none',
  reads: 'at once',
  own: [],
  found: 0,
  spaces: 'apart',
  variants: [],
};

/** They wait, count by the clock, or refuse what every claim needs. */
const UNFIT = new Set(['slow', 'out-of-order', 'conflict-in-flight', 'throttled-in-flight']);
const FIT = variants.filter(
  (variant) =>
    !UNFIT.has(variant.name) &&
    variant.timed === undefined &&
    variant.token === undefined &&
    variant.spaces === undefined &&
    !changes(variant).some((member) => member === 'save' || member === 'space'),
);

/** Conforming stores, as data; they shrink towards the reference. */
export const conformingStores: fc.Arbitrary<ConformingStore> = fc.record({
  way: fc.constantFrom('merges', 'replaces', 'merges deeply', 'applies a merge patch'),
  nulls: fc.constantFrom('stored', 'deleted'),
  empty: fc.constantFrom('keeps', 'clears'),
  shows: fc.constantFrom('all', 'what was sent', 'nothing'),
  limit: fc.constantFrom('none', '12 names', '32 names', '2000 octets'),
  reads: fc.constantFrom('at once', 'two reads behind'),
  own: fc.subarray(['default', 'counter'] as const),
  found: fc.constantFrom(0, 3, 40),
  spaces: fc.constantFrom('apart', 'the first one is the default'),
  variants: fc
    .uniqueArray(fc.constantFrom(...FIT), {
      maxLength: 2,
      comparator: (one, other) => changes(one).some((member) => changes(other).includes(member)),
    })
    .map((some) => some.map(({ name }) => name)),
});

/** The names of the variants that can lie under a deviation: they change nothing that it changes. */
export function variantsBeside(deviation: Deviation): readonly string[] {
  const changed = changesOf(ownOf(deviation));
  return FIT.filter((each) => !changes(each).some((member) => changed.includes(member))).map(
    ({ name }) => name,
  );
}

/** The server of a store, with a deviation laid over it; a run against it knows the spaces `one` and `two`. */
export function serverOf(
  store: ConformingStore,
  deviation: Deviation = {},
): () => Partial<Behaviour> {
  return () => {
    const others = FIT.filter(({ name }) => store.variants.includes(name)).map(behaviourOf);
    const deviating = ownOf(deviation);
    const own = { ...others.reduce((all, each) => ({ ...all, ...each }), {}), ...deviating };
    const { space, save, success } = { ...referenceBehaviour, ...own };
    const filled = new Set<string>();
    return {
      ...own,
      space: (query, call) => {
        const asked = space(query, call);
        const name = asked === '' && store.spaces !== 'apart' ? 'one' : asked;
        if (!filled.has(name)) call.store.replace(name, foundPreferences(store.found));
        filled.add(name);
        return name;
      },
      save: shownOf(store, late(store, limited(store, savedOver(store, save)))),
      ...(store.shows === 'nothing' && {
        success: (preferences, call) => {
          const reply = success(preferences, call);
          return call.method === 'PUT' ? withoutPreferences(reply) : reply;
        },
      }),
    };
  };
}

/** Members that a variant changes. What reads a body leniently takes in numbers that only its own way of writing can give back. */
function changes({ behaviour }: Variant): readonly string[] {
  return changesOf(ownOf(behaviour));
}

function changesOf(own: Partial<Behaviour>): readonly string[] {
  return Object.keys(own).map((name) => (name === 'parse' ? 'serialise' : name));
}

function behaviourOf({ behaviour }: Variant): Partial<Behaviour> {
  return ownOf(behaviour);
}

function ownOf(deviation: Deviation): Partial<Behaviour> {
  return typeof deviation === 'function' ? deviation() : deviation;
}

function foundPreferences(count: number): JsonObject {
  const values = [7, 'text', { a: { b: [1] } }, true];
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`found ${index}`, values[index % 4]]),
  );
}

/** Saves in the way of a store what another way to save makes of each update. */
function savedOver(store: ConformingStore, save: Save): Save {
  return async (sent, space, call) => {
    const before = call.store.preferences(space);
    const shown = await save(joined(store.way, before, sent), space, call);
    const stored = call.store.of(space);
    const nulls = Object.keys(stored).filter((name) => stored[name] === null);
    const gone = new Set([
      ...goneBy(store, before, sent),
      ...(store.nulls === 'deleted' ? nulls : []),
    ]);
    for (const name of gone) Reflect.deleteProperty(stored, name);
    return only(shown, (name) => !gone.has(name));
  };
}

/** The members of an update as a store that merges deeply writes them. */
function joined(way: ConformingStore['way'], before: JsonObject, sent: JsonObject): JsonObject {
  if (way === 'merges' || way === 'replaces') return sent;
  const all = merged(before, sent, way === 'applies a merge patch');
  if (!isJsonObject(all)) return sent;
  return mapMembers(sent, (name) => [name, Object.hasOwn(all, name) ? all[name] : null]);
}

/** The preferences that an update takes away. */
function goneBy(
  { way, empty }: ConformingStore,
  before: JsonObject,
  sent: JsonObject,
): ReadonlySet<string> {
  const names = Object.keys(sent);
  if (way === 'applies a merge patch') return new Set(names.filter((name) => sent[name] === null));
  if (way !== 'replaces' || (names.length === 0 && empty === 'keeps')) return new Set();
  return new Set(Object.keys(before).filter((name) => !Object.hasOwn(sent, name)));
}

/** Refuses what would be more than a store takes. */
function limited({ limit, found }: ConformingStore, save: Save): Save {
  const [amount = '', unit] = limit.split(' ');
  const fits = (all: JsonObject): boolean =>
    unit === 'names'
      ? Object.keys(all).length <= Number(amount) + found
      : JSON.stringify(all).length <=
        Number(amount) + JSON.stringify(foundPreferences(found)).length;
  return limit === 'none' ? save : allowing(fits, 422, save).save;
}

/** Shows reads what a replica has of what is stored, whatever stored it: a refused request, too. */
function late({ reads }: ConformingStore, save: Save): Save {
  if (reads === 'at once') return save;
  const replica = replicaByReads(2);
  const known = new Map<string, JsonObject>();
  const replicate = (space: string, now: JsonObject): void => {
    const before = known.get(space) ?? now;
    known.set(space, now);
    if (!equal(before, now)) replica.write(space, before, now);
  };
  return async (sent, space, call) => {
    const before = call.store.preferences(space);
    replicate(space, before);
    const answered = { ...(await save(sent, space, call)) };
    const now = call.store.preferences(space);
    replicate(space, now);
    const isRead = Object.keys(sent).length === 0 && equal(before, now);
    return isRead ? replica.show(space, now, true) : answered;
  };
}

/** What a store shows of what was saved. */
function shownOf({ shows, own }: ConformingStore, save: Save): Save {
  let counter = 0;
  return async (sent, space, call) => {
    const now = await save(sent, space, call);
    counter += 1;
    const all = {
      ...(own.includes('default') && { language: 'en' }),
      ...now,
      ...(own.includes('counter') && { updates: counter }),
    };
    return shows === 'what was sent' ? only(all, (name) => Object.hasOwn(sent, name)) : all;
  };
}

/** The reply without preferences. */
function withoutPreferences(reply: Reply): Reply {
  const body = bodyOf(reply);
  if (!isJsonObject(body.object)) return reply;
  const { preferences: _, ...user } = body.object;
  return { ...reply, body: { ...body, object: user } };
}

/** Some members, `__proto__` like any other. */
function only(object: JsonObject, wanted: (name: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => wanted(name)));
}
