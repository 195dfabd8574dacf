import { interleaved } from './interleaved.ts';
import { canonicalJson } from '../json/json-value.ts';
import { childPointer } from '../json/json-pointer.ts';
import type { JsonSchema } from '../contract/operation.ts';
import { type Alternative, alternative, both } from './alternative.ts';
import type { ArbitraryBuilder } from './arbitrary-builder.ts';
import { itemSchemas, prefixLength } from './array-constraints.ts';
import { boundaries } from './boundaries.ts';
import type { LocatedSchema } from './located-schema.ts';
import { memberSchemas } from './object-constraints.ts';
import { type ArbitraryOptions, leanSpace, unlessTooMany } from './schema-space.ts';
import { oncePer } from '../once-per.ts';
import { simplestValue } from './simplest-value.ts';

/** A valid value at a boundary of its schema. */
export interface BoundaryValue {
  readonly value: unknown;
  /** JSON pointer into the value: where the boundary is reached, `''` for the root. */
  readonly pointer: string;
  /** Which boundary: `the minimum`, `one above the minimum`, `without "name"`. */
  readonly what: string;
}

const deepestPlace = 5;
const mostAlternatives = 8;

/**
 * Valid values at the boundaries of a schema, one boundary each and simple otherwise: bounds and the values
 * next to them, empty and full containers, each optional member absent, each listed value, each type; at the
 * root first, then at every place below it in turn. Each is made when it is asked for; always the same sequence.
 *
 * Throws UnsatisfiableSchemaError where the schema plainly has no value.
 */
export function* boundaryValues(
  schema: JsonSchema,
  options: ArbitraryOptions,
): Generator<BoundaryValue> {
  const { located, builder } = leanSpace(schema, options);
  const found = new Set<string>();
  for (const boundary of below(builder, [located], 0, new Set())) {
    const key = canonicalJson(boundary.value) + boundary.pointer;
    if (found.has(key) || !options.validate(boundary.value)) continue;
    found.add(key);
    yield boundary;
  }
}

function* below(
  builder: ArbitraryBuilder,
  schemas: readonly LocatedSchema[],
  level: number,
  seen: ReadonlySet<JsonSchema>,
): Generator<BoundaryValue> {
  const within = new Set([...seen, ...schemas.map(({ schema }) => schema)]);
  const isRepeated = schemas.some(({ schema }) => typeof schema === 'object' && seen.has(schema));
  if (level > deepestPlace || isRepeated) return;
  const alternatives = builder.expansion.intersection(schemas).slice(0, mostAlternatives);
  yield* interleaved(alternatives.map((each) => ofOne(builder, each, level)));
  yield* interleaved(
    alternatives.flatMap((each) => [
      ...inMembers(builder, each, level, within),
      ...inItems(builder, each, level, within),
    ]),
  );
}

function* ofOne(
  builder: ArbitraryBuilder,
  each: Alternative,
  level: number,
): Generator<BoundaryValue> {
  for (const { what, narrowed } of boundaries(each)) {
    for (const value of simplestOf(builder, narrowed, level)) yield { value, pointer: '', what };
  }
}

function inMembers(
  builder: ArbitraryBuilder,
  each: Alternative,
  level: number,
  seen: ReadonlySet<JsonSchema>,
): readonly Iterable<BoundaryValue>[] {
  const names = new Set([
    ...each.objects.required,
    ...each.objects.layers.flatMap(({ properties }) => [...properties.keys()]),
  ]);
  return [...names].map((name) =>
    embedded(
      below(builder, memberSchemas(each.objects, name), level + 1, seen),
      (value) => simplestWith(builder, both(each, memberBeing(name, value)), level),
      name,
    ),
  );
}

function inItems(
  builder: ArbitraryBuilder,
  each: Alternative,
  level: number,
  seen: ReadonlySet<JsonSchema>,
): readonly Iterable<BoundaryValue>[] {
  const positions = Array.from({ length: prefixLength(each.arrays) + 1 }, (_, index) => index);
  return positions.flatMap((position) => {
    const schemas = itemSchemas(each.arrays, position);
    if (schemas.length === 0) return [];
    return [
      embedded(
        below(builder, schemas, level + 1, seen),
        (value) => simplestWith(builder, both(each, itemBeing(position, value)), level),
        position,
      ),
    ];
  });
}

/** The boundaries of a part within the simplest whole that has it. */
function* embedded(
  inner: Iterable<BoundaryValue>,
  wholesWith: (part: unknown) => readonly unknown[],
  token: string | number,
): Generator<BoundaryValue> {
  for (const { value: part, pointer, what } of inner) {
    for (const value of wholesWith(part)) {
      yield { value, pointer: childPointer('', token) + pointer, what };
    }
  }
}

function simplestWith(
  builder: ArbitraryBuilder,
  outer: Alternative | null,
  level: number,
): readonly unknown[] {
  return outer === null ? [] : simplestOf(builder, outer, level);
}

/** The simplest value of an alternative, `level` containers below the root; none where there is none to be found. */
export function simplestOf(
  builder: ArbitraryBuilder,
  each: Alternative,
  level: number,
): readonly unknown[] {
  const known = simplestBy(builder)(each);
  const simplest = known.get(level) ?? foundSimplest(builder, each, level);
  known.set(level, simplest);
  return simplest;
}

/** What was found before, by level: one schema stands in many places of a body. */
const simplestBy = oncePer<
  ArbitraryBuilder,
  (each: Alternative) => Map<number, readonly unknown[]>
>(() => oncePer(() => new Map()));

function foundSimplest(
  builder: ArbitraryBuilder,
  each: Alternative,
  level: number,
): readonly unknown[] {
  const values = unlessTooMany(() => builder.ofAlternatives([each], level));
  return values === null ? [] : simplestValue(values);
}

/** Objects with a member that has exactly this value. */
function memberBeing(name: string, value: unknown): Alternative {
  const properties = new Map([[name, only(value)]]);
  const layer = { patternProperties: [], additionalProperties: null, evaluates: false };
  return alternative({
    types: ['object'],
    objects: { required: new Set([name]), layers: [{ ...layer, properties }] },
  });
}

/** Arrays with exactly this value at a position. */
function itemBeing(position: number, value: unknown): Alternative {
  const free = Array.from({ length: position }, () => located(true));
  const prefixItems = [...free, only(value)];
  return alternative({
    types: ['array'],
    arrays: { minItems: position + 1, layers: [{ prefixItems, items: null, evaluates: false }] },
  });
}

function only(value: unknown): LocatedSchema {
  return located({ const: value });
}

function located(schema: LocatedSchema['schema']): LocatedSchema {
  return { schema, pointer: '#', scope: [], negated: false };
}
