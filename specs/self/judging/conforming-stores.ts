import fc from 'fast-check';
import type { Variant } from '../../../fixtures/servers/mutants/mutant.ts';
import { variants } from '../../../fixtures/servers/mutants/variants.ts';
import type { Behaviour } from '../../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../../fixtures/servers/reference/reference-behaviour.ts';
import { isJsonObject, type JsonObject } from '../../../schema/json/json-value.ts';
import { merged } from '../../../schema/preferences/preferences-of.ts';

/** What a conforming store may do in several ways; the first of each is what the reference does. */
export interface ConformingStore {
  readonly way: 'merges' | 'replaces' | 'merges deeply' | 'applies a merge patch';
  readonly nulls: 'stored' | 'deleted';
  /** What an update without content does where updates replace. */
  readonly empty: 'keeps' | 'clears';
  readonly shows: 'all' | 'what was sent';
  /** A preference that is always shown, and one that changes by itself. */
  readonly own: readonly ('default' | 'counter')[];
  readonly found: number;
  readonly spaces: 'apart' | 'the first one is the default';
  /** Variants that change something else, by name. */
  readonly variants: readonly string[];
}

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
  shows: fc.constantFrom('all', 'what was sent'),
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

/** The server of a store; a run against it knows the spaces `one` and `two`. */
export function serverOf(store: ConformingStore): () => Partial<Behaviour> {
  return () => {
    const others = FIT.filter(({ name }) => store.variants.includes(name)).map(behaviourOf);
    const filled = new Set<string>();
    let counter = 0;
    return {
      ...others.reduce((all, each) => ({ ...all, ...each }), {}),
      space: (query, call) => {
        const space = referenceBehaviour.space(query, call);
        return space === '' && store.spaces !== 'apart' ? 'one' : space;
      },
      save: (sent, space, call) => {
        if (!filled.has(space)) call.store.replace(space, foundPreferences(store.found));
        filled.add(space);
        counter += 1;
        const now = call.store.replace(space, saved(store, call.store.preferences(space), sent));
        const all = {
          ...(store.own.includes('default') && { language: 'en' }),
          ...now,
          ...(store.own.includes('counter') && { updates: counter }),
        };
        return store.shows === 'all' ? all : only(all, (name) => Object.hasOwn(sent, name));
      },
    };
  };
}

/** Members that a variant changes. What reads a body leniently takes in numbers that only its own way of writing can give back. */
function changes(variant: Variant): readonly string[] {
  return Object.keys(behaviourOf(variant)).map((name) => (name === 'parse' ? 'serialise' : name));
}

function behaviourOf({ behaviour }: Variant): Partial<Behaviour> {
  return typeof behaviour === 'function' ? behaviour() : behaviour;
}

function foundPreferences(count: number): JsonObject {
  const values = [7, 'text', { a: { b: [1] } }, true];
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`found ${index}`, values[index % 4]]),
  );
}

function saved(
  { way, nulls, empty }: ConformingStore,
  before: JsonObject,
  sent: JsonObject,
): JsonObject {
  const isEmpty = Object.keys(sent).length === 0;
  if (isEmpty && (way !== 'replaces' || empty === 'keeps')) return before;
  const now = way === 'replaces' ? sent : savedBeside(way, before, sent);
  return nulls === 'deleted' ? only(now, (name) => now[name] !== null) : now;
}

function savedBeside(
  way: ConformingStore['way'],
  before: JsonObject,
  sent: JsonObject,
): JsonObject {
  if (way === 'merges') return only({ ...before, ...sent }, () => true);
  const all = merged(before, sent, way === 'applies a merge patch');
  return isJsonObject(all) ? all : {};
}

/** Some members, `__proto__` like any other. */
function only(object: JsonObject, wanted: (name: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => wanted(name)));
}
