import { isExtremeMember } from '../http/extreme-case.ts';
import { RawJson } from '../json/write-json.ts';
import { batchesOf, mayTravelTogether } from './batches.ts';
import { type Hazard, isLarge, type MemberCarrier, type TextCarrier } from './hazard.ts';

/**
 * Names that are preferences even where each of them stays: what has broken most servers, and pairs that stores take for
 * one. Inside of an object all names are tried.
 */
const FEW = new Set([
  ...['key-proto', 'key-dotted', 'key-dollar', 'key-zero'],
  ...['key-empty', 'key-nul', 'key-upper', 'key-lower', 'key-nfc', 'key-nfd'],
  'text-names-alike-255',
]);

/** Whether values that find no name free in the requests of other hazards get requests of their own. */
export type Room = 'as it is' | 'as much as it takes';

/**
 * Hazards in lists, each one request, for a target that keeps every name that it is sent. Values go under a few names,
 * which each request uses again, else into an object that several share. Most names that are hazards go into that only.
 * Requests with names that stay come late, but before large values, which they would replace unseen.
 *
 * @param names names without prefix that values may have, each once in a request
 */
export function batchesOfFewNames(
  hazards: readonly Hazard[],
  names: readonly string[],
  room: Room,
): Hazard[][] {
  const listed = new Set(hazards.map(({ name }) => name));
  const isInsideToo = ({ name }: Hazard): boolean => listed.has(`inside-${name}`);
  const batches = batchesOf(hazards.filter((hazard) => !isValue(hazard) && !isOneOfMany(hazard)));
  /** Puts the first of some forms of a hazard that may travel with a batch into the first such batch. */
  const join = (forms: readonly Hazard[]): boolean =>
    batches.some((batch) => {
      const form = forms.find((each) => batch.every((other) => mayTravelTogether(other, each)));
      if (form !== undefined) batch.push(form);
      return form !== undefined;
    });
  for (const hazard of inTurn(hazards.filter(isValue))) {
    const named = leastUsed(names, batches).map((name) => underName(hazard, name));
    if (join(named)) continue;
    if (room === 'as it is' && (isInsideToo(hazard) || join(inside(hazard)))) continue;
    batches.push(named.slice(0, 1));
  }
  for (const hazard of hazards.filter(isOneOfMany)) if (!isInsideToo(hazard)) join(inside(hazard));
  return batches.toSorted((one, other) => turnOf(one) - turnOf(other));
}

/** When a request is sent: what names that stay do to later responses cannot be taken back. */
function turnOf(batch: readonly Hazard[]): number {
  if (batch.some(({ name }) => FEW.has(name))) return 1;
  return batch.some((hazard) => isLarge(hazard) && hazard.kind !== 'length') ? 2 : 0;
}

/** Whether a hazard is one whatever its name. */
function isValue({ carrier }: Hazard): boolean {
  return (carrier.in === 'member' || carrier.in === 'text') && !carrier.exact;
}

/** Whether a hazard is a name that is no preference where each name stays. */
function isOneOfMany({ carrier, name }: Hazard): boolean {
  return (carrier.in === 'member' || carrier.in === 'text') && carrier.exact && !FEW.has(name);
}

/** The first hazard of each kind, then the second of each, and so on: a few say something of all kinds. */
function inTurn(hazards: readonly Hazard[]): readonly Hazard[] {
  const turns = new Map<string, number>();
  const placed = hazards.map((hazard) => {
    const turn = turns.get(hazard.kind) ?? 0;
    turns.set(hazard.kind, turn + 1);
    return { hazard, turn };
  });
  return placed.toSorted((one, other) => one.turn - other.turn).map(({ hazard }) => hazard);
}

/** Names, those first that fewest requests use: what shares no name can be in flight together. */
function leastUsed(
  names: readonly string[],
  batches: readonly (readonly Hazard[])[],
): readonly string[] {
  const used = batches.flatMap((batch) =>
    batch.filter(isValue).flatMap(({ carrier }) => ('key' in carrier ? [carrier.key] : [])),
  );
  const uses = new Map(names.map((name) => [name, used.filter((each) => each === name).length]));
  return names.toSorted((one, other) => (uses.get(one) ?? 0) - (uses.get(other) ?? 0));
}

function underName(hazard: Hazard, key: string): Hazard {
  const { carrier } = hazard;
  if (carrier.in !== 'member' && carrier.in !== 'text') return hazard;
  return { ...hazard, carrier: { ...carrier, key } satisfies MemberCarrier | TextCarrier };
}

/** A hazard as a member of an object that several share; none where it cannot be one. */
function inside(hazard: Hazard): readonly Hazard[] {
  const { carrier, kind } = hazard;
  const isShort = !isLarge(hazard) || kind === 'length';
  if (carrier.in !== 'member' || hazard.class !== 'valid' || !isShort) return [];
  const { exact, value } = carrier;
  const key = exact ? carrier.key : `k${carrier.key}`;
  const plain: unknown = value instanceof RawJson ? JSON.parse(value.text) : value;
  const extreme = isExtremeMember('inside', { [key]: plain });
  const container = extreme ? 'odd' : 'in';
  return [{ ...hazard, extreme, carrier: { in: 'inside', container, key, exact, value } }];
}
