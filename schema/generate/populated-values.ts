import { interleaved } from './interleaved.ts';
import type { ValuePath } from '../json/json-value.ts';
import type { JsonSchema } from '../contract/operation.ts';
import type { Alternative } from './alternative.ts';
import type { ArbitraryBuilder } from './arbitrary-builder.ts';
import { itemSchemas, prefixLength } from './array-constraints.ts';
import { boundaries } from './boundaries.ts';
import { simplestOf } from './boundary-values.ts';
import type { LocatedSchema } from './located-schema.ts';
import { memberSchemas, type ObjectConstraints } from './object-constraints.ts';
import { type ArbitraryOptions, leanParts } from './schema-space.ts';

/** A value with everything in it that its schema declares, and the place where it differs from the first one. */
export interface PopulatedValue {
  readonly value: unknown;
  readonly path: ValuePath;
}

/** A part of a container: where it stands, and what it has to satisfy. */
interface Slot {
  readonly token: string | number;
  readonly schemas: readonly LocatedSchema[];
}

const deepestPlace = 8;
const mostAlternatives = 8;
/** Stands for the names that a schema leaves open. */
const anyName = 'key';

/**
 * Values in which every part of a schema shows: all declared members, an item in each list. The first has the
 * first alternative everywhere; each later one has another alternative, or a boundary, at one place. They are made
 * when they are asked for, always the same sequence. Rules between parts are not looked at: the validator has yet
 * to judge each value, also of a schema that has none.
 */
export function* populatedValues(
  schema: JsonSchema,
  options: ArbitraryOptions,
): Generator<PopulatedValue> {
  const { located, builder } = leanParts(schema, options);
  yield* ofSchemas(builder, [located], 0, new Set());
}

function* ofSchemas(
  builder: ArbitraryBuilder,
  schemas: readonly LocatedSchema[],
  level: number,
  above: ReadonlySet<JsonSchema>,
): Generator<PopulatedValue> {
  const isRepeated = schemas.some(({ schema }) => typeof schema === 'object' && above.has(schema));
  if (level > deepestPlace || isRepeated) return;
  const within = new Set([...above, ...schemas.map(({ schema }) => schema)]);
  const alternatives = builder.expansion.intersection(schemas).slice(0, mostAlternatives);
  yield* interleaved(alternatives.map((each) => ofAlternative(builder, each, level, within)));
}

function* ofAlternative(
  builder: ArbitraryBuilder,
  each: Alternative,
  level: number,
  above: ReadonlySet<JsonSchema>,
): Generator<PopulatedValue> {
  const fill = (slots: readonly Slot[]) =>
    slots.map((slot) => {
      const values = ofSchemas(builder, slot.schemas, level + 1, above);
      return { ...slot, values, first: values.next() };
    });
  const members = each.types.has('object') ? fill(memberSlots(builder, each)) : [];
  const items = each.types.has('array') ? fill(itemSlots(each)) : [];
  if (each.values === null && members.length > 0) {
    yield* assembled(members, (parts) => Object.fromEntries(parts));
  }
  if (each.values === null && items.length > 0) {
    yield* assembled(items, (parts) => parts.map(([, item]) => item));
  }
  yield* bare(builder, each, level);
  for (const { narrowed } of boundaries(each)) yield* bare(builder, narrowed, level);
}

/** The simplest value, with nothing in it that need not be there. */
function* bare(
  builder: ArbitraryBuilder,
  each: Alternative,
  level: number,
): Generator<PopulatedValue> {
  for (const value of simplestOf(builder, each, level)) yield { value, path: [] };
}

interface Filled extends Slot {
  readonly values: Iterable<PopulatedValue>;
  readonly first: IteratorResult<PopulatedValue>;
}

/** The whole of the first parts, then wholes with one part that is another. */
function* assembled(
  slots: readonly Filled[],
  whole: (parts: readonly (readonly [string | number, unknown])[]) => unknown,
): Generator<PopulatedValue> {
  const there = slots.flatMap(({ token, values, first }) =>
    first.done === true ? [] : [{ values, part: [token, first.value.value] as const }],
  );
  const parts = there.map(({ part }) => part);
  yield { value: whole(parts), path: [] };
  yield* interleaved(
    there.map(function* ({ values, part: [token] }, index) {
      for (const { value, path } of values) {
        yield { value: whole(parts.with(index, [token, value])), path: [token, ...path] };
      }
    }),
  );
}

function memberSlots(builder: ArbitraryBuilder, { objects }: Alternative): readonly Slot[] {
  const names = new Set([
    ...objects.required,
    ...objects.layers.flatMap(({ properties }) => [...properties.keys()]),
  ]);
  const others = memberSchemas(objects, anyName);
  if (others.some(({ schema }) => schema !== true) && admitsName(builder, objects))
    names.add(anyName);
  return [...names]
    .filter((name) => !objects.forbidden.has(name))
    .map((name) => ({ token: name, schemas: memberSchemas(objects, name) }))
    .filter(({ token, schemas }) => objects.required.has(token) || schemas.length > 0)
    .slice(0, objects.maxProperties);
}

function admitsName(builder: ArbitraryBuilder, { propertyNames }: ObjectConstraints): boolean {
  return builder.admits(propertyNames, anyName);
}

function itemSlots({ arrays }: Alternative): readonly Slot[] {
  const count = Math.max(prefixLength(arrays) + 1, Math.min(arrays.minItems, 100));
  return Array.from({ length: Math.min(count, arrays.maxItems) }, (_, token) => ({
    token,
    schemas: itemSchemas(arrays, token),
  })).filter(({ token, schemas }) => token < arrays.minItems || schemas.length > 0);
}
