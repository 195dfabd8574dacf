import fc from 'fast-check';
import { areUnique, canonicalJson } from '../json/json-value.ts';
import {
  type ArrayConstraints,
  type Contains,
  itemSchemas,
  prefixLength,
} from './array-constraints.ts';
import type { PartBuilder } from './part-builder.ts';
import { distinctArrays } from './distinct-arrays.ts';
import { type LocatedSchema, negation } from './located-schema.ts';
import { refined } from './reject-budget.ts';
import { simplestValue } from './simplest-value.ts';

type Item = fc.Arbitrary<unknown>;

/** The parts of arrays: leading items, items that `contains` asks for, and the others. */
interface Parts {
  readonly heads: readonly Item[];
  /** The least number of heads to keep. */
  readonly fewestHeads: number;
  readonly contained: readonly {
    readonly item: Item;
    readonly min: number;
    readonly max: number;
  }[];
  readonly filler: Item | null;
}

/** Arrays within constraints, `level` containers below the root; `null` where none was found. */
export function arrays(
  constraints: ArrayConstraints,
  level: number,
  builder: PartBuilder,
): fc.Arbitrary<unknown[]> | null {
  const { minItems, contains, repeatedItems } = constraints;
  const mayBeEmpty = minItems === 0 && contains.every(({ minContains }) => minContains === 0);
  if (builder.isLean && mayBeEmpty && !repeatedItems) return fc.constant([]);
  const plans = [
    matchingAfterHeads(constraints, level, builder),
    matchingHeads(constraints, level, builder),
  ];
  const kinds = plans
    .map((parts) => parts && assembled(constraints, level, parts))
    .filter((each) => each !== null);
  return kinds.length === 0 ? null : fc.oneof({ withCrossShrink: true }, ...kinds);
}

/** The plan in which what `contains` asks for comes after the leading items. */
function matchingAfterHeads(
  constraints: ArrayConstraints,
  level: number,
  builder: PartBuilder,
): Parts | null {
  const prefix = prefixLength(constraints);
  const heads = leading(constraints, level, builder);
  const reachesEnd = heads.length === prefix;
  const contained = [];
  for (const each of constraints.contains) {
    const schemas = [...itemSchemas(constraints, prefix, each), each.schema];
    const item = reachesEnd ? builder.values(schemas, level + 1) : null;
    if (item === null && each.minContains > 0) return null;
    if (item !== null) contained.push({ item, min: each.minContains, max: each.maxContains });
  }
  const filler = reachesEnd ? otherItems(constraints, prefix, level, builder) : null;
  return { heads, fewestHeads: 0, contained, filler };
}

/** The plan in which leading items are what `contains` asks for. */
function matchingHeads(
  constraints: ArrayConstraints,
  level: number,
  builder: PartBuilder,
): Parts | null {
  const prefix = prefixLength(constraints);
  if (prefix === 0 || constraints.contains.length === 0) return null;
  const added = new Map<number, LocatedSchema[]>();
  for (const each of constraints.contains) {
    const positions = matchingPositions(constraints, each, level, builder);
    if (positions.length < each.minContains) return null;
    for (const position of positions.slice(0, each.minContains)) {
      added.set(position, [...(added.get(position) ?? []), each.schema]);
    }
  }
  const heads = leading(constraints, level, builder, added);
  const fewestHeads = Math.max(0, ...[...added.keys()].map((position) => position + 1));
  if (heads.length < fewestHeads) return null;
  const filler = heads.length < prefix ? null : otherItems(constraints, prefix, level, builder);
  return { heads, fewestHeads, contained: [], filler };
}

function matchingPositions(
  constraints: ArrayConstraints,
  contains: Contains,
  level: number,
  builder: PartBuilder,
): readonly number[] {
  const positions = Array.from({ length: prefixLength(constraints) }, (_, position) => position);
  return positions.filter((position) => {
    const schemas = [...itemSchemas(constraints, position, contains), contains.schema];
    return builder.values(schemas, level + 1) !== null;
  });
}

