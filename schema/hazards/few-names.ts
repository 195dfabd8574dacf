import { writeJson } from '../json/write-json.ts';
import { batchesOf, isNamed, mayTravelTogether } from './batches.ts';
import { type Hazard, isLarge } from './hazard.ts';

/**
 * Names that are preferences even where each of them stays: what has broken most servers, and pairs that stores take for
 * one. Inside of an object all names are tried.
 */
const FEW = new Set([
  ...['key-proto', 'key-dotted', 'key-zero', 'key-constructor'],
  ...['key-empty', 'key-nul', 'key-upper', 'key-lower', 'key-nfc', 'key-nfd'],
  'text-names-alike-255',
]);

/** A character that is not ASCII, or is escaped by its number. */
const BEYOND_ASCII = /[^\0-\x7f]|\\u/;

/**
 * Hazards in lists, each one request, for a target that keeps every name that it is sent. Values go under a few names,
 * which each request uses again. Most names that are hazards are left out: their rows inside of an object are not.
 * What only few requests leave alone comes first, so that others can be in flight with it; names that stay come last, but
 * before large values, which they would replace unseen: what they do to later responses cannot be taken back.
 *
 * @param names names without prefix that values may have, each once in a request
 */
export function batchesOfFewNames(
  hazards: readonly Hazard[],
  names: readonly string[],
): Hazard[][] {
  const batches = batchesOf(hazards.filter((hazard) => !isValue(hazard) && !isOneOfMany(hazard)));
  for (const hazard of hazards.filter(isValue).toSorted(byKind)) {
    const named = leastUsed(names, batches).map((name) => underName(hazard, name));
    if (!joins(batches, named)) batches.push(named.slice(0, 1));
  }
  return batches.toSorted((one, other) => turnOf(one) - turnOf(other));
}

/** Puts a hazard into the first batch that it may travel with, in the first of its forms whose name is free there. */
function joins(batches: readonly Hazard[][], forms: readonly Hazard[]): boolean {
  return batches.some((batch) => {
    const taken = new Set(batch.filter(isValue).map(keyOf));
    const form = forms.find((each) => !taken.has(keyOf(each)));
    if (form === undefined || !batch.every((other) => mayTravelTogether(other, form))) return false;
    batch.push(form);
    return true;
  });
}

function keyOf({ carrier }: Hazard): string | null {
  return isNamed(carrier) ? carrier.key : null;
}

/** When a request is sent. */
function turnOf(batch: readonly Hazard[]): number {
  if (batch.some(({ name }) => FEW.has(name))) return 2;
  if (batch.some((hazard) => isLarge(hazard) && hazard.kind !== 'length')) return 3;
  return batch.some(isValue) ? 0 : 1;
}

/** Whether a hazard is one whatever its name. */
function isValue({ carrier }: Hazard): boolean {
  return isNamed(carrier) && !carrier.exact;
}

/** The order in which values go into requests: those of a kind share them, so that a fault spoils few of them. */
function byKind(one: Hazard, other: Hazard): number {
  return rankOf(one) - rankOf(other);
}

function rankOf(hazard: Hazard): number {
  if (isLarge(hazard)) return 3;
  if (!isBeyondAscii(hazard)) return 0;
  return hazard.kind === 'length' ? 2 : 1;
}

function isBeyondAscii({ carrier }: Hazard): boolean {
  if (carrier.in === 'text') return BEYOND_ASCII.test(carrier.render(''));
  return carrier.in === 'member' && BEYOND_ASCII.test(writeJson(carrier.value));
}

/** Whether a hazard is a name that is not sent where each name stays; its row inside of an object is. */
function isOneOfMany({ carrier, name }: Hazard): boolean {
  return isNamed(carrier) && carrier.exact && !FEW.has(name);
}

/** Names, those first that fewest requests use: what shares no name can be in flight together. */
function leastUsed(
  names: readonly string[],
  batches: readonly (readonly Hazard[])[],
): readonly string[] {
  const used = batches.flatMap((batch) => batch.filter(isValue).map(keyOf));
  const uses = new Map(names.map((name) => [name, used.filter((each) => each === name).length]));
  return names.toSorted((one, other) => (uses.get(one) ?? 0) - (uses.get(other) ?? 0));
}

/** A hazard with its value under a name, which goes without prefix; one that has no name stays as it is. */
export function underName(hazard: Hazard, key: string): Hazard {
  const { carrier } = hazard;
  return isNamed(carrier) ? { ...hazard, carrier: { ...carrier, key } } : hazard;
}