/** The items at leading positions, up to the first that cannot be. */
function leading(
  constraints: ArrayConstraints,
  level: number,
  builder: PartBuilder,
  added: ReadonlyMap<number, readonly LocatedSchema[]> = new Map(),
): readonly Item[] {
  const heads: Item[] = [];
  for (let position = 0; position < prefixLength(constraints); position += 1) {
    const schemas = [...itemSchemas(constraints, position), ...(added.get(position) ?? [])];
    const head = builder.values(schemas, level + 1);
    if (head === null) break;
    heads.push(head);
  }
  return heads;
}

/** Items after the leading ones, none that a bounded `contains` would count. */
function otherItems(
  constraints: ArrayConstraints,
  prefix: number,
  level: number,
  builder: PartBuilder,
): Item | null {
  const uncounted = constraints.contains
    .filter(({ maxContains }) => maxContains < Infinity)
    .map(({ schema }) => negation(schema));
  const items = builder.values([...itemSchemas(constraints, prefix), ...uncounted], level + 1);
  return builder.isLean && !constraints.uniqueItems ? likeItems(items) : items;
}

/** The simplest item as often as it is asked for: to make a long list small item by item takes much longer. */
function likeItems(items: Item | null): Item | null {
  const [simplest] = items === null ? [] : simplestValue(items).map((item) => fc.constant(item));
  return simplest ?? null;
}

function assembled(
  constraints: ArrayConstraints,
  level: number,
  { heads, fewestHeads, contained, filler }: Parts,
): fc.Arbitrary<unknown[]> | null {
  const { minItems, maxItems, uniqueItems, repeatedItems } = constraints;
  const least = contained.reduce((sum, { min }) => sum + min, 0);
  const most = Math.min(maxItems, Math.max(minItems, least) + longest(level));
  const missing = Math.max(0, minItems - heads.length - least);
  const room = Math.max(0, Math.min(maxItems, Math.max(most, heads.length)) - heads.length - least);
  const matching = contained.map(({ item, min, max }, index) => {
    const alone = filler === null && index === 0 ? missing : 0;
    const maxLength = Math.min(max, Math.max(min + alone, Math.min(min + room, min + 2)));
    return fc.array(item, { minLength: Math.min(max, min + alone), maxLength, size: 'max' });
  });
  const others =
    filler === null
      ? fc.constant([])
      : sequence(filler, Math.min(missing, room), room, uniqueItems);
  const candidates = fc
    .tuple(
      fc.tuple(...heads),
      fc.tuple(...matching),
      others,
      cuts(heads.length),
      fc.nat({ max: 7 }),
    )
    .map(([leadingItems, groups, rest, cut, turn]) => {
      const tail = rotated([...groups.flat(), ...rest], turn);
      const kept = Math.max(fewestHeads, leadingItems.length - cut);
      if (least === 0 && kept >= minItems && kept < leadingItems.length)
        return leadingItems.slice(0, kept);
      return arranged([...leadingItems, ...tail], constraints);
    });
  const isRestricted = minItems > 0 || maxItems < Infinity || uniqueItems || repeatedItems;
  return isRestricted ? refined(candidates, (items) => fits(items, constraints)) : candidates;
}

/** How many leading items to leave out: mostly none. */
function cuts(heads: number): fc.Arbitrary<number> {
  if (heads === 0) return fc.constant(0);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: heads }) },
  );
}

function longest(level: number): number {
  return [8, 5, 3, 2][level] ?? 1;
}

function sequence(
  item: Item,
  minLength: number,
  maxLength: number,
  isUnique: boolean,
): fc.Arbitrary<unknown[]> {
  return isUnique
    ? distinctArrays(item, canonicalJson, minLength, maxLength)
    : fc.array(item, { minLength, maxLength, size: 'max' });
}

function rotated(items: readonly unknown[], turn: number): unknown[] {
  const start = items.length === 0 ? 0 : turn % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

function arranged(items: unknown[], constraints: ArrayConstraints): unknown[] {
  const { uniqueItems, repeatedItems } = constraints;
  if (repeatedItems && items.length > 0) return [...items.slice(0, -1), items[0], items[0]];
  if (!uniqueItems) return items;
  return [...new Map(items.map((item) => [canonicalJson(item), item])).values()];
}

function fits(items: readonly unknown[], constraints: ArrayConstraints): boolean {
  const { minItems, maxItems, uniqueItems, repeatedItems } = constraints;
  if (items.length < minItems || items.length > maxItems) return false;
  return (!uniqueItems || areUnique(items)) && !(repeatedItems && areUnique(items));
}
